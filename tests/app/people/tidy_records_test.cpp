#include "lib/app/tidy_records.hpp"

#include <catch2/catch.hpp>

#include "lib/storage/disclosure_store.hpp"
#include "lib/storage/held_message_store.hpp"
#include "lib/storage/receipt_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("what has served its time is erased in slices, the rest stays") {
    World world;
    const auto record = [&](const std::string& key) {
        world.database().write(
            [&](Transaction& tx) { ReceiptWriter(tx, world.seals()).record("oa", key, "answer to " + key); });
    };
    for (int i = 0; i < 25; ++i) record("old-" + std::to_string(i));
    world.database().write([&](Transaction& tx) {
        HeldMessageWriter(tx, world.seals()).insert("h-1", "oa", world.stranger.openid, "30 28");
    });
    world.clock().advance(std::chrono::days(8));
    record("new");

    TidyOptions options;
    options.slice = 10;
    CHECK(TidyRecords(world.database(), world.seals(), options).run(world.clock().now()) == 25);
    world.database().read([&](ReadTransaction& tx) {
        const ReceiptStore receipts(tx, world.seals());
        CHECK_FALSE(receipts.find("oa", "old-3"));
        CHECK(receipts.find("oa", "new") == "answer to new");
        CHECK_FALSE(receipts.find("mp", "new"));
        CHECK(HeldMessageStore(tx, world.seals()).list_unshown("oa", world.stranger.openid).size() == 1);
    });
    CHECK(TidyRecords(world.database(), world.seals()).run(world.clock().now()) == 0);
    world.clock().advance(std::chrono::days(30));
    CHECK(TidyRecords(world.database(), world.seals()).run(world.clock().now()) == 2);
}

TEST_CASE("who saw masked numbers, and why, is kept for three years") {
    World world;
    world.database().write([&](Transaction& tx) {
        DisclosureWriter(tx, world.seals()).insert({"d-1", world.officer.person, world.cg.id, "电话催报", 3, tx.now()});
    });
    const auto kept = [&] {
        return world.database().read(
            [&](ReadTransaction& tx) { return DisclosureStore(tx, world.seals()).list(world.county.path, 10).size(); });
    };
    TidyRecords tidy(world.database(), world.seals());
    world.clock().advance(std::chrono::days(1094));
    tidy.run(world.clock().now());
    CHECK(kept() == 1);
    world.clock().advance(std::chrono::days(2));
    tidy.run(world.clock().now());
    CHECK(kept() == 0);
}
