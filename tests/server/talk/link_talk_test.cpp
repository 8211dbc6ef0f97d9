// 关联: one person in two accounts.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

std::string digits_in(const std::string& text) {
    for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
        const std::string six = text.substr(at, 6);
        if (std::all_of(six.begin(), six.end(), [](char c) { return c >= '0' && c <= '9'; })) return six;
    }
    return "";
}

void add_second_account(Config& config) {
    WechatAccount second = config.accounts[0];
    second.name = "oa2";
    second.appid = "wx00000000000000o2";
    config.accounts.push_back(second);
}

}  // namespace

TEST_CASE("six digits typed in another account make one person of two openids") {
    ServedWorld served(add_second_account);
    Chat here(served);
    Chat there(served, "oa2");
    const CastMember& who = served.world.cg01_secretary;
    const OpenId other("o2-zhang");
    CHECK(here.say(served.world.stranger, "关联").says("没有绑定"));
    const std::string id = Chat::next_id();
    const auto issued = here.say(who, "关联", id);
    const std::string digits = digits_in(issued.content);
    REQUIRE(digits.size() == 6);
    CHECK(here.say(who, "关联", id).content == issued.content);
    CHECK(there.say(other, "我的").says("邀请码"));
    CHECK(there.say(other, digits).says("关联成功"));
    CHECK(there.say(other, "我的").says("城关镇机关团支部"));
    CHECK_FALSE(there.say(OpenId("o2-other"), digits).says("关联成功"));
}

TEST_CASE("after five wrong codes not even the right one works") {
    ServedWorld served(add_second_account);
    Chat here(served);
    Chat there(served, "oa2");
    const OpenId other("o2-zhang");
    const std::string digits = digits_in(here.say(served.world.cg01_secretary, "关联").content);
    const std::string wrong = digits == "111111" ? "222222" : "111111";
    for (int i = 0; i < 5; ++i) CHECK(there.say(other, wrong).says("关联码不对"));
    CHECK(there.say(other, digits).says("次数太多"));
    served.world.clock().advance(std::chrono::minutes(11));
    CHECK_FALSE(there.say(other, digits).says("关联成功"));  // expired by now
    CHECK(there.say(other, digits_in(here.say(served.world.cg01_secretary, "关联").content)).says("关联成功"));
}

TEST_CASE("a repeated wrong code counts once") {
    ServedWorld served(add_second_account);
    Chat here(served);
    Chat there(served, "oa2");
    const OpenId other("o2-zhang");
    const std::string digits = digits_in(here.say(served.world.cg01_secretary, "关联").content);
    const std::string wrong = digits == "111111" ? "222222" : "111111";
    const std::string id = Chat::next_id();
    for (int i = 0; i < 8; ++i) CHECK(there.say(other, wrong, id).says("关联码不对"));
    CHECK(there.say(other, digits).says("关联成功"));
}
