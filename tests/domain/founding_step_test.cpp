#include "lib/domain/founding_step.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/faults.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

Date day(const char* iso) {
    return *date_from_iso(iso);
}

OrgProject project_at(Stage stage, OrgKind kind = OrgKind::branch) {
    OrgProject project;
    project.content.name = "青禾茶业团支部";
    project.content.kind = kind;
    project.content.members = 5;
    project.content.youth = 20;
    project.content.category = "团支部";
    project.content.industry = "制造业";
    project.stage = stage;
    project.stage_on = day("2026-10-20");
    return project;
}

StepInput step(Stage stage) {
    StepInput input;
    input.stage = stage;
    input.on = day("2026-11-01");
    input.consent = true;
    const auto kind = paper_of(stage);
    if (kind) input.paper = PaperInput{"", "", std::nullopt, "", "王城关"};
    if (stage == Stage::requested || stage == Stage::dropped) input.note = "青年集中,有活动场所";
    return input;
}

std::string checked(const OrgProject& project, const StepInput& input, const std::vector<std::string>& elected = {}) {
    return faults(check_step(project, input, elected, FoundingRules(), day("2026-11-10")));
}

std::string order(Stage now, Stage next, OrgKind kind = OrgKind::branch) {
    return problem_of([&] { require_order(project_at(now, kind), next); });
}

}  // namespace

TEST_CASE("no step can be left out, and the refusal tells which one is next") {
    const std::vector<Stage> way = {Stage::surveyed,          Stage::prepared, Stage::requested,
                                    Stage::founding_approved, Stage::elected,  Stage::result_reported,
                                    Stage::result_approved,   Stage::filed};
    for (std::size_t now = 0; now < way.size(); ++now) {
        for (std::size_t next = 0; next < way.size(); ++next) {
            INFO(to_string(way[now]) << " to " << to_string(way[next]));
            const std::string refusal = order(way[now], way[next]);
            CHECK(refusal == (next == now + 1 ? "" : "founding.now." + std::string(to_string(way[now]))));
        }
    }
}

TEST_CASE("temporary branches are appointed and no others") {
    const OrgKind temporary = OrgKind::temporary_branch;
    CHECK(order(Stage::founding_approved, Stage::appointed, temporary).empty());
    CHECK(order(Stage::founding_approved, Stage::elected, temporary) == "founding.now.to_appoint");
    CHECK(order(Stage::founding_approved, Stage::appointed) == "founding.now.founding_approved");
    CHECK(order(Stage::appointed, Stage::result_approved, temporary).empty());
    CHECK(order(Stage::appointed, Stage::result_reported, temporary).empty());
    CHECK(order(Stage::elected, Stage::result_approved) == "founding.now.elected");
}

TEST_CASE("a project can be given up until its organisation is founded") {
    CHECK(order(Stage::surveyed, Stage::dropped).empty());
    CHECK(order(Stage::result_reported, Stage::dropped).empty());
    CHECK(order(Stage::result_approved, Stage::dropped) == "founding.now.result_approved");
    CHECK(order(Stage::dropped, Stage::prepared) == "founding.now.dropped");
    StepInput input = step(Stage::dropped);
    input.note = " ";
    CHECK(checked(project_at(Stage::requested), input) == "note:missing");
}

TEST_CASE("a step lies between the step before it and today") {
    const OrgProject project = project_at(Stage::requested);
    StepInput input = step(Stage::founding_approved);
    CHECK(checked(project, input).empty());
    input.on = day("2026-10-20");
    CHECK(checked(project, input).empty());
    input.on = day("2026-10-19");
    CHECK(checked(project, input) == "on:founding.before_last_step");
    input.on = day("2026-11-10");
    CHECK(checked(project, input).empty());
    input.on = day("2026-11-11");
    CHECK(checked(project, input) == "on:founding.in_the_future");
}

TEST_CASE("a request needs its paper, a reason and the consent of the Party side") {
    StepInput input = step(Stage::requested);
    CHECK(checked(project_at(Stage::prepared), input).empty());
    input.consent = false;
    input.note.clear();
    input.paper.reset();
    CHECK(checked(project_at(Stage::prepared), input) ==
          "note:missing paper:missing consent:founding.no_consent_to_request");
}

TEST_CASE("papers of the township have a number of its series, papers of others their own mark") {
    StepInput reply = step(Stage::founding_approved);
    reply.paper = PaperInput{"关于同意成立团支部的批复", "城团发", 3, "", "王城关"};
    CHECK(checked(project_at(Stage::requested), reply).empty());
    reply.paper = PaperInput{"", "", 0, "城团发〔2026〕3号", ""};
    CHECK(checked(project_at(Stage::requested), reply) ==
          "paper.signatory:missing paper.mark:paper.mark_of_own paper.number:out_of_range");
    StepInput request = step(Stage::requested);
    request.paper = PaperInput{"", "", std::nullopt, "青茶党〔2026〕1号", "李经理"};
    CHECK(checked(project_at(Stage::prepared), request).empty());
    request.paper->number = 3;
    CHECK(checked(project_at(Stage::prepared), request) == "paper.number:paper.number_of_others");
}

TEST_CASE("what belongs to another step is refused by name") {
    StepInput input = step(Stage::prepared);
    input.candidates = {"张一"};
    CHECK(checked(project_at(Stage::surveyed), input).empty());
    input.posts = {{"张一", Post::secretary}};
    input.election = Election();
    input.term_years = 2;
    input.entered_on = day("2026-11-01");
    input.code = "X";
    input.paper = PaperInput();
    CHECK(checked(project_at(Stage::surveyed), input) ==
          "paper:founding.not_here election:founding.not_here posts:founding.not_here code:founding.not_here "
          "term_years:founding.not_here entered_on:founding.not_here");
}

TEST_CASE("an election needs the consent of those above and its figures") {
    StepInput input = step(Stage::elected);
    input.consent = false;
    CHECK(checked(project_at(Stage::founding_approved), input) ==
          "consent:founding.no_consent_to_meeting election:missing");
}

TEST_CASE("one year is a term of students, two or three of others, none of a temporary branch") {
    StepInput input = step(Stage::result_approved);
    OrgProject project = project_at(Stage::result_reported);
    const auto with = [&](int years) {
        input.term_years = years;
        return checked(project, input);
    };
    CHECK(with(0).empty());
    CHECK(with(2).empty());
    CHECK(with(3).empty());
    CHECK(with(1) == "term_years:founding.term_of_students");
    CHECK(with(4) == "term_years:founding.term_years");
    project.content.is_student = true;
    CHECK(with(1).empty());
    project.content.kind = OrgKind::temporary_branch;
    CHECK(with(2) == "term_years:founding.term_of_temporary");
}

TEST_CASE("a term ends on the same day of its last year, and on the 28th where there is no 29th of February") {
    ProjectContent content = project_at(Stage::result_reported).content;
    CHECK(term_end(content, day("2026-10-09"), 3) == day("2029-10-09"));
    CHECK(term_end(content, day("2026-10-09"), 0) == day("2029-10-09"));
    CHECK(term_end(content, day("2028-02-29"), 2) == day("2030-02-28"));
    content.is_student = true;
    CHECK(term_end(content, day("2028-02-29"), 0) == day("2029-02-28"));
    content.kind = OrgKind::temporary_branch;
    content.lasts_until = day("2027-06-30");
    CHECK(term_end(content, day("2026-10-09"), 0) == day("2027-06-30"));
}

TEST_CASE("filing needs what can never be changed to be typed once more") {
    OrgProject project = project_at(Stage::result_approved);
    StepInput input = step(Stage::filed);
    CHECK(checked(project, input) ==
          "confirm.name:founding.confirm_name confirm.category:founding.confirm_category "
          "confirm.industry:founding.confirm_industry");
    input.confirm = StepInput::Confirmation{"青禾茶业团支部", "团支部", "农业"};
    CHECK(checked(project, input) == "confirm.industry:founding.confirm_industry");
    input.confirm->industry = "制造业";
    CHECK(checked(project, input).empty());
    input.entered_on = day("2026-10-19");
    CHECK(checked(project, input) == "entered_on:founding.before_last_step");
    project.content.category.clear();
    input.entered_on.reset();
    CHECK(checked(project, input) == "org_category:founding.needed_to_file");
}

TEST_CASE("two steps have the same text only when every part is equal") {
    const StepInput one = step(Stage::requested);
    StepInput other = one;
    CHECK(canonical_text(one) == canonical_text(other));
    other.paper->mark = "1号";
    CHECK(canonical_text(one) != canonical_text(other));
    other = one;
    other.candidates = {"张一"};
    CHECK(canonical_text(one) != canonical_text(other));
}
