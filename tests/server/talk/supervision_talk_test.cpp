// 督导: what supervision is open at one's township.
#include <catch2/catch.hpp>

#include "lib/app/supervise.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/supervision_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Supervised : ServedWorld {
    Supervised() {
        const OpenSupervision::Input input{SupervisionId(new_id()), "QH-CG", "来信反映活动不实"};
        id = OpenSupervision(world.database(), read, world.seals()).run(Actor::system(), input).view.supervision.id;
    }
    void step(SupervisionAct act, const std::string& words = "") {
        TakeSupervisionStep::Input input{id, ++revision, {}};
        input.step.act = act;
        input.step.words = words;
        if (act == SupervisionAct::visit) {
            input.step.on = *date_from_iso("2026-11-10");
            input.step.people = {"李团县"};
        }
        if (act == SupervisionAct::find) input.step.due = *date_from_iso("2026-11-20");
        TakeSupervisionStep(world.database(), read, world.seals()).run(Actor::system(), input);
    }

    ReadSupervisions read{world.database(), world.seals()};
    SupervisionId id;
    int revision = 0;
};

}  // namespace

TEST_CASE("a township reads in the chat where its supervision stands, and until when its answer is due") {
    Supervised served;
    Chat chat(served);
    const auto said = [&] { return chat.say(served.world.cg_secretary, "督导"); };
    CHECK(said().says("正在督导的有1项："));
    CHECK(said().says("城关镇：团县委提出督导。待团县委确认，乡镇可以先在手机页面“督导”里说明。（来信反映活动不实）"));
    CHECK(chat.say(served.world.cg_secretary, "我的").says("有1项督导事项，回复“督导”查看。"));
    served.step(SupervisionAct::confirm);
    CHECK(said().says("已确认，等待下去督导"));
    served.step(SupervisionAct::visit);
    served.step(SupervisionAct::find, "两个支部没有活动");
    CHECK(said().says("已反馈意见，请在11月20日前答复。（两个支部没有活动）"));
    served.world.clock().set(at_beijing(*date_from_iso("2026-11-21"), 600));
    CHECK(said().says("答复期限11月20日已过"));
    served.step(SupervisionAct::close, "已整改");
    CHECK(said().says("现在没有督导事项"));
}

TEST_CASE("supervision is told to the township, the leader of the area and the county, and to nobody else") {
    Supervised served;
    Chat chat(served);
    CHECK(chat.say(served.world.officer, "督导").says("城关镇"));
    CHECK(chat.say(served.world.leader, "督导").says("城关镇"));
    CHECK(chat.say(served.world.ls_secretary, "督导").says("现在没有督导事项"));
    CHECK(chat.say(served.world.cg01_secretary, "督导").says("督导事项由乡镇团委和团县委查看"));
    CHECK(chat.say(served.world.stranger, "督导").says("邀请码"));
}

TEST_CASE("the chat says why a township is supervised, whatever rule proposed it") {
    Supervised served;
    const Month october = *Month::parse("2026-10");
    const PeriodStanding behind{*HalfMonth::parse("2026-10-H2"), 20,   3, *date_from_iso("2026-07-01"),
                                *date_from_iso("2026-12-31"),    false};
    PeriodStanding before = behind;
    before.period = *HalfMonth::parse("2026-10-H1");
    SupervisionRules rules;
    std::vector<SupervisionProposal> proposals = propose({behind, before}, 9, 20, october, rules);
    proposals.push_back(propose_for_silence(7, 20, october, rules).value());
    REQUIRE(proposals.size() == 4);

    Supervision supervision = served.read.show(Actor::system(), served.id).supervision;
    for (const SupervisionProposal& proposal : proposals) {
        supervision.id = SupervisionId(served.new_id());
        supervision.cause = proposal.cause;
        supervision.basis = proposal.basis;
        supervision.facts = proposal.facts;
        served.world.database().write(
            [&](Transaction& tx) { SupervisionWriter(tx, served.world.seals()).insert(supervision); });
    }
    Chat chat(served);
    const auto said = chat.say(served.world.officer, "督导");
    INFO(said.content);
    CHECK(said.says("正在督导的有5项"));
    CHECK(said.says("已录入3个，应达到"));
    CHECK(said.says("没有按期报送半月报"));
    CHECK(said.says("20个团组织中有9个空壳"));
    CHECK(said.says("20个团支部中有7个上月没有开展活动"));
}
