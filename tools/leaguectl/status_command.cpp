// status: one look at what is there, what is due and what is wrong.
#include <filesystem>
#include <fstream>

#include "lib/app/backup.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/base/cache.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/person_store.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr long long kMegabyte = 1024 * 1024;

/// Where the newest backup is, as backup wrote it; null before the first.
json last_backup(const Config& config) {
    std::ifstream in(fs::path(config.database.backups) / kLastBackup);
    if (!in.is_open()) return nullptr;
    json last = json::parse(in, nullptr, /*allow_exceptions=*/false);
    return last.is_object() ? last : json();
}

bool cache_answers(Desk& desk) {
    try {
        desk.cache().ping();
        return true;
    } catch (const CacheDown&) {
        return false;
    }
}

json this_month(Desk& desk) {
    Database& database = desk.database();
    const auto roots = database.read([](ReadTransaction& tx) { return OrgStore(tx).roots(); });
    Figures sum;
    const Month month = Month::of(desk.clock().now());
    for (const OrgUnit& root : roots) {
        const Figures totals = ReadProgress(database).run(Actor::system(), {root.code, month}).totals;
        sum.branches += totals.branches;
        sum.active += totals.active;
        sum.activities += totals.activities;
    }
    return {{"month", month.str()}, {"branches", sum.branches}, {"active", sum.active}, {"activities", sum.activities}};
}

json outbox_of(Desk& desk) {
    json outbox = {{"states", json::object()}, {"oldest_due", nullptr}};
    const auto [counts, oldest] = desk.database().read([&](ReadTransaction& tx) {
        const OutboxStore rows(tx, desk.seals());
        return std::pair(rows.count_by_state(), rows.oldest_due());
    });
    for (const auto& [state, count] : counts) outbox["states"][std::string(to_string(state))] = count;
    if (oldest) outbox["oldest_due"] = to_rfc3339(*oldest);
    return outbox;
}

std::string text_of(const json& status) {
    std::string text = "schema       " + status["schema"].get<std::string>();
    const auto waiting = status["pending"].size();
    text += waiting == 0 ? "\n" : ", " + std::to_string(waiting) + " migrations pending\n";
    if (waiting == 0) {
        const json& month = status["month"];
        text += "units        " + status["units"].dump() + "\npeople       " + status["people"].dump() + "\n";
        text += month["month"].get<std::string>() + "      " + month["activities"].dump() + " activities, " +
                month["active"].dump() + " of " + month["branches"].dump() + " branches\n";
        text += "outbox      ";
        for (const auto& [state, count] : status["outbox"]["states"].items()) text += " " + state + " " + count.dump();
        const json& oldest = status["outbox"]["oldest_due"];
        text += oldest.is_null() ? ", nothing due\n" : ", oldest due " + oldest.get<std::string>() + "\n";
    }
    text += std::string("redis        ") + (status["redis"].get<bool>() ? "answers" : "DOES NOT ANSWER") + "\n";
    text += "disk         " + status["free_mb"].dump() + " MB free\n";
    const json& backup = status["backup"];
    text += "last backup  " +
            (backup.is_object() ? backup.value("made_at", "") + " in " + backup.value("folder", "")
                                : std::string("none yet")) +
            "\n";
    return text;
}

Report show(Desk& desk) {
    const Config& config = desk.config();
    Report report;
    json& status = report.json;
    status["schema"] = built_in_migrations().back().name;
    status["pending"] = pending(desk.database());
    if (status["pending"].empty()) {
        status["units"] = desk.database().read([](ReadTransaction& tx) { return OrgStore(tx).count(); });
        status["people"] =
            desk.database().read([&](ReadTransaction& tx) { return PersonStore(tx, desk.seals()).count(); });
        status["month"] = this_month(desk);
        status["outbox"] = outbox_of(desk);
    }
    status["redis"] = cache_answers(desk);
    status["free_mb"] =
        static_cast<long long>(fs::space(fs::absolute(config.database.path).parent_path()).available) / kMegabyte;
    status["backup"] = last_backup(config);
    report.text = text_of(status);
    return report;
}

}  // namespace

void add_status(CLI::App& line, const Choose& choose) {
    CLI::App* command = line.add_subcommand("status", "what is there, what is due, what is wrong");
    command->callback([=] { choose(show); });
}

}  // namespace league::ctl
