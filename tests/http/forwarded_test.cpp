#include "lib/http/forwarded.hpp"

#include <catch2/catch.hpp>

#include "lib/base/problem.hpp"

using namespace league;
using namespace league::http;

TEST_CASE("without trusted proxies nobody can claim another address") {
    const TrustedProxies none({});
    CHECK(none.client_address("1.2.3.4", {"9.9.9.9"}) == "1.2.3.4");
    CHECK(none.client_address("127.0.0.1", {"9.9.9.9"}) == "127.0.0.1");
}

TEST_CASE("the client is the last address that no trusted proxy has") {
    const TrustedProxies proxies({"127.0.0.1", "10.0.0.0/8", "fd00::/8"});
    CHECK(proxies.client_address("127.0.0.1", {"9.9.9.9"}) == "9.9.9.9");
    CHECK(proxies.client_address("127.0.0.1", {"6.6.6.6, 9.9.9.9, 10.1.2.3"}) == "9.9.9.9");
    CHECK(proxies.client_address("127.0.0.1", {"6.6.6.6", "9.9.9.9", "10.1.2.3"}) == "9.9.9.9");
    CHECK(proxies.client_address("fd00::1", {"2001:db8::5"}) == "2001:db8::5");
    CHECK(proxies.client_address("127.0.0.1", {"10.0.0.5"}) == "10.0.0.5");
    CHECK(proxies.client_address("8.8.8.8", {"9.9.9.9"}) == "8.8.8.8");
    CHECK(proxies.client_address("127.0.0.1", {}) == "127.0.0.1");
}

TEST_CASE("what is no address ends the chain") {
    const TrustedProxies proxies({"127.0.0.1"});
    CHECK(proxies.client_address("127.0.0.1", {"9.9.9.9, nonsense"}) == "127.0.0.1");
    CHECK(proxies.client_address("127.0.0.1", {"nonsense, 9.9.9.9"}) == "9.9.9.9");
    CHECK(proxies.client_address("127.0.0.1", {""}) == "127.0.0.1");
}

TEST_CASE("networks end at their last bit, and a list that cannot be read stops the start") {
    const TrustedProxies proxies({"192.168.4.0/22"});
    CHECK(proxies.trusts("192.168.4.0"));
    CHECK(proxies.trusts("192.168.7.255"));
    CHECK_FALSE(proxies.trusts("192.168.8.0"));
    CHECK_FALSE(proxies.trusts("192.168.3.255"));
    CHECK(TrustedProxies({"0.0.0.0/0"}).trusts("1.2.3.4"));
    CHECK_FALSE(TrustedProxies({"0.0.0.0/0"}).trusts("2001:db8::5"));
    for (const auto* bad : {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "::/129"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(TrustedProxies({bad}), Problem);
    }
}
