#include <catch2/catch.hpp>

#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a batch with an undecided conflict is not committed, and a decision settles it") {
    ImportDesk desk;
    const ImportBatchId id =
        desk.stage(organisations({{"机关团支部", "", "#5"}, {"柳树镇河湾村团支部", "城关镇", "#6"}}));
    CHECK(desk.rows(id) == "1 conflict(several); 2 conflict(elsewhere)");
    const auto rows = desk.read.rows(Actor::system(), id, {}).rows;
    REQUIRE(rows[0].candidates.size() == 2);
    REQUIRE(rows[1].candidates.size() == 1);
    CHECK(rows[1].candidates[0].code == "QH-LS-02");
    CHECK(problem_of([&] { desk.commit(id); }) == "import.undecided");
    desk.decide(id, 1, RowDecision::link, "QH-LS-01");
    desk.decide(id, 2, RowDecision::ignore);
    CHECK(desk.commit(id).counted == 1);
    CHECK(desk.members("QH-LS-01") == "5");
    CHECK_FALSE(desk.record("QH-LS-02").nms_counted_at);
}

TEST_CASE("a decision is remembered by the next import") {
    ImportDesk desk;
    const Table table =
        organisations({{"机关团支部", "", "#5"}, {"茶叶协会团支部", "柳树镇", ""}, {"夕阳团支部", "柳树镇", ""}});
    const ImportBatchId first = desk.stage(table);
    CHECK(desk.rows(first) == "1 conflict(several); 2 unknown; 3 unknown");
    desk.decide(first, 1, RowDecision::link, "QH-LS-01");
    desk.decide(first, 2, RowDecision::link, "QH-LS-02");
    desk.decide(first, 3, RowDecision::ignore);
    desk.commit(first);
    CHECK(desk.rows(desk.stage(table)) == "1 unchanged QH-LS-01; 2 unchanged QH-LS-02; 3 outside");
}

TEST_CASE("a unit is one organisation's, and the second that claims it is told which row has it") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(
        organisations({{"城关镇机关团支部", "城关镇", "#5"}, {"共青团城关镇机关支部委员会", "城关镇", "#6"}}));
    CHECK(desk.rows(id) == "1 conflict(taken); 2 conflict(taken)");
    desk.decide(id, 1, RowDecision::link, "QH-CG-01");
    CHECK(problem_of([&] { desk.decide(id, 2, RowDecision::link, "QH-CG-01"); }) == "import.unit_taken");
    desk.decide(id, 2, RowDecision::ignore);
    desk.commit(id);
    CHECK(desk.members("QH-CG-01") == "5");
}

TEST_CASE("a person on two lists is counted where a person decides") {
    const int case_number = GENERATE(0, 1, 2);
    ImportDesk desk;
    const ImportBatchId id = desk.stage(Parts{{"城关镇机关团支部.xlsx", workbook(members_list({1, 2, 7}))},
                                              {"柳树镇机关团支部.xlsx", workbook(members_list({7, 8}))}});
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members; 2 new QH-LS-01 ~members; 3 conflict(member_twice)");
    const auto row = desk.read.rows(Actor::system(), id, {}).rows.at(2);
    CHECK(row.row.org.name == "城关镇机关团支部.xlsx!4 / 柳树镇机关团支部.xlsx!2");
    CHECK(row.candidates.size() == 2);
    CHECK(problem_of([&] { desk.commit(id); }) == "import.undecided");
    CHECK(problem_of([&] { desk.decide(id, 3, RowDecision::link, "QH-LS-02"); }) == "unit:import.unit_not_on_lists");
    if (case_number == 0) desk.decide(id, 3, RowDecision::link, "QH-CG-01");
    if (case_number == 1) desk.decide(id, 3, RowDecision::link, "QH-LS-01");
    if (case_number == 2) desk.decide(id, 3, RowDecision::ignore);
    desk.commit(id);
    CHECK(desk.members("QH-CG-01") == (case_number == 0 ? "3" : "2"));
    CHECK(desk.members("QH-LS-01") == (case_number == 1 ? "2" : "1"));
}

TEST_CASE("a decision must fit its row and its unit") {
    ImportDesk desk;
    desk.world.found("ZZ", "邻县", OrgKind::county, "");
    desk.world.found("ZZ-1", "邻县机关团支部", OrgKind::branch, "ZZ");
    StageImport::Input input =
        ImportDesk::input({{"a.xlsx", workbook(organisations({{"茶叶协会团支部", "柳树镇", "#5"}}))}});
    input.unit = "QH";
    const ImportBatchId id = desk.stage_import.run(Actor::system(), input);
    const auto refused = [&](std::optional<RowDecision> decision, const std::string& unit) {
        try {
            desk.decide(id, 1, decision, unit);
        } catch (const Problem& problem) {
            return problem.errors().empty() ? problem.key() : problem.errors().front().key;
        }
        return std::string();
    };
    CHECK(refused(RowDecision::end, "") == "import.decision_unfit");
    CHECK(refused(RowDecision::link, "") == "missing");
    CHECK(refused(RowDecision::link, "QH-LS") == "import.unit_unfit");
    CHECK(refused(RowDecision::link, "ZZ-1") == "import.unit_unfit");
    CHECK(refused(RowDecision::link, "nowhere") == "import.unit_unfit");
    CHECK(refused(RowDecision::link, "QH-LS-01").empty());
    CHECK(refused(std::nullopt, "").empty());
    CHECK(problem_of([&] { desk.decide(id, 9, RowDecision::ignore); }) == "import.row_not_found");
    desk.commit(id);
    CHECK(refused(RowDecision::ignore, "") == "import.not_staged");
}

TEST_CASE("all rows of an outcome are decided in one step") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(organisations({{"甲团支部", "柳树镇", ""}, {"乙团支部", "柳树镇", ""}}));
    desk.decide(id, 1, RowDecision::link, "QH-LS-01");
    CHECK(desk.decide_import.run_for_all(Actor::system(), {id, RowOutcome::unknown, RowDecision::ignore}) == 1);
    CHECK(problem_of([&] {
              desk.decide_import.run_for_all(Actor::system(), {id, RowOutcome::unknown, RowDecision::end});
          }) == "decision:import.decision_unfit");
    desk.commit(id);
    CHECK(desk.differences.run(Actor::system(), "QH", 10).counted_not_known_total == 0);
}

TEST_CASE("an organisation that a person found again under another name does not end as missing") {
    ImportDesk desk;
    desk.commit(desk.stage(organisations({{"城关镇机关团支部", "城关镇", "#5"}, {"东街团支部", "城关镇", "#6"}})));
    desk.world.clock().advance(std::chrono::minutes(1));
    const ImportBatchId id =
        desk.stage(organisations({{"城关镇机关团支部", "城关镇", "#5"}, {"新东街联合团支部", "城关镇", "#8"}}));
    CHECK(desk.rows(id) == "1 unchanged QH-CG-01; 2 unknown; 3 missing QH-CG-02");
    desk.decide_import.run_for_all(Actor::system(), {id, RowOutcome::missing, RowDecision::end});
    desk.decide(id, 2, RowDecision::link, "QH-CG-02");
    CHECK(desk.commit(id).ended == 0);
    CHECK(desk.record("QH-CG-02").nms_counted_at);
    CHECK(desk.members("QH-CG-02") == "8");
}

TEST_CASE(
    "a counted organisation whose row is said to be another, or none of ours, is missing until a person ends it") {
    const bool links = GENERATE(true, false);
    ImportDesk desk;
    const Table table = organisations({{"城关镇机关团支部", "城关镇", "#5"}});
    desk.commit(desk.stage(table));
    desk.world.clock().advance(std::chrono::minutes(1));
    const std::string before = desk.everything();
    const ImportBatchId id = desk.stage(table);
    CHECK(desk.rows(id) == "1 unchanged QH-CG-01");
    if (links) desk.decide(id, 1, RowDecision::link, "QH-LS-01");
    if (!links) {
        CHECK(desk.decide_import.run_for_all(Actor::system(), {id, RowOutcome::unchanged, RowDecision::ignore}) == 1);
    }
    CHECK(desk.rows(id) == (links ? "1 unchanged QH-LS-01; 2 missing QH-CG-01" : "1 unchanged; 2 missing QH-CG-01"));
    desk.decide(id, 1, std::nullopt);
    if (links) desk.decide(id, 1, RowDecision::link, "QH-LS-01");
    if (!links) desk.decide(id, 1, RowDecision::ignore);
    CHECK(desk.read.rows(Actor::system(), id, {}).total == 2);
    desk.decide(id, 2, RowDecision::end);
    CHECK(desk.commit(id).ended == 1);
    CHECK_FALSE(desk.record("QH-CG-01").nms_counted_at);
    CHECK(desk.record("QH-LS-01").nms_counted_at.has_value() == links);
    desk.world.clock().advance(std::chrono::minutes(1));
    CHECK(desk.rows(desk.stage(table)) == (links ? "1 unchanged QH-LS-01" : "1 outside"));
    desk.undo(id);
    CHECK(desk.everything() == before);
}

TEST_CASE("whoever stands on a list that is linked later and on another is decided about too") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(Parts{{"城关镇机关团支部.xlsx", workbook(members_list({1, 2, 7}))},
                                              {"茶叶协会团支部.xlsx", workbook(members_list({7, 8}))}});
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members; 2 unknown");
    desk.decide(id, 2, RowDecision::link, "QH-LS-01");
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members; 2 unknown QH-LS-01; 3 conflict(member_twice)");
    desk.decide(id, 2, std::nullopt);
    desk.decide(id, 2, RowDecision::link, "QH-LS-01");
    CHECK(desk.read.rows(Actor::system(), id, {}).total == 3);
    CHECK(problem_of([&] { desk.commit(id); }) == "import.undecided");
    desk.decide(id, 3, RowDecision::link, "QH-LS-01");
    desk.commit(id);
    CHECK(desk.members("QH-CG-01") == "2");
    CHECK(desk.members("QH-LS-01") == "2");
}

TEST_CASE("what was linked for the county is known to an import of its township") {
    ImportDesk desk;
    const Table table = organisations({{"茶叶协会团支部", "", "#5"}});
    const ImportBatchId first = desk.stage(table);
    desk.decide(first, 1, RowDecision::link, "QH-LS-01");
    desk.commit(first);
    StageImport::Input input = ImportDesk::input({{"a.xlsx", workbook(table)}});
    input.unit = "QH-LS";
    CHECK(desk.rows(desk.stage_import.run(Actor::system(), input)) == "1 unchanged QH-LS-01");
}
