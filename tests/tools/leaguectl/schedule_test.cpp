#include <algorithm>
#include <map>

#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

struct CountyDesk : TestDesk {
    CountyDesk() { ok("init --county QH --name 青禾县"); }
};

std::vector<json> lines_of(const json& shown, const std::string& work) {
    std::vector<json> found;
    for (const json& line : shown.at("lines")) {
        if (line.at("work") == work) found.push_back(line);
    }
    return found;
}

}  // namespace

TEST_CASE("the schedule names the next ten times of every rule and writes nothing") {
    const CountyDesk desk;
    const json shown = desk.ok("--json schedule").json();
    const auto column = lines_of(shown, "column");
    REQUIRE(column.size() == 10);
    CHECK(column[0].at("rule") == "半月截止后1天 09:00");
    CHECK(column[0].at("period").get<std::string>().find("-H") != std::string::npos);
    CHECK(column[0].at("outcome").is_null());
    CHECK(std::is_sorted(column.begin(), column.end(),
                         [](const json& a, const json& b) { return a.at("at") < b.at("at"); }));
    std::map<std::string, int> times;
    for (const json& line : lines_of(shown, "reminder")) ++times[line.at("rule").get<std::string>()];
    CHECK(times.size() > 1);
    for (const auto& [rule, count] : times) CHECK(count % 10 == 0);
    CHECK(lines_of(desk.ok("--json schedule --count 2").json(), "column").size() == 2);
    CHECK(desk.ok("--json outbox list").json().at("rows").empty());
}

TEST_CASE("a year whose days off are not known is named") {
    const CountyDesk desk;
    const json far = desk.ok("--json schedule --on 2199-12-31").json();
    CHECK(far.at("years_without_notice") == json{2199});
    CHECK(desk.ok("schedule --on 2199-12-31").out.find("2199 年的放假安排") != std::string::npos);
}

TEST_CASE("the dry run of a day says which period each work is about") {
    const CountyDesk desk;
    const json shown = desk.ok("--json schedule --on 2027-01-01").json();
    const auto column = lines_of(shown, "column");
    REQUIRE(column.size() == 1);
    CHECK(column[0].at("period") == "2026-12-H2");
    CHECK(column[0].at("at") == "2027-01-01T09:00:00+08:00");
    CHECK(lines_of(desk.ok("--json schedule --on 2027-01-05").json(), "column").empty());
    CHECK(desk.run("schedule --on 2027-02-30").status != 0);
    CHECK(desk.run("schedule --on 2027-02-03 --count 3").status == 2);
}
