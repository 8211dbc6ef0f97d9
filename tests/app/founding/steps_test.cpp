// Steps: their order, what they bring, taking them back, and the organisation at the end.
#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "lib/storage/org_life_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/founding/way.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

OrgRecord record_of(World& world, const OrgUnitId& unit) {
    return world.database().read([&](ReadTransaction& tx) { return OrgRecordStore(tx).find(unit).value(); });
}

long long branches_of(World& world, const OrgUnit& unit) {
    return world.database().read([&](ReadTransaction& tx) { return OrgStore(tx).branches_at(unit.id); });
}

}  // namespace

TEST_CASE("a project that went all the way is an organisation of its township") {
    Way way;
    World& world = way.world;
    const OrgProject project = way.lead(way.survey(), Stage::result_approved);
    REQUIRE(project.unit);
    const OrgUnit unit = world.unit("QH-CG-03");
    CHECK(unit.id == *project.unit);
    CHECK(unit.name == way.joint().name);
    CHECK(unit.kind == OrgKind::joint_branch);
    CHECK(unit.parent == world.cg.id);
    CHECK(unit.opened_at == at_beijing(day("2026-10-26")));
    CHECK(branches_of(world, world.cg) == 3);
    CHECK(branches_of(world, world.county) == 5);
    CHECK(verify_unit_branches(world.database()).ok);

    const OrgRecord record = record_of(world, unit.id);
    CHECK(record.mode == "M4");
    CHECK(record.is_new);
    CHECK(record.founded_at == at_beijing(day("2026-10-26")));
    CHECK(record.term_ends_at == at_beijing(day("2029-10-26")));
    CHECK(record.heads == Headcount{4, 31, at_beijing(day("2026-10-01"))});
    CHECK_FALSE(record.nms_claimed_at);
    world.database().read([&](ReadTransaction& tx) {
        const auto terms = OrgLifeStore(tx).terms(unit.id);
        REQUIRE(terms.size() == 1);
        CHECK(terms[0] == Term{unit.id, day("2026-10-26"), 3, false, TermManner::elected, ""});
        CHECK(OrgLifeStore(tx).tags(unit.id) == project.content.tags);
    });

    StepInput filing = way.step(Stage::filed);
    filing.entered_on = day("2026-10-28");
    CHECK(way.take(project, filing).stage == Stage::filed);
    CHECK(record_of(world, unit.id).nms_claimed_at == at_beijing(day("2026-10-28")));
    CHECK(verify_audit_chain(world.database(), world.digest()).ok);
}

TEST_CASE("each step keeps its day, its paper and who recorded it, and names are for those who may see people") {
    Way way;
    World& world = way.world;
    const OrgProject project = way.lead(way.survey(), Stage::filed);
    ShowProject show(way.parts);
    const auto shown = show.run(way.secretary(), project.id);
    REQUIRE(shown.steps.size() == 7);
    CHECK(shown.unit->code == "QH-CG-03");
    CHECK(shown.mode_label == "村村联建");
    const auto& reply = shown.steps[2].step;
    CHECK(reply.stage == Stage::founding_approved);
    CHECK(reply.before == Stage::requested);
    CHECK(reply.paper->mark == "乡团发〔2026〕1号");
    CHECK(reply.paper->title == "关于同意成立河湾村石桥村联合团支部的批复");
    CHECK(reply.paper->signatory == "王城关");
    CHECK(shown.steps[2].recorded_by == "王城关");
    const auto& election = shown.steps[3].step;
    REQUIRE(election.election);
    CHECK(election.election->present == 4);
    CHECK(election.people ==
          std::vector<ProjectStep::Name>{{"孙一", 3, true, std::nullopt}, {"钱二", 1, false, std::nullopt}});
    CHECK(shown.steps[4].step.people == std::vector<ProjectStep::Name>{{"孙一", std::nullopt, true, Post::secretary}});

    const auto for_leader = show.run(world.actor(world.leader), project.id);
    CHECK(for_leader.steps[3].step.people[0].name.empty());
    CHECK(for_leader.steps[3].step.people[0].votes == 3);
    CHECK(for_leader.steps[2].step.paper->signatory.empty());
    CHECK(for_leader.steps[2].recorded_by.empty());
    CHECK(problem_of([&] { show.run(world.actor(world.cg01_secretary), project.id); }) == "not_allowed");
}

TEST_CASE("the same step sent twice is recorded once; another under its id is a conflict") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::requested);
    const OrgStepId id(way.new_id());
    RecordStep record(way.parts);
    const StepInput reply = way.step(Stage::founding_approved);
    CHECK(record.run(way.secretary(), {project.id, id, reply}).recorded);
    const auto again = record.run(way.secretary(), {project.id, id, reply});
    CHECK_FALSE(again.recorded);
    CHECK(again.project.stage == Stage::founding_approved);
    CHECK(ListPapers(way.world.database(), way.world.seals()).run(way.secretary(), {"QH-CG", {}}).total == 2);
    StepInput other = reply;
    other.note = "同意";
    CHECK(problem_of([&] { record.run(way.secretary(), {project.id, id, other}); }) == "founding.other_step_under_id");
}

TEST_CASE("a step out of turn is refused with the one that is next, and leaves no paper") {
    Way way;
    const OrgProject project = way.survey();
    CHECK(problem_of([&] { way.take(project, way.step(Stage::founding_approved)); }) == "founding.now.surveyed");
    CHECK(ListPapers(way.world.database(), way.world.seals()).run(way.secretary(), {"QH-CG", {}}).total == 0);
    CHECK(way.now(project.id) == project);
}

TEST_CASE("an unripe project can be requested but not approved, and ripeness is asked again at the end") {
    Way way;
    ProjectContent content = way.joint();
    content.partners[1].members = content.partners[0].members = std::nullopt;
    content.members = 2;
    OrgProject project = way.lead(way.survey(content), Stage::requested);
    CHECK(problem_of([&] { way.take(project, way.step(Stage::founding_approved)); }) ==
          "members:founding.few_but_youth");
    CHECK(problem_of([&] { way.take(project, way.step(Stage::elected)); }) == "founding.now.requested");

    CorrectProject correct(way.parts);
    ProjectContent counted = project.content;
    counted.members = 4;
    project = correct.run(way.secretary(), {project.id, project.revision, counted}).project;
    project = way.take(project, way.step(Stage::founding_approved));
    counted.members = 2;
    project = correct.run(way.secretary(), {project.id, project.revision, counted}).project;
    StepInput election = way.step(Stage::elected);
    election.election = Election{2, 2, 0, 2, 2, 2, 1, {{"孙一", 2}, {"钱二", 0}}};
    project = way.lead(way.take(project, election), Stage::result_reported);
    CHECK(problem_of([&] { way.take(project, way.step(Stage::result_approved)); }) == "members:founding.few_but_youth");
    CHECK(branches_of(way.world, way.world.cg) == 2);
}

TEST_CASE("an election that cannot stand is refused and nothing is written") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::founding_approved);
    StepInput election = way.step(Stage::elected);
    election.election->present = 2;
    election.election->ballots_out = election.election->ballots_back = election.election->ballots_valid = 2;
    election.election->candidates = {{"孙一", 2}, {"钱二", 0}};
    CHECK(problem_of([&] { way.take(project, election); }) == "election.present:election.no_two_thirds");
    CHECK(way.now(project.id) == project);

    FoundingParts strict = way.parts;
    strict.rules.committee.quorum = Quorum::four_fifths;
    election = way.step(Stage::elected);
    election.election->present = 3;
    election.election->ballots_out = election.election->ballots_back = election.election->ballots_valid = 3;
    election.election->candidates = {{"孙一", 2}, {"钱二", 1}};
    const RecordStep::Input input{project.id, OrgStepId(way.new_id()), election};
    CHECK(problem_of([&] { RecordStep(strict).run(way.secretary(), input); }) ==
          "election.present:election.no_four_fifths");
    CHECK(RecordStep(way.parts).run(way.secretary(), input).recorded);
}

TEST_CASE("work is divided among those who were elected") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::elected);
    StepInput report = way.step(Stage::result_reported);
    report.posts = {{"钱二", Post::secretary}};
    CHECK(problem_of([&] { way.take(project, report); }) == "posts.0:election.not_elected posts:election.without_post");
}

TEST_CASE("a temporary branch is appointed and ends with its project") {
    Way way;
    ProjectContent content = way.joint("高铁项目临时团支部");
    content.kind = OrgKind::temporary_branch;
    content.lasts_until = day("2027-12-31");
    OrgProject project = way.lead(way.survey(content), Stage::founding_approved);
    CHECK(problem_of([&] { way.take(project, way.step(Stage::elected)); }) == "founding.now.to_appoint");
    project = way.take(project, way.step(Stage::appointed));
    project = way.take(project, way.step(Stage::result_approved));
    CHECK(record_of(way.world, *project.unit).term_ends_at == at_beijing(day("2027-12-31")));
    way.world.database().read([&](ReadTransaction& tx) { CHECK(OrgLifeStore(tx).terms(*project.unit).empty()); });
    CHECK(way.world.unit("QH-CG-03").kind == OrgKind::temporary_branch);
}

TEST_CASE("a code is the next of its township, or as typed and free") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::result_reported);
    StepInput last = way.step(Stage::result_approved);
    last.code = "QH-LS-01";
    CHECK(problem_of([&] { way.take(project, last); }) == "code:founding.code_taken");
    last.code = "城关-3";
    CHECK(problem_of([&] { way.take(project, last); }) == "code:orgs.code_malformed");
    way.world.found("QH-CG-11", "城关镇中学团支部", OrgKind::branch, "QH-CG");
    last.code.clear();
    way.take(project, last);
    CHECK(way.world.unit("QH-CG-12").name == way.joint().name);
}

TEST_CASE("a step is taken back with a reason, the last first, and its paper becomes void") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::founding_approved);
    TakeBackStep take_back(way.parts);
    const auto steps = ShowProject(way.parts).run(way.secretary(), project.id).steps;
    const auto back = [&](std::size_t step, const std::string& reason) {
        return take_back.run(way.secretary(), {project.id, steps[step].step.id, reason});
    };
    CHECK(problem_of([&] { back(1, "重复"); }) == "founding.not_last_step");
    CHECK(problem_of([&] { back(2, " "); }) == "reason:missing");
    CHECK(problem_of([&] {
              take_back.run(way.world.actor(way.world.ls_secretary), {project.id, steps[2].step.id, "x"});
          }) == "not_allowed");
    const auto taken = back(2, "党组织未同意");
    CHECK(taken.changed);
    CHECK(taken.project.stage == Stage::requested);
    CHECK(taken.project.stage_on == day("2026-10-10"));
    CHECK_FALSE(back(2, "党组织未同意").changed);

    const auto after = ShowProject(way.parts).run(way.secretary(), project.id).steps;
    CHECK(after[2].step.taken_back_reason == "党组织未同意");
    CHECK(after[2].step.paper->void_at == way.world.clock().now());
    // Its number is not given again.
    way.take(taken.project, way.step(Stage::founding_approved));
    CHECK(ShowProject(way.parts).run(way.secretary(), project.id).steps[3].step.paper->number == 2);
}

TEST_CASE("what is given up can be taken up again; what is founded cannot be undone, but its filing can") {
    Way way;
    OrgProject project = way.lead(way.survey(), Stage::requested);
    StepInput drop = way.step(Stage::dropped);
    drop.note = "企业搬走";
    project = way.take(project, drop);
    CHECK(project.stage == Stage::dropped);
    const auto last_step = [&] { return ShowProject(way.parts).run(way.secretary(), project.id).steps.back().step.id; };
    const auto back = [&] {
        return TakeBackStep(way.parts).run(way.secretary(), {project.id, last_step(), "登记有误"}).project;
    };
    project = back();
    CHECK(project.stage == Stage::requested);

    project = way.lead(project, Stage::result_approved);
    CHECK(problem_of([&] { back(); }) == "founding.founded_already");
    StepInput filing = way.step(Stage::filed);
    filing.entered_on = day("2026-10-28");
    project = way.take(project, filing);
    project = back();
    CHECK(project.stage == Stage::result_approved);
    CHECK(project.unit);
    CHECK_FALSE(record_of(way.world, *project.unit).nms_claimed_at);
    CHECK(way.take(project, way.step(Stage::filed)).stage == Stage::filed);
}

TEST_CASE("two people who record the same step at once do it once") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::requested);
    way.take(project, way.step(Stage::founding_approved));
    CHECK(problem_of([&] {
              RecordStep(way.parts).run(way.world.actor(way.world.officer),
                                        {project.id, OrgStepId(way.new_id()), way.step(Stage::founding_approved)});
          }) == "founding.now.founding_approved");
}
