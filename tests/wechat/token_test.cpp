#include "lib/wechat/token.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "tests/wechat/upstream.hpp"

using namespace league;
using namespace league::wechat;
using namespace league::test;

namespace {

struct Place {
    ManualClock clock{from_millis(1'700'000'000'000)};
    MemoryCache cache{clock};
    Upstream upstream;
    WechatAccount account = account_in(PushMode::safe);

    std::unique_ptr<Desk> desk(TokenOptions options = {}) {
        return std::make_unique<Desk>(upstream, cache, clock, account, options);
    }
    std::size_t asked() const { return upstream.calls(kTokenPath).size(); }
};

std::string token_of(Desk& desk) {
    const auto token = desk.tokens().get();
    REQUIRE(token);
    return token->reveal();
}

}  // namespace

TEST_CASE("a token is asked for once by stable_token and kept until its margin") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2")});
    const auto desk = place.desk();
    CHECK(token_of(*desk) == "T1");
    CHECK(token_of(*desk) == "T1");
    REQUIRE(place.asked() == 1);
    const auto tree = read_tree(place.upstream.calls(kTokenPath)[0].body);
    REQUIRE(tree);
    CHECK(tree->text_of("grant_type") == "client_credential");
    CHECK(tree->text_of("appid") == place.account.appid);
    CHECK(tree->text_of("secret") == "the-secret");
    CHECK(tree->find("force_refresh") == nullptr);
    CHECK(place.upstream.calls(kTokenPath)[0].query.empty());

    place.clock.advance(std::chrono::seconds(7200 - 300 - 1));
    CHECK(token_of(*desk) == "T1");
    place.clock.advance(std::chrono::seconds(2));
    CHECK(token_of(*desk) == "T2");
    CHECK(place.asked() == 2);
}

TEST_CASE("two processes share one token, and it lies nowhere in the clear") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("TOKEN-1"), token_answer("TOKEN-2")});
    const auto one = place.desk();
    const auto two = place.desk();
    CHECK(token_of(*one) == "TOKEN-1");
    CHECK(token_of(*two) == "TOKEN-1");
    CHECK(place.asked() == 1);
    const auto stored = place.cache.get("wechat:token:" + place.account.appid);
    REQUIRE(stored);
    CHECK(stored->find("TOKEN-1") == std::string::npos);
    // Nothing is left locked.
    CHECK_FALSE(place.cache.get("wechat:token-lock:" + place.account.appid));
}

TEST_CASE("many threads of two processes ask once") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2")});
    const auto one = place.desk();
    const auto two = place.desk();
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const auto token = (i % 2 == 0 ? one : two)->tokens().get();
            if (!token || token->reveal() != "T1") ++wrong;
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK(place.asked() == 1);
}

TEST_CASE("a token with less than the margin left is asked for again at most once a minute") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1", 300)});
    const auto desk = place.desk();
    for (int i = 0; i < 5; ++i) CHECK(token_of(*desk) == "T1");
    CHECK(place.asked() == 1);
    place.clock.advance(std::chrono::seconds(59));
    token_of(*desk);
    CHECK(place.asked() == 1);
    place.clock.advance(std::chrono::seconds(2));
    token_of(*desk);
    CHECK(place.asked() == 2);
}

TEST_CASE("only the token that failed is dropped") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2"), token_answer("T3")});
    const auto one = place.desk();
    const auto two = place.desk();
    CHECK(token_of(*one) == "T1");
    CHECK(token_of(*two) == "T1");
    one->tokens().drop(Secret("T1"));
    CHECK(token_of(*one) == "T2");
    // The second process learns late that T1 is dead: T2 must survive that.
    two->tokens().drop(Secret("T1"));
    CHECK(token_of(*two) == "T2");
    CHECK(token_of(*one) == "T2");
    CHECK(place.asked() == 2);
}

TEST_CASE("without the cache each process asks for itself and remembers") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1")});
    place.cache.set_down(true);
    const auto one = place.desk();
    const auto two = place.desk();
    CHECK(token_of(*one) == "T1");
    CHECK(token_of(*one) == "T1");
    CHECK(token_of(*two) == "T1");
    CHECK(place.asked() == 2);
    one->tokens().drop(Secret("T1"));
    CHECK(token_of(*one) == "T1");
    CHECK(place.asked() == 3);
    // Back again, it is shared without a restart.
    place.cache.set_down(false);
    CHECK(token_of(*one) == "T1");
    CHECK(token_of(*two) == "T1");
    CHECK(place.asked() == 4);
}

TEST_CASE("a cache that goes down while a token is known changes nothing") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2")});
    const auto desk = place.desk();
    CHECK(token_of(*desk) == "T1");
    place.cache.set_down(true);
    CHECK(token_of(*desk) == "T1");
    CHECK(place.asked() == 1);
}

TEST_CASE("a damaged value in the cache is replaced") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1")});
    place.cache.set("wechat:token:" + place.account.appid, "v1.test.bm9uc2Vuc2U=", std::chrono::hours(1));
    const auto one = place.desk();
    const auto two = place.desk();
    CHECK(token_of(*one) == "T1");
    CHECK(token_of(*two) == "T1");
    CHECK(place.asked() == 1);
}

TEST_CASE("a lock whose holder died delays a token but does not prevent it") {
    Place place;
    place.upstream.says(kTokenPath, {token_answer("T1")});
    place.cache.set("wechat:token-lock:" + place.account.appid, "somebody", std::chrono::hours(1));
    TokenOptions options;
    options.lock_wait = std::chrono::milliseconds(1);
    const auto desk = place.desk(options);
    CHECK(token_of(*desk) == "T1");
    CHECK(place.cache.get("wechat:token-lock:" + place.account.appid) == "somebody");
}

TEST_CASE("a refusal of the address or secret is not asked for again within a minute") {
    Place place;
    place.upstream.says(
        kTokenPath,
        {json(
             R"({"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist rid: 61725984-6126f6f9-040f19c4"})"),
         token_answer("T1")});
    const auto desk = place.desk();
    for (int i = 0; i < 3; ++i) {
        const auto token = desk->tokens().get();
        REQUIRE(token.refused() != nullptr);
        CHECK(token.refused()->kind == RefusalKind::config);
        CHECK(token.refused()->rid == "61725984-6126f6f9-040f19c4");
        CHECK(token.refused()->errmsg.find("203.0.113.7") != std::string::npos);
    }
    CHECK(place.asked() == 1);
    place.clock.advance(std::chrono::seconds(61));
    CHECK(token_of(*desk) == "T1");
}

TEST_CASE("a wrong secret is a matter of configuration and not of the token") {
    Place place;
    place.upstream.says(kTokenPath, R"({"errcode":40001,"errmsg":"invalid credential"})");
    const auto desk = place.desk();
    REQUIRE(desk->tokens().get().refused() != nullptr);
    CHECK(desk->tokens().get().refused()->kind == RefusalKind::config);
}

TEST_CASE("whatever prevents a token, the call that wanted it was not sent") {
    for (const auto& answer : {hang_up(), http::Response::text(502, "bad gateway"), json("{}"), json("no json"),
                               json(R"({"access_token":"","expires_in":7200})")}) {
        Place place;
        place.upstream.says(kTokenPath, {answer});
        const auto desk = place.desk();
        CHECK(desk->tokens().get().not_sent() != nullptr);
        CHECK(desk->client().send_customer_text(OpenId("o1"), "x").not_sent() != nullptr);
    }
}
