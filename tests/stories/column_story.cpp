#include <catch2/catch.hpp>
#include <set>

#include "tests/stories/support/stage.hpp"

using namespace league::test;
using Catch::Matchers::Contains;

namespace {

/// Every src="..." of the HTML.
std::vector<std::string> pictures_in(const std::string& html) {
    std::vector<std::string> found;
    const std::string mark = "src=\"";
    for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at)) {
        at += mark.size();
        found.push_back(html.substr(at, html.find('"', at) - at));
    }
    return found;
}

void check_is_png(Stage& stage, const std::string& address, std::size_t limit) {
    INFO(address);
    const auto picture = stage.fetch_from_sim(address);
    CHECK(picture.status == 200);
    CHECK(picture.content_type() == "image/png");
    CHECK(picture.body.starts_with("\x89PNG\r\n\x1a\n"));
    CHECK(picture.body.size() > 2000);
    CHECK(picture.body.size() < limit);
}

}  // namespace

SCENARIO("the column of a half month is published once, with its table, chart and cover") {
    Stage stage;
    const std::string period = stage.finished_half_month();
    const Finished published = stage.ctl({"column", "publish", "--period", period, "--wait"});
    INFO(published.out << published.err);
    REQUIRE(published.status == 0);

    const auto articles = stage.see("articles").at("articles");
    REQUIRE(articles.size() == 1);
    const auto& article = articles.front();
    const std::string content = article["content"].get<std::string>();
    THEN("the article has a row for every township, and only pictures that WeChat keeps") {
        CHECK_THAT(content, Contains("<table"));
        for (const char* name : {"城关镇", "柳树镇", "枫林乡", "金沙镇"}) CHECK_THAT(content, Contains(name));
        CHECK_THAT(content, Contains("共青团青禾县委员会") && !Contains("共青团共青团") && !Contains("团城关镇委员会"));
        const auto pictures = pictures_in(content);
        REQUIRE_FALSE(pictures.empty());
        for (const std::string& address : pictures) check_is_png(stage, address, 1024 * 1024);
        check_is_png(stage, article["thumb_url"].get<std::string>(), 10 * 1024 * 1024);
        CHECK(stage.fetch_from_sim(article["url"].get<std::string>()).status == 200);
    }
    THEN("ordering it again publishes nothing more") {
        const Finished again = stage.ctl({"column", "publish", "--period", period, "--wait"});
        INFO(again.out << again.err);
        CHECK(again.status == 0);
        CHECK(stage.see("articles").at("articles").size() == 1);
        CHECK(stage.see("calls", {{"path", "/cgi-bin/freepublish/submit"}}).at("calls").size() == 1);
    }
    THEN("the public page shows it, with the figures it was frozen with") {
        const auto page = stage.ask("GET", "/column");
        CHECK(page.status == 200);
        CHECK_THAT(page.body, Contains(article["title"].get<std::string>()));
        const auto rows = stage.ctl_json({"column", "show", "--period", period}).at("rows");
        CHECK(rows.size() == 12);
        const auto progress =
            stage.ask("GET", "/api/v1/progress?unit=QH&period=" + period, stage.sign_in("demo-mp-QH")).json();
        std::set<std::string> in_column;
        std::set<std::string> in_progress;
        const auto line = [](const nlohmann::json& code, const nlohmann::json& figures) {
            return code.get<std::string>() + " " + figures.at("active").dump() + " " + figures.at("activities").dump();
        };
        for (const auto& row : rows) in_column.insert(line(row.at("code"), row));
        for (const auto& row : progress.at("rows")) in_progress.insert(line(row.at("unit").at("code"), row));
        CHECK(in_column == in_progress);
    }
}

SCENARIO("an account that may not publish stops at the draft and says so") {
    Stage stage({.settings = {{"simulator.can_publish", "false"}}, .branches_per_township = 8, .months = 1});
    const Finished stopped = stage.ctl({"column", "publish", "--period", stage.finished_half_month(), "--wait"});
    INFO(stopped.out << stopped.err);
    CHECK_THAT(stopped.out, Contains("stopped_at_draft"));
    CHECK(stage.see("articles").at("articles").empty());
    CHECK(stage.see("drafts").at("drafts").size() == 1);
}

SCENARIO("the bot alone carries a column through a WeChat that stumbles") {
    Stage stage({.settings = {{"wechat.limits.token_ask_interval_s", "1"}}, .branches_per_township = 8, .months = 1});
    stage.order("tokens", {{"account", "oa"}, {"lose", "expired"}});
    stage.order("faults", {{"path", "/cgi-bin/draft/add"}, {"hangup", true}, {"after_effect", true}, {"times", 1}});
    const Finished published =
        stage.ctl({"column", "publish", "--period", stage.finished_half_month(), "--wait", "--wait-s", "90"});
    INFO(published.out << published.err << stage.ctl({"outbox", "list"}).out);
    CHECK(published.status == 0);
    CHECK(stage.see("articles").at("articles").size() == 1);
}
