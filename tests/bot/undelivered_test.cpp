// WeChat took a notice and says later that it did not arrive.
#include <catch2/catch.hpp>

#include "lib/app/notice_undelivered.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/tell_trail.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

/// The secretary of QH-LS-01 was sent a notice on the 20th, with two more consents left.
struct Told : BotWorld {
    Told() {
        world.clock().set(at(20, 10));
        reader = in_mini_program(world.ls01_secretary, 3, 3);
        PlanReminders plan(world.database(), world.seals(), world.random(), {});
        plan.run_month(world.actor(world.officer), "QH", *Month::parse("2026-11"));
        pump();
    }
    bool undelivered(const std::string& number, long long errcode) {
        const NoticeUndelivered use_case(world.seals());
        return world.database().write([&](Transaction& tx) {
            return use_case.run_in(tx, {"mp", reader.openid, "T-mp", number, errcode});
        });
    }
    OutboxRow row() { return reminder_of(world.ls01_secretary, 20); }
    std::string number() { return row().payload.at("msg_id"); }

    CastMember reader;
};

}  // namespace

TEST_CASE("a notice that did not arrive goes on to the next channel, once") {
    Told told;
    REQUIRE(to_string(told.row().state) == "sent");
    CHECK(told.row().outcome == "notice");
    CHECK_FALSE(told.undelivered("another", 43101));
    told.speak(told.world.ls01_secretary);
    CHECK(told.undelivered(told.number(), 50002));
    told.pump();
    CHECK(to_string(told.row().state) == "sent");
    CHECK(told.row().outcome == "text");
    CHECK(trail_of(told.row().payload).at(0).why == "refused.50002");
    CHECK(told.consents_of(told.reader) == 2);
    CHECK(told.calls("/cgi-bin/message/subscribe/send") == 1);
}

TEST_CASE("a consent that was no more is forgotten with the notice that did not arrive") {
    Told told;
    CHECK(told.undelivered(told.number(), 43101));
    CHECK(told.consents_of(told.reader) == 0);
    told.pump();
    CHECK(to_string(told.row().state) == "cancelled");
    CHECK(told.row().outcome == "no channel");
}

TEST_CASE("a report of days ago changes nothing") {
    Told told;
    const std::string number = told.number();
    told.world.clock().advance(std::chrono::days(4));
    CHECK_FALSE(told.undelivered(number, 43101));
    CHECK(to_string(told.row().state) == "sent");
}
