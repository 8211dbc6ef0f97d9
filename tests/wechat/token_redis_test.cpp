// The token shared by two processes over a real redis-server that comes and goes.
#include <catch2/catch.hpp>

#include "lib/platform/cache_redis.hpp"
#include "tests/support/redis_server.hpp"
#include "tests/wechat/upstream.hpp"

using namespace league;
using namespace league::wechat;
using namespace league::test;

namespace {

RedisConfig config_of(const RedisServer& server) {
    RedisConfig config;
    config.socket = server.socket();
    return config;
}

std::string token_of(Desk& desk) {
    const auto token = desk.tokens().get();
    REQUIRE(token);
    return token->reveal();
}

}  // namespace

TEST_CASE("two processes with one redis-server ask once, and only the failed token is replaced") {
    ManualClock clock(from_millis(1'700'000'000'000));
    RedisServer server;
    RedisCache first_cache(config_of(server));
    RedisCache second_cache(config_of(server));
    Upstream upstream;
    upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2"), token_answer("T3")});
    const auto account = account_in(PushMode::safe);
    Desk one(upstream, first_cache, clock, account);
    Desk two(upstream, second_cache, clock, account);

    CHECK(token_of(one) == "T1");
    CHECK(token_of(two) == "T1");
    one.tokens().drop(Secret("T1"));
    CHECK(token_of(one) == "T2");
    two.tokens().drop(Secret("T1"));
    CHECK(token_of(two) == "T2");
    CHECK(upstream.calls(kTokenPath).size() == 2);
    const auto stored = first_cache.get("wechat:token:" + account.appid);
    REQUIRE(stored);
    CHECK(stored->find("T2") == std::string::npos);
}

TEST_CASE("a redis-server that dies takes no token away and prevents no new one") {
    ManualClock clock(from_millis(1'700'000'000'000));
    RedisServer server;
    RedisCache cache(config_of(server));
    Upstream upstream;
    upstream.says(kTokenPath, {token_answer("T1")});
    Desk desk(upstream, cache, clock, account_in(PushMode::safe));

    CHECK(token_of(desk) == "T1");
    server.stop();
    CHECK(token_of(desk) == "T1");
    CHECK(upstream.calls(kTokenPath).size() == 1);
    desk.tokens().drop(Secret("T1"));
    CHECK(token_of(desk) == "T1");
    CHECK(upstream.calls(kTokenPath).size() == 2);
}
