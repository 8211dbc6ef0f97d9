#include <catch2/catch.hpp>

#include "lib/app/read_org_tree.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

/// "QH(4) QH-CG(2):name,name ..." of what the actor is shown; without ":" where people are not shown.
std::string shown(World& world, const Actor& actor, const std::string& org, std::size_t depth = 8) {
    std::string all;
    for (const auto& node : ReadOrgTree(world.database(), world.seals()).run(actor, {org, depth}).nodes) {
        if (!all.empty()) all += ' ';
        all += node.unit.code + "(" + std::to_string(node.branches) + ")";
        if (!node.holders) continue;
        all += ':';
        for (const auto& holder : *node.holders) all += holder.name + ";";
    }
    return all;
}

}  // namespace

TEST_CASE("an officer sees the whole county with everybody in it") {
    World world;
    CHECK(shown(world, world.actor(world.officer), "") ==
          "QH(4):李团县; QH-CG(2):周联系;王城关; QH-CG-01(1):张支书; QH-CG-02(1): QH-LS(2):赵柳树; "
          "QH-LS-01(1):陈支书; QH-LS-02(1):");
}

TEST_CASE("others see the townships, their own line, and people only where they work") {
    World world;
    CHECK(shown(world, world.actor(world.stranger), "QH") == "QH(4) QH-CG(2) QH-LS(2)");
    CHECK(shown(world, world.actor(world.cg_secretary), "QH") ==
          "QH(4) QH-CG(2):周联系;王城关; QH-CG-01(1):张支书; QH-CG-02(1): QH-LS(2)");
    CHECK(shown(world, world.actor(world.cg01_secretary), "QH") ==
          "QH(4) QH-CG(2) QH-CG-01(1):张支书; QH-CG-02(1) QH-LS(2)");
    CHECK(shown(world, world.actor(world.leader), "") == "QH-CG(2) QH-CG-01(1) QH-CG-02(1)");
    CHECK(shown(world, world.actor(world.officer), "QH", 1) ==
          "QH(4):李团县; QH-CG(2):周联系;王城关; QH-LS(2):赵柳树;");
}

TEST_CASE("a tree outside the line of one's units is refused") {
    World world;
    CHECK(problem_of([&] { shown(world, world.actor(world.stranger), ""); }) == "not_bound");
    CHECK(problem_of([&] { shown(world, world.actor(world.stranger), "QH-CG"); }) == "not_bound");
    CHECK(problem_of([&] { shown(world, world.actor(world.ls_secretary), "QH-CG"); }) == "not_allowed");
    CHECK(problem_of([&] { shown(world, world.actor(world.cg01_secretary), "QH-CG-02"); }) == "not_allowed");
}
