#include "lib/domain/alive.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
}

Instant at(int year, unsigned month, unsigned day_of_month, int minute = 9 * 60) {
    return at_beijing(day(year, month, day_of_month), minute);
}

LastLog log_on(Date date, int expected = 10, int present = 8) {
    return {ActivityId("a"), at_beijing(date, 600), expected, present};
}

/// Of an organisation with an activity in each of the months, the newest last.
OrgPulse pulse_of(std::initializer_list<Date> days) {
    OrgPulse pulse;
    for (const Date date : days) pulse = *after_log(pulse, log_on(date));
    return pulse;
}

/// Everything as it should be on 2026-11-10.
AliveFacts good() {
    AliveFacts facts;
    facts.opened_at = at(2020, 1, 1, 0);
    facts.members = 3;
    facts.has_secretary = true;
    facts.secretary_reachable = true;
    facts.pulse = pulse_of({day(2026, 9, 5), day(2026, 10, 5)});
    facts.term_ends_at = at(2027, 3, 31, 0);
    return facts;
}

const Instant kNow = at(2026, 11, 10);

}  // namespace

TEST_CASE("five of five conditions is alive, three or four weak, fewer hollow") {
    AliveFacts facts = good();
    CHECK(alive_index(facts, kNow).state == AliveState::alive);
    CHECK(alive_index(facts, kNow).met == 5);
    facts.members = 2;
    CHECK(alive_index(facts, kNow).state == AliveState::weak);
    facts.secretary_reachable = false;
    CHECK(alive_index(facts, kNow).met == 3);
    CHECK(alive_index(facts, kNow).state == AliveState::weak);
    facts.term_ends_at.reset();
    CHECK(alive_index(facts, kNow).met == 2);
    CHECK(alive_index(facts, kNow).state == AliveState::hollow);
}

TEST_CASE("what was never recorded is open and says that it is not known") {
    AliveFacts facts = good();
    facts.members.reset();
    facts.term_ends_at.reset();
    facts.pulse = {};
    const AliveIndex index = alive_index(facts, kNow);
    CHECK(index.of(AliveCondition::members) == Finding::unknown);
    CHECK(index.of(AliveCondition::term) == Finding::unknown);
    CHECK(index.of(AliveCondition::attendance) == Finding::unknown);
    CHECK(index.of(AliveCondition::monthly) == Finding::not_met);
    CHECK(index.met == 1);
}

TEST_CASE("a secretary counts when named and reachable, not when only named") {
    AliveFacts facts = good();
    facts.secretary_reachable = false;
    CHECK(alive_index(facts, kNow).of(AliveCondition::secretary) == Finding::not_met);
    facts = good();
    facts.has_secretary = false;
    CHECK(alive_index(facts, kNow).of(AliveCondition::secretary) == Finding::not_met);
}

TEST_CASE("the month under way is asked for only once it has an activity") {
    AliveFacts facts = good();
    const auto monthly = [&](Instant now) { return alive_index(facts, now).of(AliveCondition::monthly); };
    facts.pulse = pulse_of({day(2026, 9, 5), day(2026, 10, 5)});
    CHECK(monthly(at(2026, 11, 1, 0)) == Finding::met);
    CHECK(monthly(at(2026, 11, 30, 1439)) == Finding::met);
    CHECK(monthly(at(2026, 12, 1, 0)) == Finding::not_met);
    facts.pulse = pulse_of({day(2026, 10, 31), day(2026, 11, 1)});
    CHECK(monthly(kNow) == Finding::met);
    facts.pulse = pulse_of({day(2026, 9, 5), day(2026, 11, 1)});
    CHECK(monthly(kNow) == Finding::not_met);
    facts.pulse = pulse_of({day(2026, 10, 5)});
    CHECK(monthly(kNow) == Finding::not_met);
    facts.pulse = pulse_of({day(2026, 12, 31), day(2027, 1, 1)});
    CHECK(monthly(at(2027, 2, 28, 1439)) == Finding::met);
    CHECK(monthly(at(2027, 3, 1, 0)) == Finding::not_met);
}

TEST_CASE("months in which an organisation did not stand from the first day are not asked for") {
    AliveFacts facts = good();
    facts.pulse = pulse_of({day(2026, 10, 20)});
    const auto monthly = [&](Instant opened_at) {
        facts.opened_at = opened_at;
        return alive_index(facts, kNow).of(AliveCondition::monthly);
    };
    CHECK(monthly(at(2026, 9, 1, 0)) == Finding::not_met);
    CHECK(monthly(at(2026, 9, 2, 0)) == Finding::met);
    CHECK(monthly(at(2026, 10, 1, 0)) == Finding::met);
    facts.pulse = {};
    CHECK(monthly(at(2026, 10, 1, 0)) == Finding::not_met);
    CHECK(monthly(at(2026, 10, 2, 0)) == Finding::met);
    CHECK(alive_index(facts, kNow).state == AliveState::weak);
}

TEST_CASE("half of those expected is enough, one fewer is not, and nobody expected is nobody there") {
    AliveFacts facts = good();
    const auto attendance = [&](int expected, int present) {
        facts.pulse.last = log_on(day(2026, 10, 5), expected, present);
        return alive_index(facts, kNow).of(AliveCondition::attendance);
    };
    CHECK(attendance(10, 5) == Finding::met);
    CHECK(attendance(10, 4) == Finding::not_met);
    CHECK(attendance(7, 4) == Finding::met);
    CHECK(attendance(7, 3) == Finding::not_met);
    CHECK(attendance(0, 0) == Finding::not_met);
}

TEST_CASE("a term holds to the end of its last day in Beijing") {
    AliveFacts facts = good();
    facts.term_ends_at = at(2028, 2, 29, 0);
    facts.pulse = pulse_of({day(2028, 1, 5), day(2028, 2, 5)});
    CHECK(alive_index(facts, at(2028, 2, 29, 1439)).of(AliveCondition::term) == Finding::met);
    CHECK(alive_index(facts, at(2028, 3, 1, 0)).of(AliveCondition::term) == Finding::not_met);
}

TEST_CASE("an office may set other thresholds") {
    AliveFacts facts = good();
    const AliveRules strict{.members = 5, .months = 3, .attendance_percent = 80, .weak_from = 3};
    const AliveIndex index = alive_index(facts, kNow, strict);
    CHECK(index.of(AliveCondition::members) == Finding::not_met);
    CHECK(index.of(AliveCondition::monthly) == Finding::not_met);
    CHECK(index.of(AliveCondition::attendance) == Finding::met);
    CHECK(index.state == AliveState::weak);
    CHECK(alive_index(facts, kNow, {.weak_from = 4}).state == AliveState::alive);
    facts.members = 1;
    facts.term_ends_at.reset();
    CHECK(alive_index(facts, kNow, {.weak_from = 4}).state == AliveState::hollow);
}

TEST_CASE("states and conditions are read back from their words") {
    for (const AliveState state : {AliveState::alive, AliveState::weak, AliveState::hollow}) {
        CHECK(alive_state_from(to_string(state)) == state);
    }
    CHECK_FALSE(alive_state_from("dead"));
    AliveCounts counts;
    for (const AliveState state : {AliveState::alive, AliveState::weak, AliveState::weak, AliveState::hollow}) {
        counts.add(state);
    }
    CHECK(counts == AliveCounts{4, 1, 2, 1});
}
