#include <catch2/catch.hpp>

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

}  // namespace

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
