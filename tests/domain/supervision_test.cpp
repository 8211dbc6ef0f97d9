#include "lib/domain/supervision.hpp"

#include <catch2/catch.hpp>

#include "tests/support/problem_of.hpp"

using namespace league;
using test::problem_of;

namespace {

using Act = SupervisionAct;
using Stage = SupervisionStage;

Date day(const char* iso) {
    return *date_from_iso(iso);
}

const Date kToday = day("2026-11-20");

PeriodStanding past(const char* period, long long counted, std::optional<bool> received = true) {
    return {*HalfMonth::parse(period), 30, counted, day("2026-10-10"), day("2026-12-10"), received};
}

std::vector<std::string> causes(const std::vector<PeriodStanding>& periods, long long hollow = 0,
                                long long organisations = 10, SupervisionRules rules = {}) {
    std::vector<std::string> all;
    for (const auto& one : propose(periods, hollow, organisations, *Month::parse("2026-11"), rules)) {
        all.push_back(std::string(to_string(one.cause)) + " " + one.basis);
    }
    return all;
}

SupervisionStep step(Act act) {
    SupervisionStep made;
    made.act = act;
    if (act != Act::confirm) made.words = "情况说明";
    if (act == Act::visit) {
        made.on = kToday;
        made.people = {"李团县", "周部长"};
    }
    if (act == Act::find) made.due = day("2026-11-30");
    return made;
}

Supervision proposed() {
    Supervision made;
    made.steps.push_back({});
    return made;
}

Supervision after(const std::vector<Act>& acts) {
    Supervision made = proposed();
    for (const Act act : acts) take_step(made, step(act), kToday);
    return made;
}

std::string refused(const std::vector<Act>& acts, const SupervisionStep& next, Date today = kToday) {
    Supervision made = after(acts);
    return problem_of([&] { take_step(made, next, today); });
}

}  // namespace

TEST_CASE("silent branches of a month are looked at once its days of grace are over") {
    SupervisionRules rules;
    CHECK_FALSE(silent_month(day("2026-11-20"), rules));
    rules.silent_days = 10;
    CHECK_FALSE(silent_month(day("2026-11-09"), rules));
    CHECK(silent_month(day("2026-11-10"), rules) == Month::parse("2026-10"));
    CHECK(silent_month(day("2026-11-30"), rules) == Month::parse("2026-10"));
    const Month month = *Month::parse("2026-10");
    CHECK_FALSE(propose_for_silence(2, 10, month, rules));
    CHECK_FALSE(propose_for_silence(2, 2, month, rules));
    const auto proposal = propose_for_silence(3, 10, month, rules);
    REQUIRE(proposal);
    CHECK(proposal->cause == SupervisionCause::silent);
    CHECK(proposal->basis == "2026-10");
    CHECK(proposal->facts[0] == SupervisionFact{"2026-10", "silent", 3});
    CHECK(supervision_cause_from("silent") == SupervisionCause::silent);
}

TEST_CASE("the line follows the days of the campaign, rounded up") {
    const Date from = day("2026-10-01");
    const Date deadline = day("2026-10-10");
    CHECK(line_on(day("2026-09-30"), 20, from, deadline, 60) == 0);
    CHECK(line_on(from, 20, from, deadline, 60) == 2);  // 1.2
    CHECK(line_on(day("2026-10-05"), 20, from, deadline, 60) == 6);
    CHECK(line_on(deadline, 20, from, deadline, 60) == 12);
    CHECK(line_on(day("2026-12-31"), 20, from, deadline, 60) == 12);
    CHECK(line_on(deadline, 20, from, deadline, 100) == 20);
    CHECK(line_on(from, 7, from, from, 100) == 7);
    CHECK(line_on(day("2028-02-29"), 58, day("2028-02-01"), day("2028-03-29"), 100) == 29);
}

TEST_CASE("two half months in a row below the line propose a supervision with the figures of both") {
    // 60 % of 30 by time: 37 of 62 days give 11, 22 of 62 days give 7.
    const auto proposals =
        propose({past("2026-11-H1", 10), past("2026-10-H2", 6)}, 0, 10, *Month::parse("2026-11"), {});
    REQUIRE(proposals.size() == 1);
    CHECK(proposals[0].cause == SupervisionCause::under_line);
    CHECK(proposals[0].basis == "2026-11-H1");
    CHECK(proposals[0].facts == std::vector<SupervisionFact>{{"2026-10-H2", "counted", 6},
                                                             {"2026-10-H2", "target", 30},
                                                             {"2026-10-H2", "line", 7},
                                                             {"2026-11-H1", "counted", 10},
                                                             {"2026-11-H1", "target", 30},
                                                             {"2026-11-H1", "line", 11}});
    CHECK(causes({past("2026-11-H1", 11), past("2026-10-H2", 6)}).empty());
    CHECK(causes({past("2026-11-H1", 10), past("2026-10-H2", 7)}).empty());
    CHECK(causes({past("2026-11-H1", 10)}).empty());
    SupervisionRules one;
    one.line_periods = 1;
    CHECK(causes({past("2026-11-H1", 10)}, 0, 10, one) == std::vector<std::string>{"under_line 2026-11-H1"});
}

TEST_CASE("without a target or a campaign nobody is below a line") {
    PeriodStanding without_target = past("2026-10-H2", 0);
    without_target.target.reset();
    CHECK(causes({past("2026-11-H1", 0), without_target}).empty());
    PeriodStanding without_campaign = past("2026-10-H2", 0);
    without_campaign.campaign_from.reset();
    CHECK(causes({past("2026-11-H1", 0), without_campaign}).empty());
}

TEST_CASE("a report that did not come proposes a supervision once its grace is over") {
    CHECK(causes({past("2026-11-H1", 30, std::nullopt), past("2026-10-H2", 30, false)}) ==
          std::vector<std::string>{"no_report 2026-10-H2"});
    CHECK(causes({past("2026-11-H1", 30, false), past("2026-10-H2", 30, true)}) ==
          std::vector<std::string>{"no_report 2026-11-H1"});
    CHECK(causes({past("2026-11-H1", 30, true), past("2026-10-H2", 30, false)}).empty());
    CHECK(causes({past("2026-11-H1", 30, std::nullopt), past("2026-10-H2", 30, std::nullopt)}).empty());
    SupervisionRules two;
    two.missing_reports = 2;
    CHECK(causes({past("2026-11-H1", 30, false), past("2026-10-H2", 30, true)}, 0, 10, two).empty());
    CHECK(causes({past("2026-11-H1", 30, false), past("2026-10-H2", 30, false)}, 0, 10, two) ==
          std::vector<std::string>{"no_report 2026-11-H1"});
    CHECK(causes({past("2026-11-H1", 30, false)}, 0, 10, two).empty());
}

TEST_CASE("more hollow organisations than the share allows propose a supervision, a handful do not") {
    CHECK(causes({}, 3, 10).empty());
    CHECK(causes({}, 4, 10) == std::vector<std::string>{"hollow 2026-11"});
    CHECK(causes({}, 2, 2).empty());
    CHECK(causes({}, 0, 0).empty());
}

TEST_CASE("a supervision goes its way step by step and each step is kept") {
    const Supervision done = after({Act::explain, Act::confirm, Act::visit, Act::find, Act::answer, Act::close});
    CHECK(done.stage == Stage::closed);
    CHECK_FALSE(is_open(done.stage));
    CHECK(done.revision == 7);
    CHECK(done.steps.size() == 7);
    CHECK(replay(done.steps) == Stage::closed);
    CHECK(after({Act::confirm, Act::visit, Act::find, Act::answer, Act::find}).stage == Stage::found);
    CHECK(after({Act::confirm, Act::visit, Act::find, Act::answer, Act::visit}).stage == Stage::visited);
    CHECK(after({Act::confirm, Act::visit, Act::visit, Act::close}).stage == Stage::closed);
    CHECK(after({Act::drop}).stage == Stage::dropped);
    CHECK(after({Act::confirm, Act::drop}).stage == Stage::dropped);
}

TEST_CASE("a step that cannot be taken at a stage is refused in the sentence of that stage") {
    CHECK(refused({}, step(Act::visit)) == "supervision.not_now.proposed");
    CHECK(refused({}, step(Act::answer)) == "supervision.not_townships_turn");
    CHECK(refused({}, step(Act::propose)) == "supervision.not_now.proposed");
    CHECK(refused({Act::confirm}, step(Act::find)) == "supervision.not_now.confirmed");
    CHECK(refused({Act::confirm}, step(Act::close)) == "supervision.not_now.confirmed");
    CHECK(refused({Act::confirm}, step(Act::explain)) == "supervision.not_townships_turn");
    CHECK(refused({Act::confirm, Act::visit}, step(Act::answer)) == "supervision.not_townships_turn");
    CHECK(refused({Act::confirm, Act::visit}, step(Act::drop)) == "supervision.not_now.visited");
    CHECK(refused({Act::confirm, Act::visit, Act::find}, step(Act::visit)) == "supervision.not_now.found");
    CHECK(refused({Act::drop}, step(Act::confirm)) == "supervision.not_now.dropped");
    CHECK(refused({Act::drop}, step(Act::answer)) == "supervision.not_now.dropped");
    CHECK(refused({Act::confirm, Act::visit, Act::close}, step(Act::find)) == "supervision.not_now.closed");
}

TEST_CASE("nothing is closed over the township's head while its answer is not overdue") {
    const std::vector<Act> found{Act::confirm, Act::visit, Act::find};
    CHECK(refused(found, step(Act::close)) == "supervision.answer_not_due");
    CHECK(refused(found, step(Act::close), day("2026-11-30")) == "supervision.answer_not_due");
    CHECK(refused(found, step(Act::close), day("2026-12-01")) == "");
    CHECK_FALSE(is_answer_overdue(after(found), day("2026-11-30")));
    CHECK(is_answer_overdue(after(found), day("2026-12-01")));
    Supervision answered = after(found);
    take_step(answered, step(Act::answer), day("2026-12-05"));
    CHECK_FALSE(answered.due);
    CHECK_FALSE(is_answer_overdue(answered, day("2026-12-06")));
}

TEST_CASE("every wrong field of a step is named") {
    SupervisionStep visit = step(Act::visit);
    visit.on = day("2026-11-21");
    visit.people = {" "};
    CHECK(refused({Act::confirm}, visit) == "on:supervision.visit_out_of_range visitors.0:missing");
    visit.on.reset();
    visit.people.clear();
    CHECK(refused({Act::confirm}, visit) == "on:missing visitors:missing");
    SupervisionStep find = step(Act::find);
    find.words = "";
    find.due = day("2026-11-19");
    CHECK(refused({Act::confirm, Act::visit}, find) == "words:missing due:supervision.due_out_of_range");
    SupervisionStep confirm = step(Act::confirm);
    confirm.due = kToday;
    confirm.people = {"李团县"};
    CHECK(refused({}, confirm) == "visitors:supervision.only_of_visits due:supervision.only_of_findings");
    SupervisionStep drop = step(Act::drop);
    drop.words = std::string(501, 'x');
    CHECK(refused({}, drop) == "words:too_long");
}

TEST_CASE("steps out of order make no stage") {
    std::vector<SupervisionStep> steps = after({Act::confirm, Act::visit}).steps;
    CHECK(replay(steps) == Stage::visited);
    std::swap(steps[1], steps[2]);
    CHECK_FALSE(replay(steps));
    steps.clear();
    CHECK_FALSE(replay(steps));
}
