#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/stories/support/stage.hpp"

using namespace league::test;
using Catch::Matchers::Contains;

SCENARIO("a county destroyed is back from its backup") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string secretary = "demo-mp-QH-CG-02";
    const std::string id = stage.new_id();
    const auto body = stage.log_body("QH-CG-02", "备份之前的活动");
    REQUIRE(stage.ask("PUT", "/api/v1/activities/" + id, stage.sign_in(secretary), body).status == 201);

    const std::string backup = stage.folder().file("backup");
    const Finished made = stage.ctl({"backup", backup});
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);

    // While the backup was made everything ran; now the machine burns.
    CHECK(stage.server().terminate() == 0);
    for (const char* name : {"league.db", "league.db-wal", "league.db-shm"}) {
        std::filesystem::remove(stage.folder().path() / "var" / name);
    }
    std::filesystem::remove_all(stage.folder().path() / "var/photos");
    CHECK(stage.ctl({"verify"}).status != 0);

    const Finished restored = stage.ctl({"restore", backup});
    INFO(restored.out << restored.err);
    REQUIRE(restored.status == 0);
    const Finished verified = stage.ctl({"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
    CHECK_THAT(verified.out, Contains("clean"));

    stage.start_server();
    const auto shown = stage.ask("GET", "/api/v1/activities/" + id, stage.sign_in(secretary));
    CHECK(shown.status == 200);
    CHECK(shown.json()["title"] == "备份之前的活动");
    CHECK(stage.ask("PUT", "/api/v1/activities/" + id, stage.sign_in(secretary), body).status == 200);
}

SCENARIO("a damaged backup is refused and changes nothing") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string backup = stage.folder().file("backup");
    REQUIRE(stage.ctl({"backup", backup}).status == 0);
    stage.server().terminate();
    std::filesystem::resize_file(backup + "/league.db", 8192);
    const Finished refused = stage.ctl({"restore", backup, "--force"});
    CHECK(refused.status == 1);
    CHECK_FALSE(refused.err.empty());
    CHECK(stage.ctl({"verify"}).status == 0);
}
