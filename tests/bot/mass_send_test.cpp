// Mass sends to all followers, through the simulator: once, by day, and never again when nobody knows (wechat-api 6.5).
#include <catch2/catch.hpp>

#include "lib/app/mass_send_finished.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/base/problem.hpp"
#include "tests/bot/office.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr const char* kSubmit = "/cgi-bin/freepublish/submit";
constexpr const char* kMass = "/cgi-bin/message/mass/sendall";

}  // namespace

TEST_CASE("a mass send reaches every follower once, and is sent") {
    Office office;
    office.speak(office.world.cg01_secretary);
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump();
    const Bulletin done = office.bulletin(id);
    CHECK(to_string(done.state) == "sent");
    CHECK_FALSE(done.mass_id.empty());
    CHECK(done.published_at.has_value());
    CHECK(office.calls(kMass) == 1);
    CHECK(office.calls(kSubmit) == 0);
    CHECK(ReadColumns(office.world.database()).published("").size() == 1);
    CHECK(office.publish(Release::mass_send).bulletin.id == id);
    office.pump();
    CHECK(office.calls(kMass) == 1);
}

TEST_CASE("a mass send whose answer was lost is asked for again under the same number and sent once") {
    Office office;
    const bool has_effect = GENERATE(true, false);
    office.speak(office.world.cg01_secretary);
    office.sim_post("/sim/faults", {{"path", kMass}, {"hangup", true}, {"after_effect", has_effect}, {"times", 1}});
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump(30, std::chrono::seconds(40));
    CHECK(office.state(id) == "sent");
    CHECK(office.sim_get("/sim/sends").at("sends").size() == 1);
    CHECK(office.inbox_size() == 1);
}

TEST_CASE("a mass send to which WeChat said that it is busy may have left: nobody takes it back, and it is sent once") {
    Office office;
    office.speak(office.world.cg01_secretary);
    office.sim_post("/sim/faults", {{"path", kMass}, {"errcode", -1}, {"times", 1}});
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    while (office.calls(kMass) == 0) office.pump(1);
    CHECK(office.bulletin(id).mass_at.has_value());
    CHECK(problem_of([&] { office.withdraw(id); }) != "");
    CHECK(office.state(id) != "withdrawn");
    office.pump(30, std::chrono::seconds(40));
    CHECK(office.state(id) == "sent");
    CHECK(office.sim_get("/sim/sends").at("sends").size() == 1);
}

TEST_CASE("a mass send is never repeated a day after it may have left") {
    Office office;
    office.sim_post("/sim/faults", {{"path", kMass}, {"hangup", true}, {"after_effect", false}, {"times", 1}});
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump(1);
    while (office.calls(kMass) == 0) office.pump(1);
    office.world.clock().advance(std::chrono::hours(30));
    office.pump(30, std::chrono::seconds(40));
    CHECK(office.state(id) == "unknown");
    CHECK(office.bulletin(id).note == "cure.mass_unknown");
    CHECK(office.calls(kMass) == 1);
    CHECK(problem_of([&] { office.withdraw(id); }) == "bulletin.look_first");
}

TEST_CASE("a mass send does not leave at night") {
    Office office;
    office.world.clock().set(BotWorld::at(16, 21, 30));
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump(12);
    CHECK(office.calls(kMass) == 0);
    CHECK(office.cure(id).find("夜间") != std::string::npos);
    CHECK(problem_of([&] { office.release(id, Release::mass_send, BotWorld::at(16, 23)); }) ==
          "goes_at:bulletin.goes_at_in_quiet_hours");
    office.world.clock().set(BotWorld::at(17, 8));
    office.pump();
    CHECK(office.state(id) == "sent");
}

TEST_CASE("what WeChat says about a mass send becomes words, and it is not sent again") {
    struct Row {
        const char* outcome;
        const char* state;
        const char* note;
    };
    const Row row =
        GENERATE(Row{"err(40001)", "refused", "cure.mass_failed"}, Row{"send fail", "refused", "cure.mass_failed"},
                 Row{"sending", "unknown", "cure.mass_slow"});
    CAPTURE(row.outcome);
    Office office;
    office.sim_post("/sim/account", {{"account", "oa"}, {"mass_outcome", row.outcome}});
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump(60, std::chrono::minutes(2));
    CHECK(office.state(id) == row.state);
    CHECK(office.bulletin(id).note == row.note);
    CHECK_FALSE(office.cure(id).empty());
    CHECK(office.calls(kMass) == 1);
}

TEST_CASE("a quota of mass sends that is used up waits for the next day, one without the right for a person") {
    Office office;
    const long long errcode = GENERATE(45028LL, 48001LL);
    CAPTURE(errcode);
    office.sim_post("/sim/faults", {{"path", kMass}, {"errcode", errcode}, {"times", 1}});
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump(20, std::chrono::minutes(30));
    CHECK(office.calls(kMass) == 1);
    CHECK(office.bulletin(id).note == "cure." + std::to_string(errcode));
    office.world.clock().set(BotWorld::at(17, 9));
    office.pump();
    CHECK(office.state(id) == (errcode == 45028 ? "sent" : "stopped_at_draft"));
    CHECK(office.calls(kMass) == (errcode == 45028 ? 2 : 1));
}

TEST_CASE("the event of a mass send may come before its answer and brings the address") {
    Office office;
    const BulletinId id = office.publish(Release::mass_send).bulletin.id;
    office.pump();
    const std::string number = office.bulletin(id).mass_id;
    const MassSendFinished finished(office.world.seals());
    MassResult result{"oa", number, true, std::nullopt, "https://mp.weixin.qq.com/s/mass"};
    office.world.database().write([&](Transaction& tx) { finished.tell(tx, result); });
    CHECK(office.bulletin(id).article_url == "https://mp.weixin.qq.com/s/mass");
    result.succeeded = false;
    result.error = 20001;
    office.world.database().write([&](Transaction& tx) { finished.tell(tx, result); });
    CHECK(office.state(id) == "sent");
}
