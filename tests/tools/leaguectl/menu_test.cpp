// menu and code, as far as they go without WeChat.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

TEST_CASE("the menu is shown as the templates have it, and compared only with an account that is there") {
    const TestDesk desk;
    desk.ok("init --county QH --name 清河县");
    const auto buttons = desk.ok("--json menu show").json().at("buttons");
    REQUIRE(buttons.size() == 3);
    CHECK(buttons[0].at("buttons")[0].at("key") == "record");
    CHECK(desk.ok("menu show").out.find("progress") != std::string::npos);
    const Said unknown = desk.run("--json menu check --account nobody");
    CHECK(unknown.status == 1);
    CHECK((unknown.out + unknown.err).find("account") != std::string::npos);
    CHECK(desk.run("menu push --account mp").status == 1);
}

TEST_CASE("codes are made for something, and an invite that nobody knows gets none") {
    const TestDesk desk;
    desk.ok("init --county QH --name 清河县");
    CHECK(desk.run("code bind").status == 1);
    CHECK(desk.run("code bind --invite WRNG-2345").status == 1);
    CHECK(desk.run("code branch --out " + desk.file("codes")).status == 1);
    CHECK(desk.run("code branch --org NONE --out " + desk.file("codes")).status == 1);
    CHECK(desk.run("code branch --all").status == 2);
    // A county without branches has an empty sheet, and WeChat is not asked.
    CHECK(desk.ok("--json code branch --all --out " + desk.file("codes")).json().at("branches") == 0);
    CHECK(text_of(desk.file("codes/index.html")).find("<html") != std::string::npos);
}
