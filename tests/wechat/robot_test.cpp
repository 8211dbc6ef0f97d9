#include "lib/wechat/robot.hpp"

#include <catch2/catch.hpp>

#include "lib/wechat/crypto.hpp"
#include "tests/wechat/upstream.hpp"

using namespace league;
using namespace league::wechat;
using namespace league::test;

namespace {

constexpr auto kSend = "/cgi-bin/webhook/send";
constexpr auto kKey = "693a91f6-7xxx-4bc4";

struct Group {
    Upstream upstream;
    void says(const std::vector<std::string>& answers) {
        std::vector<http::Response> responses;
        for (const std::string& answer : answers) responses.push_back(http::Response::json(200, answer));
        upstream.says(kSend, std::move(responses));
    }
    http::HttpClient http{{.base_url = upstream.base_url()}};
    std::vector<CallRecord> records;
    RobotClient robot{"robot:north", Secret(kKey), http, {}, [this](const CallRecord& one) { records.push_back(one); }};
};

}  // namespace

TEST_CASE("a robot speaks with its key in the query, and nothing tells the key on") {
    Group group;
    group.says({R"({"errcode":0,"errmsg":"ok"})",
                R"({"errcode":93000,"errmsg":"invalid webhook url ?key=693a91f6-7xxx-4bc4"})"});
    CHECK(group.robot.send_text("专栏更新了").is_done());
    const auto refused = group.robot.send_text("专栏更新了");
    REQUIRE(refused.refused() != nullptr);
    CHECK(refused.refused()->kind == RefusalKind::config);
    CHECK(refused.refused()->errmsg.find(kKey) == std::string::npos);
    const auto calls = group.upstream.calls(kSend);
    REQUIRE(calls.size() == 2);
    CHECK(calls[0].query == http::Query{{"key", kKey}});
    CHECK(calls[0].body == R"({"msgtype":"text","text":{"content":"专栏更新了"}})");
    REQUIRE(group.records.size() == 2);
    CHECK(group.records[0].account == "robot:north");
    CHECK(group.records[0].path == kSend);
}

TEST_CASE("a picture goes as base64 with the digest of its bytes") {
    Group group;
    group.says({R"({"errcode":0,"errmsg":"ok"})"});
    CHECK(group.robot.send_picture("hello").is_done());
    CHECK(group.upstream.calls(kSend).at(0).body ==
          R"({"msgtype":"image","image":{"base64":"aGVsbG8=","md5":"5d41402abc4b2a76b9719d911017c592"}})");
}

TEST_CASE("what a robot may not say is refused before the call, by the bytes of its text") {
    Group group;
    std::string text(2046, 'x');
    CHECK_THROWS_AS(group.robot.send_text(text + "团"), Problem);
    CHECK_THROWS_AS(group.robot.send_text(""), Problem);
    CHECK_THROWS_AS(group.robot.send_picture(std::string(2 * 1024 * 1024 + 1, 'x')), Problem);
    CHECK(group.upstream.calls(kSend).empty());
}

TEST_CASE("the numbers of a robot's refusals mean what they mean with robots") {
    Group group;
    group.says({R"({"errcode":45009,"errmsg":"api freq out of limit"})",
                R"({"errcode":45033,"errmsg":"api concurrent out of limit"})",
                R"({"errcode":40058,"errmsg":"text.content exceed max length 2048"})",
                R"({"errcode":-1,"errmsg":"system error"})"});
    const auto kind = [&] {
        const auto outcome = group.robot.send_text("x");
        return outcome.refused() == nullptr ? std::string(outcome.word())
                                            : std::string(to_string(outcome.refused()->kind));
    };
    CHECK(kind() == to_string(RefusalKind::rate_minute));
    CHECK(kind() == to_string(RefusalKind::retry_later));
    CHECK(kind() == to_string(RefusalKind::content));
    CHECK(kind() == "unknown");
}
