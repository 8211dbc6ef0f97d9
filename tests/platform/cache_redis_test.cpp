#include "lib/platform/cache_redis.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/redis_server.hpp"

using namespace league;
using namespace std::chrono_literals;

namespace {

RedisConfig config_for(const test::RedisServer& server) {
    RedisConfig config;
    config.socket = server.socket();
    config.prefix = "test:";
    config.retry_pause = 0ms;
    return config;
}

using Steady = std::chrono::steady_clock;

}  // namespace

TEST_CASE("a value is there until it is erased, and the prefix keeps installations apart") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    CHECK_FALSE(cache.get("a"));
    const std::string binary("x\0\r\n\xFF", 5);
    cache.set("a", binary, 60s);
    CHECK(cache.get("a") == binary);
    CHECK(cache.get_and_touch("a", 60s) == binary);

    auto other = config_for(server);
    other.prefix = "other:";
    CHECK_FALSE(RedisCache(other).get("a"));

    CHECK(cache.erase("a"));
    CHECK_FALSE(cache.erase("a"));
    CHECK_FALSE(cache.get("a"));
    CHECK_FALSE(cache.get_and_touch("a", 60s));
}

TEST_CASE("a value is gone after its time") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    cache.set("short", "1", 1ms);
    cache.set("touched", "1", 1ms);
    const auto patience = Steady::now() + 5s;
    while (cache.get("short") && Steady::now() < patience) std::this_thread::yield();
    CHECK_FALSE(cache.get("short"));

    cache.set("kept", "1", 60s);
    CHECK(cache.get_and_touch("kept", 1ms));
    while (cache.get("kept") && Steady::now() < patience) std::this_thread::yield();
    CHECK_FALSE(cache.get("kept"));
}

TEST_CASE("of many that claim one key exactly one gets it") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    std::atomic<int> winners{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] { winners += cache.set_if_absent("claim", "x", 60s) ? 1 : 0; });
    }
    for (auto& thread : threads) thread.join();
    CHECK(winners == 1);
}

TEST_CASE("compare-and-set changes only what it expected") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    CHECK_FALSE(cache.compare_and_set("token", "old", "new", 60s));
    cache.set("token", "old", 60s);
    CHECK_FALSE(cache.compare_and_set("token", "other", "new", 60s));
    CHECK(cache.get("token") == "old");
    CHECK(cache.compare_and_set("token", "old", "new", 60s));
    CHECK(cache.get("token") == "new");

    CHECK_FALSE(cache.compare_and_erase("token", "old"));
    CHECK(cache.compare_and_erase("token", "new"));
    CHECK_FALSE(cache.get("token"));
}

TEST_CASE("a counter counts each addition once and ends by itself") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) cache.increase("count", 2, 60s);
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(cache.increase("count", 1, 60s) == 801);

    const auto patience = Steady::now() + 5s;
    while (cache.increase("brief", 3, 1ms) != 3 && Steady::now() < patience) std::this_thread::yield();
    while (cache.get("brief") && Steady::now() < patience) std::this_thread::yield();
    CHECK_FALSE(cache.get("brief"));
}

TEST_CASE("a set holds each member once") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    CHECK(cache.members_of("s").empty());
    cache.add_to_set("s", "b", 60s);
    cache.add_to_set("s", "a", 60s);
    cache.add_to_set("s", "b", 60s);
    auto members = cache.members_of("s");
    std::sort(members.begin(), members.end());
    CHECK(members == std::vector<std::string>{"a", "b"});
    cache.remove_from_set("s", "a");
    cache.remove_from_set("s", "never there");
    CHECK(cache.members_of("s") == std::vector<std::string>{"b"});
}

TEST_CASE("a cache without its server throws CacheDown and works again when the server is back") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    cache.set("a", "1", 60s);
    CHECK(cache.stats().open == 1);

    server.stop();
    CHECK_THROWS_AS(cache.get("a"), CacheDown);
    CHECK_THROWS_AS(cache.ping(), CacheDown);

    server.start();
    CHECK_NOTHROW(cache.ping());
    CHECK_FALSE(cache.get("a"));
    const auto stats = cache.stats();
    CHECK(stats.failures == 2);
    CHECK(stats.connects == 2);
    CHECK(stats.open == 1);
}

TEST_CASE("a server that restarts between two calls costs no call") {
    test::RedisServer server;
    RedisCache cache(config_for(server));
    cache.ping();
    server.stop();
    server.start();
    CHECK_NOTHROW(cache.ping());
    CHECK(cache.stats().failures == 0);
}

TEST_CASE("a server that hangs costs one time limit, then calls fail at once for a while") {
    test::RedisServer server;
    auto config = config_for(server);
    config.command_timeout = 50ms;
    config.retry_pause = 60s;
    RedisCache cache(config);
    cache.ping();
    server.pause();
    const auto start = Steady::now();
    CHECK_THROWS_AS(cache.ping(), CacheDown);
    const auto first = Steady::now() - start;
    CHECK(first >= 45ms);
    for (int i = 0; i < 100; ++i) CHECK_THROWS_AS(cache.ping(), CacheDown);
    CHECK(Steady::now() - start < first + 5s);
    server.resume();
}

TEST_CASE("more callers than connections wait for their turn") {
    test::RedisServer server;
    auto config = config_for(server);
    config.connections = 2;
    config.command_timeout = 10s;
    RedisCache cache(config);
    std::vector<std::thread> threads;
    std::atomic<int> done{0};
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 20; ++n) cache.ping();
            ++done;
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(done == 16);
    CHECK(cache.stats().open <= 2);
}
