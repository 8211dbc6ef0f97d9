// Followers become the person they are in the mini program once WeChat tells who they are.
#include <catch2/catch.hpp>

#include "lib/app/meet_identity.hpp"
#include "lib/app/merge_people.hpp"
#include "lib/storage/identity_store.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Followers : BotWorld {
    void knows(const CastMember& who, const std::string& unionid, bool following = true) {
        sim_post("/sim/follower",
                 {{"account", "oa"}, {"openid", who.openid.str()}, {"unionid", unionid}, {"following", following}});
    }
    /// Until nobody is left to ask for.
    int fill() {
        int asked = 0;
        while (const int more = bot().fill_unionids()) asked += more;
        return asked;
    }
    Identity identity(const CastMember& who) {
        return world.database()
            .read([&](ReadTransaction& tx) { return IdentityStore(tx, world.seals()).find(who.identity); })
            .value();
    }
    void all_follow() {
        for (const CastMember* who : {&world.officer, &world.leader, &world.cg_secretary, &world.ls_secretary,
                                      &world.cg01_secretary, &world.ls01_secretary, &world.stranger}) {
            knows(*who, "");
        }
    }
};

}  // namespace

TEST_CASE("a follower whose unionid WeChat does not know stays who he was, and is asked for again weeks later") {
    Followers bot;
    bot.all_follow();
    CHECK(bot.fill() == 7);
    CHECK(bot.fill() == 0);
    CHECK_FALSE(bot.identity(bot.world.stranger).unionid);
    bot.world.clock().advance(std::chrono::hours(24 * 29));
    CHECK(bot.fill() == 0);
    bot.world.clock().advance(std::chrono::hours(24 * 2));
    bot.knows(bot.world.stranger, "union-late");
    CHECK(bot.fill() == 7);
    CHECK(bot.identity(bot.world.stranger).unionid == "union-late");
}

TEST_CASE("a follower becomes the person who is bound in the mini program, whichever came first") {
    Followers bot;
    bot.all_follow();
    World& world = bot.world;
    // Bound in the mini program, a stranger in the official account.
    const CastMember there = world.newcomer("mp", "m-zhang");
    world.database().write([&](Transaction& tx) {
        IdentityWriter(tx, world.seals()).set_person(there.identity, *world.ls01_secretary.person);
        IdentityWriter(tx, world.seals()).set_unionid(there.identity, "union-1");
    });
    // Bound in the official account, nobody in the mini program so far.
    const CastMember later = world.newcomer("mp", "m-chen");
    RememberUnionid(world.database(), world.seals(), world.random()).run({later.identity, "union-2"});
    bot.knows(world.stranger, "union-1");
    bot.knows(world.cg01_secretary, "union-2");
    bot.fill();
    CHECK(bot.identity(world.stranger).person == world.ls01_secretary.person);
    CHECK(bot.identity(later).person == world.cg01_secretary.person);
}

TEST_CASE("two people who turn out to be one are left to an officer") {
    Followers bot;
    bot.all_follow();
    World& world = bot.world;
    const CastMember there = world.newcomer("mp", "m-zhang");
    world.database().write([&](Transaction& tx) {
        IdentityWriter(tx, world.seals()).set_person(there.identity, *world.ls01_secretary.person);
        IdentityWriter(tx, world.seals()).set_unionid(there.identity, "union-1");
    });
    bot.knows(world.cg01_secretary, "union-1");
    bot.fill();
    CHECK(bot.identity(world.cg01_secretary).person == world.cg01_secretary.person);
    CHECK(bot.identity(there).person == world.ls01_secretary.person);
    ListMergeProposals proposals(world.database(), world.seals());
    CHECK(proposals.run(world.actor(world.officer)).size() == 1);
}

TEST_CASE("who left unheard is known as gone, and WeChat that does not answer is left alone for an hour") {
    Followers bot;
    bot.all_follow();
    bot.knows(bot.world.stranger, "", /*following=*/false);
    bot.fill();
    CHECK_FALSE(bot.identity(bot.world.stranger).follows);
    CHECK(bot.identity(bot.world.officer).follows);

    Followers other;
    other.all_follow();
    other.sim_post("/sim/faults", {{"path", "/cgi-bin/user/info"}, {"errcode", 45009}, {"times", 1}});
    CHECK(other.fill() == 0);
    CHECK(other.fill() == 0);
    CHECK(other.calls("/cgi-bin/user/info") == 1);
    other.world.clock().advance(std::chrono::minutes(61));
    CHECK(other.fill() == 7);
}
