// A county's year, day by day, with a leap day in it. Whatever the API tells at the end of a day or of a half month is
// counted anew from the rows; at the end of the year every day and half month is asked for once more, and what was told
// then is told again.
#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "tests/year/story.hpp"

namespace league::test::year {

Story::Story() {
    plan_campaign();
    plan_founding();
    plan_changes();
    plan_imports();
    plan_logs();
    plan_reports();
    plan_supervision();
    // The bot stands still over the end of a half month; the issue comes late and the days are not kept.
    for (const char* missed : {"2028-04-14", "2028-04-15", "2028-04-16"}) checks_.misses(day(missed));
    on("2027-12-20", [this] {
        for (const char* code : {"QH-CG-02", "QH-LS-02", "QH-FL-01", "QH-FL-02", "QH-JS-01", "QH-JS-02"}) {
            year_.invite_secretary(code, "吴支书");
        }
        for (const char* code : {"QH-CG-01", "QH-LS-01", "QH-LS-02", "QH-FL-01", "QH-FL-02", "QH-JS-01", "QH-JS-02"}) {
            year_.know(code, 12, 2026);
        }
        year_.know("QH-CG-02", 8, 2025);  // its term ends in June
        year_.know("QH-BS-02", 2, 2024);
    });
}

void Story::live() {
    const Day first = day("2027-12-20");
    const Day last = day("2029-01-05");
    const std::set<Day> standing_still = {day("2028-04-14"), day("2028-04-15"), day("2028-04-16")};
    for (Day today = first; today <= last; ++today) {
        const bool has_bot = !standing_still.contains(today);
        year_.at(today, "09:30");
        if (has_bot) morning();
        year_.at(today, "10:00");
        if (const auto planned = plan_.find(today); planned != plan_.end()) {
            for (const auto& happens : planned->second) happens();
        }
        year_.at(today, "19:30");
        usual_logs();
        const bool is_in_year = month_of(today).starts_with("2028");
        const bool is_last_of_half = span_of(half_of(today)).second == today;
        if (is_last_of_half && is_in_year) {
            year_.at(today, "21:00");
            usual_reports();
        }
        year_.at(today, "23:30");
        if (is_in_year) checks_.standing_now();
        if (is_last_of_half && is_in_year) checks_.all_now();
        if (has_bot) morning();
    }
    checks_.all_again();
    for (const CheckResult& check : run_verification(year_.world.database(), year_.world.digest())) {
        INFO(check.name << (check.details.empty() ? "" : ": " + check.details.front()));
        CHECK(check.ok);
    }
}

}  // namespace league::test::year

SCENARIO("a county's year: every figure told is what the rows say, and is told again when the year is over") {
    league::test::year::Story story;
    story.live();
}
