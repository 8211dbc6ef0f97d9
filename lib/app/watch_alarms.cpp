#include "lib/app/watch_alarms.hpp"

#include <filesystem>
#include <set>

#include "lib/app/backup.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "alarms";
/// What was refused longer ago is no news any more.
constexpr std::chrono::days kNews{30};
/// Below this the service soon refuses writes.
constexpr std::uintmax_t kLeastFreeBytes = 500ull * 1024 * 1024;
constexpr std::uintmax_t kMegabyte = 1024ull * 1024;
/// From this month on the coming year's notice of days off is out (it comes in November).
constexpr std::chrono::month kNoticeExpected = std::chrono::December;
constexpr int kNewest = 50;

std::string days_of(std::chrono::milliseconds span) {
    return std::to_string(std::chrono::duration_cast<std::chrono::days>(span).count());
}

/// What people call an account of the outbox.
std::string account_words(const Phrases& phrases, const std::string& account) {
    const std::string robots = robot_account("");
    const bool is_robot = account.starts_with(robots);
    return phrases.text(kWords, is_robot ? "account.robot" : "account.wechat",
                        {{"name", is_robot ? account.substr(robots.size()) : account}});
}

}  // namespace

Surroundings look_around(const Config& config) {
    Surroundings around;
    std::error_code error;
    const auto folder = std::filesystem::absolute(config.database.path, error).parent_path();
    const std::filesystem::space_info space = std::filesystem::space(folder, error);
    if (!error) around.free_bytes = space.available;
    around.last_backup = last_good_backup(config.database.backups);
    around.makes_backups = config.database.backups_kept > 0;
    return around;
}

std::vector<AlarmFact> WatchAlarms::facts(ReadTransaction& tx, const Surroundings& around) const {
    std::vector<AlarmFact> facts = AlarmStore(tx).facts(tx.now() - kNews);
    const Date today = beijing_date(tx.now());
    const Date next_year{today.year() + std::chrono::years(1), std::chrono::January, std::chrono::day(1)};
    if (today.month() >= kNoticeExpected && !calendar_.knows_year_of(next_year)) {
        facts.push_back({AlarmCause::calendar, std::to_string(static_cast<int>(next_year.year())), ""});
    }
    if (around.free_bytes && *around.free_bytes < kLeastFreeBytes) {
        facts.push_back({AlarmCause::disk, "", std::to_string(*around.free_bytes / kMegabyte)});
    }
    if (around.last_backup || around.makes_backups) {
        const auto since = unsaved_since(tx, around.last_backup);
        if (since) facts.push_back({AlarmCause::backup, "", days_of(tx.now() - *since)});
    }
    return facts;
}

WatchAlarms::Output WatchAlarms::run(const Surroundings& around) {
    const bool is_quiet = database_.read([&](ReadTransaction& tx) {
        const std::vector<Alarm> open = AlarmStore(tx).open();
        const AlarmChanges changes = changes_of(open, facts(tx, around));
        if (!changes.raised.empty() || !changes.ended.empty() || !changes.changed.empty()) return false;
        if (!config_.enabled) return true;
        for (const Alarm& alarm : open) {
            if (is_to_be_told(alarm, tx.now(), std::chrono::days(config_.repeat_days))) return false;
        }
        return true;
    });
    if (is_quiet) return {};
    return database_.write([&](Transaction& tx) {
        Output output;
        AlarmWriter writer(tx);
        const AlarmChanges changes = changes_of(AlarmStore(tx).open(), facts(tx, around));
        for (const Alarm& alarm : changes.ended) writer.end(alarm.id);
        for (const Alarm& alarm : changes.changed) writer.change(alarm.id, alarm.fact.detail);
        for (const AlarmFact& fact : changes.raised) {
            output.raised += writer.raise(make_uuid_v7(random_, tx.now()), fact) ? 1 : 0;
        }
        output.ended = static_cast<int>(changes.ended.size());
        if (config_.enabled) output.told = tell(tx);
        return output;
    });
}

int WatchAlarms::tell(Transaction& tx) {
    const std::optional<OrgUnit> top = top_unit(tx);
    if (!top) return 0;
    std::set<PersonId> officers;
    for (const RoleHolder& holder : RoleStore(tx).list_under(top->path, seals_)) {
        if (holder.role == Role::county_officer && holder.unit == top->id) officers.insert(holder.person);
    }
    if (officers.empty()) return 0;
    int told = 0;
    for (const Alarm& alarm : AlarmStore(tx).open()) {
        if (!is_to_be_told(alarm, tx.now(), std::chrono::days(config_.repeat_days))) continue;
        if (!AlarmWriter(tx).tell(alarm.id, alarm.tellings)) continue;
        for (const PersonId& person : officers) {
            const std::string key = "alarm:" + alarm.id + ":" + std::to_string(alarm.tellings) + ":" + person.str();
            OutboxDraft draft = tell_draft(kAboutAlarm, key, person);
            draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
            draft.subject = alarm.id;
            told += OutboxWriter(tx, seals_).enqueue(draft) ? 1 : 0;
        }
    }
    return told;
}

ListAlarms::Output ListAlarms::run(const Actor& actor) {
    return database_.read([&](ReadTransaction& tx) {
        if (!actor.is_operator) require(actor, Verb::manage_sending, unit_or_top(tx, ""));
        const AlarmStore store(tx);
        return Output{store.open(), store.newest(kNewest)};
    });
}

std::string explain_alarm(const Phrases& phrases, const AlarmFact& fact) {
    const std::size_t slash = fact.subject.find('/');
    Values values{{"subject", fact.subject},
                  {"detail", fact.detail},
                  {"account", account_words(phrases, fact.subject.substr(0, slash))}};
    values["kind"] = slash == std::string::npos ? "" : words_of_kind(phrases, fact.subject.substr(slash + 1));
    values["cure"] = "";
    if (fact.cause == AlarmCause::hold) {
        values["cure"] =
            fact.detail == "0" ? phrases.text("outbox", "unreachable") : explain_errcode(phrases, fact.detail);
    } else if (fact.cause == AlarmCause::column) {
        values["cure"] = explain_note(phrases, fact.detail);
    }
    return phrases.text(kWords, "cause." + std::string(to_string(fact.cause)), values);
}

}  // namespace league
