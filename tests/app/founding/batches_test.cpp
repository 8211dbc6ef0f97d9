// 成熟一批、批准一批、成立一批.
#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/founding/way.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Batches : Way {
    std::vector<OrgProjectId> requested(int count) {
        std::vector<OrgProjectId> ids;
        for (int i = 0; i < count; ++i) {
            ids.push_back(lead(survey(joint("第" + std::to_string(i + 1) + "联合团支部")), Stage::requested).id);
        }
        return ids;
    }
    BatchRow make(const std::vector<OrgProjectId>& projects) {
        return CreateBatch(parts).run(secretary(), {BatchId(new_id()), "QH-CG", "第一批", projects}).batch;
    }
    static BatchStepInput word(const BatchId& id, Stage stage, BatchPapers papers = BatchPapers::one_for_all) {
        BatchStepInput input;
        input.id = id;
        input.on = day_of(stage);
        input.paper.signatory = "王城关";
        input.papers = papers;
        return input;
    }
    BatchStepOutput approve(const BatchStepInput& input) { return ApproveBatch(parts).run(secretary(), input); }
    BatchStepOutput found(const BatchStepInput& input) { return FoundBatch(parts).run(secretary(), input); }
    std::vector<PaperRow> papers(PaperKind kind) {
        PaperFilter filter;
        filter.kind = kind;
        return ListPapers(world.database(), world.seals()).run(secretary(), {"QH-CG", filter}).rows;
    }
    /// The sentence about a project, as people read it.
    std::string told(const std::function<void()>& attempt, const std::string& field) const {
        try {
            attempt();
        } catch (const Problem& problem) {
            for (const FieldError& error : problem.errors()) {
                if (error.field == field) return phrases.explain(error);
            }
            return problem.what();
        }
        return "";
    }
};

}  // namespace

TEST_CASE("a batch is approved with one paper and founded with one paper") {
    Batches way;
    const auto ids = way.requested(3);
    const BatchRow batch = way.make(ids);
    CHECK(batch.batch.year == 2026);
    CHECK(batch.batch.number == 1);
    CHECK(batch.counts == BatchCounts{3, 0, 0});

    const auto approved = way.approve(Batches::word(batch.batch.id, Stage::founding_approved));
    CHECK(approved.changed);
    CHECK(approved.batch.counts == BatchCounts{3, 3, 0});
    const auto replies = way.papers(PaperKind::founding_reply);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].paper.title == "关于同意成立第1联合团支部等3个团组织的批复");
    CHECK(replies[0].projects == 3);

    for (const OrgProject& project : approved.projects) way.lead(project, Stage::result_reported);
    const auto founded = way.found(Batches::word(batch.batch.id, Stage::result_approved));
    CHECK(founded.batch.counts == BatchCounts{3, 3, 3});
    CHECK(founded.batch.batch.founded_on == day("2026-10-26"));
    CHECK(way.world.unit("QH-CG-05").name == "第3联合团支部");
    CHECK(verify_unit_branches(way.world.database()).ok);
    CHECK(verify_audit_chain(way.world.database(), way.world.digest()).ok);
}

TEST_CASE("a batch with a paper for each gives numbers one after the other") {
    Batches way;
    const BatchRow batch = way.make(way.requested(3));
    BatchStepInput word = Batches::word(batch.batch.id, Stage::founding_approved, BatchPapers::one_each);
    word.paper.series = "城团发";
    word.paper.number = 7;
    way.approve(word);
    const auto replies = way.papers(PaperKind::founding_reply);
    REQUIRE(replies.size() == 3);
    CHECK(replies[0].paper.mark == "城团发〔2026〕9号");
    CHECK(replies[2].paper.mark == "城团发〔2026〕7号");
    CHECK(replies[2].project == "第1联合团支部");
}

TEST_CASE("a batch refuses an unripe project by name and with the reason, and is not made") {
    Batches way;
    auto ids = way.requested(1);
    ids.push_back(way.lead(way.survey(way.joint("未请示联合团支部")), Stage::prepared).id);
    ProjectContent small = way.joint("小联合团支部");
    small.members = 2;
    small.youth = 9;
    small.partners = {{PartnerKind::village, "小村", "", true, std::nullopt}};
    ids.push_back(way.lead(way.survey(small), Stage::requested).id);
    const auto attempt = [&] { way.make(ids); };
    CHECK(problem_of(attempt) == "projects.1:founding.batch_unripe projects.2:founding.batch_unripe");
    CHECK(way.told(attempt, "projects.1") ==
          "第 2 个筹建项目“未请示联合团支部”还不成熟：“未请示联合团支部”已提出候选人，下一步是报送请示。");
    CHECK(way.told(attempt, "projects.2") ==
          "第 3 个筹建项目“小联合团支部”还不成熟：几家合起来团员只有 2 人，不足 3 人，请再联合邻近单位。"
          "建设方式“村村联建”的村至少 2 个、最多 3 个，现在填了 1 个。"
          "联合团支部要由两个以上单位组成，现在填了 1 个共建单位。");
    CHECK(ListBatches(way.world.database()).run(way.secretary(), "QH-CG").empty());
    CHECK_FALSE(way.now(ids[0]).batch);
}

TEST_CASE("a project is in one batch only, and of the batch's township") {
    Batches way;
    const auto ids = way.requested(1);
    way.make(ids);
    CHECK(problem_of([&] { way.make(ids); }) == "projects.0:founding.batch_taken");
    const auto others = way.survey(way.joint("甲团支部"));
    CHECK(problem_of([&] {
              CreateBatch(way.parts).run(way.world.actor(way.world.officer),
                                         {BatchId(way.new_id()), "QH-LS", "", {others.id}});
          }) == "projects.0:founding.batch_unknown");
    CHECK(problem_of([&] { way.make({}); }) == "projects:missing");
    const auto second = way.lead(others, Stage::requested);
    CHECK(problem_of([&] { way.make({second.id, second.id}); }) == "projects.1:founding.batch_twice");
    CHECK(way.make({second.id}).batch.number == 2);
}

TEST_CASE("founding stops at a project that lags, names it, and founds none") {
    Batches way;
    const auto ids = way.requested(3);
    const BatchRow batch = way.make(ids);
    const auto approved = way.approve(Batches::word(batch.batch.id, Stage::founding_approved));
    way.lead(approved.projects[0], Stage::result_reported);
    way.lead(approved.projects[2], Stage::result_reported);
    const auto attempt = [&] { way.found(Batches::word(batch.batch.id, Stage::result_approved)); };
    CHECK(way.told(attempt, "projects.1") ==
          "第 2 个筹建项目“第2联合团支部”还办不了：“第2联合团支部”已批复同意成立，下一步是召开大会选举。");
    CHECK(way.papers(PaperKind::result_reply).empty());
    CHECK(problem_of([&] { way.world.unit("QH-CG-03"); }) == "unit_not_found");

    LeaveBatch leave(way.parts);
    leave.run(way.secretary(), {batch.batch.id, ids[1]});
    leave.run(way.secretary(), {batch.batch.id, ids[1]});
    CHECK(way.found(Batches::word(batch.batch.id, Stage::result_approved)).batch.counts == BatchCounts{2, 2, 2});
    CHECK(problem_of([&] { leave.run(way.secretary(), {batch.batch.id, ids[0]}); }) == "founding.founded_already");
    way.lead(way.now(ids[1]), Stage::result_approved);
    CHECK(way.world.unit("QH-CG-05").name == "第2联合团支部");
}

TEST_CASE("a word said twice is done once; on another day it is refused") {
    Batches way;
    const BatchRow batch = way.make(way.requested(2));
    BatchStepInput word = Batches::word(batch.batch.id, Stage::founding_approved);
    CHECK(way.approve(word).changed);
    CHECK_FALSE(way.approve(word).changed);
    CHECK(way.papers(PaperKind::founding_reply).size() == 1);
    word.on = day("2026-10-16");
    CHECK(problem_of([&] { way.approve(word); }) == "founding.batch_done");
    word.id = BatchId(way.new_id());
    CHECK(problem_of([&] { way.approve(word); }) == "founding.batch_not_found");
}

TEST_CASE("wrong papers and days of a batch are refused before anything is written") {
    Batches way;
    const BatchRow batch = way.make(way.requested(2));
    BatchStepInput word = Batches::word(batch.batch.id, Stage::founding_approved);
    word.paper.signatory.clear();
    CHECK(problem_of([&] { way.approve(word); }) == "paper.signatory:missing");
    word = Batches::word(batch.batch.id, Stage::founding_approved);
    word.on = day("2026-11-11");
    CHECK(problem_of([&] { way.approve(word); }) == "on:founding.in_the_future");
    word.on = day("2026-10-09");
    CHECK(problem_of([&] { way.approve(word); }) ==
          "projects.0:founding.batch_refused projects.1:founding.batch_refused");
    CHECK(problem_of([&] { ApproveBatch(way.parts).run(way.world.actor(way.world.ls_secretary), word); }) ==
          "not_allowed");
    CHECK(way.papers(PaperKind::founding_reply).empty());
}

TEST_CASE("a project whose approval is taken back leaves the batch, and the shared paper stays") {
    Batches way;
    const BatchRow batch = way.make(way.requested(2));
    const auto approved = way.approve(Batches::word(batch.batch.id, Stage::founding_approved));
    const OrgProjectId first = approved.projects[0].id;
    const auto steps = ShowProject(way.parts).run(way.secretary(), first).steps;
    TakeBackStep(way.parts).run(way.secretary(), {first, steps.back().step.id, "材料不全"});
    CHECK_FALSE(way.now(first).batch);
    CHECK_FALSE(way.papers(PaperKind::founding_reply)[0].paper.void_at);
    CHECK(ListBatches(way.world.database()).run(way.secretary(), "QH-CG")[0].counts == BatchCounts{1, 1, 0});
}
