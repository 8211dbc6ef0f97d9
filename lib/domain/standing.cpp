#include "lib/domain/standing.hpp"

#include <algorithm>
#include <numeric>

namespace league {
namespace {

constexpr int kPaceHalfMonths = 3;

using std::chrono::sys_days;

int days_between(Date from, Date to) {
    return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

HalfMonth half_of(Date day) {
    return HalfMonth::of(at_beijing(day));
}

Date first_day(const HalfMonth& half) {
    return beijing_date(half.span().begin);
}

/// When the day is over: what begins before belongs to it.
Instant end_of(Date day) {
    return at_beijing(add_days(day, 1));
}

bool is_new_one(const StandingFacts& org, const std::optional<Campaign>& campaign) {
    return org.is_new && org.founded_at && (!campaign || *org.founded_at >= at_beijing(campaign->from));
}

bool is_founded(const StandingFacts& org, Instant end) {
    return org.founded_at && *org.founded_at < end && (!org.closed_at || *org.closed_at >= end);
}

bool is_counted(const StandingFacts& org, Instant end) {
    return is_founded(org, end) && std::any_of(org.counted.begin(), org.counted.end(), [&](const CountedSpan& span) {
               return span.from < end && (!span.until || *span.until >= end);
           });
}

long long counted_on(Date day, const std::vector<const StandingFacts*>& new_ones) {
    const Instant end = end_of(day);
    return std::count_if(new_ones.begin(), new_ones.end(),
                         [&](const StandingFacts* org) { return is_counted(*org, end); });
}

/// The days at whose end the number of counted ones may differ from that of the day before, up to `last`.
std::vector<Date> turning_days(Date last, const std::vector<const StandingFacts*>& new_ones) {
    std::vector<Date> days;
    const auto add = [&](const std::optional<Instant>& at) {
        if (at && *at < end_of(last)) days.push_back(beijing_date(*at));
    };
    for (const StandingFacts* org : new_ones) {
        if (org->counted.empty()) continue;
        add(org->founded_at);
        add(org->closed_at);
        for (const CountedSpan& span : org->counted) {
            add(span.from);
            add(span.until);
        }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

/// By how much the count changes on each turning day.
std::vector<long long> changes_on(const std::vector<Date>& days, const std::vector<const StandingFacts*>& new_ones) {
    std::vector<long long> changes(days.size(), 0);
    const auto add = [&](Instant at, long long change) {
        const auto found = std::lower_bound(days.begin(), days.end(), beijing_date(at));
        if (found != days.end() && *found == beijing_date(at)) {
            changes[static_cast<std::size_t>(found - days.begin())] += change;
        }
    };
    for (const StandingFacts* org : new_ones) {
        for (const CountedSpan& span : org->counted) {
            const Instant begin = std::max(span.from, *org->founded_at);
            std::optional<Instant> end = span.until;
            if (org->closed_at && (!end || *org->closed_at < *end)) end = org->closed_at;
            if (end && beijing_date(*end) <= beijing_date(begin)) continue;  // never counted at the end of a day
            add(begin, 1);
            if (end) add(*end, -1);
        }
    }
    return changes;
}

std::optional<Date> reached_on(Date day, long long counted, const std::vector<const StandingFacts*>& new_ones) {
    if (counted == 0) return std::nullopt;
    const std::vector<Date> days = turning_days(day, new_ones);
    const std::vector<long long> changes = changes_on(days, new_ones);
    std::optional<Date> since;
    long long count = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        count += changes[i];
        if (count < counted) {
            since.reset();
        } else if (!since) {
            since = days[i];
        }
    }
    return since;
}

std::optional<long long> forecast(Date day, const Campaign& campaign, long long counted, int days_left,
                                  const std::vector<const StandingFacts*>& new_ones) {
    HalfMonth half = half_of(day);
    if (half.last_day() != day) half = half.previous();
    const Date last = half.last_day();
    for (int i = 1; i < kPaceHalfMonths; ++i) half = half.previous();
    const Date first = std::max(first_day(half), campaign.from);
    if (first > last) return std::nullopt;
    const long long gained = counted_on(last, new_ones) - counted_on(add_days(first, -1), new_ones);
    const long long window = days_between(first, last) + 1;
    const long long more = gained * days_left;
    // Rounded down, losses too.
    const long long whole = more >= 0 ? more / window : -((-more + window - 1) / window);
    return std::max(0LL, counted + whole);
}

/// Half months that have a day after `day` up to the deadline.
long long half_months_left(Date day, Date deadline) {
    if (day == deadline) return 1;  // the day itself is all there is
    long long count = 1;
    for (HalfMonth half = half_of(add_days(day, 1)); half < half_of(deadline); half = half.next()) ++count;
    return count;
}

/// Below 0 when `a` stands better.
long long compare(const Standing& a, const Standing& b) {
    const long long rate = b.counted.new_ones * *a.target - a.counted.new_ones * *b.target;
    if (rate != 0) return rate;
    const AliveFigures none{0, 0, 1};  // of whom nothing is known, nothing is known to be alive
    const auto alive_of = [&](const Standing& one) { return one.alive && one.alive->all() > 0 ? *one.alive : none; };
    const AliveFigures of_a = alive_of(a);
    const AliveFigures of_b = alive_of(b);
    const long long alive = of_b.alive * of_a.all() - of_a.alive * of_b.all();
    if (alive != 0) return alive;
    if (!a.reached_on || !b.reached_on) return 0;  // at equal rates both have counted nothing
    return days_between(*b.reached_on, *a.reached_on);
}

bool is_ranked(const Standing& standing) {
    return standing.target && *standing.target > 0;
}

}  // namespace

Standing standing_on(Date day, std::span<const StandingFacts> organisations, const std::optional<Campaign>& campaign,
                     std::optional<long long> target, std::optional<AliveFigures> alive) {
    Standing standing;
    standing.target = target;
    standing.alive = alive;
    const Instant end = end_of(day);
    const HalfMonth half = half_of(day);
    std::vector<const StandingFacts*> new_ones;
    for (const StandingFacts& org : organisations) {
        const bool is_new = is_new_one(org, campaign);
        if (is_new) new_ones.push_back(&org);
        if (!is_founded(org, end)) continue;
        const auto count = [&](NewAndOld& figure) { ++(is_new ? figure.new_ones : figure.old_ones); };
        count(standing.founded);
        if (org.claimed_at && *org.claimed_at < end) count(standing.claimed);
        if (is_counted(org, end)) count(standing.counted);
        if (is_new && *org.founded_at >= half.span().begin) ++standing.new_this_period;
    }
    const long long counted = standing.counted.new_ones;
    standing.counted_this_period = counted - counted_on(add_days(first_day(half), -1), new_ones);
    standing.reached_on = reached_on(day, counted, new_ones);
    if (target) standing.gap = std::max(0LL, *target - counted);
    if (!campaign) return standing;

    standing.days_left = std::max(0, days_between(day, campaign->deadline));
    standing.forecast = forecast(day, *campaign, counted, *standing.days_left, new_ones);
    if (target && day <= campaign->deadline) {
        const long long left = half_months_left(day, campaign->deadline);
        standing.needed_per_half_month = (*standing.gap + left - 1) / left;
    }
    return standing;
}

std::optional<std::string> percent(long long part, long long whole) {
    if (whole <= 0) return std::nullopt;
    long long tenths = (part * 2000 + whole) / (2 * whole);  // rounded half up
    if (part < whole) tenths = std::min(tenths, 999LL);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::optional<std::string> rate_of(const Standing& standing) {
    return standing.target ? percent(standing.counted.new_ones, *standing.target) : std::nullopt;
}

std::vector<std::optional<int>> ranks_of(const std::vector<Standing>& standings) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (is_ranked(standings[i])) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return compare(standings[a], standings[b]) < 0; });
    std::vector<std::optional<int>> ranks(standings.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool equal = i > 0 && compare(standings[order[i - 1]], standings[order[i]]) == 0;
        ranks[order[i]] = equal ? ranks[order[i - 1]] : static_cast<int>(i) + 1;
    }
    return ranks;
}

}  // namespace league
