#include "tests/tools/leaguectl/records_of_test.hpp"

using namespace league::test;

namespace {

/// What a restore says it has stopped.
std::vector<std::string> stopped_by_restore(const TestDesk& desk, const std::string& folder) {
    return desk.ok("--json restore --force " + desk.file(folder)).json()["stopped"];
}

bool has_leftovers(const TestDesk& desk) {
    for (const auto& entry : std::filesystem::directory_iterator(desk.file("var"))) {
        if (entry.path().filename().string().find("restoring") != std::string::npos) return true;
    }
    return false;
}

}  // namespace

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
    CHECK_FALSE(has_leftovers(desk));
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

TEST_CASE("what was late when the backup was made may have been done since, and is not done again by itself") {
    const TestDesk desk;
    // A column is due each half month, so one always was within this time.
    std::string config = text_of(desk.file("config/league.toml"));
    const std::string late = "late_days = 7";
    REQUIRE(config.find(late) != std::string::npos);
    desk.write("config/league.toml", config.replace(config.find(late), late.size(), "late_days = 20"));
    desk.ok("init --county QH --name 青禾县");
    desk.ok("backup " + desk.file("early"));
    CHECK(stopped_by_restore(desk, "early").empty());

    change_records(desk,
                   "INSERT INTO schedule_runs (job, period, ran_at, outcome) "
                   "VALUES ('column', 'start', 0, 'first start')");
    desk.ok("backup " + desk.file("kept"));
    const auto stopped = stopped_by_restore(desk, "kept");
    REQUIRE_FALSE(stopped.empty());
    CHECK(stopped.front().starts_with("column 20"));
    CHECK(stopped_by_restore(desk, "kept") == stopped);
    desk.ok("backup " + desk.file("after"));
    CHECK(stopped_by_restore(desk, "after").empty());
}

TEST_CASE("an issue whose waiting step is cancelled by a restore is named, whenever it was to go") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.ok("column publish --period 2026-11-H1");
    const std::string id = desk.ok("--json bulletin list").json()["bulletins"][0]["id"];
    change_records(desk, "UPDATE bulletins SET goes_at = 4070912400000");  // in the year 2099
    desk.ok("backup " + desk.file("later"));
    CHECK(stopped_by_restore(desk, "later").empty());
    CHECK(desk.ok("--json bulletin show --id " + id).json()["release"] == "publish");

    change_records(desk, "UPDATE outbox SET kind = 'column_submit', state = 'unknown'");
    desk.ok("backup " + desk.file("kept"));
    const auto stopped = stopped_by_restore(desk, "kept");
    REQUIRE(stopped.size() == 2);
    CHECK(stopped[0].starts_with("bulletin " + id));
    CHECK(stopped[1] == "1 waiting messages");
    CHECK(desk.ok("--json bulletin show --id " + id).json()["release"] == "draft");
}

TEST_CASE("work groups are not told again of an issue after a restore") {
    const TestDesk desk;
    desk.write("config/league.toml",
               text_of(desk.file("config/league.toml")) +
                   "\n[[robot]]\nname = \"north\"\nunit = \"QH\"\ntells = [\"column\"]\nkey = \"none\"\n");
    desk.ok("init --county QH --name 青禾县");
    desk.ok("column publish --period 2026-11-H1");
    desk.ok("backup " + desk.file("kept"));
    const auto stopped = stopped_by_restore(desk, "kept");
    REQUIRE(stopped.size() == 2);
    CHECK(stopped[1] == "1 waiting messages");
    const auto rows = desk.ok("--json outbox list --kind robot_text").json().at("rows");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at("state") == "cancelled");
}

TEST_CASE("a restore that fails leaves nothing beside the records") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const std::string key = "92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b";
    const std::string place = "var/photos/" + key.substr(0, 2) + "/" + key.substr(2, 2);
    std::filesystem::create_directories(desk.file(place));
    desk.write(place + "/" + key, "a picture");
    desk.ok("backup " + desk.file("kept"));
    std::filesystem::remove_all(desk.file("var/photos"));
    desk.write("var/photos", "in the way");
    CHECK(desk.run("restore --force " + desk.file("kept")).status != 0);
    CHECK_FALSE(has_leftovers(desk));
    std::filesystem::remove(desk.file("var/photos"));
    desk.ok("verify");
}
