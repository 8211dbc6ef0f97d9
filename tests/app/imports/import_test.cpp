#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "lib/app/tidy_records.hpp"
#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

namespace {

const Table kCounty{{"2026年11月导出"},
                    {"组织全称", "上级组织", "组织类别", "团员数", "书记姓名", "书记身份证号", "联系电话"},
                    {"共青团清河县城关镇委员会", "共青团清河县委员会", "团委", "", "", "", ""},
                    {"共青团清河县城关镇机关支部委员会", "共青团清河县城关镇委员会", "团支部", "#12", "张支书",
                     identity_number(1), "13812345678"},
                    {"东街团支部", "城关镇", "团支部", "#30", "", "", ""},
                    {"茶叶协会团支部", "柳树镇", "团支部", "#8", "", "", ""}};

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The sentences with which the files are refused.
std::vector<std::string> refusals(ImportDesk& desk, const Parts& files) {
    std::vector<std::string> sentences;
    try {
        desk.stage(files);
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::invalid_input);
        for (const FieldError& error : problem.errors()) sentences.push_back(desk.phrases.explain(error));
    }
    return sentences;
}

}  // namespace

TEST_CASE("a dry run says what would happen and counts nothing") {
    ImportDesk desk;
    const std::string before = desk.everything();
    const ImportBatchId id = desk.stage(kCounty);
    CHECK(desk.rows(id) == "1 outside QH-CG; 2 new QH-CG-01 ~members; 3 new QH-CG-02 ~members; 4 unknown");
    CHECK(desk.everything() == before);
    const auto detail = desk.read.show(Actor::system(), id);
    CHECK(detail.summary.batch.state == BatchState::staged);
    CHECK(detail.summary.outcomes.at(RowOutcome::fresh) == 2);
    REQUIRE(detail.files.size() == 1);
    CHECK(detail.files[0].name == "组织.xlsx");
    CHECK(detail.files[0].lines == 4);
}

TEST_CASE("a commit counts from the day of the export and takes heads over") {
    ImportDesk desk;
    desk.date = "2026-11-08";
    const ImportBatchId id = desk.stage(kCounty);
    const ImportResult result = desk.commit(id);
    CHECK(result.counted == 2);
    CHECK(result.began == 2);
    CHECK(result.remembered == 1);
    CHECK(result.left == 0);
    CHECK(desk.record("QH-CG-01").nms_counted_at == day("2026-11-08"));
    CHECK(desk.record("QH-CG-01").heads == Headcount{12, std::nullopt, day("2026-11-08")});
    CHECK_FALSE(desk.record("QH-LS-01").nms_counted_at);
    // Asked again, it tells the same and does nothing.
    const std::string after = desk.everything();
    CHECK(desk.commit(id).began == 2);
    CHECK(desk.everything() == after);
    CHECK(verify_audit_chain(desk.world.database(), desk.world.digest()).ok);
    desk.world.database().read([&](ReadTransaction& tx) {
        const auto rows = AuditStore(tx, desk.world.digest()).list_for("org_unit", desk.world.cg01.id.str());
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].verb == "import_unit");
        CHECK(rows[0].fields == "nms_counted_at,members,nms_org");
    });
}

TEST_CASE("a second export tells what changed, and the same file again changes nothing") {
    ImportDesk desk;
    desk.date = "2026-10-31";
    desk.commit(desk.stage(kCounty));
    desk.date = "2026-11-09";
    Table later = kCounty;
    later[3][3] = "#13";
    later[4][0] = "城关镇东街团支部";
    const Parts files{{"组织.xlsx", workbook(later)}};
    const ImportBatchId id = desk.stage(files);
    CHECK(desk.rows(id) == "1 outside QH-CG; 2 changed QH-CG-01 ~members; 3 changed QH-CG-02 ~name; 4 unknown");
    const auto row = desk.read.rows(Actor::system(), id, {}).rows.at(1);
    REQUIRE(row.before);
    CHECK(row.heads_before->members == 12);
    CHECK(row.before->org.secretary == "张支书");
    desk.commit(id);
    CHECK(desk.record("QH-CG-01").nms_counted_at == day("2026-10-31"));
    CHECK(desk.members("QH-CG-01") == "13");

    const ImportBatchId again = desk.stage(files);
    CHECK(desk.rows(again) == "1 outside QH-CG; 2 unchanged QH-CG-01; 3 unchanged QH-CG-02; 4 unknown");
    const auto notices = desk.read.show(Actor::system(), again).notices;
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].key == "nms.file_known");
}

TEST_CASE("lists of members name their branch by file and give its heads") {
    ImportDesk desk;
    const std::string zip =
        zip_of({{"城关镇/城关镇机关团支部团员名册.xlsx", workbook(members_list({1, 2, 3, 3}))},
                {"柳树镇河湾村团支部.csv", "姓名,身份证号码\n甲,\n乙," + identity_number(9) + "\n"}});
    const ImportBatchId id = desk.stage(Parts{{"名册.zip", zip}});
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members; 2 new QH-LS-02 ~members");
    const auto notices = desk.read.show(Actor::system(), id).notices;
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].key == "nms.member_repeated");
    desk.commit(id);
    CHECK(desk.members("QH-CG-01") == "3");
    CHECK(desk.members("QH-LS-02") == "2");
    CHECK(desk.count("nms_members") == 4);
    CHECK(desk.count("import_members") == 0);
}

TEST_CASE("a table and a list of one branch are one row, and the list is believed") {
    ImportDesk desk;
    const ImportBatchId id =
        desk.stage(Parts{{"组织.xlsx", workbook(organisations({{"清河县城关镇机关支部", "城关镇", "#5"}}))},
                         {"城关镇机关团支部.xlsx", workbook(members_list({1, 2}))}});
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members");
    const auto notices = desk.read.show(Actor::system(), id).notices;
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].key == "nms.heads_differ");
    desk.commit(id);
    CHECK(desk.members("QH-CG-01") == "2");
}

TEST_CASE("no number of an identity paper, name or phone lies readable in the records") {
    ImportDesk desk;
    desk.commit(
        desk.stage(Parts{{"组织.xlsx", workbook(kCounty)}, {"城关镇机关团支部.xlsx", workbook(members_list({5}))}}));
    desk.stage(kCounty);
    desk.world.reopen();  // copies the log into the file
    const std::string file =
        bytes_of(desk.world.folder().file("league.db")) + bytes_of(desk.world.folder().file("league.db-wal"));
    CHECK(file.find("机关支部") != std::string::npos);
    for (const std::string& secret : {identity_number(1), identity_number(5), std::string("13812345678"),
                                      std::string("张支书"), std::string("团员甲")}) {
        CHECK(file.find(secret) == std::string::npos);
    }
}

TEST_CASE("a file with any fault leaves nothing behind, and each fault names file, row and column") {
    ImportDesk desk;
    const auto said =
        refusals(desk, {{"对.xlsx", workbook(kCounty)},
                        {"错.xlsx", workbook({{"支部", "人数"}, {"东街", "#3"}})},
                        {"公式.xlsx", workbook({{"组织全称", "团员数"}, {"东街团支部", "=1+1"}, {"", "#2"}})}});
    REQUIRE(said.size() == 3);
    CHECK(said[0].find("《错.xlsx》") != std::string::npos);
    CHECK(said[0].find("支部 / 人数") != std::string::npos);
    CHECK(said[1].find("《公式.xlsx》“Sheet1”第 2 行 B 列：这一格是公式") != std::string::npos);
    CHECK(said[2].find("第 3 行 A 列：没有填组织全称") != std::string::npos);
    CHECK(desk.read.list(Actor::system(), "", 10).empty());
    CHECK(desk.count("import_members") == 0);
    CHECK(desk.count("import_rows") == 0);
    CHECK(refusals(desk, {{"x.xlsx", "PK\x03\x04"}}).at(0).find("文件损坏") != std::string::npos);
    CHECK(refusals(desk, {}).at(0).find("没有要导入的文件") != std::string::npos);
}

TEST_CASE("at most fifty faults are told") {
    ImportDesk desk;
    Table table{{"组织全称", "团员数"}};
    for (int i = 0; i < 80; ++i) table.push_back({"东街团支部", "=1"});
    CHECK(refusals(desk, {{"a.xlsx", workbook(table)}}).size() == 50);
}

TEST_CASE("only who manages the unit may import, decide, commit or look") {
    ImportDesk desk;
    World& world = desk.world;
    const auto try_as = [&](const CastMember& member) {
        return problem_of([&] { desk.stage_import.run(world.actor(member), ImportDesk::input({{"a.csv", "x"}})); });
    };
    CHECK(try_as(world.stranger) == "not_bound");
    CHECK(try_as(world.cg_secretary) == "not_allowed");
    CHECK(try_as(world.leader) == "not_allowed");
    world.found("ZZ", "邻县", OrgKind::county, "");
    const Actor neighbour = world.actor(world.appoint("邻县干部", Role::county_officer, "ZZ"));
    StageImport::Input of_other = ImportDesk::input({{"a.xlsx", workbook(kCounty)}});
    of_other.unit = "QH";
    CHECK(problem_of([&] { desk.stage_import.run(neighbour, of_other); }) == "not_allowed");

    const Actor officer = world.actor(world.officer);
    StageImport::Input own = ImportDesk::input({{"a.xlsx", workbook(kCounty)}});
    own.unit = "QH";
    const ImportBatchId id = desk.stage_import.run(officer, own);
    CHECK(problem_of([&] { desk.read.show(neighbour, id); }) == "not_allowed");
    CHECK(problem_of([&] { desk.decide_import.run(neighbour, {id, 1, std::nullopt, ""}); }) == "not_allowed");
    CHECK(problem_of([&] { desk.commit_import.run(neighbour, id); }) == "not_allowed");
    CHECK(problem_of([&] { desk.discard_import.run(neighbour, id); }) == "not_allowed");
    CHECK(desk.commit_import.run(officer, id).counted == 2);
    CHECK(problem_of([&] { desk.undo_import.run(neighbour, id); }) == "not_allowed");
    CHECK(desk.read.show(officer, id).summary.batch.created_by == world.officer.person);
}

TEST_CASE("an export of one township touches nothing of another") {
    ImportDesk desk;
    StageImport::Input input = ImportDesk::input(
        {{"a.xlsx",
          workbook(organisations({{"城关镇机关团支部", "城关镇", "#3"}, {"柳树镇机关团支部", "柳树镇", "#4"}}))}});
    input.unit = "QH-CG";
    const ImportBatchId id = desk.stage_import.run(Actor::system(), input);
    CHECK(desk.rows(id) == "1 new QH-CG-01 ~members; 2 unknown");
}

TEST_CASE("an export of tomorrow is refused, and one older than what is committed") {
    ImportDesk desk;
    desk.date = "2026-11-11";
    CHECK(problem_of([&] { desk.stage(kCounty); }) == "as_of:import.date_in_future");
    desk.date = "2026-11-10";
    desk.commit(desk.stage(kCounty));
    desk.date = "2026-11-09";
    CHECK(problem_of([&] { desk.stage(kCounty); }) == "import.older");
}

TEST_CASE("a dry run is stale once another import was committed") {
    ImportDesk desk;
    const ImportBatchId first = desk.stage(kCounty);
    const ImportBatchId second = desk.stage(kCounty);
    desk.world.clock().advance(std::chrono::minutes(1));
    desk.commit(first);
    CHECK(problem_of([&] { desk.commit(second); }) == "import.compared_before");
}

TEST_CASE("a unit that was closed after the dry run is left out and told") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(kCounty);
    desk.world.database().write([&](Transaction& tx) { OrgWriter(tx).close(desk.world.cg02, tx.now()); });
    const ImportResult result = desk.commit(id);
    CHECK(result.counted == 1);
    CHECK(result.left == 1);
    CHECK(desk.commit(id).left == 1);
}

TEST_CASE("youth that was counted by hand goes on being shown after an import of members") {
    ImportDesk desk;
    desk.world.database().write([&](Transaction& tx) {
        OrgRecordWriter(tx).add_headcount(desk.world.cg01.id, {10, 40, day("2026-10-01")}, HeadcountSource::typed,
                                          std::nullopt);
    });
    desk.commit(desk.stage(kCounty));
    CHECK(desk.record("QH-CG-01").heads == Headcount{12, 40, day("2026-11-10")});
}

TEST_CASE("what nobody commits is erased, and then it cannot be committed") {
    ImportDesk desk;
    const ImportBatchId id = desk.stage(Parts{{"城关镇机关团支部.xlsx", workbook(members_list({1, 2}))}});
    const ImportBatchId given_up = desk.stage(Parts{{"城关镇机关团支部.xlsx", workbook(members_list({1, 2}))}});
    CHECK(desk.count("import_members") == 4);
    desk.discard_import.run(Actor::system(), given_up);
    desk.discard_import.run(Actor::system(), given_up);
    CHECK(desk.count("import_members") == 2);
    TidyRecords tidy(desk.world.database(), desk.world.seals());
    tidy.run(desk.world.clock().now() + std::chrono::days(6));
    CHECK(desk.count("import_members") == 2);
    CHECK(tidy.run(desk.world.clock().now() + std::chrono::days(8)) == 1);
    CHECK(desk.count("import_members") == 0);
    CHECK(problem_of([&] { desk.commit(id); }) == "import.not_staged");
}

TEST_CASE("many rows are committed in slices, each with its audit rows") {
    ImportDesk desk;
    Table table{{"组织全称", "上级组织", "团员数"}};
    for (int i = 0; i < 100; ++i) {
        const std::string name = "第" + std::to_string(i) + "村团支部";
        desk.world.found("QH-CG-V" + std::to_string(i), name, OrgKind::branch, "QH-CG");
        table.push_back({name, "城关镇", "#" + std::to_string(i)});
    }
    const ImportBatchId id = desk.stage(table);
    const auto commits = desk.world.database().writer_stats().commits;
    CHECK(desk.commit(id).began == 100);
    // Begin, five slices of twenty rows, an empty one, the emptied lists, the end.
    CHECK(desk.world.database().writer_stats().commits - commits == 9);
    const auto chain = verify_audit_chain(desk.world.database(), desk.world.digest());
    CHECK(chain.ok);
    CHECK(chain.examined == 103);
}
