#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

TEST_CASE("a backup takes the photos that are there and not those that are just being stored") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const std::string key(64, 'a');
    std::filesystem::create_directories(desk.file("var/photos/aa/aa"));
    desk.write("var/photos/aa/aa/" + key, "a picture");
    // It vanishes when it gets its name; here it already has, as it may between the listing and the copy.
    std::filesystem::create_symlink("nowhere", desk.file("var/photos/aa/aa/.put-1-0"));

    CHECK(desk.ok("--json backup " + desk.file("kept")).json()["files"] == 2);
    CHECK(text_of(desk.file("kept/photos/aa/aa/" + key)) == "a picture");

    std::filesystem::remove_all(desk.file("var/photos"));
    desk.ok("restore --force " + desk.file("kept"));
    CHECK(text_of(desk.file("var/photos/aa/aa/" + key)) == "a picture");
    desk.ok("verify");
}

TEST_CASE("what came due after the backup was made is named and not sent again by itself") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.ok("backup " + desk.file("fresh"));
    CHECK(desk.ok("--json restore --force " + desk.file("fresh")).json()["stopped"].empty());

    desk.ok("backup " + desk.file("old"));
    auto manifest = nlohmann::json::parse(text_of(desk.file("old/manifest.json")));
    manifest["made_at"] = "2020-01-01T00:00:00+08:00";
    desk.write("old/manifest.json", manifest.dump());
    const auto stopped = desk.ok("--json restore --force " + desk.file("old")).json()["stopped"];
    REQUIRE(stopped.size() >= 3);
    CHECK(stopped[0].get<std::string>().starts_with("column 20"));
    desk.ok("verify");
}
