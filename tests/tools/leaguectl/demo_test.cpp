#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "lib/domain/period.hpp"
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

const std::string kSmall = "demo --branches-per-township 8 --months 2";

TestDesk& with_county(TestDesk& desk) {
    desk.ok("init");
    desk.ok(kSmall);
    return desk;
}

}  // namespace

TEST_CASE("the demonstration is a whole county whose records verify clean") {
    TestDesk desk;
    desk.ok("init");
    const auto made = desk.ok("--json " + kSmall).json();
    const long long founded = made["units"].get<long long>() - (1 + 12 + 12 * 8);
    CHECK(founded > 12);
    CHECK(made["activities"] > 50);
    CHECK(desk.ok("--json verify").json()["clean"] == true);
    const auto standing = desk.ok("--json standing show --unit QH").json();
    CHECK(standing["founded_new"] == founded);
    CHECK(standing["rows"].size() == 12);
    CHECK(standing["counted_new"] > 0);
    CHECK(standing["counted_new"] <= standing["claimed_new"]);
    CHECK(desk.ok("--json supervision list --unit QH").json().dump().find("proposed") != std::string::npos);
    const auto alive = desk.ok("--json alive --unit QH").json()["totals"];
    CHECK(alive["alive"] > 0);
    CHECK(alive["hollow"] > 0);
    CHECK(text_of(desk.file("var/demo.json")).find("{\n  \"branch\": \"QH-CG-01\"") == 0);
    CHECK(desk.ok("--json status").json()["people"] == 1 + 1 + 12 + 12 * 8 - 1 + founded);
}

TEST_CASE("a demonstration with more branches than there are names of villages is whole too") {
    TestDesk desk;
    desk.ok("init");
    desk.ok("demo --branches-per-township 60 --months 1");
    CHECK(desk.ok("--json verify").json()["clean"] == true);
}

TEST_CASE("a second demonstration changes nothing") {
    TestDesk desk;
    with_county(desk);
    const auto before = desk.ok("--json status").json()["units"];
    CHECK(desk.ok("--json " + kSmall).json()["made"] == false);
    CHECK(desk.ok("--json status").json()["units"] == before);
}

TEST_CASE("the demonstration is not made over an office's own units") {
    const TestDesk desk;
    desk.ok("init --county ZS --name 真实县");
    const Said said = desk.run("--json demo");
    CHECK(said.status == 1);
    CHECK(nlohmann::json::parse(said.err)["key"] == "demo_over_records");
    CHECK(desk.ok("--json status").json()["units"] == 1);
}

TEST_CASE("what was backed up comes back after the records are destroyed") {
    TestDesk desk;
    with_county(desk);
    const auto before = desk.ok("--json status").json();
    const auto backup = desk.ok("--json backup").json()["folder"].get<std::string>();
    CHECK(desk.ok("--json status").json()["backup"]["folder"] == backup);

    desk.write("var/league.db", "not a database");
    CHECK(desk.run("verify").status == 1);
    CHECK(desk.run("restore " + backup).status == 1);
    desk.ok("restore --force " + backup);
    CHECK(desk.ok("--json verify").json()["clean"] == true);
    CHECK(desk.ok("--json status").json()["month"] == before["month"]);
    CHECK(text_of(desk.file("var/league.db.replaced")) == "not a database");
}

TEST_CASE("a second restore does not throw away the records that the first one replaced") {
    TestDesk desk;
    with_county(desk);
    desk.ok("backup " + desk.file("copy"));
    desk.write("var/league.db", "the last day");
    desk.ok("restore --force " + desk.file("copy"));
    const Said again = desk.ok("restore --force " + desk.file("copy"));
    CHECK(again.out.find("league.db.replaced-2") != std::string::npos);
    CHECK(text_of(desk.file("var/league.db.replaced")) == "the last day");
    CHECK(std::filesystem::exists(desk.file("var/league.db.replaced-2")));
}

TEST_CASE("a changed backup is refused and the records stay as they are") {
    TestDesk desk;
    with_county(desk);
    desk.ok("backup " + desk.file("copy"));
    const int file = ::open(desk.file("copy/league.db").c_str(), O_WRONLY);
    REQUIRE(file >= 0);
    REQUIRE(::pwrite(file, "x", 1, 9000) == 1);
    ::close(file);
    const Said said = desk.run("--json restore --force " + desk.file("copy"));
    CHECK(said.status == 1);
    CHECK(nlohmann::json::parse(said.err)["key"] == "backup_damaged");
    CHECK(desk.ok("--json verify").json()["clean"] == true);
}

TEST_CASE("records that another process holds open are never replaced") {
    TestDesk desk;
    with_county(desk);
    desk.ok("backup " + desk.file("copy"));
    // This process, seen from leaguectl.
    const int held = ::open(desk.file("var/league.db").c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(held >= 0);
    const Said said = desk.run("--json restore --force " + desk.file("copy"));
    CHECK(said.status == 1);
    CHECK(nlohmann::json::parse(said.err)["key"] == "records_in_use");
    ::close(held);
    desk.ok("restore --force " + desk.file("copy"));
}

TEST_CASE("an issue is composed once and shows every township") {
    TestDesk desk;
    with_county(desk);
    const auto month = desk.ok("--json status").json()["month"]["month"].get<std::string>();
    const auto made = desk.ok("--json column compose --period " + month + "-H1").json();
    CHECK(made["created"] == true);
    CHECK(desk.ok("--json column compose --period " + month + "-H1").json()["issue"] == made["issue"]);
    CHECK(desk.ok("--json column show --period " + month + "-H1").json()["rows"].size() == 12);
    CHECK(desk.ok("--json column list").json()["issues"].size() == 1);
    CHECK(desk.run("column compose --period 2199-01-H1").status == 1);
    CHECK(desk.run("column compose --period " + month).status == 1);
}

TEST_CASE("an issue that is made before its half month is over says so") {
    TestDesk desk;
    with_county(desk);
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const league::HalfMonth running = league::HalfMonth::of(now);
    CHECK(desk.ok("column compose --period " + running.str()).out.find("runs until") != std::string::npos);
    CHECK(desk.ok("--json column publish --period " + running.str()).json()["early"] == true);
    CHECK(desk.ok("--json column publish --period " + running.previous().str()).json()["early"] == false);
}

TEST_CASE("whoever holds a role is listed with the id by which he is put in charge of an area") {
    TestDesk desk;
    with_county(desk);
    const auto roles = desk.ok("--json role list --org QH").json()["roles"];
    const auto officer =
        std::find_if(roles.begin(), roles.end(), [](const auto& one) { return one["role"] == "county_officer"; });
    REQUIRE(officer != roles.end());
    const auto person = (*officer)["person_id"].get<std::string>();
    CHECK(desk.ok("role list --org QH").out.find("person " + person) != std::string::npos);
    CHECK(desk.ok("--json contact add QH-CG --name 周联系 --from 2024-03-01 --person " + person).json()["reads_area"] ==
          true);
    CHECK(desk.run("contact add QH-CG --name 周联系 --from 2024-03-01 --person nobody").status == 1);
}

TEST_CASE("reminders are planned once a month, and who has no secretary is to be phoned") {
    TestDesk desk;
    with_county(desk);
    const auto month = desk.ok("--json status").json()["month"]["month"].get<std::string>();
    const auto first = desk.ok("--json remind plan --month " + month).json();
    CHECK(first["planned"] > 0);
    const auto second = desk.ok("--json remind plan --month " + month).json();
    CHECK(second["planned"] == 0);
    CHECK(second["known"] == first["planned"]);
    const auto calls = desk.ok("--json call-list --period " + month).json()["calls"];
    REQUIRE(calls.size() == 1);
    CHECK(calls[0]["unit"] == "QH-CG-01");
    desk.ok("call-list --done " + calls[0]["id"].get<std::string>());
    CHECK(desk.ok("--json call-list").json()["calls"].empty());

    const auto rows = desk.ok("--json outbox list --kind tell --state due").json()["rows"];
    REQUIRE_FALSE(rows.empty());
    const auto id = rows[0]["id"].get<std::string>();
    CHECK(desk.ok("--json outbox cancel " + id).json()["state"] == "cancelled");
    CHECK(desk.run("outbox cancel " + id).status == 1);
    CHECK(desk.run("outbox show none").status == 1);
}

TEST_CASE("a visit says so when there is no simulator to visit") {
    TestDesk desk;
    CHECK(desk.run("demo visit").status == 1);
    with_county(desk);
    std::string config = text_of(desk.file("config/league.toml"));
    const auto at = config.find("port = 8090");
    REQUIRE(at != std::string::npos);
    config.replace(at, 11, "port = 1");
    desk.write("config/league.toml", config);
    const Said said = desk.run("--json demo visit");
    CHECK(said.status == 1);
    CHECK(nlohmann::json::parse(said.err)["key"] == "simulator_silent");
}
