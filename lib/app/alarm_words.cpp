#include "lib/app/alarm_words.hpp"

#include "lib/app/top_unit.hpp"
#include "lib/app/watch_alarms.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

constexpr const char* kWords = "alarms";

}  // namespace

AlarmWords::AlarmWords(const Phrases& phrases, std::string notice) : phrases_(phrases), notice_(std::move(notice)) {
    std::vector<PhraseKey> needed;
    for (const char* key : {"customer_text", "value.item", "value.deadline", "value.note", "cause.hold",
                            "cause.refused", "cause.unknown", "cause.column", "cause.schedule", "cause.calendar",
                            "cause.disk", "cause.backup", "account.wechat", "account.robot"}) {
        needed.push_back({kWords, key});
    }
    phrases_.check(needed);
}

TellAbout AlarmWords::about() const {
    TellAbout about;
    about.compose = [this](ReadTransaction& tx, const OutboxRow& row, const PersonId&) { return compose(tx, row); };
    return about;
}

TellAnswer AlarmWords::compose(ReadTransaction& tx, const OutboxRow& row) const {
    const std::optional<Alarm> alarm = AlarmStore(tx).find(row.subject);
    if (!alarm || alarm->ended_at) return TellNoMore{"the alarm ended"};
    const std::string words = explain_alarm(phrases_, alarm->fact);
    const Date day = beijing_date(alarm->raised_at);
    const Values values{{"words", words},
                        {"since", to_chinese_minute(alarm->raised_at)},
                        {"year", std::to_string(static_cast<int>(day.year()))},
                        {"month", std::to_string(static_cast<unsigned>(day.month()))},
                        {"day", std::to_string(static_cast<unsigned>(day.day()))}};
    const std::optional<OrgUnit> top = top_unit(tx);
    TellWords told;
    told.notice = notice_;
    told.values["unit"] = {top ? top->short_name : ""};
    for (const char* key : {"item", "deadline", "note"}) {
        told.values[key] = {phrases_.text(kWords, "value." + std::string(key), values)};
    }
    told.text = phrases_.text(kWords, "customer_text", values);
    return told;
}

}  // namespace league
