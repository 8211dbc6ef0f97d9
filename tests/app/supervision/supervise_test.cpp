#include <catch2/catch.hpp>

#include "lib/app/my_duties.hpp"
#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/supervision/laggards.hpp"

using namespace league;
using namespace league::test;
using Act = SupervisionAct;

TEST_CASE("a township without a report is proposed once, with the half month that is missing") {
    Laggards desk;
    const SupervisionRules rules = Laggards::only_reports();
    CHECK(desk.proposed(rules).empty());  // nobody has ever been asked
    desk.set_day("2026-11-15");
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    desk.set_day("2026-11-17");
    CHECK(desk.proposed(rules).empty());  // in grace
    desk.set_day("2026-11-18");
    CHECK(desk.proposed(rules) == std::vector<std::string>{"QH-LS no_report 2026-11-H1"});
    CHECK(desk.proposed(rules).empty());
    desk.set_day("2026-12-03");
    // While one is open for it, the same rule proposes no second.
    CHECK(desk.proposed(rules) == std::vector<std::string>{"QH-CG no_report 2026-11-H2"});
    const auto open = desk.supervisions.list(desk.actor(desk.officer), "QH-LS", true).rows;
    REQUIRE(open.size() == 1);
    desk.take(desk.officer, open[0].supervision.id, 1, Laggards::step(Act::drop, "电话已报"));
    CHECK(desk.proposed(rules) == std::vector<std::string>{"QH-LS no_report 2026-11-H2"});
}

TEST_CASE("a township under the line in two half months is proposed with the figures that were told") {
    Laggards desk;
    desk.set(Drive::numbered("QH-LS", 10));
    for (const char* code : {"QH-LS-11", "QH-LS-12", "QH-LS-13", "QH-LS-14"}) {
        desk.found_new(code, "QH-LS", "2026-10-12", "2026-10-20");
    }
    desk.set_day("2026-12-01");
    SupervisionRules rules;
    rules.hollow_percent = 100;
    const auto rows = desk.propose(rules);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].unit.code == "QH-CG");
    CHECK(rows[0].supervision.cause == SupervisionCause::under_line);
    const auto facts = desk.show(rows[0].supervision.id, desk.officer).supervision.facts;
    REQUIRE(facts.size() == 6);
    CHECK(facts[2] == SupervisionFact{"2026-11-H1", "line", 8});  // 37 of 62 days, 60 %
    CHECK(facts[3] == SupervisionFact{"2026-11-H2", "counted", 1});
    CHECK(facts[4] == SupervisionFact{"2026-11-H2", "target", 20});
    CHECK(facts[5] == SupervisionFact{"2026-11-H2", "line", 11});  // 52 of 62 days
}

TEST_CASE("a township whose branches stay silent is proposed ten days after the month, once") {
    Laggards desk;
    SupervisionRules rules = Laggards::only_reports();
    rules.silent_days = 10;
    desk.set_day("2026-12-10");
    CHECK(desk.proposed(rules).empty());  // nobody logged anything: the desk was not in use in November
    desk.set_day("2026-11-20");
    desk.log("QH-LS-01", "2026-11-20");
    desk.log("QH-LS-02", "2026-11-20");
    desk.set_day("2026-12-09");
    CHECK(desk.proposed(rules).empty());
    desk.set_day("2026-12-10");
    CHECK(desk.proposed(rules) == std::vector<std::string>{"QH-CG silent 2026-11"});
    CHECK(desk.proposed(rules).empty());
    rules.silent_days = 0;
    Laggards other;
    other.set_day("2026-12-10");
    CHECK(other.proposed(rules).empty());
}

TEST_CASE("a township whose organisations stand on paper only is proposed") {
    Laggards desk;
    CHECK(desk.proposed() == std::vector<std::string>{"QH-CG hollow 2026-11"});
    SupervisionRules rules;
    rules.hollow_percent = 100;
    Laggards other;
    CHECK(other.proposed(rules).empty());
}

TEST_CASE("a supervision is explained, confirmed, visited, answered and closed, and all of it is kept") {
    Laggards desk;
    const SupervisionId id = desk.open_one();
    desk.take(desk.cg_secretary, id, 1, Laggards::step(Act::explain, "书记刚换，材料在补"));
    desk.take(desk.officer, id, 2, Laggards::step(Act::confirm, ""));
    desk.take(desk.officer, id, 3, desk.visit());
    desk.take(desk.officer, id, 4, desk.findings("2026-11-20"));
    CHECK(problem_of([&] { desk.take(desk.officer, id, 5, Laggards::step(Act::close)); }) ==
          "supervision.answer_not_due");
    desk.set_day("2026-11-18");
    desk.take(desk.cg_secretary, id, 5, Laggards::step(Act::answer, "已补开两次活动"));
    desk.take(desk.officer, id, 6, Laggards::step(Act::close, "已整改"));

    const SupervisionView view = desk.show(id, desk.cg_secretary);
    CHECK(view.supervision.stage == SupervisionStage::closed);
    REQUIRE(view.supervision.steps.size() == 7);
    CHECK(view.supervision.steps[1].words == "书记刚换，材料在补");
    CHECK(view.supervision.steps[3].people == std::vector<std::string>{"李团县", "周部长"});
    CHECK(view.supervision.steps[5].done_at == at_beijing(day("2026-11-18"), 600));
    CHECK(view.names.at(*view.supervision.steps[5].done_by) == "王城关");
    CHECK(desk.supervisions.list(desk.actor(desk.officer), "QH", true).rows.empty());
    CHECK(desk.supervisions.list(desk.actor(desk.officer), "QH", false).rows.size() == 1);
    const auto audit = desk.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, desk.digest()).list_for("supervision", id.str()); });
    CHECK(audit.size() == 7);
    CHECK(verify_supervisions(desk.database()).ok);
    CHECK(verify_supervisions(desk.database()).examined == 1);
}

TEST_CASE("an answer that is overdue lets the county close, and a late answer is still taken before that") {
    Laggards desk;
    const SupervisionId id = desk.open_one();
    desk.take(desk.officer, id, 1, Laggards::step(Act::confirm, ""));
    desk.take(desk.officer, id, 2, desk.visit());
    desk.take(desk.officer, id, 3, desk.findings("2026-11-20"));
    desk.set_day("2026-11-21");
    CHECK(is_answer_overdue(desk.show(id, desk.officer).supervision, beijing_date(desk.clock().now())));
    desk.take(desk.cg_secretary, id, 4, Laggards::step(Act::answer, "迟到的答复"));
    CHECK(desk.show(id, desk.officer).supervision.stage == SupervisionStage::answered);
}

TEST_CASE("two people who take a step at once: the second is told, a repeat is not a second step") {
    Laggards desk;
    const SupervisionId id = desk.open_one();
    CHECK(desk.take(desk.officer, id, 1, Laggards::step(Act::confirm, "属实")).created);
    CHECK_FALSE(desk.take(desk.officer, id, 1, Laggards::step(Act::confirm, " 属实 ")).created);
    CHECK(problem_of([&] { desk.take(desk.officer, id, 1, Laggards::step(Act::drop)); }) == "supervision.base_is_old");
    CHECK(problem_of([&] { desk.take(desk.officer, id, 2, Laggards::step(Act::find)); }) ==
          "supervision.not_now.confirmed");
    CHECK(desk.show(id, desk.officer).supervision.revision == 2);
}

TEST_CASE("the county supervises, the township answers for itself, the leader of the area reads, others nothing") {
    Laggards desk;
    const SupervisionId id = desk.open_one();
    const auto taken = [&](const CastMember& who, Act act) {
        return problem_of([&] { desk.take(who, id, 9, Laggards::step(act)); });
    };
    CHECK(taken(desk.stranger, Act::confirm) == "not_bound");
    CHECK(taken(desk.cg_secretary, Act::confirm) == "not_allowed");
    CHECK(taken(desk.leader, Act::confirm) == "not_allowed");
    CHECK(taken(desk.leader, Act::explain) == "not_allowed");
    CHECK(taken(desk.ls_secretary, Act::explain) == "not_allowed");
    CHECK(taken(desk.cg01_secretary, Act::answer) == "not_allowed");
    CHECK(taken(desk.cg_secretary, Act::explain) == "supervision.base_is_old");
    const auto shown = [&](const CastMember& who) { return problem_of([&] { desk.show(id, who); }); };
    CHECK(shown(desk.leader) == "");
    CHECK(shown(desk.cg_secretary) == "");
    CHECK(shown(desk.ls_secretary) == "not_allowed");
    CHECK(shown(desk.cg01_secretary) == "not_allowed");
    CHECK(problem_of([&] { desk.show(SupervisionId("x"), desk.officer); }) == "supervision.not_found");
    const auto proposes = [&](const CastMember& who, const char* unit) {
        return problem_of([&] {
            ProposeSupervisions(desk.database(), desk.read_standing, desk.seals(), desk.random(), {})
                .run(desk.actor(who), unit);
        });
    };
    CHECK(proposes(desk.cg_secretary, "QH") == "not_allowed");
    CHECK(proposes(desk.officer, "QH-CG") == "unit:supervision.only_counties");
}

TEST_CASE("one is opened by hand for a township with a reason, once") {
    Laggards desk;
    const OpenSupervision::Input input{SupervisionId(make_uuid_v7(desk.random(), desk.clock().now())), "QH-CG",
                                       "来信反映"};
    OpenSupervision open(desk.database(), desk.supervisions, desk.seals());
    CHECK(open.run(desk.actor(desk.officer), input).created);
    CHECK_FALSE(open.run(desk.actor(desk.officer), input).created);
    OpenSupervision::Input other = input;
    other.reason = "别的原因";
    CHECK(problem_of([&] { open.run(desk.actor(desk.officer), other); }) == "supervision.other_under_id");
    other.id = SupervisionId(make_uuid_v7(desk.random(), desk.clock().now()));
    other.unit = "QH-CG-01";
    other.reason = "";
    CHECK(problem_of([&] { open.run(desk.actor(desk.officer), other); }) ==
          "unit:supervision.only_townships reason:missing");
    CHECK(problem_of([&] { open.run(desk.actor(desk.cg_secretary), input); }) == "not_allowed");
}

TEST_CASE("open supervisions stand on the first screen of the township") {
    Laggards desk;
    const SupervisionId id = desk.open_one();
    const auto listed = [&] {
        return MyDuties(desk.database()).run(desk.actor(desk.cg_secretary)).townships.at(0).supervisions.size();
    };
    CHECK(listed() == 1);
    desk.take(desk.officer, id, 1, Laggards::step(Act::drop, "已经达标"));
    CHECK(listed() == 0);
}

TEST_CASE("the check of the records finds a supervision whose stage does not follow from its steps") {
    const auto spoilt = [](std::string_view statement) {
        Laggards desk;
        const SupervisionId id = desk.open_one();
        desk.take(desk.officer, id, 1, Laggards::step(Act::confirm, ""));
        CHECK(verify_supervisions(desk.database()).ok);
        desk.database().write([&](Transaction& tx) { tx.run(statement); });
        return !verify_supervisions(desk.database()).ok;
    };
    CHECK(spoilt("UPDATE supervisions SET stage = 'closed'"));
    CHECK(spoilt("UPDATE supervisions SET revision = 3"));
    CHECK(spoilt("UPDATE supervisions SET due_at = 1"));
    CHECK(spoilt("DELETE FROM supervision_steps WHERE revision = 2"));
}
