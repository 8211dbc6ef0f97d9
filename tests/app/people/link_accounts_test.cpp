#include "lib/app/link_accounts.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Desk {
    World world;
    IssueLinkCode issue{world.database(), world.seals(), world.random()};
    RedeemLinkCode redeem{world.database(), world.seals(), world.random()};
    CastMember phone = world.newcomer("mp", "m-1");

    std::string code_of(const CastMember& member) { return issue.run(world.actor(member)).code; }
    std::string type(const CastMember& member, const std::string& code) {
        return problem_of([&] { redeem.run({member.identity, code}); });
    }
    static std::string wrong(const std::string& code) { return code == "000000" ? "000001" : "000000"; }
};

}  // namespace

TEST_CASE("a link code joins an identity of the other account to the person") {
    Desk desk;
    const std::string code = desk.code_of(desk.world.cg01_secretary);
    CHECK(code.size() == 6);
    const UserView user = desk.redeem.run({desk.phone.identity, " " + code.substr(0, 3) + " " + code.substr(3)});
    CHECK(user.id == desk.world.cg01_secretary.person);
    CHECK(user.roles.size() == 1);
    CHECK(desk.world.actor(desk.phone).person == desk.world.cg01_secretary.person);
    CHECK(desk.redeem.run({desk.phone.identity, code}).id == user.id);  // a repeat is answered alike
}

TEST_CASE("a link code works once, for ten minutes, and only the newest of a person") {
    Desk desk;
    const CastMember other = desk.world.newcomer("mp", "m-2");
    const std::string first = desk.code_of(desk.world.cg01_secretary);
    const std::string second = desk.code_of(desk.world.cg01_secretary);
    CHECK(desk.type(desk.phone, first) == "link_code_expired");
    CHECK(desk.type(desk.phone, second).empty());
    CHECK(desk.type(other, second) == "link_code_expired");

    const std::string late = desk.code_of(desk.world.ls01_secretary);
    desk.world.clock().advance(std::chrono::minutes(10));
    CHECK(desk.type(other, late) == "link_code_expired");
}

TEST_CASE("wrong codes are counted although they are refused") {
    Desk desk;
    const std::string code = desk.code_of(desk.world.cg01_secretary);
    for (int i = 0; i < 5; ++i) CHECK(desk.type(desk.phone, Desk::wrong(code)) == "link_code_unknown");
    CHECK(desk.type(desk.phone, code) == "link_attempts_used_up");
    desk.world.reopen();
    RedeemLinkCode after_restart(desk.world.database(), desk.world.seals(), desk.world.random());
    CHECK(problem_of([&] { after_restart.run({desk.phone.identity, code}); }) == "link_attempts_used_up");

    desk.world.clock().advance(std::chrono::minutes(10));
    IssueLinkCode issue(desk.world.database(), desk.world.seals(), desk.world.random());
    const std::string fresh = issue.run(desk.world.actor(desk.world.cg01_secretary)).code;
    CHECK(after_restart.run({desk.phone.identity, fresh}).id == desk.world.cg01_secretary.person);
}

TEST_CASE("ten guesses at once are five attempts") {
    Desk desk;
    const std::string code = desk.code_of(desk.world.cg01_secretary);
    std::atomic<int> looked_up = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&] { looked_up += desk.type(desk.phone, Desk::wrong(code)) == "link_code_unknown"; });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(looked_up == 5);
}

TEST_CASE("who is somebody already cannot become somebody else by a code") {
    Desk desk;
    CHECK(problem_of([&] { desk.code_of(desk.world.stranger); }) == "not_bound");
    const std::string code = desk.code_of(desk.world.cg01_secretary);
    CHECK(desk.type(desk.world.ls01_secretary, code) == "identity_bound_to_another");
    CHECK(desk.type(desk.world.stranger, code) == "account_linked_already");  // the person has an identity in "oa"
    CHECK(desk.type(desk.phone, code).empty());                               // and the code is still good
}
