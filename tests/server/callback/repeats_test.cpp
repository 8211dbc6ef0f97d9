// WeChat repeats a push that was not answered in time: three tries in all, and any of them may have worked.
#include <catch2/catch.hpp>
#include <future>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("three tries of one message at the same moment make one log and get one answer") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    for (int round = 0; round < 5; ++round) {
        const std::string id = Chat::next_id();
        std::vector<std::future<Chat::Reply>> tries;
        for (int i = 0; i < 3; ++i) {
            tries.push_back(std::async(std::launch::async, [&] { return chat.say(who, kForm, id); }));
        }
        std::vector<std::string> answers;
        for (auto& one : tries) answers.push_back(one.get().content);
        INFO(answers[0]);
        CHECK(answers[0].find("记好了") != std::string::npos);
        CHECK(answers[1] == answers[0]);
        CHECK(answers[2] == answers[0]);
        CHECK(logs_of(served, served.world.cg).size() == static_cast<std::size_t>(round) + 1);
    }
}

TEST_CASE("a repeat after a restart gets the first answer, with or without Redis") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    const std::string id = Chat::next_id();
    const auto first = chat.say(who, kForm, id);
    served.restart();
    CHECK(chat.say(who, kForm, id).content == first.content);
    served.redis.stop();
    CHECK(chat.say(who, kForm, id).content == first.content);
    CHECK(logs_of(served, served.world.cg).size() == 1);
}

TEST_CASE("three tries of one answer in a dialog move it on once") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    const std::string id = Chat::next_id();
    std::vector<std::future<Chat::Reply>> tries;
    for (int i = 0; i < 3; ++i) {
        tries.push_back(std::async(std::launch::async, [&] { return chat.say(who, "3", id); }));
    }
    for (auto& one : tries) CHECK(one.get().says("2/5"));
    CHECK(chat.say(who, "今天").says("3/5"));
}

TEST_CASE("an event without MsgId is recognised by what it says") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    const auto tap = chat.seal(chat.message(who.openid, "event", {{"Event", "CLICK"}, {"EventKey", "record"}}, ""));
    const auto first = chat.send(tap);
    CHECK(first.says("1/5"));
    CHECK(chat.send(tap).content == first.content);
    chat.say(who, "团课");
    // Another tap, a second later, begins anew.
    served.world.clock().advance(std::chrono::seconds(1));
    CHECK(chat.event(who.openid, "CLICK", {{"EventKey", "record"}}).says("1/5"));
}

TEST_CASE("the same words under another MsgId are another message") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    chat.say(served.world.cg01_secretary, kForm);
    CHECK(logs_of(served, served.world.cg).size() == 2);
}

TEST_CASE("a refused message may be tried again") {
    ServedWorld served;
    Chat chat(served);
    const CastMember one = served.world.newcomer("oa", "o-one");
    const std::string id = Chat::next_id();
    CHECK(chat.say(one, "绑定 WRNG-2345", id).says("邀请码不对"));
    CHECK(chat.say(one, "绑定 WRNG-2345", id).says("邀请码不对"));
}

TEST_CASE("what only reads leaves no receipt") {
    ServedWorld served;
    Chat chat(served);
    for (const char* said : {"进度", "帮助", "指南", "我的"}) chat.say(served.world.cg01_secretary, said);
    const auto receipts = served.world.database().read(
        [](ReadTransaction& tx) { return tx.value<std::int64_t>("SELECT COUNT(*) FROM callback_receipts"); });
    CHECK(receipts == 0);
}

TEST_CASE("work that takes too long is answered with success and finished all the same") {
    ServedWorld served([](Config& config) {
        config.chat.answer_within = std::chrono::milliseconds(200);
        config.database.busy_wait = std::chrono::milliseconds(20000);
    });
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "帮助");
    std::promise<void> held;
    std::promise<void> release;
    auto lock = std::async(std::launch::async, [&] {
        served.world.database().write([&](Transaction& tx) {
            tx.run("UPDATE people SET merged_into = merged_into");
            held.set_value();
            release.get_future().wait();
        });
    });
    held.get_future().wait();
    const std::string id = Chat::next_id();
    CHECK(chat.say(who, kForm, id).is_silent());
    CHECK(chat.say(who, "帮助").says("撤回"));
    release.set_value();
    lock.wait();
    // The repeat waits for the first try to end, then tells what that saved.
    Chat::Reply told;
    for (int i = 0; i < 50 && told.content.empty(); ++i) told = chat.say(who, kForm, id);
    CHECK(told.says("记好了"));
    CHECK(logs_of(served, served.world.cg).size() == 1);
}
