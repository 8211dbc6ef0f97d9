#include "lib/app/record_contact.hpp"

#include <catch2/catch.hpp>

#include "lib/storage/identity_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

std::optional<Instant> last_message(World& world, const IdentityId& id) {
    return world.database().read(
        [&](ReadTransaction& tx) { return IdentityStore(tx, world.seals()).find(id)->last_message_at; });
}

}  // namespace

TEST_CASE("many messages of one follower are one write, and the latest counts") {
    World world;
    RecordContact contact(world.database(), world.seals());
    const Instant now = world.clock().now();
    for (int i = 0; i < 100; ++i) contact.note(world.officer.identity, now + std::chrono::seconds(i));
    contact.note(world.officer.identity, now);
    contact.note(IdentityId("unknown"), now);
    CHECK(contact.waiting() == 2);
    CHECK_FALSE(last_message(world, world.officer.identity));
    const auto jobs = world.database().writer_stats().jobs;
    contact.flush();
    CHECK(world.database().writer_stats().jobs - jobs == 1);
    CHECK(contact.waiting() == 0);
    CHECK(last_message(world, world.officer.identity) == now + std::chrono::seconds(99));

    contact.note(world.officer.identity, now);  // an older one from another server does not take it back
    contact.flush();
    CHECK(last_message(world, world.officer.identity) == now + std::chrono::seconds(99));
}
