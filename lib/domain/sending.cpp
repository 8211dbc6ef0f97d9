#include "lib/domain/sending.hpp"

#include <algorithm>
#include <limits>

#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

/// WeChat's day changes at midnight; its counters follow within minutes (wechat-api 2.2).
constexpr int kMinuteOfNewDay = 5;

}  // namespace

Instant day_begin(Instant now) {
    return at_beijing(beijing_date(now));
}

Instant month_begin(Instant now) {
    const Date day = beijing_date(now);
    return at_beijing({day.year(), day.month(), std::chrono::day(1)});
}

SendingRoom room_of(const SendingRate& rate, const CallCounts& counts, Instant now) {
    SendingRoom room{std::numeric_limits<long long>::max(), SendingWait::none, now};
    const auto bound = [&](long long limit, long long used, SendingWait wait, Instant until) {
        if (limit <= 0) return;
        room.calls = std::min(room.calls, std::max(limit - used, 0LL));
        if (used < limit) return;
        room.wait = wait;
        room.until = until;
    };
    bound(rate.per_minute, counts.last_minute, SendingWait::minute, now + std::chrono::minutes(1));
    bound(rate.per_day, counts.today, SendingWait::day, at_beijing(add_days(beijing_date(now), 1), kMinuteOfNewDay));
    const Date today = beijing_date(now);
    const auto next = std::chrono::year_month(today.year(), today.month()) + std::chrono::months(1);
    bound(rate.per_month, counts.this_month, SendingWait::month,
          at_beijing({next.year(), next.month(), std::chrono::day(1)}, kMinuteOfNewDay));
    return room;
}

}  // namespace league
