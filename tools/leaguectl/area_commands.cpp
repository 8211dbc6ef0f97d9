// group, contact, instructor: who leads, and who is in charge of an area.
#include "lib/app/lead_areas.hpp"
#include "lib/base/text.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/day_input.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct GroupArguments {
    std::string org;
    std::string from;
    std::string paper;
    std::vector<std::string> people;
};

/// "head:NAME:POST:PHONE"; post and phone may be left out.
GroupMember member_from(const std::string& words, std::size_t index) {
    std::vector<std::string> parts = text::split(words, ':');
    const auto role = group_role_from(parts.front());
    if (!role || parts.size() < 2 || parts.size() > 4) {
        throw Problem::invalid("people." + std::to_string(index), "group.member_malformed",
                               {{"number", std::to_string(index + 1)}});
    }
    parts.resize(4);
    GroupMember member{*role, parts[1], parts[2], std::nullopt};
    if (!parts[3].empty()) member.phone = parts[3];
    return member;
}

Report set_group(Desk& desk, const GroupArguments& arguments) {
    ComposeGroup::Input input;
    input.unit = arguments.org;
    input.group.from = day_from("from", arguments.from);
    input.group.paper = arguments.paper;
    for (std::size_t i = 0; i < arguments.people.size(); ++i) {
        input.group.members.push_back(member_from(arguments.people[i], i));
    }
    const LeadingGroup kept = ComposeGroup(desk.ready_database(), desk.seals()).run(Actor::system(), input);
    return {arguments.org + "  " + std::to_string(kept.members.size()) + " people from " + to_iso(kept.from) + "\n",
            {{"org", arguments.org}, {"people", kept.members.size()}, {"from", to_iso(kept.from)}},
            0};
}

Report list_groups(Desk& desk, const std::string& org) {
    const auto entries = ListGroups(desk.ready_database(), desk.seals()).run(Actor::system(), org);
    Report report;
    report.json = {{"groups", json::array()}};
    for (const auto& entry : entries) {
        json people = json::array();
        std::string names;
        for (const GroupMember& member : entry.group ? entry.group->members : std::vector<GroupMember>{}) {
            people.push_back({{"role", to_string(member.role)}, {"name", member.name}, {"post", member.post}});
            names += " " + member.name;
        }
        report.text += entry.unit.code + "  " + (entry.group ? "since " + to_iso(entry.group->from) : "not set up") +
                       " " + names + "\n";
        report.json["groups"].push_back({{"org", entry.unit.code},
                                         {"from", entry.group ? json(to_iso(entry.group->from)) : json(nullptr)},
                                         {"people", std::move(people)}});
    }
    return report;
}

struct ContactArguments {
    std::string org;
    std::string name;
    std::string post;
    std::string phone;
    std::string person;
    std::string from;
    std::string id;
    std::string on;
};

Report add_one(Desk& desk, const ContactArguments& arguments, ContactKind kind) {
    AssignContact::Input input;
    input.unit = arguments.org;
    input.contact.id = make_uuid_v7(desk.random(), desk.clock().now());
    input.contact.kind = kind;
    input.contact.name = arguments.name;
    input.contact.post = arguments.post;
    if (!arguments.phone.empty()) input.contact.phone = arguments.phone;
    if (!arguments.person.empty()) input.contact.person = PersonId(arguments.person);
    input.contact.from = day_from("from", arguments.from);
    const auto made = AssignContact(desk.ready_database(), desk.seals(), desk.random()).run(Actor::system(), input);
    return {made.contact.id + "  " + made.unit.name + "  " + made.contact.name + "\n",
            {{"id", made.contact.id}, {"org", made.unit.code}, {"reads_area", made.contact.grant.has_value()}},
            0};
}

Report end_one(Desk& desk, const ContactArguments& arguments) {
    const AreaContact ended = EndContact(desk.ready_database(), desk.seals())
                                  .run(Actor::system(), {arguments.id, day_from("on", arguments.on)});
    return {"ended " + ended.id + "\n", {{"ended", ended.id}, {"on", arguments.on}}, 0};
}

Report list_all(Desk& desk, const std::string& org, ContactKind kind) {
    const auto entries = ListContacts(desk.ready_database(), desk.seals()).run(Actor::system(), org, kind);
    Report report;
    report.json = {{"contacts", json::array()}};
    for (const auto& entry : entries) {
        const std::string until = entry.contact.until ? to_iso(*entry.contact.until) : "";
        report.text += entry.contact.id + "  " + entry.unit.code + "  " + entry.contact.name + "  " +
                       to_iso(entry.contact.from) + (until.empty() ? "" : " until " + until) + "\n";
        report.json["contacts"].push_back({{"id", entry.contact.id},
                                           {"org", entry.unit.code},
                                           {"name", entry.contact.name},
                                           {"from", to_iso(entry.contact.from)},
                                           {"until", until.empty() ? json(nullptr) : json(until)}});
    }
    if (entries.empty()) report.text = "nobody is in charge of it\n";
    return report;
}

void add_contacts(CLI::App& line, const Choose& choose, const char* word, const char* says, ContactKind kind) {
    auto arguments = std::make_shared<ContactArguments>();
    CLI::App* noun = line.add_subcommand(word, says);
    noun->require_subcommand(1);
    CLI::App* add = noun->add_subcommand("add", "put somebody in charge of a township or county");
    add->add_option("org", arguments->org, "code or id of the unit")->required();
    add->add_option("--name", arguments->name, "who")->required();
    add->add_option("--post", arguments->post, "what they are otherwise");
    add->add_option("--phone", arguments->phone, "their phone number");
    add->add_option("--person", arguments->person,
                    "id of the person as in `role list`, who may then read the area and note visits in it");
    add->add_option("--from", arguments->from, "since which day")->required();
    add->callback([=] { choose([=](Desk& desk) { return add_one(desk, *arguments, kind); }); });
    CLI::App* end = noun->add_subcommand("end", "end it, with the right that came with it");
    end->add_option("id", arguments->id, "as listed")->required();
    end->add_option("--on", arguments->on, "the first day on which they are it no more")->required();
    end->callback([=] { choose([=](Desk& desk) { return end_one(desk, *arguments); }); });
    CLI::App* list = noun->add_subcommand("list", "at and below a unit, the running first");
    list->add_option("--org", arguments->org, "code or id of the unit")->required();
    list->callback([=] { choose([=](Desk& desk) { return list_all(desk, arguments->org, kind); }); });
}

}  // namespace

void add_group(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<GroupArguments>();
    CLI::App* noun = line.add_subcommand("group", "leading groups of county and townships");
    noun->require_subcommand(1);
    CLI::App* set = noun->add_subcommand("set", "compose a group, or compose it anew");
    set->add_option("org", arguments->org, "code or id of the county or township")->required();
    set->add_option("--from", arguments->from, "since which day")->required();
    set->add_option("--paper", arguments->paper, "number and title of the paper");
    set->add_option("--person", arguments->people, "role:name:post:phone, role head, deputy or member; repeat for each")
        ->required();
    set->callback([=] { choose([=](Desk& desk) { return set_group(desk, *arguments); }); });
    CLI::App* list = noun->add_subcommand("list", "groups at and below a unit, and who has none");
    list->add_option("--org", arguments->org, "code or id of the unit")->required();
    list->callback([=] { choose([=](Desk& desk) { return list_groups(desk, arguments->org); }); });
}

void add_contact(CLI::App& line, const Choose& choose) {
    add_contacts(line, choose, "contact", "county leaders in charge of areas", ContactKind::leader);
}

void add_instructor(CLI::App& line, const Choose& choose) {
    add_contacts(line, choose, "instructor", "instructors sent to townships", ContactKind::instructor);
}

}  // namespace league::ctl
