#include "lib/app/merge_people.hpp"

#include <catch2/catch.hpp>

#include "lib/app/meet_identity.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/verify.hpp"
#include "lib/storage/person_store.hpp"
#include "tests/app/activities/logs.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Two branch secretaries of two townships whom one unionid shows to be one.
struct Pair {
    World world;
    ListMergeProposals list{world.database(), world.seals()};
    DecideMerge decide{world.database(), world.seals()};
    CastMember first = world.cg01_secretary;
    CastMember second = world.ls01_secretary;

    Pair() {
        RememberUnionid remember(world.database(), world.seals(), world.random());
        remember.run({first.identity, "union-1"});
        remember.run({second.identity, "union-1"});
    }
    MergeId proposal() { return list.run(Actor::system()).at(0).proposal.id; }
    std::string try_as(const Actor& actor, const MergeId& id, MergeVerdict verdict) {
        return problem_of([&] { decide.run(actor, {id, verdict}); });
    }
};

}  // namespace

TEST_CASE("only an officer over both people's units sees and decides a merge") {
    Pair pair;
    World& world = pair.world;
    const MergeId id = pair.proposal();
    for (const CastMember& member :
         {world.stranger, world.cg_secretary, world.ls_secretary, world.leader, world.cg01_secretary}) {
        CHECK(pair.list.run(world.actor(member)).empty());
        CHECK_FALSE(pair.try_as(world.actor(member), id, MergeVerdict::merged).empty());
    }
    world.found("ZZ", "邻县", OrgKind::county, "");
    CHECK(pair.try_as(world.actor(world.appoint("钱邻县", Role::county_officer, "ZZ")), id, MergeVerdict::merged) ==
          "not_allowed");
    const auto seen = pair.list.run(world.actor(world.officer));
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].keep.name == "张支书");
    CHECK(seen[0].merge.name == "陈支书");
    CHECK(pair.try_as(world.actor(world.officer), MergeId("nothing"), MergeVerdict::merged) == "merge_not_found");
}

TEST_CASE("merging moves roles and identities, and the old id points to the new") {
    Pair pair;
    World& world = pair.world;
    const MergeId id = pair.proposal();
    CHECK(pair.try_as(world.actor(world.officer), id, MergeVerdict::merged).empty());

    const Actor second = world.actor(pair.second);
    CHECK(second.person == pair.first.person);
    CHECK(second.roles.size() == 2);
    CHECK(world.actor(pair.first).roles.size() == 2);
    CHECK(world.database().read([&](ReadTransaction& tx) {
        return PersonStore(tx, world.seals()).current(*pair.second.person);
    }) == pair.first.person);
    CHECK(pair.list.run(Actor::system()).empty());

    CHECK(pair.try_as(world.actor(world.officer), id, MergeVerdict::merged).empty());
    CHECK(pair.try_as(world.actor(world.officer), id, MergeVerdict::refused) == "merge_decided");
    CHECK(verify_audit_chain(world.database(), world.digest()).ok);
}

TEST_CASE("after a merge the last log of either is the last log of both") {
    Pair pair;
    World& world = pair.world;
    const ActivityId id = new_id(world);
    SubmitActivity(world.database(), world.seals())
        .run(world.actor(pair.second), {id, content_at("QH-LS-01", day(2026, 11, 5)), ActivitySource::chat, {}});
    CHECK(pair.try_as(world.actor(world.officer), pair.proposal(), MergeVerdict::merged).empty());
    const auto last = ShowActivity(world.database(), world.seals()).last_of(world.actor(pair.first));
    REQUIRE(last);
    CHECK(last->id == id);
}

TEST_CASE("a refused merge leaves both, and the same pair is not proposed again") {
    Pair pair;
    World& world = pair.world;
    CHECK(pair.try_as(world.actor(world.officer), pair.proposal(), MergeVerdict::refused).empty());
    CHECK(world.actor(pair.second).person == pair.second.person);
    RememberUnionid remember(world.database(), world.seals(), world.random());
    remember.run({pair.second.identity, "union-2"});
    remember.run({pair.second.identity, "union-1"});
    CHECK(pair.list.run(Actor::system()).empty());
}

TEST_CASE("three people of one unionid become one in two steps") {
    Pair pair;
    World& world = pair.world;
    RememberUnionid(world.database(), world.seals(), world.random()).run({world.cg_secretary.identity, "union-1"});
    for (auto open = pair.list.run(Actor::system()); !open.empty(); open = pair.list.run(Actor::system())) {
        pair.decide.run(world.actor(world.officer), {open[0].proposal.id, MergeVerdict::merged});
    }
    const auto person = world.actor(world.cg_secretary).person;
    CHECK(world.actor(pair.first).person == person);
    CHECK(world.actor(pair.second).person == person);
    CHECK(world.actor(pair.first).roles.size() == 3);
}
