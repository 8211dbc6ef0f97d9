// 半月报, 确认半月报, 无新增: the half-month report of a township in the chat.
#include <catch2/catch.hpp>

#include "lib/app/read_reports.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/report_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Reporting : ServedWorld {
    Reporting() { set_day("2026-11-14"); }
    void set_day(const char* iso) { world.clock().set(at_beijing(*date_from_iso(iso), 600)); }
    /// QH-CG-01 came up in this half month.
    void found_one() {
        world.database().write([&](Transaction& tx) {
            OrgRecord record = OrgRecordStore(tx).find(world.cg01.id).value();
            record.is_new = true;
            record.founded_at = at_beijing(*date_from_iso("2026-11-03"));
            OrgRecordWriter(tx).save(record);
        });
    }
    int revisions(const char* period) {
        return world.database().read([&](ReadTransaction& tx) {
            return static_cast<int>(ReportStore(tx).history(world.cg.id, *HalfMonth::parse(period)).size());
        });
    }
};

}  // namespace

TEST_CASE("a township reads its half-month report as it is written beforehand and confirms it with one message") {
    Reporting served;
    served.found_one();
    Chat chat(served);
    // The one of October is closed by now, so that it is the running one that is asked for.
    const auto sheet = chat.say(served.world.cg_secretary, "半月报");
    CHECK(sheet.says("城关镇2026年11月上半月半月报（请在11月15日前报送）"));
    CHECK(sheet.says("新建1个，本期新增1个"));
    CHECK(sheet.says("还没有活动的2个：城关镇机关团支部、城关镇东街团支部\n"));
    CHECK(served.revisions("2026-11-H1") == 0);

    const auto sent = chat.say(served.world.cg_secretary, "确认半月报", "24000000000000901");
    CHECK(sent.says("城关镇2026年11月上半月半月报已报送：本期新增1个"));
    CHECK_FALSE(sent.says("超过"));
    // WeChat repeats a message whose answer it did not hear.
    CHECK(chat.say(served.world.cg_secretary, "确认半月报", "24000000000000901").content == sent.content);
    CHECK(served.revisions("2026-11-H1") == 1);
    CHECK(chat.say(served.world.cg_secretary, "确认半月报").says("已于11月14日 10:00报送"));
    CHECK(chat.say(served.world.cg_secretary, "无新增").says("已于11月14日 10:00报送"));
    CHECK(chat.say(served.world.cg_secretary, "半月报").says("已于11月14日 10:00报送"));
    CHECK(served.revisions("2026-11-H1") == 1);

    served.set_day("2026-11-20");
    const auto nothing = chat.say(served.world.cg_secretary, "确认半月报");
    CHECK(nothing.says("现在没有要报的半月报"));
    CHECK(nothing.says("2026年11月下半月半月报请在11月27日到11月30日之间报送"));
    CHECK(served.revisions("2026-11-H2") == 0);
}

TEST_CASE("nothing new is one message, and is refused with the number while something is new") {
    Reporting served;
    Chat chat(served);
    CHECK(chat.say(served.world.cg_secretary, "无新增。").says("半月报已报送：无新增"));
    CHECK(served.revisions("2026-11-H1") == 1);

    Reporting other;
    other.found_one();
    Chat second(other);
    const auto refused = second.say(other.world.cg_secretary, "无新增");
    CHECK(refused.says("还没有报送"));
    CHECK(refused.says("本期新增 1 个，不能报“无新增”"));
    CHECK(other.revisions("2026-11-H1") == 0);
}

TEST_CASE("in the days after the due day the half month before is asked for, and late is told") {
    Reporting served;
    served.set_day("2026-11-18");
    Chat chat(served);
    CHECK(
        chat.say(served.world.cg_secretary, "半月报").says("2026年11月上半月半月报（应在11月15日前报送，请尽快确认）"));
    CHECK(chat.say(served.world.cg_secretary, "我的").says("2026年11月上半月半月报还没有报，应在11月15日前报送"));
    CHECK(chat.say(served.world.cg_secretary, "确认半月报").says("超过了报送期限"));
    CHECK_FALSE(chat.say(served.world.cg_secretary, "我的").says("半月报"));
}

TEST_CASE("after the last day an exception is told with its own last day") {
    Reporting served;
    served.set_day("2026-11-26");
    served.world.database().write([&](Transaction& tx) {
        const ReportException exception{served.new_id(),
                                        served.world.cg.id,
                                        *HalfMonth::parse("2026-11-H1"),
                                        *date_from_iso("2026-12-03"),
                                        "书记住院",
                                        tx.now(),
                                        std::nullopt};
        ReportWriter(tx, served.world.digest()).insert(exception);
    });
    Chat chat(served);
    CHECK(chat.say(served.world.cg_secretary, "我的").says("最晚12月3日"));
    chat.say(served.world.cg_secretary, "确认半月报");
    CHECK(served.revisions("2026-11-H1") == 1);
}

TEST_CASE("half-month reports are no business of branches, leaders and strangers") {
    Reporting served;
    Chat chat(served);
    CHECK(chat.say(served.world.cg01_secretary, "半月报").says("半月报由乡镇团委报送"));
    CHECK(chat.say(served.world.cg01_secretary, "确认半月报").says("半月报由乡镇团委报送"));
    CHECK(chat.say(served.world.leader, "无新增").says("半月报由乡镇团委报送"));
    CHECK(chat.say(served.world.stranger, "半月报").says("邀请码"));
    CHECK(chat.say(served.world.stranger, "确认半月报").says("邀请码"));
    CHECK(served.revisions("2026-11-H1") == 0);
}

TEST_CASE("who is secretary of two townships names the one that is meant") {
    Reporting served;
    served.world.database().write([&](Transaction& tx) {
        RoleWriter(tx).grant(RoleGrantId(served.new_id()), *served.world.cg_secretary.person, Role::township_secretary,
                             served.world.ls.id);
    });
    Chat chat(served);
    CHECK(chat.say(served.world.cg_secretary, "确认半月报").says("请带上名称，例如：确认半月报 城关镇"));
    CHECK(served.revisions("2026-11-H1") == 0);
    CHECK(chat.say(served.world.cg_secretary, "半月报 柳树").says("柳树镇2026年11月上半月"));
    CHECK(chat.say(served.world.cg_secretary, "确认半月报 城关镇").says("城关镇2026年11月上半月半月报已报送"));
}

TEST_CASE("a half-month report can be sent while Redis is away") {
    Reporting served;
    Chat chat(served);
    served.redis.stop();
    CHECK(chat.say(served.world.cg_secretary, "确认半月报").says("半月报已报送"));
    CHECK(served.revisions("2026-11-H1") == 1);
}
