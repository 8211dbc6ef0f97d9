#include <catch2/catch.hpp>

#include "lib/app/list_readers.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("who writes for a branch is told which roles can read it, the branch's own first") {
    World world;
    world.appoint("钱副书记", Role::branch_secretary, "QH-CG-01");
    ListReaders list(world.database());
    const auto readers = [&](const CastMember& who, const std::string& unit) {
        std::string shown;
        for (const RoleCount& one : list.run(world.actor(who), unit).readers) {
            shown += std::string(to_string(one.role)) + "@" + one.unit_name + "=" + std::to_string(one.people) + " ";
        }
        return shown;
    };
    CHECK(readers(world.cg01_secretary, "QH-CG-01") ==
          "branch_secretary@城关镇机关团支部=2 county_leader@城关镇=1 township_secretary@城关镇=1 "
          "county_officer@清河县=1 ");
    CHECK(readers(world.cg_secretary, "QH-CG") ==
          "county_leader@城关镇=1 township_secretary@城关镇=1 county_officer@清河县=1 ");
    CHECK(problem_of([&] { readers(world.stranger, "QH-CG-01"); }) == "not_bound");
    CHECK(problem_of([&] { readers(world.ls_secretary, "QH-CG-01"); }) == "not_allowed");
    CHECK(problem_of([&] { readers(world.cg01_secretary, "QH-XX"); }) == "unit_not_found");
}

TEST_CASE("somebody whose role ended is counted among the readers no more") {
    World world;
    ListReaders list(world.database());
    CHECK(list.run(world.actor(world.officer), "QH-LS-02").readers.size() == 2);
    const CastMember secretary = world.appoint("吴河湾", Role::branch_secretary, "QH-LS-02");
    CHECK(list.run(world.actor(secretary), "QH-LS-02").readers.size() == 3);
    world.database().write(
        [&](Transaction& tx) { RoleWriter(tx).end(RoleStore(tx).list_for_person(*secretary.person).at(0).id); });
    CHECK(list.run(world.actor(world.officer), "QH-LS-02").readers.size() == 2);
}
