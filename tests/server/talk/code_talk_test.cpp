// The code of a branch, scanned by its secretary, by those above it, and by everybody else.
#include <catch2/catch.hpp>

#include "lib/storage/unit_code_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Scanned : ServedWorld {
    Scanned() : chat(*this) {
        world.database().write(
            [&](Transaction& tx) { REQUIRE(UnitCodeWriter(tx).insert_reference(world.cg01.id, "AB2CD3EF4G")); });
    }
    Chat::Reply scan(const OpenId& who, const std::string& scene) {
        return chat.event(who, "SCAN", {{"EventKey", scene}, {"Ticket", "t"}});
    }
    Chat chat;
};

}  // namespace

TEST_CASE("a stranger who scans the code of a branch reads what it is, and follows without a second message") {
    Scanned served;
    const auto told = served.scan(served.world.stranger.openid, "branch:AB2CD3EF4G");
    CHECK(told.says("这是城关镇机关团支部，属城关镇"));
    CHECK(told.says("邀请码"));
    CHECK_FALSE(told.says("张支书"));
    CHECK_FALSE(told.says("本月已记"));
    CHECK(served.chat.event(OpenId("o-fresh"), "subscribe", {{"EventKey", "qrscene_branch:AB2CD3EF4G"}})
              .says("这是城关镇机关团支部"));
    const auto other = served.scan(served.world.ls01_secretary.openid, "branch:AB2CD3EF4G");
    CHECK(other.says("这是城关镇机关团支部"));
    CHECK_FALSE(other.says("邀请码"));
    CHECK_FALSE(other.says("本月已记"));
}

TEST_CASE("the secretary and those above read how the branch stands") {
    Scanned served;
    served.chat.say(served.world.cg01_secretary, kForm);
    const auto own = served.scan(served.world.cg01_secretary.openid, "branch:AB2CD3EF4G");
    CHECK(own.says("城关镇机关团支部：本月已记1次"));
    CHECK(own.says("回复“记录”记一次活动"));
    CHECK(own.content.size() < 2048);
    const auto area = served.scan(served.world.leader.openid, "branch:AB2CD3EF4G");
    CHECK(area.says("本月已记1次"));
    CHECK_FALSE(area.says("回复“记录”记一次活动"));
}

TEST_CASE("a code that nobody knows is a welcome, and an invite still binds") {
    Scanned served;
    CHECK(served.scan(served.world.stranger.openid, "branch:ZZZZZZZZZZ").says("欢迎关注"));
    CHECK(served.scan(served.world.stranger.openid, "branch:").says("欢迎关注"));
    const auto code =
        served
            .as(served.world.officer, "POST", "/api/v1/invites", {{"role", "branch_secretary"}, {"org_id", "QH-CG-02"}})
            .json()
            .at("code")
            .get<std::string>();
    CHECK(served.scan(served.world.stranger.openid, "invite:" + code).says("绑定成功"));
}
