// Voice: what WeChat's recognition heard counts as typed.
#include <catch2/catch.hpp>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

Chat::Reply speak(Chat& chat, const CastMember& who, const std::string& heard, const std::string& id = "") {
    Chat::Fields fields{{"MediaId", "media-voice"}, {"Format", "amr"}};
    if (!heard.empty()) fields.emplace_back("Recognition", heard);
    return chat.push(who.openid, "voice", fields, id.empty() ? Chat::next_id() : id);
}

}  // namespace

TEST_CASE("a voice message that nobody recognised is answered politely and does nothing") {
    ServedWorld served;
    Chat chat(served);
    CHECK(speak(chat, served.world.stranger, "").says("没有听出您说的话，请打字"));
    for (const char* heard : {"", " ", "。", "\n"}) {
        CHECK(speak(chat, served.world.cg01_secretary, heard).says("没有听出您说的话，请打字"));
    }
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("a log is saved by spoken answers, without the full stops of the recognition") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(speak(chat, served.world.stranger, "记录。").says("邀请码"));
    CHECK(speak(chat, who, "记录。").says("1/5"));
    CHECK(speak(chat, who, "志愿服务。").says("2/5"));
    CHECK(speak(chat, who, "昨天。").says("3/5"));
    CHECK(speak(chat, who, "清扫村道。").says("4/5"));
    CHECK(speak(chat, who, "应到三十人，实到二十八人。").says("5/5"));
    const std::string id = Chat::next_id();
    const auto saved = speak(chat, who, "清扫了两公里。", id);
    CHECK(saved.says("记好了"));
    CHECK(speak(chat, who, "清扫了两公里。", id).content == saved.content);
    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].activity.content.title == "清扫村道");
    CHECK(logs[0].activity.content.present == 28);
}
