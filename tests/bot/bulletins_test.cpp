// Bulletins that people edit, approve, time, preview and take back, through the simulator.
#include <catch2/catch.hpp>

#include "lib/app/bulletin_flow.hpp"
#include "lib/app/bulletin_steps.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/base/problem.hpp"
#include "lib/platform/cache_redis.hpp"
#include "tests/bot/office.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr const char* kSubmit = "/cgi-bin/freepublish/submit";

/// The steps as a bot has them, to be asked one by one.
struct StepsOfOffice {
    explicit StepsOfOffice(Office& office)
        : cache(office.config().redis),
          accounts(office.config(), cache, office.world.cipher(), office.world.clock(), office.world.random()),
          steps(office.world.database(), office.world.seals(), office.world.clock(), office.world.random(), accounts,
                office.phrases, office.writer, options_of(office)) {}

    static BulletinStepOptions options_of(const Office& office) {
        BulletinStepOptions options;
        options.approval = office.options.approval;
        return options;
    }

    RedisCache cache;
    WechatAccounts accounts;
    BulletinSteps steps;
};

}  // namespace

TEST_CASE("an approval that comes while the step finds it missing lets the issue go") {
    Office office(/*approval=*/true);
    const BulletinId id = office.publish(Release::publish).bulletin.id;
    office.pump();
    office.release(id, Release::publish, BotWorld::at(16, 12));
    office.approve(office.officer(), id, 1);
    office.edit(office.officer(), id, 1, opening("新的开头。"));
    office.pump(1);
    REQUIRE(office.bulletin(id).draft_revision == 2);
    office.world.clock().set(BotWorld::at(16, 12));

    const StepsOfOffice parts(office);
    OutboxHandlers table;
    table[std::string(kColumnSubmit)].send = [&](const OutboxRow& row) {
        OutboxDone missing = parts.steps.submit(row);
        office.approve(office.officer(), id, 2);
        return missing;
    };
    OutboxPump pump(office.world.database(), office.world.seals(), office.world.clock(), table, "slow");
    CHECK(pump.run_once().cancelled == 1);
    office.pump();
    CHECK(office.state(id) == "published");
}

TEST_CASE("words change a draft that is in the account, and never its figures") {
    Office office;
    const BulletinId id = office.publish(Release::draft).bulletin.id;
    office.pump();
    REQUIRE(office.state(id) == "drafted");
    CHECK(problem_of([&] { office.edit(office.world.actor(office.world.cg_secretary), id, 1, opening("我改")); }) ==
          "not_allowed");
    CHECK(office.edit(office.officer(), id, 1, opening("11月20日召开推进会。")).changed);
    CHECK_FALSE(office.edit(office.officer(), id, 1, opening("11月20日召开推进会。")).changed);
    CHECK(problem_of([&] { office.edit(office.officer(), id, 1, opening("另一句")); }) == "bulletin.base_is_old");
    office.pump();
    const Bulletin now = office.bulletin(id);
    CHECK(now.revision == 2);
    CHECK(now.draft_revision == 2);
    CHECK(office.calls("/cgi-bin/draft/add") == 1);
    CHECK(office.calls("/cgi-bin/draft/update") == 1);
    CHECK(office.draft().dump().find("11月20日召开推进会。") != std::string::npos);
    CHECK(office.state(id) == "drafted");
}

TEST_CASE("an article is published with its newest words, also when they come while it waits") {
    Office office;
    const BulletinId id = office.publish(Release::draft).bulletin.id;
    office.pump();
    office.release(id, Release::publish, BotWorld::at(16, 10));
    office.pump(1);
    office.edit(office.officer(), id, 1, opening("新的开头。"));
    office.pump(6, std::chrono::minutes(15));
    CHECK(office.state(id) == "published");
    CHECK(office.calls(kSubmit) == 1);
    CHECK(office.sim_get("/sim/articles").dump().find("新的开头。") != std::string::npos);
    CHECK(problem_of([&] { office.edit(office.officer(), id, 2, opening("太晚")); }) == "bulletin.over");
}

TEST_CASE("nothing leaves before its time, and a time that is long past is left to a person") {
    Office office;
    const BulletinId id = office.publish(Release::draft).bulletin.id;
    office.pump();
    CHECK(problem_of([&] { office.release(id, Release::publish, BotWorld::at(16, 8)); }) ==
          "goes_at:bulletin.goes_at_out_of_range");
    office.release(id, Release::publish, BotWorld::at(16, 12));
    office.pump(2, std::chrono::minutes(60));
    CHECK(office.calls(kSubmit) == 0);
    SECTION("at its time it goes") {
        office.pump(8, std::chrono::minutes(20));
        CHECK(office.state(id) == "published");
    }
    SECTION("at an earlier time, once a person says so") {
        office.release(id, Release::publish);
        office.pump(3);
        CHECK(office.state(id) == "published");
    }
    SECTION("a bot that was down for weeks asks a person") {
        office.world.clock().advance(std::chrono::days(20));
        office.pump();
        CHECK(office.state(id) == "stopped_at_draft");
        CHECK(office.cure(id).find("太久") != std::string::npos);
        CHECK(office.calls(kSubmit) == 0);
        office.release(id, Release::publish);
        office.pump();
        CHECK(office.state(id) == "published");
    }
}

TEST_CASE("where approval is needed nothing is published before a named officer read these very words") {
    Office office(/*approval=*/true);
    const BulletinId id = office.publish(Release::publish).bulletin.id;
    office.pump();
    CHECK(office.state(id) == "drafted");
    CHECK(office.calls(kSubmit) == 0);
    CHECK(office.cure(id).find("批准") != std::string::npos);
    CHECK(problem_of([&] { office.approve(office.world.actor(office.world.cg_secretary), id, 1); }) == "not_allowed");
    CHECK(problem_of([&] { office.approve(Actor::system(), id, 1); }) == "bulletin.approver_needed");
    CHECK(problem_of([&] { office.approve(Actor::system(), id, 1, office.world.cg_secretary.person); }) ==
          "not_allowed");

    SECTION("an approval lets it go") {
        office.approve(office.officer(), id, 1);
        office.pump();
        CHECK(office.state(id) == "published");
        CHECK(office.bulletin(id).approved_by == office.world.officer.person);
    }
    SECTION("an approval of other words does not count") {
        office.edit(office.officer(), id, 1, opening("改过。"));
        CHECK(problem_of([&] { office.approve(office.officer(), id, 1); }) == "bulletin.changed_meanwhile");
        office.pump();
        CHECK(office.calls(kSubmit) == 0);
        office.approve(Actor::system(), id, 2, office.world.officer.person);
        office.pump();
        CHECK(office.state(id) == "published");
    }
    SECTION("an approval lapses with the words") {
        office.release(id, Release::publish, BotWorld::at(16, 18));
        office.approve(office.officer(), id, 1);
        office.edit(office.officer(), id, 1, opening("又改。"));
        office.pump(12, std::chrono::hours(1));
        CHECK(office.calls(kSubmit) == 0);
    }
}

TEST_CASE("a bulletin is taken back only by who knows that it is final, wherever it got to") {
    Office office;
    const BulletinId id = office.publish(Release::draft).bulletin.id;
    SECTION("nothing of it is in the account") {
        CHECK(problem_of([&] { office.withdraw(id, false); }) == "bulletin.withdrawal_is_final");
        CHECK(to_string(office.withdraw(id).state) == "withdrawn");
        office.pump();
        CHECK(office.calls("/cgi-bin/draft/add") == 0);
    }
    SECTION("a draft is deleted") {
        office.pump();
        office.withdraw(id);
        office.pump();
        CHECK(office.state(id) == "withdrawn");
        CHECK(office.calls("/cgi-bin/draft/delete") == 1);
        CHECK(office.draft().is_null());
    }
    SECTION("an article is deleted, and the page no longer shows it") {
        office.release(id, Release::publish);
        office.pump();
        REQUIRE(office.state(id) == "published");
        office.withdraw(id);
        CHECK(ReadColumns(office.world.database()).published("").size() == 1);
        office.pump();
        CHECK(office.state(id) == "withdrawn");
        CHECK(office.calls("/cgi-bin/freepublish/delete") == 1);
        CHECK(ReadColumns(office.world.database()).published("").empty());
        CHECK(problem_of([&] { office.release(id, Release::publish); }) == "bulletin.over");
    }
    SECTION("a mass send is deleted") {
        office.release(id, Release::mass_send);
        office.pump();
        REQUIRE(office.state(id) == "sent");
        office.withdraw(id);
        office.pump();
        CHECK(office.state(id) == "withdrawn");
        CHECK(office.calls("/cgi-bin/message/mass/delete") == 1);
    }
    SECTION("a refused deletion leaves it readable and says why") {
        office.release(id, Release::publish);
        office.pump();
        office.sim_post("/sim/faults", {{"path", "/cgi-bin/freepublish/delete"}, {"errcode", 48001}, {"times", 1}});
        office.withdraw(id);
        office.pump(1);
        CHECK(office.state(id) == "published");
        CHECK(office.bulletin(id).note == "cure.48001");
        office.withdraw(id);
        office.pump(80, std::chrono::minutes(10));
        CHECK(office.state(id) == "withdrawn");
    }
}

TEST_CASE("two newsletters of one title are two drafts, also when the answer of the second was lost") {
    Office office;
    const Bulletin first = office.compose(BulletinKind::newsletter, newsletter());
    office.release(first.id, Release::draft);
    office.pump();
    const Bulletin second = office.compose(BulletinKind::newsletter, newsletter());
    const bool has_effect = GENERATE(true, false);
    office.sim_post("/sim/faults",
                    {{"path", "/cgi-bin/draft/add"}, {"hangup", true}, {"after_effect", has_effect}, {"times", 1}});
    office.release(second.id, Release::draft);
    office.pump(20, std::chrono::seconds(40));
    CHECK(office.state(second.id) == "drafted");
    CHECK(office.bulletin(first.id).draft_media != office.bulletin(second.id).draft_media);
    CHECK(office.sim_get("/sim/drafts").at("drafts").size() == 2);
}

TEST_CASE("a preview goes to the chosen followers with a role, once for each wording") {
    Office office;
    World& world = office.world;
    office.speak(world.officer);
    const BulletinId id = office.publish(Release::draft).bulletin.id;
    CHECK(problem_of([&] { office.preview(id, {*world.officer.person}); }) == "bulletin.no_draft");
    office.pump();
    CHECK(office.preview(id, {*world.officer.person}) == 1);
    CHECK(office.preview(id, {*world.officer.person}) == 0);
    office.pump();
    CHECK(office.calls("/cgi-bin/message/mass/preview") == 1);
    office.edit(office.officer(), id, 1, opening("改过。"));
    CHECK(office.preview(id, {*world.officer.person}) == 1);
    office.pump();
    CHECK(office.calls("/cgi-bin/message/mass/preview") == 2);
    CHECK(problem_of([&] { office.preview(id, {PersonId("nobody")}); }) == "people.0:bulletin.without_role");
    CHECK(office.state(id) == "drafted");
}

TEST_CASE("a newsletter has numbers of its own and goes without a chart") {
    Office office;
    office.publish(Release::publish);
    office.pump();
    const Bulletin first = office.compose(BulletinKind::newsletter, newsletter());
    const Bulletin second = office.compose(BulletinKind::newsletter, newsletter());
    CHECK(first.issue == 1);
    CHECK(second.issue == 2);
    CHECK(first.title == "推进会召开");
    const auto charts = office.calls("/cgi-bin/media/uploadimg");
    office.release(first.id, Release::publish);
    office.pump();
    CHECK(office.state(first.id) == "published");
    CHECK(office.calls("/cgi-bin/media/uploadimg") == charts);
    CHECK(ReadColumns(office.world.database()).others_published("").size() == 1);
    CHECK(ReadColumns(office.world.database()).published("").size() == 1);
}

TEST_CASE("the meeting's bulletin of a month is composed by the calendar, once, with the months behind it") {
    BotWorld bot([](Config& config) {
        config.column.meeting_when = ScheduleRule::of("每月25日 09:00");
        config.column.release = ColumnRelease::publish;
    });
    bot.log("QH-CG-01", 3);
    bot.bot().run_due();
    bot.world.clock().set(BotWorld::at(25, 9));
    bot.bot().run_due();
    bot.bot().run_due();
    bot.pump();
    const auto made = ReadColumns(bot.world.database()).published("", 24, BulletinKind::meeting);
    REQUIRE(made.size() == 1);
    CHECK(made[0].period == "2026-11");
    REQUIRE(made[0].snapshot.heat);
    CHECK(made[0].snapshot.heat->months.back() == "2026-11");
    CHECK(made[0].snapshot.heat->rows.size() == 2);
    CHECK(made[0].pictures.contains("heat"));
}

TEST_CASE("an erratum tells the figures that are others now") {
    Office office;
    office.log("QH-CG-01", 3);
    const Bulletin column = office.publish(Release::publish).bulletin;
    office.log("QH-CG-02", 4);
    ComposeBulletin compose(office.world.database(), office.world.seals(), office.world.random(), office.phrases,
                            office.writer, office.options);
    ComposeBulletin::Input input;
    input.kind = BulletinKind::erratum;
    input.words.body = "漏记一场。";
    CHECK(problem_of([&] { compose.run(office.officer(), input); }) == "about:missing");
    input.about = column.id;
    const Bulletin erratum = compose.run(office.officer(), input).bulletin;
    CHECK(erratum.period == column.period);
    CHECK(erratum.title == "关于2026年11月上半月通报的更正");  // the column's own title leaves no room
    bool is_told = false;
    for (const BulletinChange& change : erratum.snapshot.changes) {
        is_told = is_told || (change.figure == "activities" && change.told == 1 && change.now == 2);
    }
    CHECK(is_told);
    input.about = erratum.id;
    CHECK(problem_of([&] { compose.run(office.officer(), input); }) == "about:bulletin.about_erratum");
}
