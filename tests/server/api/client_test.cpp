#include <catch2/catch.hpp>
#include <fstream>

#include "lib/http/url.hpp"
#include "tests/http/raw_line.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

/// As it is sent: httplib's client decodes what it reads in headers.
std::string location_on_the_line(Scene& scene, const std::string& target) {
    RawLine line(scene.app().port());
    line.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string head = line.receive("\r\n\r\n");
    const std::size_t at = head.find("\r\nLocation: ");
    if (at == std::string::npos) return "";
    const std::size_t from = at + std::string("\r\nLocation: ").size();
    return head.substr(from, head.find("\r\n", from) - from);
}

}  // namespace

TEST_CASE("a phone learns the server's time, the county, the office and the accounts before it signs in") {
    Scene scene;
    const Served answer = scene.ask("GET", "/api/v1/client");
    CHECK(answer.header("Cache-Control") == "public, max-age=60");
    const json body = answer.json();
    CHECK(body.at("server_time") == "2026-11-10T09:00:00+08:00");
    CHECK(body.at("county") == json{{"code", "QH"}, {"name", "清河县"}});
    CHECK(body.at("office") == json{{"name", "清河县"}, {"phone", ""}, {"filing_number", ""}});
    CHECK(body.at("accounts") == json::parse(R"([{"name":"oa","kind":"official_account"},
                                                 {"name":"mp","kind":"mini_program"}])"));
    CHECK(answer.body.find("wx0000") == std::string::npos);
    CHECK(answer.body.find("secret") == std::string::npos);
}

TEST_CASE("the office is the one that is configured, in the notice too") {
    Scene scene([](Config& config) { config.office = {"共青团清河县委员会", "0731-123456", "湘ICP备00000000号"}; });
    CHECK(scene.ask("GET", "/api/v1/client").json().at("office") ==
          json{{"name", "共青团清河县委员会"}, {"phone", "0731-123456"}, {"filing_number", "湘ICP备00000000号"}});
    const Served notice = scene.ask("GET", "/api/v1/privacy");
    CHECK(notice.header("Cache-Control") == "public, max-age=3600");
    CHECK(notice.json().at("intro").get<std::string>().find("共青团清河县委员会") != std::string::npos);
    CHECK(notice.json().at("sections").back().at("text").get<std::string>().find("0731-123456") != std::string::npos);
}

TEST_CASE("the guide can be read by anybody, chapter by chapter") {
    Scene scene;
    const Served answer = scene.ask("GET", "/api/v1/guide");
    CHECK(answer.header("Cache-Control") == "public, max-age=3600");
    const json chapters = answer.json().at("chapters");
    REQUIRE(chapters.size() >= 5);
    for (std::size_t i = 0; i < chapters.size(); ++i) CHECK(chapters[i].at("number") == i + 1);
    CHECK(chapters[0].at("title") == "什么是实体化“大团委”");
}

TEST_CASE("a page inside the official account signs in by way of WeChat") {
    TempFolder page;
    std::ofstream(page.file("index.html")) << "<main>page</main>";
    Scene scene([&](Config& config) {
        config.wechat.open_base = config.wechat.api_base;
        config.server.public_url = "https://league.example.cn";
        config.server.phone_page = page.path();
    });
    const Served away = scene.ask("GET", "/api/v1/sign-in?account=oa&state=kX2f9sQw71bc");
    CHECK(away.status == 302);
    CHECK(away.header("Cache-Control") == "no-store");
    const std::string& wechat = scene.config().wechat.open_base;
    const std::string authorize = location_on_the_line(scene, "/api/v1/sign-in?account=oa&state=kX2f9sQw71bc");
    CHECK(authorize == wechat + "/connect/oauth2/authorize?appid=wx00000000000000oa&redirect_uri=" +
                           http::percent_encode("https://league.example.cn/m/") +
                           "&response_type=code&scope=snsapi_base&state=kX2f9sQw71bc#wechat_redirect");

    // The simulator asks who holds the phone; somebody who follows the account does.
    http::ClientOptions options;
    options.base_url = wechat;
    http::HttpClient browser(options);
    http::Query query =
        http::parse_query(authorize.substr(authorize.find('?') + 1, authorize.find('#') - authorize.find('?') - 1));
    query.emplace_back("sim_openid", scene.world.cg01_secretary.openid.str());
    const auto chosen = browser.get("/connect/oauth2/authorize", query);
    REQUIRE(chosen);
    const std::string back = http::find_header(chosen->headers, "Location").value_or("");
    REQUIRE(back.starts_with("https://league.example.cn/m/?code="));

    const std::string path = back.substr(std::string("https://league.example.cn").size());
    CHECK(scene.ask("GET", path).body == "<main>page</main>");
    const http::Query returned = http::parse_query(path.substr(path.find('?') + 1));
    REQUIRE(returned.size() == 2);
    CHECK(returned[1] == std::pair<std::string, std::string>("state", "kX2f9sQw71bc"));
    const json order = {{"account", "oa"}, {"code", returned[0].second}};
    const Served entered = scene.ask("POST", "/api/v1/sessions", order.dump());
    CHECK(entered.status == 201);
    CHECK(entered.json().at("user").at("name") == "张支书");
    // Reloading that address must not sign in again (wechat-api 5.7).
    CHECK(scene.ask("POST", "/api/v1/sessions", order.dump()).message("code") != "");
}

TEST_CASE("only an official account signs in by way of a page, and only with a state that can be compared") {
    Scene scene;
    const auto ask = [&](const std::string& query) { return scene.ask("GET", "/api/v1/sign-in" + query); };
    CHECK(ask("").message("account") == "账号还没有填。");
    CHECK(ask("?account=oa").message("state") != "");
    CHECK(ask("?account=mp&state=0123abcd").message("account") == "这里要填公众号。小程序请在小程序里登录。");
    CHECK(ask("?account=xx&state=0123abcd").message("account") == "没有这个公众号或小程序账号。");
    for (const std::string& state : {std::string("short"), std::string("0123abc%26x"), std::string(65, 'a')}) {
        INFO(state);
        CHECK(ask("?account=oa&state=" + state).message("state") == "页面编号不对，请重新打开页面。");
    }
    CHECK(ask("?account=oa&state=0123abcd%0d%0aX:1").status == 422);
    CHECK(ask("?account=oa&state=0123abcd&redirect_uri=https://evil.example").message("redirect_uri") != "");
}
