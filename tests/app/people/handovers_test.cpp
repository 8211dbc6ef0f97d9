#include <catch2/catch.hpp>

#include "lib/app/bind_by_invite.hpp"
#include "lib/app/handover.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Desk {
    World world;
    RateLimits limits{world.cache(), world.clock(), {}};
    CreateHandover create{world.database(), world.seals(), world.random()};
    ListHandovers list{world.database(), world.seals()};
    CancelHandover cancel{world.database(), world.seals()};
    BindByInvite bind{world.database(), world.seals(), world.random(), limits};

    RoleGrantId grant_of(const CastMember& member) {
        return world.database().read([&](ReadTransaction& tx) {
            return load_user(tx, world.seals(), load_actor(tx, member.identity))->roles.at(0).grant;
        });
    }
    CreateHandover::Output hand_over(const CastMember& giver) {
        return create.run(world.actor(giver), {grant_of(giver), "孙接任", std::nullopt, 14});
    }
    std::string use(const CastMember& member, const std::string& code) {
        return problem_of([&] { bind.run({member.identity, code, "10.0.0.1"}); });
    }
    std::string refused(const CastMember& giver, const RoleGrantId& grant) {
        return problem_of([&] { create.run(world.actor(giver), {grant, std::nullopt, std::nullopt, 14}); });
    }
};

}  // namespace

TEST_CASE("a handover gives the successor the role and ends the giver's, in one step") {
    Desk desk;
    World& world = desk.world;
    const RoleGrantId given = desk.grant_of(world.cg01_secretary);
    const auto made = desk.hand_over(world.cg01_secretary);
    CHECK(made.role == Role::branch_secretary);
    CHECK(made.unit.code == "QH-CG-01");
    CHECK(made.expires_at == world.clock().now() + std::chrono::days(14));
    CHECK(may(world.actor(world.cg01_secretary), Verb::log_activity, world.cg01));

    const auto bound = desk.bind.run({world.stranger.identity, made.code, "10.0.0.1"});
    CHECK(bound.user.name == "孙接任");
    CHECK(may(world.actor(world.stranger), Verb::log_activity, world.cg01));
    CHECK_FALSE(may(world.actor(world.cg01_secretary), Verb::log_activity, world.cg01));
    CHECK(world.actor(world.cg01_secretary).roles.empty());

    const auto audited = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("role_grant", given.str()); });
    REQUIRE_FALSE(audited.empty());
    CHECK(audited.back().verb == "hand_over_role");
    CHECK(audited.back().person == bound.user.id);
    CHECK(verify_audit_chain(world.database(), world.digest()).ok);
    CHECK(verify_roles(world.database()).ok);

    // The answer may have been lost: the same person asks again. Nobody else can.
    CHECK(desk.bind.run({world.stranger.identity, made.code, "10.0.0.1"}).repeated);
    CHECK(desk.use(world.ls01_secretary, made.code) == "invite_used");
}

TEST_CASE("a township secretary hands over too, to somebody who holds a role already") {
    Desk desk;
    World& world = desk.world;
    const auto made = desk.hand_over(world.cg_secretary);
    CHECK(desk.use(world.cg01_secretary, made.code).empty());
    CHECK(world.actor(world.cg01_secretary).roles.size() == 2);
    CHECK(may(world.actor(world.cg01_secretary), Verb::review_activity, world.cg));
    CHECK(world.actor(world.cg_secretary).roles.empty());
}

TEST_CASE("who holds that very role at that unit already takes it over alone") {
    Desk desk;
    World& world = desk.world;
    const CastMember deputy = world.appoint("钱副书记", Role::branch_secretary, "QH-CG-01");
    const auto made = desk.hand_over(world.cg01_secretary);
    CHECK(desk.use(deputy, made.code).empty());
    CHECK(world.actor(deputy).roles.size() == 1);
    CHECK(world.actor(world.cg01_secretary).roles.empty());
}

TEST_CASE("only the holder hands a role over, and only a secretary's") {
    Desk desk;
    World& world = desk.world;
    const RoleGrantId grant = desk.grant_of(world.cg01_secretary);
    CHECK(desk.refused(world.stranger, grant) == "not_bound");
    for (const CastMember* other : {&world.ls01_secretary, &world.cg_secretary, &world.officer, &world.leader}) {
        CHECK(desk.refused(*other, grant) == "not_allowed");
    }
    CHECK(desk.refused(world.officer, RoleGrantId("nothing")) == "role_not_found");
    CHECK(desk.refused(world.officer, desk.grant_of(world.officer)) == "role_id:people.role_not_handed_over");
    CHECK(desk.refused(world.leader, desk.grant_of(world.leader)) == "role_id:people.role_not_handed_over");
    CHECK(problem_of([&] {
              desk.create.run(world.actor(world.cg01_secretary), {grant, "a\nb", "phone", 14});
          }) == "name:people.name_malformed phone:people.phone_malformed");
    EndRole(world.database(), world.digest()).run(Actor::system(), {grant});
    CHECK(desk.refused(world.cg01_secretary, grant) == "role_ended");
}

TEST_CASE("nobody takes over from himself") {
    Desk desk;
    World& world = desk.world;
    const auto made = desk.hand_over(world.cg01_secretary);
    CHECK(desk.use(world.cg01_secretary, made.code) == "handover_own");
    CHECK(may(world.actor(world.cg01_secretary), Verb::log_activity, world.cg01));
    CHECK(desk.use(world.stranger, made.code).empty());
}

TEST_CASE("a newer handover makes the earlier code useless") {
    Desk desk;
    World& world = desk.world;
    const auto earlier = desk.hand_over(world.cg01_secretary);
    const auto newer = desk.hand_over(world.cg01_secretary);
    CHECK(desk.use(world.stranger, earlier.code) == "handover_void");
    const auto open = desk.list.run(world.actor(world.cg01_secretary));
    REQUIRE(open.size() == 1);
    CHECK(open[0].id == newer.id);
    CHECK(desk.use(world.stranger, newer.code).empty());
}

TEST_CASE("a handover of a role that ended meanwhile gives nothing to anybody") {
    Desk desk;
    World& world = desk.world;
    const auto made = desk.hand_over(world.cg01_secretary);
    EndRole(world.database(), world.digest()).run(Actor::system(), {desk.grant_of(world.cg01_secretary)});
    CHECK(desk.use(world.stranger, made.code) == "handover_void");
    CHECK_FALSE(world.actor(world.stranger).person);
    CHECK(desk.list.run(world.actor(world.cg01_secretary)).empty());
}

TEST_CASE("a handover can be taken back by its giver until it is used") {
    Desk desk;
    World& world = desk.world;
    const auto made = desk.hand_over(world.cg01_secretary);
    const auto refused = [&](const CastMember& who) {
        return problem_of([&] { desk.cancel.run(world.actor(who), made.id); });
    };
    CHECK(refused(world.stranger) == "not_bound");
    CHECK(refused(world.cg_secretary) == "handover_not_found");
    CHECK(refused(world.cg01_secretary).empty());
    CHECK(refused(world.cg01_secretary).empty());
    CHECK(desk.list.run(world.actor(world.cg01_secretary)).empty());
    CHECK(desk.use(world.stranger, made.code) == "handover_void");

    const auto second = desk.hand_over(world.cg01_secretary);
    CHECK(desk.use(world.stranger, second.code).empty());
    CHECK(problem_of([&] { desk.cancel.run(world.actor(world.cg01_secretary), second.id); }) == "handover_done");
    CHECK(problem_of([&] { desk.cancel.run(world.actor(world.officer), InviteId("nothing")); }) ==
          "handover_not_found");
}

TEST_CASE("open handovers are listed to their giver alone, without those that expired") {
    Desk desk;
    World& world = desk.world;
    desk.hand_over(world.cg01_secretary);
    CHECK(desk.list.run(world.actor(world.cg01_secretary)).at(0).unit.code == "QH-CG-01");
    CHECK(desk.list.run(world.actor(world.cg_secretary)).empty());
    CHECK(desk.list.run(world.actor(world.stranger)).empty());
    world.clock().advance(std::chrono::days(14));
    CHECK(desk.list.run(world.actor(world.cg01_secretary)).empty());
}
