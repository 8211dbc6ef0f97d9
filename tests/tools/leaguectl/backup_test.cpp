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
