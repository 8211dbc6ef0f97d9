// demo: an invented county to try the program with. It is made in a file of its own and takes the place of the empty
// records when it is whole, so a cut-off attempt leaves nothing behind. var/demo.json, beside the records, is written
// last and says where to begin.
#include <filesystem>
#include <fstream>

#include "lib/storage/migrations.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/whole_file.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/demo_county.hpp"
#include "tools/leaguectl/demo_visit.hpp"
#include "tools/leaguectl/records_file.hpp"

namespace league::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

struct Found {
    long long units = 0;
    bool county = false;
};

Found look(Desk& desk, const std::string& county) {
    return desk.ready_database().read([&](ReadTransaction& tx) {
        const OrgStore units(tx);
        return Found{units.count(), units.find_by_code(county).has_value()};
    });
}

/// The first key is what scripts/run.sh invites into.
ordered_json card_of(const DemoResult& made) {
    ordered_json card;
    card["branch"] = made.free_branch;
    card["visited"] = false;
    card["units"] = made.units;
    card["people"] = made.people;
    card["activities"] = made.activities;
    card["to_try"] = ordered_json::array();
    for (const DemoPerson& person : made.people_to_try) {
        ordered_json line;
        line["role"] = person.role;
        line["unit"] = person.unit_code;
        line["name"] = person.unit_name;
        line["oa_openid"] = person.oa_openid;
        line["mp_openid"] = person.mp_openid;
        line["logged_this_month"] = person.logged_this_month;
        card["to_try"].push_back(std::move(line));
    }
    return card;
}

DemoResult make_county(Desk& desk, const fs::path& file, const Phrases& words, const DemoOptions& options) {
    DemoClock clock(desk.clock().now());
    DatabaseOptions database_options;
    database_options.path = file.string();
    database_options.durable = false;  // put_in_place() syncs it once, when it is whole
    Database database(database_options, clock);
    migrate(database);
    return DemoCounty(database, clock, desk.seals(), desk.random(), words, options).make();
}

std::string text_of(const ordered_json& card) {
    std::string text = std::to_string(card["units"].get<long long>()) + " units, " +
                       std::to_string(card["people"].get<long long>()) + " people, " +
                       std::to_string(card["activities"].get<long long>()) + " activities\n" +
                       "a branch without secretary: " + card["branch"].get<std::string>() + "\n" +
                       "people to try, by their openid in the official account:\n";
    for (const ordered_json& person : card["to_try"]) {
        text += "  " + person["oa_openid"].get<std::string>() + "  " + person["role"].get<std::string>() + "  " +
                person["name"].get<std::string>() +
                (person["logged_this_month"].get<bool>() ? "" : "  (nothing logged this month)") + "\n";
    }
    return text;
}

Report make_demo(Desk& desk, const DemoOptions& options) {
    const fs::path database(desk.config().database.path);
    const fs::path card_file = demo_card_file(desk.config());
    const fs::path waiting = card_file.string() + ".waiting";
    const Phrases words(desk.config().paths.templates);
    const Found found = look(desk, words.text("demo", "county_code"));
    if (found.county) {
        // Cut off between the two last renames: the county is there, its card still waits.
        if (!fs::exists(card_file) && fs::exists(waiting)) fs::rename(waiting, card_file);
        return {"the demonstration county is there already\n", {{"made", false}}, 0};
    }
    if (found.units > 0) throw Problem(ProblemCode::conflict, "demo_over_records");
    desk.close_database();
    require_unused(database);

    const fs::path fresh = database.string() + ".demo";
    remove_records(fresh);
    const ordered_json card = card_of(make_county(desk, fresh, words, options));
    fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
    write_whole(waiting, card.dump(2) + "\n");
    const fs::path kept = put_in_place(fresh, database);
    remove_records(fresh);
    remove_records(kept);  // it held no unit
    fs::rename(waiting, card_file);

    Report report;
    report.text = text_of(card);
    report.json = nlohmann::json::parse(card.dump());
    report.json["made"] = true;
    return report;
}

Report show_visit(Desk& desk) {
    const VisitResult done = visit_demo(desk.config());
    Report report;
    report.json = {{"followers", done.followers},
                   {"consents", done.consents},
                   {"spoke", done.spoke},
                   {"unanswered", done.unanswered}};
    report.text = std::to_string(done.followers) + " follow, " + std::to_string(done.consents) +
                  " agreed to notices, " + std::to_string(done.spoke) + " spoke to the official account\n";
    if (done.unanswered > 0) {
        report.text += std::to_string(done.unanswered) + " got no answer from league-server\n";
        report.status = 1;
    }
    return report;
}

}  // namespace

void add_demo(CLI::App& line, const Choose& choose) {
    auto options = std::make_shared<DemoOptions>();
    CLI::App* command = line.add_subcommand("demo", "invent a county in empty records, to try the program with");
    command->add_option("--branches-per-township", options->branches_per_township, "size of the county")
        ->check(CLI::Range(8, 999))
        ->capture_default_str();
    command->add_option("--months", options->months, "length of its history")
        ->check(CLI::Range(1, 24))
        ->capture_default_str();
    CLI::App* visit =
        command->add_subcommand("visit", "let its people follow, agree to notices and speak in the running simulator");
    visit->callback([=] { choose(show_visit); });
    command->callback([=] {
        if (!visit->parsed()) choose([=](Desk& desk) { return make_demo(desk, *options); });
    });
}

}  // namespace league::ctl
