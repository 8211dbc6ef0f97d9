// 筹建: for township secretaries and those above them.
#include <catch2/catch.hpp>

#include "lib/app/record_step.hpp"
#include "lib/app/save_project.hpp"
#include "tests/server/talk/logged.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;

namespace {

void keep_projects(ServedWorld& served, int count) {
    World& world = served.world;
    const Phrases phrases(source_dir() + "/templates");
    const FoundingParts parts{world.database(), world.seals(), world.random(), phrases, {}};
    for (int i = 0; i < count; ++i) {
        SaveProject::Input input;
        input.id = OrgProjectId(served.new_id());
        input.content.township = OrgUnitId("QH-CG");
        input.content.name = "第" + std::to_string(i + 1) + "团支部";
        input.content.mode = "M5";
        input.content.members = i == 0 ? 2 : 5;
        input.content.youth = 9;
        input.content.counted_on = *date_from_iso("2026-10-01");
        input.content.partners = {{PartnerKind::hobby_group, "篮球队", "", false, std::nullopt}};
        SaveProject(parts).run(Actor::system(), input);
        if (i != 1) continue;
        StepInput step;
        step.on = *date_from_iso("2026-10-08");
        step.candidates = {"孙一"};
        RecordStep(parts).run(Actor::system(), {input.id, OrgStepId(served.new_id()), step});
    }
}

}  // namespace

TEST_CASE("a township secretary hears where the organisations on their way stand") {
    ServedWorld served;
    keep_projects(served, 2);
    Chat chat(served);
    const auto told = chat.say(served.world.cg_secretary, "筹建");
    CHECK(told.content ==
          "城关镇筹建进展：已摸底1个、已提名1个。\n"
          "· 第1团支部：10月1日已摸底，下一步提出候选人。还差：团员 2 人，不足 3 人，请与邻近单位联合建团。\n"
          "· 第2团支部：10月8日已提名，下一步报送请示。");
    CHECK(chat.say(served.world.officer, "筹建进展").says("清河县筹建进展：已摸底1个、已提名1个"));
    CHECK(chat.say(served.world.ls_secretary, "筹建").says("柳树镇还没有登记筹建项目"));
}

TEST_CASE("who founds nothing is told so, and who is unknown binds first") {
    ServedWorld served;
    keep_projects(served, 1);
    Chat chat(served);
    CHECK(chat.say(served.world.cg01_secretary, "筹建").says("由乡镇团委和团县委查看"));
    CHECK_FALSE(chat.say(served.world.stranger, "筹建").says("第1团支部"));
}

TEST_CASE("as many as fit one message are told, and how many more there are") {
    ServedWorld served;
    keep_projects(served, 12);
    Chat chat(served);
    const auto told = chat.say(served.world.cg_secretary, "筹建");
    CHECK(told.says("还有6个没有列出"));
    CHECK(told.content.size() < 2048);
}
