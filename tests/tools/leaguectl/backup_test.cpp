#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

TEST_CASE("a backup takes the photos that are there and not those that are just being stored") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const std::string key =
        "92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b";  // SHA-256 of what is in it
    const std::string place = "photos/" + key.substr(0, 2) + "/" + key.substr(2, 2);
    std::filesystem::create_directories(desk.file("var/" + place));
    desk.write("var/" + place + "/" + key, "a picture");
    // It vanishes when it gets its name; here it already has, as it may between the listing and the copy.
    std::filesystem::create_symlink("nowhere", desk.file("var/" + place + "/.put-1-0"));

    CHECK(desk.ok("--json backup " + desk.file("kept")).json()["files"] == 2);
    CHECK(text_of(desk.file("kept/" + place + "/" + key)) == "a picture");

    std::filesystem::remove_all(desk.file("var/photos"));
    desk.ok("restore --force " + desk.file("kept"));
    CHECK(text_of(desk.file("var/" + place + "/" + key)) == "a picture");
    desk.ok("verify");

    // A spoiled one is mended by the next restore, a good one is left as it is.
    desk.write("var/" + place + "/" + key, "b picture");
    desk.ok("restore --force " + desk.file("kept"));
    CHECK(text_of(desk.file("var/" + place + "/" + key)) == "a picture");
}

TEST_CASE("an issue on its way when the backup was made stays a draft, since followers may have it") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.ok("column publish --period 2026-11-H1");
    const std::string id = desk.ok("--json bulletin list").json()["bulletins"][0]["id"];
    desk.ok("backup " + desk.file("kept"));
    const auto stopped = desk.ok("--json restore --force " + desk.file("kept")).json()["stopped"];
    REQUIRE(stopped.size() == 1);
    CHECK(stopped[0].get<std::string>().starts_with("bulletin " + id));
    CHECK(desk.ok("--json bulletin show --id " + id).json()["release"] == "draft");
    for (const auto& entry : std::filesystem::directory_iterator(desk.file("var"))) {
        CHECK(entry.path().filename().string().find("restoring") == std::string::npos);
    }
    desk.ok("bulletin release --as publish --id " + id);
    CHECK(desk.ok("--json bulletin show --id " + id).json()["release"] == "publish");
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
