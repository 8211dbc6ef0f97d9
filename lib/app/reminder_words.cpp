#include "lib/app/reminder_words.hpp"

#include <algorithm>

#include "lib/app/undone_duties.hpp"

namespace league {
namespace {

constexpr const char* kWords = "notices/log_due";
/// A little less than a week: what leaves at the same hour of the next one is a week later.
constexpr auto kWeek = std::chrono::days(7) - std::chrono::minutes(10);
constexpr int kTooOld = 10;        // days: what was put off for longer is about something else by now
constexpr std::size_t kNamed = 3;  // units of one line that a text names
constexpr auto kStepBack = std::chrono::minutes(1);

std::vector<ReminderTopic> topics_of(const OutboxRow& row) {
    const auto found = row.payload.find("topics");
    return found == row.payload.end() ? std::vector<ReminderTopic>{} : topics_from_text(found->second);
}

Values values_of(const ReminderLine& line) {
    Values values{{"count", std::to_string(line.count)}, {"units", std::to_string(line.units.size())}};
    if (const auto period = parse_period(line.period)) {
        values["month"] = std::to_string(static_cast<unsigned>(month_of(*period).last_day().month()));
    }
    const auto half = HalfMonth::parse(line.period);
    values["first_half"] = half && half->part() == HalfMonth::Part::first ? "1" : "";
    if (line.due) values["day"] = std::to_string(static_cast<unsigned>(line.due->day()));
    return values;
}

}  // namespace

ReminderWords::ReminderWords(const Seals& seals, const Phrases& phrases, Random& random, ReminderSettings settings)
    : seals_(seals), phrases_(phrases), random_(random), settings_(std::move(settings)) {
    std::vector<PhraseKey> needed;
    for (const char* key :
         {"unit",          "unit_and_more", "unit_count",    "item.log",       "item.returned", "item.report",
          "item.township", "item.leader",   "item_and_more", "item_count",     "between",       "deadline",
          "note.before",   "note.on",       "note.after",    "names_and_more", "text.head",     "text.foot",
          "text.returned", "text.township", "text.leader"}) {
        needed.push_back({kWords, key});
    }
    for (const char* kind : {"log", "report"}) {
        for (const char* stage : {"before", "on", "after"}) {
            needed.push_back({kWords, std::string("text.") + kind + "." + stage});
        }
    }
    phrases_.check(needed);
}

TellAbout ReminderWords::about() const {
    TellAbout about;
    about.compose = [this](ReadTransaction& tx, const OutboxRow& row, const PersonId& person) {
        return compose(tx, row, person);
    };
    about.unreached = [this](Transaction& tx, const OutboxRow& row, const PersonId& person,
                             const std::vector<ChannelStep>& trail) { put_on_list(tx, row, person, trail); };
    return about;
}

std::optional<TellAnswer> ReminderWords::not_now(ReadTransaction& tx, const OutboxRow& row,
                                                 const PersonId& person) const {
    const Date today = beijing_date(tx.now());
    const OutboxStore store(tx, seals_);
    const std::string today_key = reminder_key(today, person);
    if (row.dedupe_key != today_key && store.find_by_key(today_key)) return TellNoMore{"a newer one is there"};
    if (tx.now() > row.created_at + std::chrono::days(kTooOld)) return TellNoMore{"too old"};
    if (store.is_being_sent_to(person, kReminderKey, row)) return TellLater{tx.now() + kStepBack, "being told"};
    if (store.count_to_person(person, kReminderKey, at_beijing(today), row.id) > 0) {
        return TellNoMore{"told today already"};
    }
    if (store.count_to_person(person, kReminderKey, tx.now() - kWeek, row.id) >= settings_.per_week) {
        return TellNoMore{"told often enough this week"};
    }
    return std::nullopt;
}

TellAnswer ReminderWords::compose(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const {
    UndoneDuties undone(tx, seals_, settings_.reports);
    if (undone.is_paused(person)) return TellNoMore{"paused"};
    const std::vector<UndoneDuty> duties = undone.of(person, topics_of(row));
    if (duties.empty()) return TellNoMore{"done meanwhile"};
    if (std::optional<TellAnswer> other = not_now(tx, row, person)) return *std::move(other);
    return words(duties, beijing_date(tx.now()));
}

TellWords ReminderWords::words(const std::vector<UndoneDuty>& duties, Date today) const {
    const ReminderSummary summary = summarise(duties, today);
    TellWords words;
    words.notice = settings_.notice;
    words.values["unit"] = unit_wordings(summary);
    words.values["item"] = item_wordings(summary);
    words.values["deadline"] = {
        phrases_.text(kWords, "deadline",
                      {{"year", std::to_string(static_cast<int>(summary.deadline.year()))},
                       {"month", std::to_string(static_cast<unsigned>(summary.deadline.month()))},
                       {"day", std::to_string(static_cast<unsigned>(summary.deadline.day()))}})};
    words.values["note"] = {phrases_.text(kWords, "note." + std::string(to_string(summary.stage)))};
    words.text = text_of(summary);
    return words;
}

/// The fullest first: its name, or the first with the number of all, or the number alone.
std::vector<std::string> ReminderWords::unit_wordings(const ReminderSummary& summary) const {
    const Values values{{"unit", summary.units.front()}, {"count", std::to_string(summary.units.size())}};
    if (summary.units.size() == 1) return {phrases_.text(kWords, "unit", values)};
    return {phrases_.text(kWords, "unit_and_more", values), phrases_.text(kWords, "unit_count", values)};
}

std::vector<std::string> ReminderWords::item_wordings(const ReminderSummary& summary) const {
    std::vector<std::string> items;
    std::string all;
    for (const ReminderLine& line : summary.lines) {
        items.push_back(phrases_.text(kWords, "item." + std::string(to_string(line.kind)), values_of(line)));
        all += (all.empty() ? "" : phrases_.text(kWords, "between")) + items.back();
    }
    if (items.size() == 1) return {all};
    const Values values{{"item", items.front()}, {"count", std::to_string(items.size())}};
    return {all, phrases_.text(kWords, "item_and_more", values), phrases_.text(kWords, "item_count", values)};
}

std::string ReminderWords::names(const std::vector<std::string>& units) const {
    std::string line;
    for (std::size_t i = 0; i < std::min(kNamed, units.size()); ++i) {
        line += (i == 0 ? "" : phrases_.text(kWords, "between")) + units[i];
    }
    if (units.size() <= kNamed) return line;
    return phrases_.text(kWords, "names_and_more", {{"names", line}, {"count", std::to_string(units.size())}});
}

std::string ReminderWords::text_of(const ReminderSummary& summary) const {
    std::string text = phrases_.text(kWords, "text.head");
    for (const ReminderLine& line : summary.lines) {
        Values values = values_of(line);
        values["names"] = names(line.units);
        std::string key = "text." + std::string(to_string(line.kind));
        if (line.kind == DutyKind::log || line.kind == DutyKind::report)
            key += "." + std::string(to_string(line.stage));
        text += "\n" + phrases_.text(kWords, key, values);
    }
    return text + "\n" + phrases_.text(kWords, "text.foot");
}

void ReminderWords::put_on_list(Transaction& tx, const OutboxRow& row, const PersonId& person,
                                const std::vector<ChannelStep>& trail) const {
    for (const UndoneDuty& duty : UndoneDuties(tx, seals_, settings_.reports).of(person, topics_of(row))) {
        CallEntry entry;
        entry.id = make_uuid_v7(random_, tx.now());
        entry.period = duty.period;
        entry.person = person;
        entry.unit = duty.unit;
        entry.reason = "reason.no_channel";
        entry.trail = trail_to_text(trail);
        CallListWriter(tx, seals_).insert(entry);
    }
}

}  // namespace league
