// Pictures that logs show are checked by the simulated WeChat, which answers by a push that these tests play.
#include <catch2/catch.hpp>

#include "lib/app/check_photos.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/photo_store.hpp"
#include "tests/bot/bot_world.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr const char* kCall = "/wxa/media_check_async";

struct Album {
    explicit Album(std::function<void(Config&)> adjust = {}) : bot(std::move(adjust)) {
        bot.world.clock().set(BotWorld::at(12, 10));
        visitor = bot.in_mini_program(bot.world.cg01_secretary, 0, 0);
        bot.sim_post("/sim/login", {{"account", "mp"}, {"openid", visitor.openid.str()}});
    }

    /// A picture of QH-CG-01 by its secretary, and a log that names it.
    PhotoHash add(const std::string& name) {
        const PhotoHash hash(bot.world.digest().sha256(name));
        const std::string key = bot.world.digest().sha256("picture of " + name);
        BlobStore(bot.config().photos.folder).put(key, "bytes of " + name);
        bot.world.database().write([&](Transaction& tx) {
            Photo photo{hash, 100, key, key, 10, 10, tx.now()};
            PhotoWriter(tx).insert(photo);
            PhotoWriter(tx).add_upload(hash, bot.world.cg01.id, bot.world.cg01_secretary.person);
        });
        SubmitActivity::Input input;
        input.id = ActivityId(make_uuid_v7(bot.world.random(), bot.world.clock().now()));
        input.content.org = OrgUnitId("QH-CG-01");
        input.content.kind = "theme_day";
        input.content.title = "学雷锋志愿服务";
        input.content.started_at = BotWorld::at(3, 8);
        input.content.expected = input.content.present = 20;
        input.content.details = {{"theme", "学雷锋"}};
        input.content.photos = {hash};
        SubmitActivity(bot.world.database(), bot.world.seals()).run(bot.world.actor(bot.world.cg01_secretary), input);
        return hash;
    }
    void work() {
        bot.bot().run_due();
        bot.pump(1);
    }
    std::optional<PhotoCheck> check(const PhotoHash& hash) {
        return bot.world.database().read([&](ReadTransaction& tx) { return PhotoCheckStore(tx).find(hash); });
    }
    std::string state(const PhotoHash& hash) {
        const auto found = check(hash);
        if (!found) return "none";
        std::string word(to_string(found->state));
        if (found->cause) word += " " + std::string(to_string(*found->cause));
        return word;
    }
    bool told(const PhotoHash& hash, ContentState verdict, bool was_seen = true) {
        const PhotoAnswer input{"mp", check(hash)->trace_id, verdict, 20002, was_seen};
        return bot.world.database().write([&](Transaction& tx) { return PhotoChecked::run_in(tx, input); });
    }
    std::string ticket(const PhotoHash& hash) {
        for (const OutboxRow& row : bot.rows("check_photo")) {
            if (row.subject == hash.str()) return row.payload.at("ticket");
        }
        return "";
    }
    std::optional<std::string> fetched(const std::string& ticket) {
        const BlobStore blobs(bot.config().photos.folder);
        return FetchForCheck(bot.world.database(), bot.world.digest(), blobs, std::chrono::minutes(45)).run(ticket);
    }

    BotWorld bot;
    CastMember visitor;
};

}  // namespace

TEST_CASE("a picture that a log shows is asked about once, and WeChat may fetch it until it has answered") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.work();
    album.work();
    CHECK(album.state(hash) == "waiting");
    CHECK(album.bot.calls(kCall) == 1);
    const std::string ticket = album.ticket(hash);
    CHECK(album.fetched(ticket) == "bytes of a");
    CHECK_FALSE(album.fetched(ticket + "x"));
    CHECK_FALSE(album.fetched(""));
    CHECK(album.told(hash, ContentState::passed));
    CHECK(album.state(hash) == "passed");
    CHECK_FALSE(album.fetched(ticket));
    CHECK_FALSE(album.told(hash, ContentState::risky));
    CHECK(album.state(hash) == "passed");
}

TEST_CASE("an answer that comes before its question has a name counts all the same") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.bot.bot().run_due();
    REQUIRE(album.state(hash) == "waiting");
    Database& database = album.bot.world.database();
    const PhotoAnswer early{"mp", "trace-1", ContentState::risky, 20002, true};
    database.write([&](Transaction& tx) {
        CHECK_FALSE(PhotoChecked::run_in(tx, early));
        CHECK_FALSE(PhotoChecked::run_in(tx, {"mp", "trace-1", ContentState::passed, 100, true}));
        CHECK_FALSE(PhotoChecked::run_in(tx, {"mp", "trace-2", ContentState::passed, 100, true}));
        CHECK_FALSE(PhotoChecked::run_in(tx, {"other", "trace-1", ContentState::passed, 100, true}));
    });
    CHECK(album.state(hash) == "waiting");
    database.write([&](Transaction& tx) { PhotoChecked::name_question(tx, hash, "trace-1"); });
    CHECK(album.state(hash) == "risky");
    CHECK(is_withheld(*album.check(hash)));
}

TEST_CASE("a question that got its name after the deadline still takes its answer") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.bot.bot().run_due();
    album.bot.world.clock().advance(std::chrono::minutes(46));
    album.bot.bot().run_due();
    REQUIRE(album.state(hash) == "review no_answer");
    Database& database = album.bot.world.database();
    database.write([&](Transaction& tx) {
        PhotoChecked::name_question(tx, hash, "trace-1");
        CHECK(PhotoChecked::run_in(tx, {"mp", "trace-1", ContentState::risky, 20002, true}));
    });
    CHECK(album.state(hash) == "risky");
}

TEST_CASE("what WeChat finds doubtful waits for an officer, whose word stands") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.work();
    album.told(hash, ContentState::risky);
    CHECK(is_withheld(*album.check(hash)));
    World& world = album.bot.world;
    ListPhotoChecks list(album.bot.world.database());
    CHECK(list.run(world.actor(world.officer), {}).total == 1);
    CHECK(problem_of([&] { list.run(world.actor(world.cg_secretary), {}); }) == "not_allowed");
    JudgePhoto judge(album.bot.world.database(), world.digest());
    CHECK(problem_of([&] {
              judge.run(world.actor(world.cg_secretary), {hash, ContentVerdict::allow, ""});
          }) == "not_allowed");
    CHECK(problem_of([&] {
              judge.run(world.actor(world.officer), {hash, ContentVerdict::refuse, ""});
          }) == "reason:missing");
    CHECK(judge.run(world.actor(world.officer), {hash, ContentVerdict::allow, ""}).changed);
    CHECK_FALSE(judge.run(world.actor(world.officer), {hash, ContentVerdict::allow, ""}).changed);
    CHECK(list.run(world.actor(world.officer), {}).total == 0);
    CHECK_FALSE(album.told(hash, ContentState::risky));
    CHECK(album.state(hash) == "allowed");
}

TEST_CASE("a picture without an answer goes to a person, stays in sight, and a late answer still tells") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.work();
    const std::string ticket = album.ticket(hash);
    album.bot.world.clock().advance(std::chrono::minutes(46));
    CHECK_FALSE(album.fetched(ticket));
    album.work();
    CHECK(album.state(hash) == "review no_answer");
    CHECK_FALSE(is_withheld(*album.check(hash)));
    CHECK(album.bot.calls(kCall) == 1);
    CHECK(album.told(hash, ContentState::passed));
    CHECK(album.state(hash) == "passed");
}

TEST_CASE("a picture that WeChat could not fetch goes to a person") {
    Album album;
    const PhotoHash hash = album.add("a");
    album.work();
    CHECK(album.told(hash, ContentState::passed, /*was_seen=*/false));
    CHECK(album.state(hash) == "review no_answer");
}

TEST_CASE("what WeChat cannot be asked about is not asked about, and says why") {
    SECTION("an installation without an https address") {
        Album album([](Config& config) { config.server.public_url = "http://league.example"; });
        const PhotoHash hash = album.add("a");
        album.work();
        CHECK(album.state(hash) == "not_checked no_address");
        CHECK(album.bot.calls(kCall) == 0);
    }
    SECTION("checks that are switched off") {
        Album album([](Config& config) { config.content.check = false; });
        const PhotoHash hash = album.add("a");
        album.work();
        CHECK(album.state(hash) == "none");
    }
    SECTION("an uploader who was not in the mini program within two hours") {
        Album album;
        album.bot.sim_post("/sim/faults", {{"path", kCall}, {"errcode", 61010}, {"times", 1}});
        const PhotoHash hash = album.add("a");
        album.work();
        CHECK(album.state(hash) == "not_checked refused");
    }
    SECTION("a picture of a log of a restricted kind, which leaves to nobody") {
        Album album;
        album.bot.world.database().write([](Transaction& tx) {
            return tx.run("UPDATE activity_kinds SET restricted = 1 WHERE code = $1", std::string("theme_day"));
        });
        const PhotoHash hash = album.add("a");
        album.work();
        CHECK(album.state(hash) == "none");
        CHECK(album.bot.calls(kCall) == 0);
    }
}
