// keys: a change of the key that personal data is sealed with, as an operator does it.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;
using nlohmann::json;

TEST_CASE("an operator changes the key, seals anew, and the old key can go") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.ok("invite create --org QH --role county_officer --name 李团县");
    const json before = desk.ok("--json keys status").json();
    const std::string old = before.at("active").get<std::string>();
    REQUIRE(before.at("values").size() == 1);
    const long long all = before.at("values").at(old).get<long long>();
    CHECK(all > 0);

    const std::string path = "var/secrets.toml";
    std::string secrets = text_of(desk.file(path));
    const std::string active = "active = \"" + old + "\"";
    const std::string ring = "[keys.encryption]\n";
    REQUIRE(secrets.find(active) != std::string::npos);
    REQUIRE(secrets.find(ring) != std::string::npos);
    secrets.replace(secrets.find(active), active.size(), "active = \"k9\"");
    secrets.insert(secrets.find(ring) + ring.size(), "k9 = \"" + std::string(64, '9') + "\"\n");
    desk.write(path, secrets);

    CHECK(desk.ok("--json keys status").json().at("values").at(old) == all);
    const json anew = desk.ok("--json keys reseal").json();
    CHECK(anew.at("sealed_anew") == all);
    CHECK(anew.at("values") == json{{"k9", all}});
    CHECK(desk.ok("--json keys reseal").json().at("sealed_anew") == 0);
    const std::size_t line = secrets.find("\n" + old + " = ");
    REQUIRE(line != std::string::npos);
    secrets.erase(line, secrets.find('\n', line + 1) - line);
    desk.write(path, secrets);
    CHECK(desk.ok("--json keys status").json().at("values") == json{{"k9", all}});
    CHECK(desk.ok("verify").status == 0);
}
