// The register of papers.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/storage/paper_store.hpp"
#include "tests/app/founding/way.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

std::vector<std::string> marks(Way& way, PaperFilter filter = {}, const std::string& unit = "QH-CG") {
    std::vector<std::string> found;
    const auto page = ListPapers(way.world.database(), way.world.seals()).run(way.secretary(), {unit, filter});
    for (const PaperRow& row : page.rows) found.push_back(row.paper.mark);
    return found;
}

}  // namespace

TEST_CASE("numbers go on within a series and a year, and begin again in the next") {
    Way way;
    way.world.clock().set(at_beijing(day("2027-01-20")));
    const auto approve = [&](const char* name, const char* on, const char* series) {
        OrgProject project = way.lead(way.survey(way.joint(name)), Stage::requested);
        StepInput reply = way.step(Stage::founding_approved);
        reply.on = day(on);
        reply.paper->series = series;
        way.take(project, reply);
    };
    approve("甲联合团支部", "2026-12-30", "城团发");
    approve("乙联合团支部", "2026-12-31", "");
    approve("丙联合团支部", "2027-01-01", "");
    approve("丁联合团支部", "2027-01-02", "城团函");
    approve("戊联合团支部", "2026-12-31", "城团发");
    PaperFilter replies;
    replies.kind = PaperKind::founding_reply;
    CHECK(marks(way, replies) == std::vector<std::string>{"城团函〔2027〕1号", "城团发〔2027〕1号", "城团发〔2026〕3号",
                                                          "城团发〔2026〕2号", "城团发〔2026〕1号"});
    replies.year = 2027;
    CHECK(marks(way, replies).size() == 2);
}

TEST_CASE("a number is given once; the refusal tells what has it") {
    Way way;
    const OrgProject first = way.lead(way.survey(way.joint("甲联合团支部")), Stage::requested);
    const OrgProject second = way.lead(way.survey(way.joint("乙联合团支部")), Stage::requested);
    StepInput reply = way.step(Stage::founding_approved);
    reply.paper->number = 12;
    way.take(first, reply);
    try {
        way.take(second, reply);
        FAIL("a number was given twice");
    } catch (const Problem& problem) {
        REQUIRE(problem.errors().size() == 1);
        CHECK(problem.errors()[0].field == "paper.number");
        CHECK(way.phrases.explain(problem.errors()[0]) ==
              "乡团发〔2026〕12号已经用在“关于同意成立甲联合团支部的批复”上，请换一个编号。");
    }
    CHECK(way.now(second.id).stage == Stage::requested);
    reply.paper->number.reset();
    way.take(second, reply);
    CHECK(marks(way).front() == "乡团发〔2026〕13号");
}

TEST_CASE("each township has its own numbers, and the county reads all registers") {
    Way way;
    way.lead(way.survey(), Stage::founding_approved);
    ProjectContent content = way.joint("柳树联合团支部");
    content.township = OrgUnitId("QH-LS");
    const Actor officer = way.world.actor(way.world.officer);
    const OrgProjectId id(way.new_id());
    SaveProject(way.parts).run(officer, {id, content});
    for (const Stage stage : {Stage::prepared, Stage::requested, Stage::founding_approved}) {
        RecordStep(way.parts).run(officer, {id, OrgStepId(way.new_id()), way.step(stage)});
    }
    ListPapers list(way.world.database(), way.world.seals());
    const auto all = list.run(officer, {"QH", {}});
    CHECK(all.total == 4);
    PaperFilter replies;
    replies.kind = PaperKind::founding_reply;
    for (const PaperRow& row : list.run(officer, {"", replies}).rows) CHECK(row.paper.number == 1);
    CHECK(list.run(officer, {"QH-LS", {}}).rows[0].unit_name == "柳树镇");
    CHECK(problem_of([&] { list.run(way.secretary(), {"QH-LS", {}}); }) == "not_allowed");
    CHECK(list.run(way.world.actor(way.world.leader), {"QH-CG", {}}).rows[0].paper.signatory.empty());
}

TEST_CASE("a paper of others keeps the mark that stands on it, and may have none") {
    Way way;
    StepInput request = way.step(Stage::requested);
    request.paper->mark = "河湾党〔2026〕2号";
    request.paper->title = "关于成立团支部的请示";
    way.take(way.lead(way.survey(way.joint("甲联合团支部")), Stage::prepared), request);
    way.lead(way.survey(way.joint("乙联合团支部")), Stage::requested);
    auto found = marks(way);
    std::sort(found.begin(), found.end());  // both of one day and one instant
    CHECK(found == std::vector<std::string>{"", "河湾党〔2026〕2号"});
}
