// 进度 of a county or township with a target: for those who work with it.
#include <catch2/catch.hpp>

#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

void set_target(World& world, int amount) {
    OpenCampaign::Input campaign;
    campaign.unit = "QH";
    campaign.campaign.code = "2026";
    campaign.campaign.name = "集中行动";
    campaign.campaign.from = *date_from_iso("2026-10-10");
    campaign.campaign.deadline = *date_from_iso("2026-12-10");
    campaign.campaign.source.title = "通知";
    OpenCampaign(world.database(), world.digest(), world.random()).run(Actor::system(), campaign);
    SetTarget::Input input;
    input.unit = "QH-CG";
    input.order.formula = TargetFormula::fixed;
    input.order.amount = amount;
    input.order.owner_title = "团委书记";
    input.order.owner_name = "王城关";
    SetTarget(world.database(), world.seals()).run(Actor::system(), input);
    world.database().write([&](Transaction& tx) {
        OrgRecord record = OrgRecordStore(tx).find(world.cg01.id).value();
        record.is_new = true;
        record.founded_at = at_beijing(*date_from_iso("2026-10-12"));
        OrgRecordWriter(tx).save(record);
        OrgRecordWriter(tx).begin_counting(world.cg01.id, at_beijing(*date_from_iso("2026-10-20")));
    });
}

}  // namespace

TEST_CASE("a township secretary who asks for the township reads target, counted and gap") {
    ServedWorld served;
    set_target(served.world, 20);
    Chat chat(served);
    const auto own = chat.say(served.world.cg_secretary, "进度 城关镇");
    CHECK(own.says("支部2个"));
    CHECK(own.says("【集中行动】目标20个，新建1个，已录入智慧团建1个，完成5.0%，还差19个"));
    CHECK(own.says("12月10日截止，还有30天"));
    CHECK_FALSE(chat.say(served.world.cg_secretary, "进度 柳树镇").says("目标"));
    CHECK_FALSE(chat.say(served.world.ls_secretary, "进度 城关镇").says("目标"));
    CHECK_FALSE(chat.say(served.world.stranger, "进度 城关镇").says("目标"));
    CHECK_FALSE(chat.say(served.world.cg01_secretary, "进度 城关镇").says("目标"));
    CHECK_FALSE(chat.say(served.world.cg_secretary, "进度 城关镇 上月").says("目标"));
    CHECK(chat.say(served.world.leader, "进度 城关").says("目标20个"));
    CHECK(chat.say(served.world.officer, "进度").says("目标20个"));
    CHECK_FALSE(chat.say(served.world.officer, "进度 城关镇机关").says("目标"));
}

TEST_CASE("a target that is reached leaves no gap, and after the deadline no days are left") {
    ServedWorld served;
    set_target(served.world, 1);
    Chat chat(served);
    const auto reached = chat.say(served.world.cg_secretary, "进度 城关镇");
    CHECK(reached.says("完成100.0%\n"));
    CHECK_FALSE(reached.says("还差"));
    served.world.clock().set(at_beijing(*date_from_iso("2026-12-11"), 600));
    const auto over = chat.say(served.world.cg_secretary, "进度 城关镇");
    CHECK(over.says("12月10日截止）"));
    CHECK_FALSE(over.says("还有"));
}

TEST_CASE("without a campaign nobody hears of a target") {
    ServedWorld served;
    Chat chat(served);
    CHECK_FALSE(chat.say(served.world.officer, "进度").says("目标"));
}
