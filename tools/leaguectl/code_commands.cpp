// code: QR codes to print, for binding by an invite and for each branch.
#include <filesystem>
#include <fstream>

#include "lib/app/branch_codes.hpp"
#include "lib/app/create_invite.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/app/wechat_answers.hpp"
#include "lib/documents/template.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/invite_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/named_account.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t kLevels = 16;
constexpr const char* kSheet = "pages/branch_codes.html";

struct CodeArguments {
    std::string invite;
    std::vector<std::string> orgs;
    std::string account;
    std::string out;
    int days = 0;  ///< 0: as the configuration says
    bool all = false;
};

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    file.close();
    if (!file) throw Problem(ProblemCode::no_space, "no_space");
}

void make_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) throw Problem::invalid("out", "folder_not_there", {{"folder", folder.string()}});
}

std::string ending_of(const CodePicture& picture) {
    return picture.content_type == "image/png" ? ".png" : ".jpg";
}

/// An invite as its code says: what is scanned binds as if it had been typed.
struct Bindable {
    std::string code;  ///< as printed
    std::string unit;
    Instant expires_at;
};

Bindable known_invite(Desk& desk, const std::string& typed) {
    const auto code = normal_invite_code(typed);
    return desk.ready_database().read([&](ReadTransaction& tx) {
        const auto invite = code ? InviteStore(tx, desk.seals()).find_by_code(*code) : std::nullopt;
        if (!invite) throw Problem(ProblemCode::not_found, "invite_unknown");
        if (invite->used_at) throw Problem(ProblemCode::closed, "invite_used");
        if (invite->expires_at <= tx.now()) throw Problem(ProblemCode::closed, "invite_expired");
        return Bindable{printed_invite_code(*code), OrgStore(tx).find(invite->unit).value().name, invite->expires_at};
    });
}

Bindable new_invite(Desk& desk, const std::string& org, int days) {
    const OrgUnit unit = desk.ready_database().read([&](ReadTransaction& tx) { return find_unit_or_throw(tx, org); });
    CreateInvite::Input input;
    input.org = org;
    input.role = counts_as_branch(unit.kind) ? Role::branch_secretary : Role::township_secretary;
    input.days = days != 0 ? days : desk.config().sessions.invite_days;
    const auto made = CreateInvite(desk.ready_database(), desk.seals(), desk.random()).run(Actor::system(), input);
    return {made.code, made.unit.name, made.expires_at};
}

Report bind(Desk& desk, const CodeArguments& arguments) {
    if (arguments.invite.empty() && arguments.orgs.empty()) throw Problem::invalid("invite", "missing");
    NamedAccount official(desk, arguments.account);
    std::vector<Bindable> invites;
    if (!arguments.invite.empty()) invites.push_back(known_invite(desk, arguments.invite));
    for (const std::string& org : arguments.orgs) invites.push_back(new_invite(desk, org, arguments.days));
    TicketPictures pictures(desk.config().wechat);
    if (!arguments.out.empty()) make_folder(arguments.out);
    Report report;
    report.json["codes"] = json::array();
    for (const Bindable& invite : invites) {
        const auto left = std::chrono::duration_cast<std::chrono::seconds>(invite.expires_at - desk.clock().now());
        const auto life = std::min(left, desk.config().wechat.limits.scene_code_life);
        const auto code = value_or_throw(official.client().create_scene_code("invite:" + invite.code, life));
        const Instant until = desk.clock().now() + life;
        const std::string address = wechat::scene_code_picture_url(desk.config().wechat.mp_base, code.ticket);
        report.text += invite.code + "  " + invite.unit + "  until " + to_rfc3339(until) + "\n   " + address + "\n";
        report.json["codes"].push_back(
            {{"invite", invite.code}, {"unit", invite.unit}, {"until", to_rfc3339(until)}, {"picture", address}});
        if (!arguments.out.empty()) {
            write_file(fs::path(arguments.out) / (invite.code + ".jpg"), pictures.fetch(code.ticket));
        }
    }
    return report;
}

std::vector<OrgUnit> branches_asked(Desk& desk, const CodeArguments& arguments) {
    return desk.ready_database().read([&](ReadTransaction& tx) {
        std::vector<OrgUnit> found;
        std::vector<std::string> asked = arguments.orgs;
        if (arguments.all) asked.push_back("");
        for (const std::string& org : asked) {
            for (const CountedUnit& one : OrgStore(tx).subtree(unit_or_top(tx, org).path, kLevels)) {
                if (counts_as_branch(one.unit.kind)) found.push_back(one.unit);
            }
        }
        return found;
    });
}

Report branch(Desk& desk, const CodeArguments& arguments) {
    if (arguments.orgs.empty() && !arguments.all) throw Problem::invalid("org", "missing");
    const std::vector<OrgUnit> branches = branches_asked(desk, arguments);
    make_folder(arguments.out);
    const TemplateFolder templates(desk.config().paths.templates);
    const Phrases phrases(desk.config().paths.templates);
    const WechatAccounts accounts(desk.config(), desk.cache(), desk.seals().cipher, desk.clock(), desk.random());
    BlobStore blobs(desk.config().photos.folder);
    TicketPictures tickets(desk.config().wechat);
    MakeBranchCodes make(desk.ready_database(), desk.seals(), desk.random(), blobs, desk.config().accounts, accounts,
                         tickets);
    std::vector<TemplateData> cards;
    int made = 0;
    for (const OrgUnit& unit : branches) {
        const auto codes = make.run(Actor::system(), unit.id.str());
        made += codes.made;
        for (const CodePicture& picture : codes.pictures) {
            const std::string file = unit.code + "-" + picture.account + ending_of(picture);
            write_file(fs::path(arguments.out) / file, picture.bytes);
            TemplateData card;
            card.set("name", unit.name);
            card.set("file", file);
            card.set("how", phrases.text("codes", picture.is_mini_program ? "mini_program" : "official_account"));
            cards.push_back(std::move(card));
        }
    }
    TemplateData sheet;
    sheet.set("title", phrases.text("codes", "title"));
    sheet.set("cards", std::move(cards));
    const fs::path page = fs::path(arguments.out) / "index.html";
    write_file(page, templates.render(kSheet, sheet));
    return {std::to_string(branches.size()) + " branches, " + std::to_string(made) + " codes made now; print " +
                page.string() + "\n",
            {{"branches", branches.size()}, {"made", made}, {"sheet", page.string()}},
            0};
}

}  // namespace

void add_code(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<CodeArguments>();
    CLI::App* noun = line.add_subcommand("code", "QR codes to show or print");
    noun->require_subcommand(1);
    CLI::App* binding = noun->add_subcommand("bind", "a code of the official account that binds by an invite");
    binding->add_option("--invite", arguments->invite, "an invite that was made before");
    binding->add_option("--org", arguments->orgs, "make an invite for the secretary of each of these units");
    binding
        ->add_option("--days", arguments->days,
                     "until such an invite expires, 1 to 90; by default [sessions] invite_days")
        ->check(CLI::Range(1, 90));
    binding->add_option("--account", arguments->account, "the official account, where there are several");
    binding->add_option("--out", arguments->out, "folder for the pictures");
    binding->callback([=] { choose([=](Desk& desk) { return bind(desk, *arguments); }); });
    CLI::App* branches = noun->add_subcommand("branch", "permanent codes of branches, and a sheet to print");
    branches->add_option("--org", arguments->orgs, "branches, or units whose branches are meant");
    branches->add_flag("--all", arguments->all, "every branch");
    branches->add_option("--out", arguments->out, "folder for the pictures and the sheet")->required();
    branches->callback([=] { choose([=](Desk& desk) { return branch(desk, *arguments); }); });
}

}  // namespace league::ctl
