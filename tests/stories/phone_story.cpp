#include <catch2/catch.hpp>

#include "lib/http/url.hpp"
#include "tests/stories/support/stage.hpp"

using namespace league::test;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

std::string location_of(const league::http::Headers& headers) {
    return league::http::find_header(headers, "Location").value_or("");
}

/// As the page inside the official account does it: away to WeChat, back with a code, and in. The token, "" on the way.
std::string sign_in_by_page(Stage& stage, const std::string& openid) {
    const std::string authorize = location_of(stage.ask("GET", "/api/v1/sign-in?account=oa&state=0123abcd").headers);
    const std::string without_fragment = authorize.substr(0, authorize.find('#'));
    const std::string back = location_of(stage.fetch_from_sim(without_fragment + "&sim_openid=" + openid).headers);
    const auto query = league::http::parse_query(back.substr(back.find('?') + 1));
    if (query.empty() || query.front().first != "code") return "";
    const auto entered = stage.ask("POST", "/api/v1/sessions", "", {{"account", "oa"}, {"code", query.front().second}});
    return entered.status == 201 ? entered.json().at("token").get<std::string>() : "";
}

}  // namespace

SCENARIO("a secretary comes in by the page, complains, reads the answer, and hands over") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string token = sign_in_by_page(stage, "demo-oa-QH-CG-02");
    REQUIRE_FALSE(token.empty());

    GIVEN("a complaint that was sent twice") {
        const std::string id = stage.new_id();
        const json said{{"category", "complaint"}, {"content", "照片传不上去"}};
        CHECK(stage.ask("PUT", "/api/v1/feedback/" + id, token, said).status == 201);
        CHECK(stage.ask("PUT", "/api/v1/feedback/" + id, token, said).status == 200);
        WHEN("the operator answers it on the server") {
            const json open = stage.ctl_json({"feedback", "list", "--open"});
            REQUIRE(open.at("total") == 1);
            CHECK(open.at("feedback").at(0).at("content") == "照片传不上去");
            CHECK(stage.ctl({"feedback", "answer", "--id", id, "--text", "已修好"}).status == 0);
            CHECK(stage.ctl({"feedback", "answer", "--id", id, "--text", "别的"}).status == 1);
            THEN("the phone shows the answer") {
                const json mine = stage.ask("GET", "/api/v1/feedback", token).json().at("feedback");
                CHECK(mine.at(0).at("answer") == "已修好");
                CHECK(stage.ctl_json({"feedback", "list", "--open"}).at("total") == 0);
            }
        }
    }
    GIVEN("a handover code") {
        const json me = stage.ask("GET", "/api/v1/me", token).json().at("user");
        const json role = me.at("roles").at(0);
        const auto made = stage.ask("POST", "/api/v1/handovers", token, {{"role_id", role.at("id")}});
        REQUIRE(made.status == 201);
        const std::string code = made.json().at("code");
        WHEN("the successor sends it to the account, and the server dies before the answer is repeated") {
            CHECK_THAT(stage.say("o-successor", code), Contains(role.at("org_name").get<std::string>()));
            stage.kill_server();
            stage.start_server();
            THEN("one of them logs, the other no more") {
                CHECK_THAT(stage.say("o-successor", "我的"), Contains(role.at("org_name").get<std::string>()));
                CHECK(stage.ask("GET", "/api/v1/me", token).json().at("user").at("roles").empty());
                CHECK(stage.ctl({"verify"}).status == 0);
            }
        }
    }
}

SCENARIO("an officer who asks for whole numbers leaves a trace that the operator can read") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string invite =
        stage.ctl_json({"invite", "create", "--org", "QH", "--role", "county_officer"}).at("code");
    const std::string officer = stage.sign_in("o-officer");
    REQUIRE(stage.ask("POST", "/api/v1/bindings", officer, {{"invite", invite}}).status == 201);
    const json masked = stage.ask("GET", "/api/v1/roles?unit=QH-CG-02", officer).json().at("roles").at(0);
    CHECK(masked.at("phone_masked") == true);
    CHECK_THAT(masked.at("phone").get<std::string>(), Contains("****"));
    CHECK_THAT(stage.ctl({"role", "disclosures", "--org", "QH"}).out, Contains("no number"));

    const std::string reason = league::http::percent_encode("防汛通知");
    const json whole = stage.ask("GET", "/api/v1/roles?unit=QH-CG-02&reveal=" + reason, officer).json();
    CHECK(whole.at("roles").at(0).at("phone_masked") == false);
    const json traces = stage.ctl_json({"role", "disclosures", "--org", "QH"}).at("disclosures");
    REQUIRE(traces.size() == 1);
    CHECK(traces[0].at("reason") == "防汛通知");
    CHECK(traces[0].at("numbers") == 1);
}
