// invite, role: who may do what.
#include "lib/app/create_invite.hpp"
#include "lib/app/list_disclosures.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

struct InviteArguments {
    std::string org;
    std::string role;
    std::string name;
    std::string phone;
    int days = 0;  ///< 0: as the configuration says
};

std::optional<std::string> if_given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

Report invite(Desk& desk, const InviteArguments& arguments) {
    const auto role = role_from(arguments.role);
    if (!role) throw Problem::invalid("role", "field.not_a_choice");
    CreateInvite create(desk.ready_database(), desk.seals(), desk.random());
    const int days = arguments.days != 0 ? arguments.days : desk.config().sessions.invite_days;
    const CreateInvite::Output made =
        create.run(Actor::system(), {arguments.org, *role, if_given(arguments.name), if_given(arguments.phone), days});
    Report report;
    report.text = made.code + "  " + made.unit.name + "  " + std::string(to_string(made.role)) + "  until " +
                  to_rfc3339(made.expires_at) + "\n";
    report.json = {
        {"code", made.code},          {"id", made.id.str()},          {"org", made.unit.code},
        {"org_name", made.unit.name}, {"role", to_string(made.role)}, {"expires_at", to_rfc3339(made.expires_at)}};
    return report;
}

Report list_roles(Desk& desk, const std::string& org) {
    ListRoles list(desk.ready_database(), desk.seals(), desk.random());
    Report report;
    report.json = {{"roles", nlohmann::json::array()}};
    for (const auto& [holder, masked] : list.run(Actor::system(), {org}).lines) {
        report.text += holder.id.str() + "  " + holder.unit_code + "  " + std::string(to_string(holder.role)) + "  " +
                       (holder.name.empty() ? "(no name)" : holder.name) + "  person " + holder.person.str() + "\n";
        report.json["roles"].push_back({{"id", holder.id.str()},
                                        {"person_id", holder.person.str()},
                                        {"org", holder.unit_code},
                                        {"role", to_string(holder.role)},
                                        {"name", holder.name}});
    }
    if (report.text.empty()) report.text = "nobody holds a role here\n";
    return report;
}

Report list_disclosures(Desk& desk, const std::string& org) {
    Report report;
    report.json = {{"disclosures", nlohmann::json::array()}};
    for (const Disclosure& one : ListDisclosures(desk.ready_database(), desk.seals()).run(Actor::system(), org)) {
        const std::string person = one.person ? one.person->str() : "operator";
        report.text += to_rfc3339(one.made_at) + "  " + person + "  " + std::to_string(one.numbers) + " numbers  " +
                       one.reason + "\n";
        report.json["disclosures"].push_back(
            {{"at", to_rfc3339(one.made_at)}, {"person_id", person}, {"numbers", one.numbers}, {"reason", one.reason}});
    }
    if (report.text.empty()) report.text = "no number was shown to somebody who sees them masked\n";
    return report;
}

Report end_role(Desk& desk, const std::string& id) {
    EndRole(desk.ready_database(), desk.seals().digest).run(Actor::system(), {RoleGrantId(id)});
    return {"ended " + id + "\n", {{"ended", id}}, 0};
}

}  // namespace

void add_invite(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<InviteArguments>();
    CLI::App* noun = line.add_subcommand("invite", "invitations into a role");
    noun->require_subcommand(1);
    CLI::App* command = noun->add_subcommand("create", "make an invite; its code is shown once");
    command->add_option("--org", arguments->org, "code or id of the unit")->required();
    command
        ->add_option("--role", arguments->role, "branch_secretary, township_secretary, county_officer or county_leader")
        ->required();
    command->add_option("--name", arguments->name, "who is invited");
    command->add_option("--phone", arguments->phone, "their phone number");
    command->add_option("--days", arguments->days, "until it expires, 1 to 90; by default [sessions] invite_days")
        ->check(CLI::Range(1, 90));
    command->callback([=] { choose([=](Desk& desk) { return invite(desk, *arguments); }); });
}

void add_role(CLI::App& line, const Choose& choose) {
    auto org = std::make_shared<std::string>();
    auto id = std::make_shared<std::string>();
    CLI::App* noun = line.add_subcommand("role", "roles that people hold");
    noun->require_subcommand(1);
    CLI::App* list = noun->add_subcommand("list", "who holds which role at and below a unit");
    list->add_option("--org", *org, "code or id of the unit")->required();
    list->callback([=] { choose([=](Desk& desk) { return list_roles(desk, *org); }); });
    CLI::App* shown = noun->add_subcommand("disclosures", "when masked phone numbers were shown in full, and why");
    shown->add_option("--org", *org, "code or id of the unit")->required();
    shown->callback([=] { choose([=](Desk& desk) { return list_disclosures(desk, *org); }); });
    CLI::App* end = noun->add_subcommand("end", "end a role at once");
    end->add_option("id", *id, "as listed")->required();
    end->callback([=] { choose([=](Desk& desk) { return end_role(desk, *id); }); });
}

}  // namespace league::ctl
