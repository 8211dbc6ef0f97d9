#include <catch2/catch.hpp>

#include "lib/app/create_invite.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

RoleGrantId grant_of(World& world, const CastMember& member) {
    return world.database().read([&](ReadTransaction& tx) {
        return load_user(tx, world.seals(), load_actor(tx, member.identity))->roles.at(0).grant;
    });
}

}  // namespace

TEST_CASE("a removed role ends with the next request") {
    World world;
    EndRole end(world.database(), world.digest());
    const RoleGrantId grant = grant_of(world, world.cg01_secretary);
    CHECK(may(world.actor(world.cg01_secretary), Verb::log_activity, world.cg01));
    end.run(world.actor(world.officer), {grant});
    CHECK_FALSE(may(world.actor(world.cg01_secretary), Verb::log_activity, world.cg01));
    end.run(world.actor(world.officer), {grant});
    CHECK(world.actor(world.cg01_secretary).person == world.cg01_secretary.person);
}

TEST_CASE("only an officer above ends a role") {
    World world;
    EndRole end(world.database(), world.digest());
    const RoleGrantId grant = grant_of(world, world.cg01_secretary);
    for (const CastMember& member :
         {world.stranger, world.cg_secretary, world.ls_secretary, world.leader, world.cg01_secretary}) {
        CHECK_FALSE(problem_of([&] { end.run(world.actor(member), {grant}); }).empty());
    }
    CHECK(problem_of([&] { end.run(Actor::system(), {RoleGrantId("nothing")}); }) == "role_not_found");
}

TEST_CASE("roles are listed to those who may see people, from their unit down") {
    World world;
    ListRoles list(world.database(), world.seals(), world.random());
    const auto names = [&](const CastMember& member, const std::string& org) {
        std::string all;
        for (const auto& line : list.run(world.actor(member), {org}).lines) all += line.holder.name + " ";
        return all;
    };
    CHECK(names(world.cg_secretary, "QH-CG") == "周联系 王城关 张支书 ");
    CHECK(names(world.cg01_secretary, "QH-CG-01") == "张支书 ");
    CHECK(list.run(world.actor(world.officer), {"QH"}).lines.size() == 6);
    CHECK(problem_of([&] { names(world.stranger, "QH"); }) == "not_bound");
    CHECK(problem_of([&] { names(world.cg01_secretary, "QH-CG"); }) == "not_allowed");
    CHECK(problem_of([&] { names(world.ls_secretary, "QH-CG"); }) == "not_allowed");
    CHECK(problem_of([&] { names(world.leader, "QH-CG"); }) == "not_allowed");
}

TEST_CASE("a role at a closed unit gives no right") {
    World world;
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg01, tx.now()); });
    CHECK(world.actor(world.cg01_secretary).roles.empty());
}

TEST_CASE("an identity that does not exist is not signed in") {
    World world;
    CHECK(problem_of([&] {
              world.database().read([](ReadTransaction& tx) { load_actor(tx, IdentityId("nobody")); });
          }) == "not_signed_in");
}

TEST_CASE("a unit is found by id and by code") {
    World world;
    CHECK(world.unit("QH-CG").id == world.cg.id);
    CHECK(world.unit(world.cg.id.str()).code == "QH-CG");
    for (const std::string wrong : {"QH-XX", "", "城关镇", "qh-cg", "QH-CG'--"}) {
        CHECK(problem_of([&] { world.unit(wrong); }) == "unit_not_found");
    }
}

TEST_CASE("a role that ended while the write waited for its turn does not write") {
    World world;
    const Actor as_loaded = world.actor(world.cg_secretary);
    EndRole(world.database(), world.digest()).run(world.actor(world.officer), {grant_of(world, world.cg_secretary)});
    CreateInvite create(world.database(), world.seals(), world.random());
    CreateInvite::Input input;
    input.org = "QH-CG-01";
    input.role = Role::branch_secretary;
    CHECK(problem_of([&] { create.run(as_loaded, input); }) == "not_bound");
}
