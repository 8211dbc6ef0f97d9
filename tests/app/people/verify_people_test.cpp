#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a sound world passes every check of people and units") {
    World world;
    CHECK(verify_audit_chain(world.database(), world.digest()).ok);
    const CheckResult roles = verify_roles(world.database());
    CHECK(roles.ok);
    CHECK(roles.examined == 6);
    const CheckResult branches = verify_unit_branches(world.database());
    CHECK(branches.ok);
    CHECK(branches.examined == 7);
}

TEST_CASE("verification runs every check, also after one that failed") {
    World world;
    world.database().write([](Transaction& tx) { tx.run("UPDATE unit_branches SET branches = 0"); });
    std::string all;
    for (const CheckResult& check : run_verification(world.database(), world.digest())) {
        all += check.name + (check.ok ? "+ " : "- ");
    }
    CHECK(all ==
          "audit_chain+ roles+ unit_branches- unit_places+ figures+ org_activity+ reports+ supervisions+ "
          "projects+ content_checks+ ");
}

TEST_CASE("a role left at a closed unit is reported") {
    World world;
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg01, tx.now()); });
    const CheckResult roles = verify_roles(world.database());
    CHECK_FALSE(roles.ok);
    CHECK(roles.details.size() == 1);
    CHECK(verify_unit_branches(world.database()).ok);
}

TEST_CASE("a kept number of branches that drifted is reported with both numbers") {
    World world;
    world.database().write([](Transaction& tx) {
        tx.run(
            "UPDATE unit_branches SET branches = branches + 1 WHERE unit_id = (SELECT id FROM org_units WHERE code = "
            "$1)",
            "QH-CG");
    });
    const CheckResult branches = verify_unit_branches(world.database());
    CHECK_FALSE(branches.ok);
    CHECK(branches.details == std::vector<std::string>{"QH-CG kept 3 counted 2"});
}
