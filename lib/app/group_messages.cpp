#include "lib/app/group_messages.hpp"

#include <algorithm>

#include "lib/app/call_outcome.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/app/watch_alarms.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "robots";
/// Bytes of a list of names; what a group reads at one look, and three such lists stay within a text.
constexpr std::size_t kNameBytes = 500;
constexpr std::size_t kMostRows = 15;

OutboxDone ended(OutboxState state, std::string why) {
    OutboxDone done;
    done.settlement.state = state;
    done.settlement.outcome = std::move(why);
    return done;
}

std::string payload_of(const OutboxRow& row, const char* name) {
    const auto found = row.payload.find(name);
    return found == row.payload.end() ? std::string() : found->second;
}

/// Words of the day by which something is asked for, for a sentence's "is it over".
Values due_values(Date due, Date today) {
    return {{"due", to_chinese_day(due)}, {"overdue", due < today ? "1" : ""}};
}

}  // namespace

GroupMessages::GroupMessages(const Config& config, Database& database, const Seals& seals, const Clock& clock,
                             Random& random, const WechatAccounts& accounts, const Phrases& phrases,
                             const ColumnWriter& column)
    : robots_(config.robots),
      quiet_{config.reminders.quiet_from, config.reminders.quiet_until},
      calendar_(config.calendar),
      rules_(report_settings(config).rules),
      text_bytes_(config.wechat.limits.robot_text_bytes),
      public_url_(config.server.public_url),
      database_(database),
      seals_(seals),
      clock_(clock),
      random_(random),
      accounts_(accounts),
      phrases_(phrases),
      column_(column) {
    std::vector<PhraseKey> needed;
    for (const char* key : {"column", "own_row", "silent", "silent_in_townships", "township_row", "more_townships",
                            "report", "report_of_townships", "between", "and_more", "foot", "alarm"}) {
        needed.push_back({kWords, key});
    }
    phrases_.check(needed);
}

const RobotConfig* GroupMessages::robot_of(const OutboxRow& row) const {
    const auto found = std::find_if(robots_.begin(), robots_.end(),
                                    [&](const RobotConfig& one) { return robot_account(one.name) == row.account; });
    return found == robots_.end() ? nullptr : &*found;
}

std::optional<OutboxDone> GroupMessages::not_now(const OutboxRow& row) const {
    if (robot_of(row) == nullptr || accounts_.robot(row.account) == nullptr) {
        return ended(OutboxState::cancelled, "no such robot is configured");
    }
    const Instant now = clock_.now();
    const Instant allowed = next_working_moment(now, quiet_, calendar_);
    if (allowed == now) return std::nullopt;
    OutboxDone later = ended(OutboxState::due, "quiet hours");
    later.settlement.again_at = allowed;
    later.settlement.counts = false;
    return later;
}

OutboxDone GroupMessages::send_text(const OutboxRow& row) const {
    if (std::optional<OutboxDone> other = not_now(row)) return *std::move(other);
    const Said said = database_.read([&](ReadTransaction& tx) { return words(tx, row, *robot_of(row)); });
    if (const auto* nothing = std::get_if<NothingToSay>(&said)) return ended(OutboxState::cancelled, nothing->why);
    const std::string text = text::cut_bytes(std::get<std::string>(said), text_bytes_);
    const auto sent = accounts_.robot(row.account)->send_text(text);
    if (!sent) return {settlement_of(failure_of(sent), row, clock_.now()), {}};
    OutboxDone done = ended(OutboxState::sent, "text");
    if (payload_of(row, "about") == kTellsColumn) {
        done.then = [this, row](Transaction& tx) { add_picture(tx, row); };
    }
    return done;
}

void GroupMessages::add_picture(Transaction& tx, const OutboxRow& row) const {
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kRobotPicture;
    draft.account = row.account;
    draft.dedupe_key = row.dedupe_key + ":picture";
    draft.subject = row.subject;
    draft.payload = row.payload;
    OutboxWriter(tx, seals_).enqueue(draft);
}

OutboxDone GroupMessages::send_picture(const OutboxRow& row) const {
    if (std::optional<OutboxDone> other = not_now(row)) return *std::move(other);
    const auto issue = database_.read([&](ReadTransaction& tx) { return issue_of(tx, row); });
    if (!issue) return ended(OutboxState::cancelled, "no news any more");
    const ColumnSnapshot shown = to_column(phrases_, *issue);
    const ColumnChart chart = has_chart(shown, ColumnChart::goals) ? ColumnChart::goals : ColumnChart::activities;
    const auto sent = accounts_.robot(row.account)->send_picture(column_.chart_png(shown, chart));
    if (!sent) return {settlement_of(failure_of(sent), row, clock_.now()), {}};
    return ended(OutboxState::sent, "picture");
}

GroupMessages::Said GroupMessages::words(ReadTransaction& tx, const OutboxRow& row, const RobotConfig& robot) const {
    const OrgUnit unit = unit_or_top(tx, robot.unit);
    const std::string about = payload_of(row, "about");
    if (about == kTellsColumn) return column_words(tx, row, unit);
    if (about == kTellsDue) return due_words(tx, row, unit);
    if (about == kTellsAlarm) return alarm_words(tx, row);
    return NothingToSay{"nobody writes these messages"};
}

std::optional<Bulletin> GroupMessages::issue_of(ReadTransaction& tx, const OutboxRow& row) const {
    std::optional<Bulletin> issue = BulletinStore(tx).find(BulletinId(row.subject));
    const bool is_news = issue && is_public(issue->state) && issue->published_at &&
                         tx.now() <= *issue->published_at + kIssueIsNews + std::chrono::days(1);
    return is_news ? issue : std::nullopt;
}

GroupMessages::Said GroupMessages::column_words(ReadTransaction& tx, const OutboxRow& row, const OrgUnit& unit) const {
    const std::optional<Bulletin> issue = issue_of(tx, row);
    if (!issue) return NothingToSay{"no news any more"};
    std::string link = issue->article_url;
    if (link.empty() && !public_url_.empty()) link = public_url_ + bulletin_path(*issue);
    std::string own;
    for (const BulletinRow& line : issue->snapshot.rows) {
        if (line.code != unit.code) continue;
        own = phrases_.text(kWords, "own_row",
                            {{"unit", line.name},
                             {"rank", std::to_string(line.rank)},
                             {"branches", std::to_string(line.figures.branches)},
                             {"active", std::to_string(line.figures.active)},
                             {"activities", std::to_string(line.figures.activities)}});
    }
    return phrases_.text(kWords, "column",
                         {{"title", issue->title}, {"digest", issue->digest}, {"own", own}, {"link", link}});
}

GroupMessages::Said GroupMessages::due_words(ReadTransaction& tx, const OutboxRow& row, const OrgUnit& unit) const {
    if (row.subject != to_iso(beijing_date(tx.now()))) return NothingToSay{"of another day"};
    UndoneDuties undone(tx, seals_, rules_);
    std::string text;
    for (const ReminderTopic& topic : topics_from_text(payload_of(row, "topics"))) {
        std::string part;
        if (topic.kind == DutyKind::log) {
            if (const auto month = Month::parse(topic.period)) part = silent_words(tx, undone, unit, *month);
        } else if (topic.kind == DutyKind::report) {
            if (const auto half = HalfMonth::parse(topic.period)) part = report_words(tx, undone, unit, *half);
        }
        if (!part.empty()) text += (text.empty() ? "" : "\n\n") + part;
    }
    if (text.empty()) return NothingToSay{"done meanwhile"};
    return text + "\n" + phrases_.text(kWords, "foot");
}

std::string GroupMessages::silent_words(ReadTransaction& tx, UndoneDuties& undone, const OrgUnit& unit,
                                        const Month& month) const {
    std::vector<OrgUnit> silent;
    for (const OrgUnit& branch : undone.silent(month)) {
        if (unit.path.contains(branch.path)) silent.push_back(branch);
    }
    if (silent.empty()) return "";
    Values values = due_values(month.last_day(), beijing_date(tx.now()));
    values.insert({{"unit", unit.short_name}, {"month", month.chinese()}, {"count", std::to_string(silent.size())}});
    if (unit.kind != OrgKind::county) {
        std::vector<std::string> short_names;
        for (const OrgUnit& branch : silent) short_names.push_back(branch.short_name);
        values["names"] = names(short_names);
        return phrases_.text(kWords, "silent", values);
    }
    std::string rows;
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const CountedUnit& township : OrgStore(tx).children(unit.id)) {
        const auto count = std::count_if(silent.begin(), silent.end(), [&](const OrgUnit& branch) {
            return township.unit.path.contains(branch.path);
        });
        if (count == 0) continue;
        if (shown++ >= kMostRows) {
            ++left;
            continue;
        }
        rows += "\n" + phrases_.text(kWords, "township_row",
                                     {{"unit", township.unit.short_name}, {"count", std::to_string(count)}});
    }
    if (left > 0) rows += "\n" + phrases_.text(kWords, "more_townships", {{"count", std::to_string(left)}});
    return phrases_.text(kWords, "silent_in_townships", values) + rows;
}

std::string GroupMessages::report_words(ReadTransaction& tx, UndoneDuties& undone, const OrgUnit& unit,
                                        const HalfMonth& half) const {
    Values values = due_values(half.last_day(), beijing_date(tx.now()));
    values.insert({{"unit", unit.short_name}, {"period", half.chinese()}});
    if (unit.kind != OrgKind::county) {
        return undone.is_open(unit, half.str()) ? phrases_.text(kWords, "report", values) : "";
    }
    std::vector<std::string> missing;
    for (const CountedUnit& township : OrgStore(tx).children(unit.id)) {
        if (undone.is_open(township.unit, half.str())) missing.push_back(township.unit.short_name);
    }
    if (missing.empty()) return "";
    values["count"] = std::to_string(missing.size());
    values["names"] = names(missing);
    return phrases_.text(kWords, "report_of_townships", values);
}

/// As many whole names as fit, and how many all are where some had to be left out.
std::string GroupMessages::names(const std::vector<std::string>& all) const {
    const std::string between = phrases_.text(kWords, "between");
    std::string list;
    for (const std::string& name : all) {
        if (list.size() + between.size() + name.size() > kNameBytes) {
            return phrases_.text(kWords, "and_more", {{"names", list}, {"count", std::to_string(all.size())}});
        }
        list += (list.empty() ? "" : between) + name;
    }
    return list;
}

GroupMessages::Said GroupMessages::alarm_words(ReadTransaction& tx, const OutboxRow& row) const {
    const std::optional<Alarm> alarm = AlarmStore(tx).find(row.subject);
    if (!alarm || alarm->ended_at) return NothingToSay{"the alarm ended"};
    return phrases_.text(
        kWords, "alarm",
        {{"words", explain_alarm(phrases_, alarm->fact)}, {"since", to_chinese_minute(alarm->raised_at)}});
}

}  // namespace league
