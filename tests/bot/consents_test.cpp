#include <catch2/catch.hpp>

#include "lib/app/consents.hpp"
#include "lib/base/problem.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

std::vector<NoticeConfig> notices() {
    NoticeConfig once;
    once.name = "log_due";
    once.account = "oa";
    once.template_id = "T1";
    NoticeConfig for_long = once;
    for_long.name = "long";
    for_long.template_id = "T2";
    for_long.long_term = true;
    return {once, for_long};
}

struct Consents {
    World world;
    RecordConsent record{world.database(), world.random(), notices()};

    RecordConsent::Output phone(const std::string& id = "", const std::string& template_id = "T1") {
        return record.run(world.actor(world.cg01_secretary), {id, template_id, true, ConsentSource::phone, false});
    }
    RecordConsent::Output event(bool accepted = true, bool in_settings = false) {
        return world.database().write([&](Transaction& tx) {
            return record.run_in(tx, world.cg01_secretary.identity,
                                 {"", "T1", accepted, ConsentSource::event, in_settings});
        });
    }
};

}  // namespace

TEST_CASE("the two reports of one tap count once, in either order") {
    Consents consents;
    CHECK(consents.phone().balance == 1);
    CHECK(consents.event().balance == 1);
    CHECK(consents.event().balance == 2);
    CHECK(consents.phone().balance == 2);
    consents.phone();
    consents.world.clock().advance(std::chrono::seconds(121));
    CHECK(consents.event().balance == 4);
}

TEST_CASE("a report repeated under its id counts once") {
    Consents consents;
    const std::string id = make_uuid_v7(consents.world.random(), consents.world.clock().now());
    CHECK(consents.phone(id).counted);
    CHECK_FALSE(consents.phone(id).counted);
    CHECK(consents.phone(id).balance == 1);
}

TEST_CASE("refusing a popup leaves what was allowed, switching off in the settings ends it") {
    Consents consents;
    consents.phone();
    CHECK(consents.event(false).balance == 1);
    CHECK(consents.event(false, true).balance == 0);
}

TEST_CASE("a long-term consent is yes or no") {
    Consents consents;
    consents.phone("", "T2");
    CHECK(consents.phone("", "T2").balance == 1);
}

TEST_CASE("a template that is not ours is refused from a phone and passed over in an event") {
    Consents consents;
    CHECK_THROWS_AS(consents.phone("", "other"), Problem);
    const auto lines = ConsentBalance(consents.world.database(), consents.world.seals(), notices())
                           .run(consents.world.actor(consents.world.cg01_secretary));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].balance == 0);
    CHECK(lines[1].long_term);
}
