#include <catch2/catch.hpp>
#include <set>

#include "lib/app/publication_finished.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

const HalfMonth kFirst = BotWorld::half("2026-11-H1");

}  // namespace

TEST_CASE("a published column has chart, cover, draft and a link that is kept") {
    BotWorld bot;
    bot.log("QH-CG-01", 3);
    bot.log("QH-CG-02", 4);
    bot.log("QH-LS-01", 5);
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump();

    const Bulletin done = bot.bulletin(id);
    CHECK(to_string(done.state) == "published");
    CHECK(done.note == "");
    CHECK(done.article_url.starts_with("http"));
    CHECK(done.published_at.has_value());
    CHECK(done.pictures.contains("activities"));
    CHECK_FALSE(done.cover_media.empty());
    CHECK(done.issue == 1);
    CHECK(bot.calls("/cgi-bin/draft/add") == 1);
    CHECK(bot.calls("/cgi-bin/freepublish/submit") == 1);
    REQUIRE(done.snapshot.rows.size() == 2);
    CHECK(done.snapshot.rows[0].code == "QH-CG");
    CHECK(done.snapshot.rows[0].rank == 1);
    CHECK(done.snapshot.rows[0].figures.active == 2);
    CHECK(done.snapshot.rows[1].rank == 2);

    SECTION("publishing again changes nothing") {
        CHECK(bot.publish(kFirst, Release::publish).bulletin.id == id);
        bot.pump();
        CHECK(bot.calls("/cgi-bin/draft/add") == 1);
        CHECK(bot.calls("/cgi-bin/freepublish/submit") == 1);
    }
    SECTION("the snapshot stays as it was when logs change") {
        bot.log("QH-LS-02", 6);
        CHECK(bot.bulletin(id).snapshot == done.snapshot);
        CHECK(bot.publish(kFirst).bulletin.snapshot == done.snapshot);
    }
    SECTION("a correction is a new issue that names the old one") {
        bot.log("QH-LS-02", 6);
        const PublishBulletin::Output next = bot.publish(kFirst, Release::publish, "柳树镇补报一场");
        CHECK(next.created);
        CHECK(next.bulletin.issue == 2);
        CHECK(next.bulletin.edition == 2);
        CHECK(next.bulletin.snapshot.replaces == 1);
        CHECK(next.bulletin.snapshot.totals.active == 4);
        bot.pump();
        CHECK(to_string(bot.bulletin(next.bulletin.id).state) == "published");
    }
    SECTION("the event that comes after the poll changes nothing") {
        PublicationFinished finished(bot.world.database(), bot.world.seals());
        const auto answer = finished.run({done.account, done.publish_id, 4, "", ""});
        CHECK(answer == PublicationFinished::Answer::nothing_new);
        CHECK(to_string(bot.bulletin(id).state) == "published");
    }
    SECTION("everybody may read it") {
        CHECK(ReadColumns(bot.world.database()).published("").size() == 1);
        CHECK(ReadColumns(bot.world.database()).issue("", 1).id == id);
    }
}

TEST_CASE("an issue in a campaign tells the targets with a picture each, and WeChat strips nothing of it") {
    BotWorld bot;
    bot.open_campaign();
    for (const char* half : {"2026-10-H1", "2026-10-H2"}) bot.publish(BotWorld::half(half), Release::draft);
    bot.log("QH-CG-01", 3);
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump();

    const Bulletin done = bot.bulletin(id);
    CHECK(to_string(done.state) == "published");
    REQUIRE(done.snapshot.goals);
    CHECK(done.snapshot.goals->campaign == "集中行动");
    CHECK(done.snapshot.goals->deadline == date_from_iso("2026-12-10"));
    CHECK(done.snapshot.goals->total.target == 20);
    CHECK(done.snapshot.goals->total.more == 0);
    REQUIRE(done.snapshot.goals->rows.size() == 1);
    CHECK(done.snapshot.goals->rows[0].code == "QH-CG");
    CHECK(done.snapshot.goals->rows[0].risen == 0);
    REQUIRE(done.snapshot.halves.size() == 3);
    CHECK(done.snapshot.halves[0].period == "2026-10-H1");
    CHECK(done.snapshot.halves[2].activities == 1);
    CHECK(bot.rows("column_chart").size() == 3);
    CHECK(bot.rows("column_chart_goals").size() == 3);
    CHECK(bot.rows("column_chart_halves").size() == 1);
    CHECK(bot.rows("column_chart_heat").empty());
    CHECK(bot.sim_get("/sim/articles").at("articles").front().at("content") == bot.article_of(done));
    std::set<std::string> addresses;
    for (const auto& [what, url] : done.pictures) addresses.insert(url);
    CHECK(addresses.size() == done.pictures.size());
    CHECK(done.pictures.contains("goals"));
    CHECK(done.pictures.contains("halves"));
}

TEST_CASE("an issue from before targets were told is read as it was, and the next one counts it") {
    BotWorld bot;
    const Bulletin old = bot.publish(BotWorld::half("2026-10-H2"), Release::draft).bulletin;
    const std::string stored =
        R"({"version":1,"unit_code":"QH","unit_name":"清河","period":"2026-10-H2","as_of":1793462400000,)"
        R"("totals":{"branches":4,"active":3,"activities":5,"present":60},"rows":[],"praise":[],"replaces":0,)"
        R"("correction":""})";
    bot.world.database().write(
        [&](Transaction& tx) { tx.run("UPDATE bulletins SET snapshot = $1 WHERE id = $2", stored, old.id); });
    const BulletinSnapshot read = bot.bulletin(old.id).snapshot;
    CHECK(read.totals == Figures{4, 3, 5, 60});
    CHECK_FALSE(read.goals);
    CHECK(read.halves.empty());
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinSnapshot next = bot.publish(kFirst, Release::draft).bulletin.snapshot;
    REQUIRE(next.halves.size() == 2);
    CHECK(next.halves[0] == BulletinHalf{"2026-10-H2", 5, std::nullopt});
}

TEST_CASE("a picture whose upload was cut off is uploaded again, and the article is drafted once") {
    BotWorld bot;
    bot.open_campaign();
    bot.sim_post("/sim/faults",
                 {{"path", "/cgi-bin/media/uploadimg"}, {"hangup", true}, {"after_effect", true}, {"times", 2}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(30);
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls("/cgi-bin/draft/add") == 1);
    CHECK(bot.calls("/cgi-bin/freepublish/submit") == 1);
}

TEST_CASE("release as a draft stops at the draft and can go on later") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::draft).bulletin.id;
    bot.pump();
    CHECK(to_string(bot.bulletin(id).state) == "drafted");
    CHECK(bot.calls("/cgi-bin/freepublish/submit") == 0);
    CHECK(ReadColumns(bot.world.database()).published("").empty());

    bot.publish(kFirst, Release::publish);
    bot.pump();
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls("/cgi-bin/draft/add") == 1);
}

TEST_CASE("an account without the right to publish stops at the draft and says so") {
    BotWorld bot;
    bot.sim_post("/sim/account", {{"account", "oa"}, {"can_publish", false}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump();
    const Bulletin stopped = bot.bulletin(id);
    CHECK(to_string(stopped.state) == "stopped_at_draft");
    CHECK(stopped.note == "cure.48001");
    CHECK_FALSE(stopped.draft_media.empty());

    SECTION("a person's confirmation makes it published") {
        ConfirmPublished confirm(bot.world.database(), bot.world.seals());
        confirm.run(bot.world.actor(bot.world.officer), {id, "https://mp.weixin.qq.com/s/abc"});
        CHECK(to_string(bot.bulletin(id).state) == "published");
    }
    SECTION("once the right is there the same draft is published") {
        bot.sim_post("/sim/account", {{"account", "oa"}, {"can_publish", true}});
        bot.publish(kFirst, Release::publish);
        bot.pump();
        CHECK(to_string(bot.bulletin(id).state) == "published");
        CHECK(bot.calls("/cgi-bin/draft/add") == 1);
    }
}

TEST_CASE("an article that WeChat would spoil is not uploaded, and goes once it is mended") {
    BotWorld bot([](Config& config) { config.column.author = "共青团清河县委员会组织部宣传部办公室"; });
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump();
    CHECK(to_string(bot.bulletin(id).state) == "refused");
    CHECK(bot.bulletin(id).note == "cure.article_author");
    CHECK(bot.rows("column_draft").front().outcome == "not uploaded: author 0: too_long 18 of 16");
    CHECK(bot.calls("/cgi-bin/draft/add") == 0);

    bot.mend([](Config& config) { config.column.author = "清河团县委"; });
    bot.publish(kFirst, Release::publish);
    bot.pump();
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls("/cgi-bin/draft/add") == 1);
}

TEST_CASE("a draft whose answer was lost is found again and not added twice") {
    BotWorld bot;
    bot.sim_post("/sim/faults",
                 {{"path", "/cgi-bin/draft/add"}, {"hangup", true}, {"after_effect", true}, {"times", 1}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(20);
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls("/cgi-bin/draft/add") == 1);
}

TEST_CASE("a publication whose answer was lost is found again and not submitted twice") {
    BotWorld bot;
    // Nobody can ask about a publication without its number, and the simulator's time is not that of the test.
    bot.sim_post("/sim/account", {{"account", "oa"}, {"publish_seconds", 0}});
    bot.sim_post("/sim/faults",
                 {{"path", "/cgi-bin/freepublish/submit"}, {"hangup", true}, {"after_effect", true}, {"times", 1}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(6);
    bot.sim_post("/sim/settle", Json::object());
    bot.pump(14);
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls("/cgi-bin/freepublish/submit") == 1);
}

TEST_CASE("a review that rejects the article leaves it refused with the cure") {
    BotWorld bot;
    bot.sim_post("/sim/account", {{"account", "oa"}, {"publish_outcome", 4}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump();
    CHECK(to_string(bot.bulletin(id).state) == "refused");
    CHECK(bot.bulletin(id).note == "cure.publish_4");
}

TEST_CASE("a server address that is not allowed holds the column instead of losing it") {
    BotWorld bot;
    bot.sim_post("/sim/faults", {{"path", "/cgi-bin/stable_token"}, {"errcode", 40164}, {"times", 2}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(1);
    CHECK(bot.bulletin(id).note == "cure.40164");
    CHECK(bot.rows("column_chart").front().outcome == "held: config, 127.0.0.1");
    bot.pump(40, std::chrono::seconds(60));
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.bulletin(id).note == "");
}

TEST_CASE("a column of a half month that has not begun is refused, and so is one by a township") {
    BotWorld bot;
    CHECK_THROWS_AS(bot.publish(BotWorld::half("2026-12-H1")), Problem);
    Config config = bot.config();
    Phrases phrases(config.paths.templates);
    TemplateFolder templates(config.paths.templates);
    ColumnWriter writer(phrases, templates);
    PublishBulletin publish(bot.world.database(), bot.world.seals(), bot.world.random(), phrases, writer, {});
    CHECK_THROWS_AS(publish.run(bot.world.actor(bot.world.cg_secretary), {"QH", kFirst, std::nullopt, ""}), Problem);
}

TEST_CASE("figures frozen before the half month was over give way to those after it") {
    BotWorld bot;
    bot.log("QH-CG-01", 3);
    CHECK(bot.publish(kFirst, Release::draft).bulletin.issue == 1);
    bot.log("QH-CG-02", 4);
    CHECK_FALSE(bot.publish(kFirst, Release::draft).created);
    bot.world.clock().set(BotWorld::at(16, 9));
    const PublishBulletin::Output last = bot.publish(kFirst, Release::draft);
    CHECK(last.created);
    CHECK(last.bulletin.snapshot.totals.active == 2);
    CHECK(last.bulletin.snapshot.replaces == 1);
}
