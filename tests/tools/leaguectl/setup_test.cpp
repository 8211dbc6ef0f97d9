#include <sys/stat.h>

#include <chrono>

#include "lib/domain/beijing_time.hpp"
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

TEST_CASE("nothing runs before init, and the refusal names the cure") {
    const TestDesk desk;
    const Said said = desk.run("status");
    CHECK(said.status == 1);
    CHECK(said.out.empty());
    CHECK(said.err.find("leaguectl init") != std::string::npos);
}

TEST_CASE("init makes secrets for the owner alone and is safe to repeat") {
    const TestDesk desk;
    CHECK(desk.ok("--json init").json()["secrets_written"] == true);
    struct stat found {};
    REQUIRE(::stat(desk.file("var/secrets.toml").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    const std::string secrets = text_of(desk.file("var/secrets.toml"));

    const auto again = desk.ok("--json init").json();
    CHECK(again["secrets_written"] == false);
    CHECK(again["applied"].empty());
    CHECK(text_of(desk.file("var/secrets.toml")) == secrets);
    CHECK(desk.ok("--json migrate --dry-run").json()["migrations"].empty());
}

TEST_CASE("a wrong command line ends with status 2") {
    const TestDesk desk;
    CHECK(desk.run("").status == 2);
    CHECK(desk.run("fly").status == 2);
    CHECK(desk.run("init --county QH").status == 2);
    CHECK(desk.run("--help").status == 0);
}

TEST_CASE("a county founded at init can invite, but only into roles that fit") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const auto invite = desk.ok("--json invite create --org QH --role county_officer --name 王晓雯").json();
    CHECK(invite["org"] == "QH");
    CHECK_FALSE(invite["code"].get<std::string>().empty());
    const auto days_until = [](const nlohmann::json& made) {
        const auto until = league::instant_from_rfc3339(made["expires_at"].get<std::string>());
        REQUIRE(until);
        return std::chrono::round<std::chrono::days>(*until - std::chrono::system_clock::now()).count();
    };
    CHECK(days_until(invite) == 14);
    CHECK(days_until(desk.ok("--json invite create --org QH --role county_leader --days 3").json()) == 3);
    CHECK(desk.run("invite create --org QH --role county_leader --days 0").status == 2);

    CHECK(desk.run("invite create --org QH --role branch_secretary").status == 1);
    CHECK(desk.run("invite create --org QH --role king").status == 1);
    const Said unknown = desk.run("--json invite create --org NOWHERE --role county_officer");
    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    CHECK(nlohmann::json::parse(unknown.err)["code"] == "not_found");
}

TEST_CASE("a table with faults is refused line by line and nothing of it is written") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.write("bad.csv", "code,name,kind,parent\nCG,城关镇,township,QH\n,无编码,township,QH\nX1,甲支部,branch,NONE\n");
    const Said refused = desk.run("--json import orgs " + desk.file("bad.csv"));
    CHECK(refused.status == 1);
    const auto errors = refused.json()["errors"];
    REQUIRE(errors.size() == 2);
    CHECK(errors[0]["line"] == 3);
    CHECK(errors[1]["line"] == 4);
    CHECK(desk.ok("--json status").json()["units"] == 1);
}

TEST_CASE("a dry run of an import counts and changes nothing") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.write("good.csv", "code,name,kind,parent\nCG,城关镇,township,QH\nCG-01,机关团支部,branch,CG\n");
    CHECK(desk.ok("--json import orgs --dry-run " + desk.file("good.csv")).json()["created"] == 2);
    CHECK(desk.ok("--json status").json()["units"] == 1);
    CHECK(desk.ok("--json import orgs " + desk.file("good.csv")).json()["created"] == 2);
    CHECK(desk.ok("--json import orgs " + desk.file("good.csv")).json()["created"] == 0);
    CHECK(desk.ok("--json status").json()["units"] == 3);
}
