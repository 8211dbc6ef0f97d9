// Several people and processes at one import at once.
#include <catch2/catch.hpp>
#include <thread>

#include "lib/app/verify.hpp"
#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Sixty organisations with members: a commit takes several slices.
ImportBatchId stage_sixty(ImportDesk& desk) {
    Table table{{"组织全称", "上级组织", "团员数"}};
    for (int i = 0; i < 60; ++i) {
        const std::string name = "第" + std::to_string(i) + "村团支部";
        desk.world.found("QH-CG-V" + std::to_string(i), name, OrgKind::branch, "QH-CG");
        table.push_back({name, "城关镇", "#" + std::to_string(i)});
    }
    return desk.stage(table);
}

}  // namespace

TEST_CASE("two people who commit one import at once count it once, and both hear the same") {
    ImportDesk desk;
    const ImportBatchId id = stage_sixty(desk);
    std::vector<ImportResult> heard(2);
    std::vector<std::thread> people;
    for (ImportResult& result : heard)
        people.emplace_back([&] { result = desk.commit_import.run(Actor::system(), id); });
    for (std::thread& person : people) person.join();
    for (const ImportResult& result : heard) {
        CHECK(result.began == 60);
        CHECK(result.left == 0);
    }
    CHECK(desk.count("headcounts") == 60);
    CHECK(desk.count("nms_orgs") == 60);
    CHECK(verify_audit_chain(desk.world.database(), desk.world.digest()).ok);
}

TEST_CASE("when one person commits and another takes back, either all is counted or nothing is") {
    ImportDesk desk;
    const ImportBatchId id = stage_sixty(desk);
    const std::string untouched = desk.everything();
    std::string refused;
    std::thread taker([&] { refused = problem_of([&] { desk.undo_import.run(Actor::system(), id); }); });
    desk.commit_import.run(Actor::system(), id);
    taker.join();
    const BatchState state = desk.read.show(Actor::system(), id).summary.batch.state;
    if (refused.empty()) {
        CHECK(state == BatchState::undone);
        CHECK(desk.everything() == untouched);
    } else {
        CHECK(refused == "import.not_committed");
        CHECK(state == BatchState::committed);
        CHECK(desk.count("nms_orgs") == 60);
    }
}

TEST_CASE("a second import is told to wait while one is being read, and the first goes on") {
    ImportDesk desk;
    StageImport::Input slow =
        ImportDesk::input({{"a.xlsx", workbook(organisations({{"东街团支部", "城关镇", "#3"}}))}});
    std::string second;
    slow.next = [&, next = slow.next] {
        std::thread other([&] {
            second = problem_of([&] { desk.stage_import.run(Actor::system(), ImportDesk::input({{"b.csv", "x"}})); });
        });
        other.join();
        return next();
    };
    const ImportBatchId id = desk.stage_import.run(Actor::system(), slow);
    CHECK(second == "import_busy");
    CHECK(desk.rows(id) == "1 new QH-CG-02 ~members");
}

TEST_CASE("of two people who decide one row differently the second is told, and changes it by taking it back first") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(organisations({{"机关团支部", "", "#5"}}));
    desk.decide(id, 1, RowDecision::link, "QH-CG-01");
    desk.decide(id, 1, RowDecision::link, "QH-CG-01");
    CHECK(problem_of([&] { desk.decide(id, 1, RowDecision::link, "QH-LS-01"); }) == "import.decided_already");
    CHECK(problem_of([&] { desk.decide(id, 1, RowDecision::ignore); }) == "import.decided_already");
    CHECK(desk.rows(id) == "1 conflict(several) QH-CG-01");
    desk.decide(id, 1, std::nullopt);
    desk.decide(id, 1, RowDecision::link, "QH-LS-01");
    CHECK(desk.rows(id) == "1 conflict(several) QH-LS-01");
}

TEST_CASE("a dry run is stale once an import that it was compared with is taken back") {
    ImportDesk desk;
    const Table table = organisations({{"茶叶协会团支部", "柳树镇", "#7"}});
    const ImportBatchId first = desk.stage(table);
    desk.decide(first, 1, RowDecision::link, "QH-LS-02");
    desk.commit(first);
    desk.world.clock().advance(std::chrono::minutes(1));
    const ImportBatchId second = desk.stage(table);
    CHECK(desk.rows(second) == "1 unchanged QH-LS-02");
    desk.world.clock().advance(std::chrono::minutes(1));
    desk.undo(first);
    CHECK(problem_of([&] { desk.commit(second); }) == "import.compared_before");
    CHECK(desk.rows(desk.stage(table)) == "1 unknown");
}
