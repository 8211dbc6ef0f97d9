#include "lib/domain/standing.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace league;
using namespace std::chrono;

namespace {

Instant at(Date date) {
    return at_beijing(date);
}

Campaign campaign(Date from = year(2026) / 10 / 10, Date deadline = year(2026) / 12 / 10) {
    Campaign made;
    made.from = from;
    made.deadline = deadline;
    return made;
}

StandingFacts founded(Date on, std::optional<Date> counted = {}, bool is_new = true) {
    StandingFacts org;
    org.is_new = is_new;
    org.founded_at = at(on);
    if (counted) org.counted.push_back({at(*counted), std::nullopt});
    return org;
}

Standing on(Date day, const std::vector<StandingFacts>& orgs, std::optional<long long> target = 20) {
    return standing_on(day, orgs, campaign(), target, std::nullopt);
}

/// The same figure by looking at every day, one after the other.
long long counted_by_hand(Date day, const std::vector<StandingFacts>& orgs) {
    long long count = 0;
    for (const StandingFacts& org : orgs) {
        if (!org.is_new || beijing_date(*org.founded_at) > day) continue;
        if (org.closed_at && beijing_date(*org.closed_at) <= day) continue;
        for (const CountedSpan& span : org.counted) {
            if (beijing_date(span.from) <= day && (!span.until || beijing_date(*span.until) > day)) {
                ++count;
                break;
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("the campaign counts new organisations and tells old ones beside them") {
    std::vector<StandingFacts> orgs = {
        founded(year(2020) / 1 / 1, year(2020) / 2 / 1, /*is_new=*/false),
        founded(year(2026) / 10 / 9, year(2026) / 10 / 20),  // new in a campaign before this one
        founded(year(2026) / 10 / 10, year(2026) / 10 / 20),
        founded(year(2026) / 11 / 5),
    };
    orgs[2].claimed_at = orgs[3].claimed_at = at(year(2026) / 11 / 6);
    const Standing standing = on(year(2026) / 11 / 10, orgs);
    CHECK(standing.founded == NewAndOld{2, 2});
    CHECK(standing.claimed == NewAndOld{2, 0});
    CHECK(standing.counted == NewAndOld{1, 2});
    CHECK(standing.new_this_period == 1);
    CHECK(standing.counted_this_period == 0);
    CHECK(standing.gap == 19);
    CHECK(rate_of(standing) == "5.0");
    CHECK(on(year(2026) / 11 / 5, orgs).claimed == NewAndOld{0, 0});
    CHECK(on(year(2026) / 11 / 4, orgs).founded == NewAndOld{1, 2});
}

TEST_CASE("a day shows what began on it and no longer what ended on it") {
    StandingFacts org = founded(year(2026) / 10 / 10, year(2026) / 10 / 15);
    org.counted[0].until = at(year(2026) / 11 / 1);
    org.counted.push_back({at(year(2026) / 11 / 8), std::nullopt});
    org.closed_at = at(year(2026) / 11 / 20) + hours(15);
    const auto counted = [&](Date day) { return on(day, {org}).counted.new_ones; };
    CHECK(counted(year(2026) / 10 / 14) == 0);
    CHECK(counted(year(2026) / 10 / 15) == 1);
    CHECK(counted(year(2026) / 10 / 31) == 1);
    CHECK(counted(year(2026) / 11 / 1) == 0);
    CHECK(counted(year(2026) / 11 / 8) == 1);
    CHECK(counted(year(2026) / 11 / 19) == 1);
    CHECK(counted(year(2026) / 11 / 20) == 0);
    CHECK(on(year(2026) / 11 / 20, {org}).founded == NewAndOld{0, 0});
}

TEST_CASE("days and half months left are right at ends of months and in leap years") {
    const auto left = [](Date day, Date deadline, long long target) {
        return standing_on(day, {}, campaign(year(2027) / 1 / 1, deadline), target, std::nullopt);
    };
    CHECK(left(year(2028) / 2 / 28, year(2028) / 3 / 1, 6).days_left == 2);
    CHECK(left(year(2027) / 2 / 28, year(2027) / 3 / 1, 6).days_left == 1);
    // 16-29 February and 1-15 March: two half months; from the 29th on only one is left.
    CHECK(left(year(2028) / 2 / 28, year(2028) / 3 / 1, 6).needed_per_half_month == 3);
    CHECK(left(year(2028) / 2 / 29, year(2028) / 3 / 1, 6).needed_per_half_month == 6);
    CHECK(left(year(2027) / 2 / 28, year(2027) / 3 / 1, 6).needed_per_half_month == 6);
    CHECK(left(year(2027) / 12 / 31, year(2028) / 1 / 16, 7).needed_per_half_month == 4);
    CHECK(left(year(2027) / 12 / 15, year(2028) / 1 / 16, 7).needed_per_half_month == 3);

    const Standing last_day = left(year(2028) / 3 / 1, year(2028) / 3 / 1, 6);
    CHECK(last_day.days_left == 0);
    CHECK(last_day.needed_per_half_month == 6);
    const Standing over = left(year(2028) / 3 / 2, year(2028) / 3 / 1, 6);
    CHECK(over.days_left == 0);
    CHECK_FALSE(over.needed_per_half_month);
    CHECK(over.gap == 6);
}

TEST_CASE("the forecast goes on at the pace of the last three half months") {
    // Half months before 10 November: 1-15 October, 16-31 October (both as far as the campaign), and none older.
    std::vector<StandingFacts> orgs;
    for (int i = 0; i < 6; ++i) orgs.push_back(founded(year(2026) / 10 / 10, year(2026) / 10 / 20));
    // 6 in the 22 days from 10 to 31 October; 30 days are left: 6 + 8.18 is 14.
    CHECK(on(year(2026) / 11 / 10, orgs).forecast == 14);
    // What came since is held, but is no pace yet.
    orgs.push_back(founded(year(2026) / 11 / 2, year(2026) / 11 / 3));
    CHECK(on(year(2026) / 11 / 10, orgs).forecast == 15);
    // On the 15th the half month is over: 7 in 37 days, 25 left.
    CHECK(on(year(2026) / 11 / 15, orgs).forecast == 7 + 7 * 25 / 37);
    // Three half months at most: 16 October to 30 November are 46 days.
    CHECK(on(year(2026) / 12 / 1, orgs).forecast == 7 + 7 * 9 / 46);
    CHECK(on(year(2026) / 12 / 11, orgs).forecast == 7);
}

TEST_CASE("without a half month that is over there is no pace and no forecast") {
    const std::vector<StandingFacts> orgs = {founded(year(2026) / 10 / 10, year(2026) / 10 / 12)};
    CHECK_FALSE(on(year(2026) / 10 / 14, orgs).forecast);
    CHECK(on(year(2026) / 10 / 15, orgs).forecast);
    CHECK_FALSE(standing_on(year(2026) / 11 / 10, orgs, std::nullopt, std::nullopt, std::nullopt).forecast);
}

TEST_CASE("what is lost lowers the forecast, but never below nothing") {
    std::vector<StandingFacts> orgs;
    for (int i = 0; i < 2; ++i) orgs.push_back(founded(year(2026) / 10 / 10, year(2026) / 10 / 12));
    for (StandingFacts& org : orgs) org.counted[0].until = at(year(2026) / 11 / 20);
    orgs.push_back(founded(year(2026) / 10 / 10, year(2026) / 10 / 12));
    // From 16 October to 30 November 2 were lost in 46 days; 10 are left: 1 - 0.43, rounded down.
    CHECK(on(year(2026) / 11 / 30, orgs).forecast == 0);
    CHECK(on(year(2026) / 11 / 30, orgs).counted_this_period == -2);
}

TEST_CASE("a rate has one decimal and is whole only when nothing is missing") {
    CHECK(percent(0, 20) == "0.0");
    CHECK(percent(1, 3) == "33.3");
    CHECK(percent(2, 3) == "66.7");
    CHECK(percent(1, 8) == "12.5");
    CHECK(percent(1999, 2000) == "99.9");
    CHECK(percent(2000, 2000) == "100.0");
    CHECK(percent(25, 20) == "125.0");
    CHECK_FALSE(percent(3, 0));
    CHECK_FALSE(rate_of(on(year(2026) / 11 / 10, {}, std::nullopt)));
}

TEST_CASE("ranks go by rate, then alive share, then the earlier day, and equal ones share") {
    const auto standing = [](long long counted, long long target, AliveFigures alive, Date reached) {
        Standing one;
        one.counted.new_ones = counted;
        one.target = target;
        one.alive = alive;
        if (counted > 0) one.reached_on = reached;
        return one;
    };
    const Date early = year(2026) / 10 / 20;
    const Date late = year(2026) / 11 / 1;
    std::vector<Standing> standings = {
        standing(10, 20, {5, 3, 2}, late),   // half, half alive, late
        standing(11, 22, {1, 1, 0}, early),  // the same rate and share, earlier
        standing(15, 20, {0, 0, 9}, late),   // the best rate
        standing(10, 20, {6, 2, 2}, late),   // more alive
        standing(10, 20, {4, 4, 0}, late),   // as the first
        standing(0, 20, {9, 0, 0}, late),
        standing(0, 30, {3, 0, 0}, late),
        standing(3, 0, {3, 0, 0}, late),  // nothing was asked of it
        Standing{},
    };
    using Ranks = std::vector<std::optional<int>>;
    CHECK(ranks_of(standings) == Ranks{4, 3, 1, 2, 4, 6, 6, std::nullopt, std::nullopt});
}

TEST_CASE("the day of reaching the count is the one since which it never fell below") {
    std::vector<StandingFacts> orgs;
    for (unsigned day = 11; day <= 16; ++day) orgs.push_back(founded(year(2026) / 10 / 10, year(2026) / 10 / day));
    CHECK(on(year(2026) / 11 / 10, orgs).reached_on == year(2026) / 10 / 16);
    // One of the six is lost again: five were there on the 15th already.
    orgs[2].counted[0].until = at(year(2026) / 10 / 25);
    CHECK(on(year(2026) / 11 / 10, orgs).reached_on == year(2026) / 10 / 15);
    // Three are lost and two come back: five again only with the second.
    orgs[0].counted[0].until = orgs[1].counted[0].until = at(year(2026) / 10 / 25);
    orgs[0].counted.push_back({at(year(2026) / 10 / 28), std::nullopt});
    orgs[1].counted.push_back({at(year(2026) / 11 / 2), std::nullopt});
    CHECK(on(year(2026) / 11 / 10, orgs).reached_on == year(2026) / 11 / 2);
    CHECK_FALSE(on(year(2026) / 10 / 10, orgs).reached_on);
}

TEST_CASE("counted and the day of reaching it agree with looking at every single day") {
    std::mt19937 random(20261010);
    const auto day_of = [&](int most) {
        return add_days(year(2026) / 10 / 1, std::uniform_int_distribution<int>(0, most)(random));
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<StandingFacts> orgs;
        for (int i = 0; i < 8; ++i) {
            StandingFacts org = founded(std::max(Date(year(2026) / 10 / 10), day_of(20)));
            const Date from = day_of(40);
            org.counted.push_back({at(from) + hours(9), std::nullopt});
            if (random() % 2 == 0) {
                const Date until = add_days(from, static_cast<int>(random() % 20));
                org.counted[0].until = at(until) + hours(9);
                if (random() % 2 == 0) org.counted.push_back({at(add_days(until, 1)), std::nullopt});
            }
            if (random() % 4 == 0) org.closed_at = at(add_days(beijing_date(*org.founded_at), 25));
            orgs.push_back(std::move(org));
        }
        const Date day = add_days(year(2026) / 11 / 1, static_cast<int>(random() % 40));
        const long long counted = counted_by_hand(day, orgs);
        std::optional<Date> since;
        for (Date d = day; counted > 0 && counted_by_hand(d, orgs) >= counted; d = add_days(d, -1)) since = d;
        const Standing standing = on(day, orgs);
        INFO("round " << round << " " << to_iso(day));
        CHECK(standing.counted.new_ones == counted);
        CHECK(standing.reached_on == since);
    }
}
