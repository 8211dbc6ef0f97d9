#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/bulletin.hpp"

using namespace league;

namespace {

ProgressRow township(const std::string& name, long long active, long long activities, long long present) {
    ProgressRow row;
    row.unit.code = name;
    row.unit.name = name;
    row.unit.short_name = name;
    row.unit.kind = OrgKind::township;
    row.figures = {10, active, activities, present};
    return row;
}

BulletinSnapshot frozen(std::vector<ProgressRow> rows) {
    OrgUnit county;
    county.code = "QH";
    county.name = "青禾县";
    county.kind = OrgKind::county;
    return freeze(Progress{county, Period(*HalfMonth::parse("2026-11-H1")), Instant(), Figures{}, std::move(rows)});
}

std::string praised(const BulletinSnapshot& snapshot) {
    std::string all;
    for (const BulletinPraise& one : snapshot.praise) all += one.name + ":" + one.fact + " ";
    return all;
}

Standing standing(long long target, long long counted, std::optional<AliveFigures> alive = {}) {
    Standing figures;
    if (target > 0) figures.target = target;
    figures.founded.new_ones = counted + 1;
    figures.counted.new_ones = counted;
    figures.alive = alive;
    figures.gap = target - counted;
    figures.days_left = 25;
    return figures;
}

Campaign campaign() {
    Campaign one;
    one.name = "集中行动";
    one.deadline = *date_from_iso("2026-12-10");
    return one;
}

}  // namespace

TEST_CASE("targets of an issue tell what came since the issue before, of each township and in all") {
    BulletinSnapshot october = frozen({});
    freeze_goals(october, campaign(), standing(40, 10),
                 {{"A", "甲", standing(20, 6), 1}, {"B", "乙", standing(20, 4), 2}}, nullptr);
    REQUIRE(october.goals);
    CHECK_FALSE(october.goals->total.more);
    CHECK_FALSE(october.goals->rows[0].risen);

    BulletinSnapshot november = frozen({});
    freeze_goals(november, campaign(), standing(60, 18, AliveFigures{9, 5, 4}),
                 {{"B", "乙", standing(20, 13), 1}, {"A", "甲", standing(20, 5), 2}, {"C", "丙", standing(20, 0), 3}},
                 &october);
    REQUIRE(november.goals);
    CHECK(november.goals->campaign == "集中行动");
    CHECK(november.goals->deadline == date_from_iso("2026-12-10"));
    CHECK(november.goals->gap == 42);
    CHECK(november.goals->days_left == 25);
    CHECK(november.goals->total == BulletinGoal{60, 19, 18, AliveFigures{9, 5, 4}, 8});
    REQUIRE(november.goals->rows.size() == 3);
    CHECK(november.goals->rows[0].risen == 1);
    CHECK(november.goals->rows[0].goal.more == 9);
    CHECK(november.goals->rows[1].risen == -1);
    CHECK(november.goals->rows[1].goal.more == -1);
    CHECK_FALSE(november.goals->rows[2].risen);
}

TEST_CASE("without a target of the county an issue tells of none, and a township without one is left out") {
    BulletinSnapshot none = frozen({});
    freeze_goals(none, campaign(), standing(0, 3), {}, nullptr);
    CHECK_FALSE(none.goals);
    BulletinSnapshot one = frozen({});
    freeze_goals(one, campaign(), standing(20, 3), {{"A", "甲", standing(20, 3), 1}, {"B", "乙", standing(0, 0), {}}},
                 nullptr);
    REQUIRE(one.goals);
    CHECK(one.goals->rows.size() == 1);
}

TEST_CASE("who reached the target first is praised for that and for nothing else") {
    BulletinSnapshot snapshot = frozen({township("甲", 10, 15, 300), township("乙", 8, 12, 280)});
    CHECK(praised(snapshot) == "甲:all_active ");
    freeze_goals(snapshot, campaign(), standing(40, 30),
                 {{"甲", "甲", standing(20, 20), 1}, {"乙", "乙", standing(20, 10), 2}}, nullptr);
    CHECK(praised(snapshot) == "甲:target_reached ");

    BulletinSnapshot nobody = frozen({});
    freeze_goals(nobody, campaign(), standing(40, 30), {{"甲", "甲", standing(20, 19), 1}}, nullptr);
    CHECK(praised(nobody).empty());
}

TEST_CASE("an issue remembers the last twelve half months as their own issues told them") {
    std::vector<BulletinSnapshot> before;
    HalfMonth half = *HalfMonth::parse("2026-11-H1");
    for (int i = 0; i < 15; ++i) {
        half = half.previous();
        BulletinSnapshot one;
        one.period = half.str();
        one.totals.activities = 100 - i;
        before.push_back(one);
    }
    BulletinSnapshot snapshot = frozen({});
    snapshot.totals.activities = 7;
    freeze_goals(snapshot, campaign(), standing(40, 30), {}, nullptr);
    freeze_halves(snapshot, before);
    REQUIRE(snapshot.halves.size() == 12);
    CHECK(snapshot.halves.back() == BulletinHalf{"2026-11-H1", 7, 30});
    CHECK(snapshot.halves.front() == BulletinHalf{"2026-05-H2", 90, std::nullopt});
}

TEST_CASE("the most in the county is said only of a township that has it alone") {
    CHECK(praised(frozen({township("甲", 8, 15, 300), township("乙", 8, 15, 280)})) == "甲:most_present ");
    CHECK(praised(frozen({township("甲", 8, 14, 300), township("乙", 8, 15, 280)})) ==
          "乙:most_activities 甲:most_present ");
    CHECK(praised(frozen({township("甲", 0, 0, 0), township("乙", 0, 0, 0)})).empty());
    CHECK(praised(frozen({township("甲", 1, 3, 9), township("乙", 1, 3, 9)})).empty());
}

TEST_CASE("equal work shares a rank and the next rank is left out") {
    const BulletinSnapshot snapshot =
        frozen({township("甲", 5, 6, 60), township("乙", 8, 9, 90), township("丙", 5, 6, 50)});
    REQUIRE(snapshot.rows.size() == 3);
    CHECK(snapshot.rows[0].name == "乙");
    CHECK(snapshot.rows[0].rank == 1);
    CHECK(snapshot.rows[1].rank == 2);
    CHECK(snapshot.rows[2].rank == 2);
}

TEST_CASE("what another bulletin told otherwise is found figure by figure, the county first") {
    BulletinSnapshot told = frozen({township("A", 5, 6, 70), township("B", 5, 5, 50)});
    BulletinSnapshot now = frozen({township("A", 5, 7, 80), township("B", 5, 5, 50), township("C", 1, 1, 1)});
    now.totals.activities = 1;
    const std::vector<BulletinChange> changes = changes_between(told, now);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0] == BulletinChange{now.unit_name, "activities", 0, 1});
    CHECK(changes[1] == BulletinChange{"A", "activities", 6, 7});
    CHECK(changes[2] == BulletinChange{"A", "present", 70, 80});
    CHECK(changes_between(now, now).empty());
}

TEST_CASE("a month has no half month of its own on its way") {
    BulletinSnapshot month = frozen({});
    month.period = "2026-11";
    freeze_halves(month, {frozen({})});
    REQUIRE(month.halves.size() == 1);
    CHECK(month.halves[0].period == "2026-11-H1");
}
