#include "lib/platform/log.hpp"

#include <catch2/catch.hpp>
#include <type_traits>

using namespace league;

namespace {

std::string json(std::string_view message, log::Fields fields) {
    return log::format_line(log::Format::json, from_millis(1793232000123), log::Level::info, "server", message, fields);
}

}  // namespace

TEST_CASE("a line of the log is one JSON object with the time of China") {
    CHECK(json("started", {{"port", 8080}, {"ready", true}, {"host", "h"}}) ==
          R"({"time":"2026-10-29T08:00:00.123+08:00","level":"info","program":"server","message":"started",)"
          R"("port":8080,"ready":true,"host":"h"})");
}

TEST_CASE("a line of the log as text keeps names and values together") {
    CHECK(log::format_line(log::Format::text, from_millis(0), log::Level::error, "bot", "no luck", {{"why", "a b"}}) ==
          "1970-01-01T08:00:00.000+08:00 error bot: no luck why=\"a b\"");
}

TEST_CASE("no value can begin a line of its own or end its quotes") {
    const auto line = json("m", {{"v", "a\n\"b\\\r\x01\x7F"}});
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.find('\r') == std::string::npos);
    CHECK(line.find(R"("v":"a\n\"b\\\u000d\u0001\u007f")") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are escaped and long values are cut") {
    CHECK(json("m", {{"v", "\xFF\xFE"}}).find(R"(\u00ff\u00fe)") != std::string::npos);
    CHECK(json("m", {{"v", std::string(100000, 'x')}}).size() < 2200);
}

TEST_CASE("a secret cannot be given to the log") {
    CHECK_FALSE(std::is_constructible_v<log::Field, std::string_view, Secret>);
    CHECK(std::is_constructible_v<log::Field, std::string_view, std::string>);
}
