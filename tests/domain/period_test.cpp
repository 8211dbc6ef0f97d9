#include "lib/domain/period.hpp"

#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono;

TEST_CASE("a month is read only from its exact form") {
    CHECK(Month::parse("2026-11")->str() == "2026-11");
    for (const char* wrong : {"2026-13", "2026-00", "2026-1", "1999-12", "2200-01", "2026-11-01", "2026/11", ""}) {
        INFO(wrong);
        CHECK_FALSE(Month::parse(wrong));
    }
    CHECK(Month::parse("2026-01")->previous().str() == "2025-12");
    CHECK(Month::parse("2026-12")->next().str() == "2027-01");
    CHECK(Month::parse("2026-03")->chinese() == "2026年3月");
}

TEST_CASE("a month ends where the next begins, in Beijing") {
    const Month february = *Month::parse("2028-02");
    CHECK(february.last_day() == year(2028) / 2 / 29);
    CHECK(february.span().end == february.next().span().begin);
    CHECK(february.span().begin == at_beijing(year(2028) / 2 / 1));
    CHECK(Month::parse("2026-02")->last_day() == year(2026) / 2 / 28);
    CHECK(Month::of(at_beijing(year(2026) / 11 / 1)).str() == "2026-11");
    CHECK(Month::of(at_beijing(year(2026) / 11 / 1) - milliseconds(1)).str() == "2026-10");
}

TEST_CASE("the first half of a month is days 1 to 15, whatever its length") {
    const HalfMonth first = *HalfMonth::parse("2026-11-H1");
    const HalfMonth second = first.next();
    CHECK(first.last_day() == year(2026) / 11 / 15);
    CHECK(second.str() == "2026-11-H2");
    CHECK(second.last_day() == year(2026) / 11 / 30);
    CHECK(first.span().end == second.span().begin);
    CHECK(second.span().end == second.next().span().begin);
    CHECK(second.next().str() == "2026-12-H1");
    CHECK(first.previous().str() == "2026-10-H2");
    CHECK(HalfMonth::of(at_beijing(year(2026) / 11 / 16) - milliseconds(1)) == first);
    CHECK(HalfMonth::of(at_beijing(year(2026) / 11 / 16)) == second);
    CHECK(first.chinese() == "2026年11月上半月");
    CHECK(second.chinese() == "2026年11月下半月");
    CHECK(first < second);
    CHECK(HalfMonth::parse("2028-02-H2")->last_day() == year(2028) / 2 / 29);
}

TEST_CASE("a half month is read only from its exact form") {
    for (const char* wrong : {"2026-11-H3", "2026-11-h1", "2026-11-H", "2026-13-H1", "2026-11H1", "2026-11-H1 "}) {
        INFO(wrong);
        CHECK_FALSE(HalfMonth::parse(wrong));
    }
}

TEST_CASE("a period is either of the two") {
    CHECK(to_string(*parse_period("2026-11")) == "2026-11");
    CHECK(to_string(*parse_period("2026-11-H2")) == "2026-11-H2");
    CHECK_FALSE(parse_period("2026"));
    CHECK(month_of(*parse_period("2026-11-H2")).str() == "2026-11");
    CHECK(span_of(*parse_period("2026-11")).end == span_of(*parse_period("2026-11-H2")).end);
    CHECK(to_chinese(*parse_period("2026-11")) == "2026年11月");
}
