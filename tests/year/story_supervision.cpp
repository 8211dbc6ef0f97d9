// The rules propose to look at laggards; one township is visited and answers. And the column that tells of all.
#include <catch2/catch.hpp>

#include "lib/app/publish_bulletin.hpp"
#include "lib/documents/phrases.hpp"
#include "tests/support/places.hpp"
#include "tests/year/story.hpp"

namespace league::test::year {

using Catch::Matchers::Contains;

void Story::step(const CastMember& who, const json& what) {
    const std::string path = "/api/v1/supervisions/" + supervision_;
    json order = what;
    order["base_revision"] = year_.get(path).at("revision");
    year_.done(who, "POST", path + "/steps", order);
}

void Story::plan_supervision() {
    // Each month after the grace of either report.
    for (unsigned month = 1; month <= 12; ++month) {
        for (const unsigned date : {4U, 19U}) {
            plan_[day_in(2028, month, date)].push_back([this] { checks_.proposals_now(); });
        }
    }
    const auto find = [this](const char* township, const char* cause) {
        const json view = year_.get("/api/v1/supervisions?open_only=true&unit=" + std::string(township));
        for (const json& line : view.at("supervisions")) {
            if (line.at("cause") == cause) return line.at("id").get<std::string>();
        }
        FAIL("no supervision of " << township << " for " << cause);
        return std::string();
    };
    on("2028-02-05", [this, find] {
        supervision_ = find("QH-CG", "under_line");
        step(year_.secretaries.at("QH-CG"), {{"act", "explain"}, {"words", "三个组织正在报批。"}});
        step(year_.world.officer, {{"act", "drop"}, {"words", "情况属实，下月再看。"}});
        CHECK(year_.get("/api/v1/supervisions/" + supervision_).at("stage") == "dropped");
        supervision_ = find("QH-BS", "under_line");
        const json facts = year_.get("/api/v1/supervisions/" + supervision_).at("facts");
        CHECK(facts.size() == 6);  // two half months in a row: counted, target, line
        step(year_.world.officer, {{"act", "confirm"}});
    });
    on("2028-02-25", [this] {
        step(year_.world.officer, {{"act", "visit"}, {"on", "2028-02-24"}, {"visitors", {"李团县", "周联系"}}});
        step(year_.world.officer, {{"act", "find"}, {"words", "没有摸底，没有名单。"}, {"due", "2028-03-10"}});
    });
    on("2028-03-01", [this] {
        const std::string path = "/api/v1/supervisions/" + supervision_;
        const json close = {{"base_revision", 4}, {"act", "close"}, {"words", "已办"}};
        const Served early = year_.refused(year_.world.officer, "POST", path + "/steps", close, 409);
        CHECK_THAT(early.json().at("detail").get<std::string>(), Contains("2028-03-10"));
    });
    on("2028-03-08", [this] {
        step(year_.secretaries.at("QH-BS"), {{"act", "answer"}, {"words", "七月底前成立一个。"}});
    });
    on("2028-03-12", [this] {
        step(year_.world.officer, {{"act", "close"}, {"words", "已有计划。"}});
        const json closed = year_.get("/api/v1/supervisions/" + supervision_);
        CHECK(closed.at("stage") == "closed");
        std::vector<std::string> acts;
        for (const json& one : closed.at("steps")) acts.push_back(one.at("act"));
        CHECK(acts == std::vector<std::string>{"propose", "confirm", "visit", "find", "answer", "close"});
    });
    // Half of what a missing report says; the answer never comes, and the county closes after its day.
    on("2028-05-20", [this, find] {
        supervision_ = find("QH-BS", "no_report");
        step(year_.world.officer, {{"act", "confirm"}});
        step(year_.world.officer, {{"act", "visit"}, {"on", "2028-05-20"}, {"visitors", {"李团县"}}});
        step(year_.world.officer, {{"act", "find"}, {"words", "上期没有报送。"}, {"due", "2028-05-25"}});
    });
    on("2028-05-26", [this] {
        CHECK(year_.get("/api/v1/supervisions?unit=QH-BS&open_only=true").at("supervisions").size() > 0);
        step(year_.world.officer, {{"act", "close"}, {"words", "逾期未答复。"}});
    });
    on("2028-06-05", [this] { correct_issue("2028-05-H2", "枫林乡一次走访已撤回。"); });
}

void Story::morning() {
    const std::string before = half_before(half_of(year_.today()));
    const auto count = [this] {
        return year_.world.database().read(
            [](ReadTransaction& tx) { return tx.value<long long>("SELECT COUNT(*) FROM bulletins").value_or(0); });
    };
    const long long issues = count();
    year_.let_bot_work();
    if (count() == issues) return;
    checks_.issue_now(++issues_, before);
}

void Story::correct_issue(const std::string& half, const std::string& words) {
    World& world = year_.world;
    const Phrases phrases(source_dir() + "/templates");
    const TemplateFolder templates(source_dir() + "/templates");
    const ColumnWriter writer(phrases, templates);
    BulletinOptions options;
    options.release = Release::publish;
    PublishBulletin publish(world.database(), world.seals(), world.random(), phrases, writer, options);
    const auto output = publish.run(world.actor(world.officer), {"QH", *HalfMonth::parse(half), std::nullopt, words});
    CHECK(output.created);
    checks_.issue_now(++issues_, half);
    year_.pump();
    const json erratum = year_.get("/api/v1/columns/" + std::to_string(issues_) + "?unit=QH");
    CHECK(erratum.at("correction") == words);
    CHECK(erratum.at("replaces") == issues_ - 1);
}

}  // namespace league::test::year
