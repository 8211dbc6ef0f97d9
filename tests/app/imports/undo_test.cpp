#include <catch2/catch.hpp>

#include "lib/app/apply_import.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/app/verify.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/import_store.hpp"
#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

namespace {

Parts first_export() {
    return {{"组织.xlsx", workbook(organisations({{"城关镇机关团支部", "城关镇", "#9"},
                                                  {"东街团支部", "城关镇", "#30"},
                                                  {"柳树镇机关团支部", "柳树镇", ""},
                                                  {"茶叶协会团支部", "柳树镇", "#8"}}))},
            {"城关镇机关团支部.xlsx", workbook(members_list({1, 2, 3}))}};
}

/// One branch less, one member moved, one gone, one new.
Parts second_export() {
    return {
        {"组织.xlsx", workbook(organisations({{"城关镇机关团支部", "城关镇", ""}, {"柳树镇机关支部", "柳树镇", ""}}))},
        {"城关镇机关团支部.xlsx", workbook(members_list({1, 4}))},
        {"柳树镇机关团支部.xlsx", workbook(members_list({2}))}};
}

}  // namespace

TEST_CASE("an undone import leaves everything as it was before") {
    ImportDesk desk;
    const std::string untouched = desk.everything();
    const ImportBatchId id = desk.stage(first_export());
    CHECK(desk.commit(id).began == 3);
    CHECK(desk.everything() != untouched);
    const ImportResult undone = desk.undo(id);
    CHECK(undone.began == 3);
    CHECK(undone.left == 0);
    CHECK(desk.everything() == untouched);
    CHECK(desk.read.show(Actor::system(), id).summary.batch.state == BatchState::undone);
    CHECK(desk.undo(id).counted == 0);
    CHECK(problem_of([&] { desk.commit(id); }) == "import.not_staged");
    CHECK(verify_audit_chain(desk.world.database(), desk.world.digest()).ok);
}

TEST_CASE("undoing a later import brings back what an earlier one had counted, day by day") {
    // On one day or on two: spans and heads of the same day are overwritten and must come back.
    const std::string second_day = GENERATE("2026-11-01", "2026-11-09");
    ImportDesk desk;
    desk.date = "2026-11-01";
    const ImportBatchId first = desk.stage(first_export());
    desk.commit(first);
    const std::string after_first = desk.everything();

    desk.world.clock().advance(std::chrono::minutes(1));
    desk.date = second_day;
    const ImportBatchId second = desk.stage(second_export());
    CHECK(desk.rows(second) ==
          "1 changed QH-CG-01 ~members; 2 changed QH-LS-01 ~name ~members; 3 missing QH-CG-02; 4 missing");
    desk.decide(second, 3, RowDecision::end);
    desk.decide(second, 4, RowDecision::end);
    desk.world.clock().advance(std::chrono::minutes(1));
    const ImportResult result = desk.commit(second);
    CHECK(result.ended == 1);
    CHECK(desk.members("QH-CG-01") == "2");
    CHECK(desk.members("QH-LS-01") == "1");
    CHECK_FALSE(desk.record("QH-CG-02").nms_counted_at);
    CHECK(desk.differences.run(Actor::system(), "QH", 10).counted_not_known_total == 0);

    CHECK(problem_of([&] { desk.undo(first); }) == "import.later_batch");
    CHECK(desk.undo(second).left == 0);
    CHECK(desk.everything() == after_first);
    CHECK(desk.record("QH-CG-02").nms_counted_at == day("2026-11-01"));
    CHECK(desk.members("QH-CG-01") == "3");
}

TEST_CASE("a unit that is counted again on the day on which its span ended has one span, and undo ends it again") {
    ImportDesk desk;
    desk.date = "2026-11-01";
    desk.commit(desk.stage(first_export()));
    desk.world.clock().advance(std::chrono::minutes(1));
    const ImportBatchId without = desk.stage(second_export());
    desk.decide_import.run_for_all(Actor::system(), {without, RowOutcome::missing, RowDecision::end});
    desk.commit(without);
    const std::string ended = desk.everything();
    desk.world.clock().advance(std::chrono::minutes(1));
    const ImportBatchId again = desk.stage(first_export());
    desk.commit(again);
    CHECK(desk.record("QH-CG-02").nms_counted_at == day("2026-11-01"));
    desk.undo(again);
    CHECK(desk.everything() == ended);
}

TEST_CASE("missing organisations stay counted unless a person ends them") {
    ImportDesk desk;
    desk.commit(desk.stage(first_export()));
    const ImportBatchId id = desk.stage(second_export());
    CHECK(desk.commit(id).ended == 0);
    CHECK(desk.record("QH-CG-02").nms_counted_at);
    // A list of members alone says nothing about what is missing.
    const ImportBatchId list = desk.stage(Parts{{"城关镇机关团支部.xlsx", workbook(members_list({1}))}});
    CHECK(desk.rows(list) == "1 changed QH-CG-01 ~members");
}

TEST_CASE("a commit that was cut short goes on when it is asked again, and can be undone half way") {
    ImportDesk desk;
    const std::string untouched = desk.everything();
    const ImportBatchId id = desk.stage(first_export());
    // What a process had done when it died: the state, and the first row.
    desk.world.database().write([&](Transaction& tx) {
        ImportBatch batch = ImportStore(tx).find(id).value();
        batch.state = BatchState::committing;
        ImportWriter(tx).update(batch);
        const Actor actor = Actor::system();
        const OrgPath scope = desk.world.unit("QH").path;
        apply_row({tx, desk.world.seals(), actor, batch, scope},
                  ImportRowStore(tx, desk.world.seals()).find(id, 1).value());
    });
    SECTION("going on") {
        const ImportBatchId other = desk.stage(first_export());
        CHECK(problem_of([&] { desk.commit(other); }) == "import.in_progress");
        CHECK(desk.commit(id).began == 3);
        CHECK(desk.read.show(Actor::system(), id).summary.batch.state == BatchState::committed);
        CHECK(desk.members("QH-CG-01") == "3");
    }
    SECTION("taking back") {
        CHECK(desk.record("QH-CG-01").nms_counted_at);
        CHECK(desk.undo(id).began == 1);
        CHECK(desk.everything() == untouched);
        CHECK(desk.count("import_members") == 0);
    }
}

TEST_CASE("undo leaves alone what others changed meanwhile and says so") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(first_export());
    desk.commit(id);
    desk.world.database().write(
        [&](Transaction& tx) { OrgRecordWriter(tx).end_counting(desk.world.cg02.id, day("2026-11-10")); });
    CHECK(desk.undo(id).left == 1);
    CHECK_FALSE(desk.record("QH-CG-02").nms_counted_at);
}

TEST_CASE("what is not committed cannot be undone, and what is committed cannot be discarded") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(first_export());
    CHECK(problem_of([&] { desk.undo(id); }) == "import.not_committed");
    desk.commit(id);
    CHECK(problem_of([&] { desk.discard_import.run(Actor::system(), id); }) == "import.not_staged");
    CHECK(problem_of([&] { desk.commit(ImportBatchId("nothing")); }) == "import.not_found");
}

TEST_CASE("no hash of a person and no contact stays in the rows of an import that is over") {
    ImportDesk desk;
    const Parts files{{"组织.xlsx", workbook({{"组织全称", "上级组织", "书记姓名", "书记身份证号", "联系电话"},
                                              {"东街团支部", "城关镇", "张支书", identity_number(3), "13812345678"}})},
                      {"城关镇机关团支部.xlsx", workbook(members_list({1, 7}))},
                      {"柳树镇机关团支部.xlsx", workbook(members_list({7, 8}))}};
    const auto personal = [&] {
        return desk.world.database().read([](ReadTransaction& tx) {
            return tx.value<long long>(
                "SELECT COUNT(*) FROM import_rows WHERE secretary_sealed IS NOT NULL OR "
                "phone_sealed IS NOT NULL OR secretary_hash IS NOT NULL OR "
                "(reason = 'member_twice' AND nms_key <> '')");
        });
    };
    const ImportBatchId id = desk.stage(files);
    CHECK(personal() == 2);
    const std::string end = GENERATE("discarded", "committed", "undone half way");
    if (end == "discarded") {
        desk.discard_import.run(Actor::system(), id);
    } else {
        desk.decide_import.run_for_all(Actor::system(), {id, RowOutcome::conflict, RowDecision::ignore});
    }
    if (end == "committed") desk.commit(id);
    if (end == "undone half way") {
        desk.world.database().write([&](Transaction& tx) {
            ImportBatch batch = ImportStore(tx).find(id).value();
            batch.state = BatchState::committing;
            ImportWriter(tx).update(batch);
        });
        desk.undo(id);
    }
    CHECK(personal() == 0);
    CHECK(desk.count("import_members") == 0);
}

TEST_CASE("a unit that was moved away from where the import is about is left out and told") {
    ImportDesk desk;
    StageImport::Input input =
        ImportDesk::input({{"a.xlsx", workbook(organisations({{"东街团支部", "城关镇", "#3"}}))}});
    input.unit = "QH-CG";
    const ImportBatchId id = desk.stage_import.run(Actor::system(), input);
    CHECK(desk.rows(id) == "1 new QH-CG-02 ~members");
    const OrgUnit away = desk.world.unit("QH-LS");
    desk.world.database().write([&](Transaction& tx) {
        tx.run("UPDATE org_units SET parent_id = $2, path = $3 WHERE id = $1", desk.world.cg02.id, away.id,
               away.path.child("QH-CG-02"));
    });
    CHECK(desk.commit(id).left == 1);
    CHECK_FALSE(desk.record("QH-CG-02").nms_counted_at);
}

TEST_CASE("contacts and members that a later import replaced are kept for a year and no longer") {
    ImportDesk desk;
    const auto files = [](const char* secretary, const char* phone, const std::vector<int>& people) {
        return Parts{{"组织.xlsx", workbook({{"组织全称", "上级组织", "书记姓名", "联系电话"},
                                             {"东街团支部", "城关镇", secretary, phone}})},
                     {"城关镇机关团支部.xlsx", workbook(members_list(people))}};
    };
    desk.commit(desk.stage(files("张支书", "13812345678", {1, 2})));
    desk.world.clock().advance(std::chrono::minutes(1));
    desk.commit(desk.stage(files("赵支书", "13912345678", {2, 3})));
    const auto contacts = [&] {
        return desk.world.database().read([](ReadTransaction& tx) {
            return tx.value<long long>("SELECT COUNT(*) FROM nms_orgs WHERE phone_sealed IS NOT NULL").value_or(0);
        });
    };
    TidyRecords tidy(desk.world.database(), desk.world.seals());
    tidy.run(desk.world.clock().now() + std::chrono::days(399));
    CHECK(contacts() == 2);
    CHECK(desk.count("nms_members") == 3);
    tidy.run(desk.world.clock().now() + std::chrono::days(401));
    CHECK(contacts() == 1);
    CHECK(desk.count("nms_members") == 2);
    CHECK(desk.rows(desk.stage(files("赵支书", "13912345678", {2, 3}))) ==
          "1 unchanged QH-CG-02; 2 unchanged QH-CG-01");
}
