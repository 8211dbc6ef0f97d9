#include "lib/app/sign_in.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <thread>

#include "lib/app/meet_identity.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

/// What WeChat would say: a code names an openid and perhaps a unionid.
struct Codes {
    std::map<std::string, LoginProof> known;
    LoginExchange exchange() {
        return [this](const std::string& account, const std::string& code) -> Result<LoginProof, LoginFailure> {
            if (account != "oa" && account != "mp") {
                return Unexpected{LoginFailure{LoginFailure::Kind::unknown_account, "no such account"}};
            }
            if (code == "away") return Unexpected{LoginFailure{LoginFailure::Kind::unavailable, "timed out"}};
            const auto found = known.find(code);
            if (found == known.end()) return Unexpected{LoginFailure{LoginFailure::Kind::bad_code, "40029"}};
            return found->second;
        };
    }
};

struct Door {
    World world;
    Codes codes;
    Sessions sessions{world.cache(), world.digest(), world.random(), world.clock()};
    SignIn sign_in{world.database(), world.seals(), world.random(), sessions, codes.exchange()};

    SignIn::Output come(const std::string& account, const std::string& openid,
                        std::optional<std::string> unionid = std::nullopt) {
        codes.known["code"] = {OpenId(openid), std::move(unionid)};
        return sign_in.run({account, "code"});
    }
    std::vector<MergeProposal> proposals() {
        return world.database().read([](ReadTransaction& tx) { return MergeStore(tx).list_open(); });
    }
};

}  // namespace

TEST_CASE("somebody unbound signs in, and is the same identity the next time") {
    Door door;
    const auto first = door.come("mp", "m-1");
    CHECK_FALSE(first.user);
    CHECK(door.sessions.find(first.token) == first.identity);
    const auto second = door.come("mp", "m-1");
    CHECK(second.identity == first.identity);
    CHECK(second.token != first.token);
    CHECK(door.come("oa", "m-1").identity != first.identity);
}

TEST_CASE("who is bound is told name and roles") {
    Door door;
    const auto in = door.come("oa", door.world.cg_secretary.openid.str());
    REQUIRE(in.user);
    CHECK(in.user->id == door.world.cg_secretary.person);
    CHECK(in.user->name == "王城关");
    REQUIRE(in.user->roles.size() == 1);
    CHECK(in.user->roles[0].role == Role::township_secretary);
    CHECK(in.user->roles[0].org == door.world.cg.id);
    CHECK(in.user->roles[0].org_name == "城关镇");
}

TEST_CASE("a refused code is a wrong field, and WeChat's silence is not") {
    Door door;
    CHECK(problem_of([&] { door.sign_in.run({"oa", "stale"}); }) == "code:people.login_code_refused");
    CHECK(problem_of([&] { door.sign_in.run({"oa", ""}); }) == "code:people.login_code_refused");
    CHECK(problem_of([&] { door.sign_in.run({"oa", std::string(500, 'x')}); }) == "code:people.login_code_refused");
    CHECK(problem_of([&] { door.sign_in.run({"else", "stale"}); }) == "account:people.account_unknown");
    try {
        door.sign_in.run({"oa", "away"});
        FAIL("signed in without WeChat");
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::upstream);
        CHECK(problem.details() == "timed out");
    }
}

TEST_CASE("the same unionid binds an unbound identity to the person") {
    Door door;
    RememberUnionid remember(door.world.database(), door.world.seals(), door.world.random());
    SECTION("known in the official account first") {
        remember.run({door.world.cg01_secretary.identity, "union-1"});
        const auto in = door.come("mp", "m-1", "union-1");
        REQUIRE(in.user);
        CHECK(in.user->id == door.world.cg01_secretary.person);
    }
    SECTION("known in the mini program first") {
        const auto unbound = door.come("mp", "m-1", "union-1");
        CHECK_FALSE(unbound.user);
        remember.run({door.world.cg01_secretary.identity, "union-1"});
        CHECK(door.come("mp", "m-1").user->id == door.world.cg01_secretary.person);
    }
    CHECK(door.proposals().empty());
}

TEST_CASE("a unionid of two bound people becomes one proposal and moves nobody") {
    Door door;
    RememberUnionid remember(door.world.database(), door.world.seals(), door.world.random());
    remember.run({door.world.cg01_secretary.identity, "union-1"});
    remember.run({door.world.ls01_secretary.identity, "union-1"});
    remember.run({door.world.ls01_secretary.identity, "union-1"});
    const auto open = door.proposals();
    REQUIRE(open.size() == 1);
    CHECK(open[0].keep == door.world.cg01_secretary.person);
    CHECK(open[0].merge == door.world.ls01_secretary.person);
    CHECK(door.world.actor(door.world.ls01_secretary).person == door.world.ls01_secretary.person);

    const auto third = door.come("mp", "m-1", "union-1");
    CHECK_FALSE(third.user);  // whose it is, is not known before the officer decides
}

TEST_CASE("ten phones of one openid signing in at once are one identity") {
    Door door;
    door.codes.known["code"] = {OpenId("m-1"), "union-1"};
    std::vector<std::string> identities(10);
    std::vector<std::thread> threads;
    for (std::string& identity : identities) {
        threads.emplace_back([&] { identity = door.sign_in.run({"mp", "code"}).identity.str(); });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(std::set<std::string>(identities.begin(), identities.end()).size() == 1);
}

TEST_CASE("signing out everywhere ends the sessions in both accounts") {
    Door door;
    RememberUnionid(door.world.database(), door.world.seals(), door.world.random())
        .run({door.world.cg01_secretary.identity, "union-1"});
    const auto in_oa = door.come("oa", door.world.cg01_secretary.openid.str());
    const auto in_mp = door.come("mp", "m-1", "union-1");
    SignOutEverywhere(door.world.database(), door.world.seals(), door.sessions)
        .run(door.world.actor(door.world.cg01_secretary));
    CHECK_FALSE(door.sessions.find(in_oa.token));
    CHECK_FALSE(door.sessions.find(in_mp.token));
}

TEST_CASE("a follower is met once, and leaving is remembered") {
    World world;
    MeetIdentity meet(world.database(), world.seals(), world.random());
    const auto first = meet.run({"oa", OpenId("o-new"), true});
    CHECK_FALSE(first.actor.person);
    CHECK_FALSE(first.has_unionid);
    const auto commits = world.database().writer_stats().commits;
    CHECK(meet.run({"oa", OpenId("o-new"), true}).identity == first.identity);
    CHECK(world.database().writer_stats().commits == commits);  // a known follower costs no write

    meet.run({"oa", OpenId("o-new"), false});
    const auto follows = [&] {
        return world.database().read(
            [&](ReadTransaction& tx) { return IdentityStore(tx, world.seals()).find(first.identity)->follows; });
    };
    CHECK_FALSE(follows());
    meet.run({"oa", OpenId("o-new"), true});
    CHECK(follows());
    CHECK(meet.run({"oa", world.officer.openid, true}).actor.person == world.officer.person);
}
