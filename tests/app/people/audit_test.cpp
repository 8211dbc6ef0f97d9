#include <catch2/catch.hpp>
#include <thread>

#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

void append(World& world, const Actor& actor, const std::string& id) {
    world.database().write([&](Transaction& tx) {
        AuditWriter(tx, world.digest()).append(actor, {"create_thing", "thing", id, {"one", "two"}});
    });
}

/// As somebody would who has the file and no wish to be seen.
void tamper(World& world, const std::string& statement) {
    world.database().write([&](Transaction& tx) { tx.run_script(statement); });
}

}  // namespace

TEST_CASE("deeds of many threads stand in one unbroken chain") {
    World world;
    const Actor officer = world.actor(world.officer);
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) append(world, officer, std::to_string(t * 100 + i));
        });
    }
    for (std::thread& thread : threads) thread.join();
    const CheckResult chain = verify_audit_chain(world.database(), world.digest());
    CHECK(chain.ok);
    CHECK(chain.examined == 200);
}

TEST_CASE("a row tells who, what and which fields") {
    World world;
    append(world, world.actor(world.officer), "t-1");
    append(world, Actor::system(), "t-1");
    append(world, world.actor(world.stranger), "t-1");
    const auto rows = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("thing", "t-1"); });
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].person == world.officer.person);
    CHECK(rows[0].actor == "person");
    CHECK(rows[0].at == world.clock().now());
    CHECK(rows[0].fields == "one,two");
    CHECK_FALSE(rows[1].person);
    CHECK(rows[1].actor == "operator");
    CHECK(rows[2].actor == "identity:" + world.stranger.identity.str());
}

TEST_CASE("a changed, removed or exchanged row breaks the chain where it stands") {
    World world;
    const Actor officer = world.actor(world.officer);
    for (int i = 1; i <= 10; ++i) append(world, officer, std::to_string(i));
    const auto broken_at = [&] {
        const CheckResult chain = verify_audit_chain(world.database(), world.digest());
        return chain.ok ? std::string("nowhere") : chain.details.at(0);
    };
    CHECK(broken_at() == "nowhere");
    SECTION("changed") {
        tamper(world, "UPDATE audit SET person_id = NULL WHERE seq = 4;");
        CHECK(broken_at() == "audit 4");
    }
    SECTION("a text moved from one column to the next") {
        tamper(world, "UPDATE audit SET verb = 'create', subject = '_thingthing' WHERE seq = 5;");
        CHECK(broken_at() == "audit 5");
    }
    SECTION("removed") {
        tamper(world, "DELETE FROM audit WHERE seq = 6;");
        CHECK(broken_at() == "audit 7");
    }
    SECTION("a new beginning") {
        tamper(world, "DELETE FROM audit WHERE seq = 1;");
        CHECK(broken_at() == "audit 2");
    }
}
