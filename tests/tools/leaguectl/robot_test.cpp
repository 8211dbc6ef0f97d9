// robot, as far as it goes without WeCom.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

TEST_CASE("robots are listed as configured, and one that is not there cannot be tried") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    CHECK(desk.ok("--json robot list").json().at("robots").empty());
    desk.write("config/league.toml", text_of(desk.file("config/league.toml")) +
                                         "\n[[robot]]\nname = \"north\"\nunit = \"QH-CG\"\ntells = [\"due\"]\n");
    CHECK(desk.run("robot list").err.find("LEAGUE_SECRET_ROBOT_NORTH_KEY") != std::string::npos);
    desk.write("config/league.toml", text_of(desk.file("config/league.toml")) + "key = \"none\"\n");
    const auto robots = desk.ok("--json robot list").json().at("robots");
    REQUIRE(robots.size() == 1);
    CHECK(robots[0].at("unit") == "QH-CG");
    CHECK(robots.dump().find("none") == std::string::npos);
    const Said wrong = desk.run("robot try south");
    CHECK(wrong.status == 1);
    CHECK((wrong.out + wrong.err).find("south") == std::string::npos);
    CHECK_FALSE((wrong.out + wrong.err).empty());
}
