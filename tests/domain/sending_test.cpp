#include "lib/domain/sending.hpp"

#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"

using namespace league;

namespace {

constexpr Date day(int y, unsigned m, unsigned d) {
    return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

}  // namespace

TEST_CASE("the narrowest limit says how many calls are left, the longest wait when none is") {
    const Instant now = at_beijing(day(2026, 12, 31), 23 * 60);
    const SendingRate rate{"notice", 10, 100, 200};
    CHECK(room_of(rate, {3, 50, 60}, now).calls == 7);
    CHECK(room_of(rate, {3, 98, 60}, now).calls == 2);
    CHECK(room_of(rate, {3, 98, 60}, now).wait == SendingWait::none);

    const SendingRoom minute = room_of(rate, {10, 50, 60}, now);
    CHECK(minute.calls == 0);
    CHECK(minute.wait == SendingWait::minute);
    CHECK(minute.until == now + std::chrono::minutes(1));
    const SendingRoom today = room_of(rate, {10, 100, 150}, now);
    CHECK(today.wait == SendingWait::day);
    CHECK(today.until == at_beijing(day(2027, 1, 1), 5));
    const SendingRoom month = room_of(rate, {0, 100, 201}, now);
    CHECK(month.wait == SendingWait::month);
    CHECK(month.until == at_beijing(day(2027, 1, 1), 5));
}

TEST_CASE("a limit of nothing is no limit") {
    const Instant now = at_beijing(day(2026, 11, 10), 600);
    CHECK(room_of({"x", 0, 0, 0}, {1000, 100000, 1000000}, now).calls > 1000000);
}

TEST_CASE("days and months begin in Beijing") {
    const Instant morning = at_beijing(day(2026, 11, 10), 60);
    CHECK(day_begin(morning) == at_beijing(day(2026, 11, 10)));
    CHECK(month_begin(morning) == at_beijing(day(2026, 11, 1)));
}
