#include "tests/support/year_ledger.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"

namespace league::test {
namespace {

constexpr int kNightEnds = 8 * 60;     // minutes of the day, as config/league.toml has them
constexpr int kNightBegins = 21 * 60;  // and the limit of two in seven days below

bool has_log(const LedgerPerson& branch, const Month& month, Instant before) {
    return std::any_of(branch.logs.begin(), branch.logs.end(),
                       [&](Instant one) { return one < before && month.span().contains(one); });
}

bool has_report(const LedgerPerson& township, const HalfMonth& half, Instant before) {
    const auto sent = township.reports.find(half.str());
    return sent != township.reports.end() && sent->second < before;
}

}  // namespace

LedgerPerson& YearLedger::add(const std::string& unit, const std::string& township,
                              const std::vector<std::string>& openids) {
    LedgerPerson& person = people_.emplace_back();
    person.unit = unit;
    person.township = township;
    for (const std::string& openid : openids) by_openid_[openid] = &person;
    return person;
}

void YearLedger::read_inbox(const nlohmann::json& inbox) {
    for (const nlohmann::json& one : inbox.at("inbox")) {
        if (!seen_.insert(one.dump()).second) continue;
        const std::string openid = one.at("openid");
        if (!by_openid_.contains(openid)) continue;
        std::string words = one.value("text", "");
        if (one.contains("data")) words += one.at("data").dump();
        messages_.push_back(
            {openid, one.at("kind"), words, instant_from_rfc3339(one.at("at").get<std::string>()).value()});
    }
}

std::map<std::string, int> YearLedger::counts() const {
    std::map<std::string, int> counts;
    for (const LedgerMessage& message : messages_) {
        ++counts[message.kind + (by_openid_.at(message.openid)->leads_township() ? " to townships" : " to branches")];
    }
    return counts;
}

/// Of the month at hand, or of the one before while it can still be written down afterwards, something is missing.
bool YearLedger::lacks_log(const LedgerPerson& branch, Instant at) const {
    const Month month = Month::of(at);
    if (!has_log(branch, month, at)) return true;
    return beijing_date(at).day() <= std::chrono::day(10) && !has_log(branch, month.previous(), at);
}

bool YearLedger::has_undone(const LedgerPerson& person, Instant at) const {
    if (!person.leads_township()) return lacks_log(person, at);
    const HalfMonth half = HalfMonth::of(at);
    if (!has_report(person, half, at) || !has_report(person, half.previous(), at)) return true;
    return std::any_of(people_.begin(), people_.end(), [&](const LedgerPerson& other) {
        return !other.leads_township() && other.township == person.unit && lacks_log(other, at);
    });
}

void YearLedger::check_messages(const WorkCalendar& calendar) {
    std::set<std::pair<const LedgerPerson*, std::string>> days;
    std::map<const LedgerPerson*, std::vector<Instant>> times;
    for (LedgerPerson& person : people_) person.noticed = 0;
    for (const LedgerMessage& message : messages_) {
        CAPTURE(message.openid, message.kind, message.words, to_rfc3339(message.at));
        LedgerPerson& person = *by_openid_.at(message.openid);
        const int minute = beijing_minute_of_day(message.at);
        const Date day = beijing_date(message.at);
        CHECK(minute >= kNightEnds);
        CHECK(minute < kNightBegins);
        CHECK(calendar.is_worked(day));
        CHECK(days.emplace(&person, to_iso(day)).second);
        CHECK(has_undone(person, message.at));
        if (message.kind == "notice") ++person.noticed;
        times[&person].push_back(message.at);
    }
    for (const LedgerPerson& person : people_) {
        CAPTURE(person.unit);
        CHECK(person.noticed <= person.agreed);
    }
    for (auto& [person, list] : times) {
        CAPTURE(person->unit);
        std::sort(list.begin(), list.end());
        for (std::size_t i = 2; i < list.size(); ++i) {
            CAPTURE(to_rfc3339(list[i - 2]), to_rfc3339(list[i]));
            CHECK(beijing_date(list[i]) >= add_days(beijing_date(list[i - 2]), 7));
        }
    }
}

}  // namespace league::test
