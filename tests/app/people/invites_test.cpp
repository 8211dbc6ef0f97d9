#include <catch2/catch.hpp>
#include <thread>

#include "lib/app/bind_by_invite.hpp"
#include "lib/app/create_invite.hpp"
#include "lib/app/meet_identity.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Desk {
    World world;
    RateLimitOptions options;
    RateLimits limits{world.cache(), world.clock(), options};
    CreateInvite create{world.database(), world.seals(), world.random()};
    BindByInvite bind{world.database(), world.seals(), world.random(), limits};

    std::string invite(const std::string& org, Role role, std::optional<std::string> name = "孙新任",
                       std::optional<std::string> phone = std::nullopt) {
        return create.run(Actor::system(), {org, role, std::move(name), std::move(phone), 30}).code;
    }
    BindByInvite::Output use(const CastMember& member, const std::string& code) {
        return bind.run({member.identity, code, "10.0.0.1"});
    }
};

}  // namespace

TEST_CASE("only those above a unit invite into it") {
    Desk desk;
    World& world = desk.world;
    const auto try_invite = [&](const Actor& actor, const std::string& org, Role role) {
        return problem_of([&] { desk.create.run(actor, {org, role, std::nullopt, std::nullopt, 30}); });
    };
    CHECK(try_invite(world.actor(world.stranger), "QH-CG-01", Role::branch_secretary) == "not_bound");
    CHECK(try_invite(world.actor(world.cg01_secretary), "QH-CG-01", Role::branch_secretary) == "not_allowed");
    CHECK(try_invite(world.actor(world.leader), "QH-CG-01", Role::branch_secretary) == "not_allowed");
    CHECK(try_invite(world.actor(world.ls_secretary), "QH-CG-01", Role::branch_secretary) == "not_allowed");
    CHECK(try_invite(world.actor(world.cg_secretary), "QH-CG-01", Role::branch_secretary).empty());
    CHECK(try_invite(world.actor(world.cg_secretary), "QH-CG", Role::township_secretary) == "not_allowed");
    CHECK(try_invite(world.actor(world.officer), "QH-CG", Role::township_secretary).empty());
    CHECK(try_invite(world.actor(world.officer), "QH", Role::county_officer).empty());
    CHECK(try_invite(world.actor(world.officer), world.cg.id.str(), Role::county_leader).empty());
}

TEST_CASE("an invite names every field that is wrong") {
    Desk desk;
    CHECK(problem_of([&] {
              desk.create.run(Actor::system(), {"QH-CG", Role::branch_secretary, "a\nb", "phone", 0});
          }) ==
          "name:people.name_malformed phone:people.phone_malformed role:people.role_does_not_fit days:out_of_range");
    CHECK(problem_of([&] { desk.invite("QH-XX", Role::branch_secretary); }) == "unit_not_found");
}

TEST_CASE("an invite makes a person with a role out of a stranger, however it is typed") {
    Desk desk;
    World& world = desk.world;
    std::string code = desk.invite("QH-CG-02", Role::branch_secretary, "孙新任", "138 0000 1234");
    REQUIRE(code.size() == 9);
    for (char& c : code) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    code = " " + code.substr(0, 4) + "　— " + code.substr(5) + "\t";

    const auto bound = desk.use(world.stranger, code);
    CHECK(bound.user.name == "孙新任");
    CHECK(bound.role == Role::branch_secretary);
    CHECK(bound.unit.code == "QH-CG-02");
    CHECK_FALSE(bound.repeated);
    REQUIRE(bound.user.roles.size() == 1);
    CHECK(bound.user.roles[0].org == world.cg02.id);
    const Actor actor = world.actor(world.stranger);
    CHECK(actor.person == bound.user.id);
    CHECK(may(actor, Verb::log_activity, world.cg02));
    CHECK_FALSE(may(actor, Verb::log_activity, world.cg01));
    const auto phone = world.database().read(
        [&](ReadTransaction& tx) { return PersonStore(tx, world.seals()).find(bound.user.id)->phone; });
    CHECK(phone == "13800001234");
}

TEST_CASE("an invite is used once") {
    Desk desk;
    const std::string code = desk.invite("QH-CG-02", Role::branch_secretary);
    const auto first = desk.use(desk.world.stranger, code);
    const auto again = desk.use(desk.world.stranger, code);
    CHECK(again.repeated);
    CHECK(again.user.id == first.user.id);
    CHECK(again.user.roles.size() == 1);
    CHECK(problem_of([&] { desk.use(desk.world.newcomer("oa", "o-2"), code); }) == "invite_used");
    CHECK(problem_of([&] { desk.use(desk.world.officer, code); }) == "invite_used");
}

TEST_CASE("of ten who use an invite at once one is bound") {
    Desk desk;
    const std::string code = desk.invite("QH-CG-02", Role::branch_secretary);
    std::vector<CastMember> guests;
    for (int i = 0; i < 10; ++i) guests.push_back(desk.world.newcomer("oa", "o-" + std::to_string(i)));
    std::atomic<int> bound = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (const CastMember& guest : guests) {
        threads.emplace_back([&] { ++(problem_of([&] { desk.use(guest, code); }).empty() ? bound : refused); });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(bound == 1);
    CHECK(refused == 9);
}

TEST_CASE("an invite that is unknown, too old or for a closed unit binds nobody") {
    Desk desk;
    World& world = desk.world;
    for (const std::string typed : {"ABCD-2345", "", "ABCD", "张三", "0000-0000", "ABCD-23456", "\xff\xfe"}) {
        CHECK(problem_of([&] { desk.use(world.stranger, typed); }) == "invite_unknown");
    }
    const std::string code = desk.invite("QH-CG-02", Role::branch_secretary);
    const std::string other = desk.invite("QH-LS-02", Role::branch_secretary);
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.ls02, tx.now()); });
    CHECK(problem_of([&] { desk.use(world.stranger, other); }) == "unit_closed");
    CHECK(problem_of([&] { desk.invite("QH-LS-02", Role::branch_secretary); }) == "unit_closed");
    world.clock().advance(std::chrono::days(30));
    CHECK(problem_of([&] { desk.use(world.stranger, code); }) == "invite_expired");
    CHECK_FALSE(world.actor(world.stranger).person);
}

TEST_CASE("an invite of somebody whose role has ended, or whose branch went to another township, binds nobody") {
    Desk desk;
    World& world = desk.world;
    const auto code_of = [&](const CastMember& who, const std::string& org, Role role) {
        return desk.create.run(world.actor(who), {org, role, std::nullopt, std::nullopt, 30}).code;
    };
    const std::string branch = code_of(world.cg_secretary, "QH-CG-02", Role::branch_secretary);
    const std::string county = code_of(world.officer, "QH", Role::county_officer);
    const std::string kept = code_of(world.ls_secretary, "QH-LS-02", Role::branch_secretary);
    const auto end_role_of = [&](const CastMember& who) {
        world.database().write([&](Transaction& tx) {
            for (const HeldRole& held : RoleStore(tx).list_for_person(*who.person)) RoleWriter(tx).end(held.id);
        });
    };
    end_role_of(world.cg_secretary);
    end_role_of(world.officer);
    CHECK(problem_of([&] { desk.use(world.cg_secretary, branch); }) == "invite_void");
    CHECK(problem_of([&] { desk.use(world.officer, county); }) == "invite_void");
    CHECK(world.actor(world.officer).roles.empty());
    CHECK(problem_of([&] { desk.use(world.stranger, kept); }).empty());
}

TEST_CASE("who is bound already gets the role in addition, and stays the same person") {
    Desk desk;
    World& world = desk.world;
    const auto bound =
        desk.use(world.cg01_secretary, desk.invite("QH-CG-02", Role::branch_secretary, "另一名", "13900001111"));
    CHECK(bound.user.id == world.cg01_secretary.person);
    CHECK(bound.user.name == "张支书");
    CHECK(bound.user.roles.size() == 2);
}

TEST_CASE("binding in one account binds the other identity of the same unionid") {
    Desk desk;
    World& world = desk.world;
    const CastMember in_mp = world.newcomer("mp", "m-1");
    RememberUnionid remember(world.database(), world.seals(), world.random());
    remember.run({world.stranger.identity, "union-1"});
    remember.run({in_mp.identity, "union-1"});
    const auto bound = desk.use(world.stranger, desk.invite("QH-CG-02", Role::branch_secretary));
    CHECK(world.actor(in_mp).person == bound.user.id);
}

TEST_CASE("guessing invites ends after some attempts") {
    Desk desk;
    for (int i = 0; i < desk.options.invite_attempts_per_hour; ++i) {
        CHECK(problem_of([&] { desk.use(desk.world.stranger, "ABCD-2345"); }) == "invite_unknown");
    }
    const std::string code = desk.invite("QH-CG-02", Role::branch_secretary);
    CHECK(problem_of([&] { desk.use(desk.world.stranger, code); }) == "too_many");
    desk.world.clock().advance(std::chrono::hours(1));
    CHECK(desk.use(desk.world.stranger, code).user.name == "孙新任");
}

TEST_CASE("the records of a binding hold neither code nor name in clear") {
    Desk desk;
    const std::string code = desk.invite("QH-CG-02", Role::branch_secretary, "独特姓名", "13800005678");
    desk.use(desk.world.stranger, code);
    const std::string copy = desk.world.folder().file("copy.db");
    desk.world.database().backup_to(copy);
    std::FILE* file = std::fopen(copy.c_str(), "rb");
    REQUIRE(file != nullptr);
    std::string bytes;
    char buffer[65536];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) bytes.append(buffer, got);
    std::fclose(file);
    REQUIRE(bytes.find("QH-CG-02") != std::string::npos);
    for (const std::string& secret : {code, code.substr(0, 4) + code.substr(5), std::string("独特姓名"),
                                      std::string("13800005678"), std::string("o-stranger")}) {
        CHECK(bytes.find(secret) == std::string::npos);
    }
}
