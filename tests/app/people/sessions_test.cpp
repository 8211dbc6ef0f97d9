#include "lib/app/sessions.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "lib/app/rate_limits.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a session is found by its token and by nothing else") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    const IdentityId identity = world.stranger.identity;
    const Sessions::Opened opened = sessions.create(identity);
    CHECK(opened.expires_at == world.clock().now() + std::chrono::days(30));
    CHECK(sessions.find(opened.token) == identity);
    CHECK_FALSE(sessions.find(""));
    CHECK_FALSE(sessions.find(opened.token + "x"));
    CHECK_FALSE(sessions.find(std::string(43, 'A')));
    CHECK_FALSE(sessions.find("session:" + world.digest().sha256(opened.token)));
}

TEST_CASE("the cache never holds a token") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    const Sessions::Opened opened = sessions.create(world.stranger.identity);
    CHECK_FALSE(world.cache().get("session:" + opened.token));
    const auto held = world.cache().get("session:" + world.digest().sha256(opened.token));
    REQUIRE(held);
    CHECK(held->find(opened.token) == std::string::npos);
}

TEST_CASE("an ended session is not found, and the others of the identity stay") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    const auto first = sessions.create(world.stranger.identity);
    const auto second = sessions.create(world.stranger.identity);
    sessions.end(first.token);
    sessions.end("nonsense");
    CHECK_FALSE(sessions.find(first.token));
    CHECK(sessions.find(second.token) == world.stranger.identity);
}

TEST_CASE("signing out everywhere ends the sessions of those identities alone, also after months of use") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    const auto phone = sessions.create(world.officer.identity);
    const auto desk = sessions.create(world.officer.identity);
    const auto other = sessions.create(world.leader.identity);
    for (int i = 0; i < 100; ++i) {
        world.clock().advance(std::chrono::days(1));
        CHECK(sessions.find(phone.token) == world.officer.identity);
    }
    sessions.end_all({world.officer.identity});
    CHECK_FALSE(sessions.find(phone.token));
    CHECK_FALSE(sessions.find(desk.token));
    CHECK(sessions.find(other.token) == world.leader.identity);
}

TEST_CASE("a session that begins while its owner signs out everywhere can still be signed out everywhere") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    std::vector<std::string> tokens;
    std::atomic<bool> done{false};
    {
        std::jthread ending([&] {
            while (!done) sessions.end_all({world.officer.identity});
        });
        for (int i = 0; i < 500; ++i) tokens.push_back(sessions.create(world.officer.identity).token);
        done = true;
    }
    sessions.end_all({world.officer.identity});
    for (const std::string& token : tokens) CHECK_FALSE(sessions.find(token));
}

TEST_CASE("an identity has so many sessions and no more, and a new one ends the one unused longest") {
    World world;
    SessionOptions options;
    options.most = 20;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock(), options);
    const IdentityId who = world.officer.identity;
    const auto oldest = sessions.create(who);
    world.clock().advance(std::chrono::days(1));
    std::vector<std::string> tokens;
    for (int i = 0; i < 19; ++i) tokens.push_back(sessions.create(who).token);
    CHECK(sessions.find(oldest.token) == who);  // and is in use again
    world.clock().advance(std::chrono::days(1));
    for (const std::string& token : tokens) CHECK(sessions.find(token) == who);
    const auto newest = sessions.create(who);
    CHECK_FALSE(sessions.find(oldest.token));
    CHECK(sessions.find(newest.token) == who);
    // One that was signed out makes room by itself.
    sessions.end(tokens[0]);
    sessions.create(who);
    for (std::size_t i = 1; i < tokens.size(); ++i) CHECK(sessions.find(tokens[i]) == who);
    CHECK(world.cache().members_of("sessions-of:" + who.str()).size() == 20);
}

TEST_CASE("without the cache a session is neither found nor lost") {
    World world;
    Sessions sessions(world.cache(), world.digest(), world.random(), world.clock());
    const auto opened = sessions.create(world.stranger.identity);
    world.stop_cache();
    CHECK(problem_of([&] { sessions.find(opened.token); }) == "cache_down");
    world.start_cache();
    CHECK_FALSE(sessions.find(opened.token));  // emptied: the phone signs in again
}

TEST_CASE("calls over the limit are refused until the minute is over, for that identity alone") {
    World world;
    RateLimitOptions options;
    options.calls_per_minute = 3;
    RateLimits limits(world.cache(), world.clock(), options);
    for (int i = 0; i < 3; ++i) limits.check_call(world.officer.identity);
    world.clock().advance(std::chrono::seconds(20));
    try {
        limits.check_call(world.officer.identity);
        FAIL("the fourth call was let through");
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::too_many);
        CHECK(problem.values().at("seconds") == "40");
    }
    limits.check_call(world.leader.identity);
    world.clock().advance(std::chrono::seconds(40));
    limits.check_call(world.officer.identity);
}

TEST_CASE("two processes that share the calls of one person let at most a tenth more through than one") {
    World world;
    RateLimitOptions options;
    options.calls_per_minute = 100;
    RateLimits here(world.cache(), world.clock(), options);
    RateLimits there(world.cache(), world.clock(), options);
    const auto let_through = [&](std::initializer_list<RateLimits*> processes) {
        int calls = 0;
        for (int i = 0; i < 300; ++i) {
            for (RateLimits* process : processes) {
                if (problem_of([&] { process->check_call(world.officer.identity); }).empty()) ++calls;
            }
        }
        return calls;
    };
    CHECK(let_through({&here}) == 100);
    CHECK(let_through({&there}) < 10);
    world.clock().advance(std::chrono::minutes(1));
    const int of_both = let_through({&here, &there});
    CHECK(of_both >= 100);
    CHECK(of_both <= 110);
}

TEST_CASE("sign-ins and invite attempts are limited by address, callbacks are not") {
    World world;
    RateLimitOptions options;
    options.sign_ins_per_minute = 1;
    options.invite_attempts_per_address = 1;
    RateLimits limits(world.cache(), world.clock(), options);
    limits.check_sign_in("10.0.0.1");
    limits.check_sign_in("10.0.0.2");
    CHECK(problem_of([&] { limits.check_sign_in("10.0.0.1"); }) == "too_many");
    limits.check_invite(world.officer.identity, "10.0.0.1");
    CHECK(problem_of([&] { limits.check_invite(world.leader.identity, "10.0.0.1"); }) == "too_many");
    limits.check_invite(world.leader.identity, "");
    limits.check_invite(world.leader.identity, "");
}
