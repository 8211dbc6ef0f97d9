// Stores of units and people: write, reopen, read back, compare the value; then what the schema refuses.
#include <catch2/catch.hpp>

#include "lib/storage/held_message_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/invite_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/receipt_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a unit comes back as it was written, by id and by code") {
    World world;
    OrgUnit unit = world.found("QH-CG-09", "城关镇青创联合团支部", OrgKind::joint_branch, "QH-CG");
    unit.name = "改名";
    unit.short_name = "改";
    unit.sort = 7;
    world.database().write([&](Transaction& tx) { OrgWriter(tx).update(unit); });
    world.reopen();
    world.database().read([&](ReadTransaction& tx) {
        const OrgStore units(tx);
        CHECK(units.find(unit.id) == unit);
        CHECK(units.find_by_code("QH-CG-09") == unit);
        CHECK_FALSE(units.find_by_code("qh-cg-09"));
        const auto above = units.ancestors(unit);
        REQUIRE(above.size() == 2);
        CHECK(above[0].code == "QH");
        CHECK(above[1].code == "QH-CG");
    });
}

TEST_CASE("branches are counted at the unit and at all above, and leave when closed") {
    World world;
    const auto branches = [&](const OrgUnit& unit) {
        return world.database().read([&](ReadTransaction& tx) { return OrgStore(tx).branches_at(unit.id); });
    };
    const OrgUnit general = world.found("QH-CG-G", "总支", OrgKind::general_branch, "QH-CG");
    world.found("QH-CG-G1", "下属支部", OrgKind::branch, "QH-CG-G");
    CHECK(branches(world.county) == 6);
    CHECK(branches(world.cg) == 4);
    CHECK(branches(general) == 2);
    world.database().write([&](Transaction& tx) {
        CHECK(OrgWriter(tx).close(general, tx.now()));
        CHECK_FALSE(OrgWriter(tx).close(general, tx.now()));
    });
    CHECK(branches(world.county) == 5);
    CHECK(branches(general) == 1);
    world.database().read([&](ReadTransaction& tx) {
        CHECK(OrgStore(tx).children(world.cg.id).size() == 2);
        CHECK(OrgStore(tx).subtree(world.county.path, 8).size() == 7);  // nothing below a closed unit is shown
        CHECK(OrgStore(tx).subtree(world.county.path, 1).size() == 3);
    });
}

TEST_CASE("a code is taken once") {
    World world;
    CHECK_THROWS_AS(world.found("QH-CG", "又一个", OrgKind::township, "QH"), ConstraintFailure);
}

TEST_CASE("a person comes back as written, and is found by phone without it standing there") {
    World world;
    const Person person{PersonId("p-1"), "张三", "13800001234", world.clock().now(), std::nullopt};
    world.database().write([&](Transaction& tx) { PersonWriter(tx, world.seals()).insert(person); });
    world.reopen();
    world.database().read([&](ReadTransaction& tx) {
        const PersonStore people(tx, world.seals());
        CHECK(people.find(person.id) == person);
        CHECK(people.list_by_phone("13800001234") == std::vector{person.id});
        CHECK(people.list_by_phone("13800001235").empty());
        CHECK(tx.value<std::string>("SELECT phone_hash FROM people WHERE id = $1", person.id) !=
              std::optional<std::string>("13800001234"));
    });
}

TEST_CASE("whoever was merged into a merged person ends up at the last") {
    World world;
    world.database().write([&](Transaction& tx) {
        PersonWriter people(tx, world.seals());
        for (const char* id : {"p-1", "p-2", "p-3"}) {
            people.insert({PersonId(id), id, std::nullopt, tx.now(), std::nullopt});
        }
        people.merge(PersonId("p-1"), PersonId("p-2"));
        people.merge(PersonId("p-2"), PersonId("p-3"));
        const PersonStore read(tx, world.seals());
        CHECK(read.current(PersonId("p-1")) == PersonId("p-3"));
        CHECK(read.current(PersonId("p-2")) == PersonId("p-3"));
        CHECK(read.current(PersonId("p-3")) == PersonId("p-3"));
        people.insert({PersonId("p-4"), "x", "13800001234", tx.now(), PersonId("p-3")});
        CHECK(read.list_by_phone("13800001234").empty());
    });
}

TEST_CASE("one openid is one identity in each account") {
    World world;
    const OpenId openid("o-same");
    world.database().write([&](Transaction& tx) {
        IdentityWriter identities(tx, world.seals());
        const Identity first = identities.upsert(IdentityId("i-1"), "oa", openid);
        CHECK(identities.upsert(IdentityId("i-2"), "oa", openid) == first);
        CHECK(identities.upsert(IdentityId("i-3"), "mp", openid).id == IdentityId("i-3"));
        identities.set_unionid(first.id, "union-1");
        identities.set_person(first.id, *world.officer.person);
        identities.set_follows(first.id, true);
        identities.set_last_messages({{first.id, tx.now()}});
    });
    world.reopen();
    world.database().read([&](ReadTransaction& tx) {
        const IdentityStore identities(tx, world.seals());
        const Instant now = world.clock().now();
        CHECK(identities.find("oa", openid) ==
              Identity{IdentityId("i-1"), "oa", openid, "union-1", world.officer.person, true, now, now});
        CHECK(identities.list_for_unionid("union-1").size() == 1);
        CHECK(identities.list_for_person(*world.officer.person).size() == 2);
        CHECK(identities.list_without_unionid("oa", from_millis(0), 100).size() == 7);
    });
}

TEST_CASE("a role is held once, and moving it to who has it already leaves one") {
    World world;
    const PersonId from = *world.cg01_secretary.person;
    const PersonId to = *world.ls01_secretary.person;
    world.database().write([&](Transaction& tx) {
        RoleWriter roles(tx);
        CHECK_FALSE(roles.grant(RoleGrantId("g-1"), from, Role::branch_secretary, world.cg01.id));
        CHECK(roles.grant(RoleGrantId("g-2"), to, Role::branch_secretary, world.cg01.id));
        roles.move(from, to);
        const RoleStore read(tx);
        CHECK(read.list_for_person(from).empty());
        CHECK(read.list_for_person(to).size() == 2);
        CHECK(roles.end(RoleGrantId("g-2")));
        CHECK_FALSE(roles.end(RoleGrantId("g-2")));
        CHECK(roles.grant(RoleGrantId("g-3"), to, Role::branch_secretary, world.cg01.id));  // again, later
    });
}

TEST_CASE("an invite comes back by its code, and loses its guest's name when that is due") {
    World world;
    const Instant now = world.clock().now();
    const Invite invite{InviteId("v-1"), Role::branch_secretary, world.cg01.id, "张三",
                        "13800001234",   world.officer.person,   now,           now + std::chrono::days(30),
                        std::nullopt,    std::nullopt,           std::nullopt,  std::nullopt};
    world.database().write([&](Transaction& tx) { InviteWriter(tx, world.seals()).insert(invite, "ABCD2345"); });
    world.reopen();
    world.database().write([&](Transaction& tx) {
        const InviteStore read(tx, world.seals());
        InviteWriter invites(tx, world.seals());
        CHECK(read.find_by_code("ABCD2345") == invite);
        CHECK_FALSE(read.find_by_code("ABCD2346"));
        CHECK(invites.mark_used(invite.id, *world.leader.person));
        CHECK_FALSE(invites.mark_used(invite.id, *world.officer.person));
        CHECK(invites.forget_contacts(now) == 0);
        CHECK(invites.forget_contacts(now + std::chrono::seconds(1)) == 1);
        CHECK_FALSE(read.find_by_code("ABCD2345")->name);
        CHECK(read.find_by_code("ABCD2345")->used_by == world.leader.person);
    });
}

TEST_CASE("a pair of people is proposed once, either way round") {
    World world;
    const PersonId a = *world.officer.person;
    const PersonId b = *world.leader.person;
    world.database().write([&](Transaction& tx) {
        MergeWriter merges(tx);
        CHECK(merges.propose(MergeId("m-1"), a, b));
        CHECK_FALSE(merges.propose(MergeId("m-2"), b, a));
        CHECK(MergeStore(tx).list_open().size() == 1);
        CHECK(merges.decide(MergeId("m-1"), MergeVerdict::refused, a));
        CHECK_FALSE(merges.decide(MergeId("m-1"), MergeVerdict::merged, a));
        CHECK(MergeStore(tx).list_open().empty());
        CHECK(MergeStore(tx).find(MergeId("m-1"))->verdict == MergeVerdict::refused);
        CHECK_FALSE(merges.propose(MergeId("m-3"), a, b));
    });
}

TEST_CASE("the first answer to a message stays") {
    World world;
    world.database().write([&](Transaction& tx) {
        ReceiptWriter receipts(tx, world.seals());
        CHECK(receipts.record("oa", "123", "已记录"));
        CHECK_FALSE(receipts.record("oa", "123", "又一次"));
        CHECK(receipts.record("mp", "123", ""));
        const ReceiptStore read(tx, world.seals());
        CHECK(read.find("oa", "123") == "已记录");
        CHECK(read.find("mp", "123") == "");
        CHECK_FALSE(read.find("oa", "124"));
    });
}

TEST_CASE("held messages are shown once, to their sender") {
    World world;
    const OpenId sender("o-1");
    world.database().write([&](Transaction& tx) {
        HeldMessageWriter held(tx, world.seals());
        held.insert("h-1", "oa", sender, "昨天");
        held.insert("h-2", "oa", OpenId("o-2"), "别人的话");
        const HeldMessageStore read(tx, world.seals());
        REQUIRE(read.list_unshown("oa", sender).size() == 1);
        CHECK(read.list_unshown("oa", sender)[0].words == "昨天");
        held.insert("h-3", "oa", sender, "前天");
        held.mark_shown({"h-1"});
        REQUIRE(read.list_unshown("oa", sender).size() == 1);
        CHECK(read.list_unshown("oa", sender)[0].words == "前天");
        held.mark_shown({"h-3"});
        CHECK(read.list_unshown("oa", sender).empty());
        CHECK(read.list_unshown("oa", OpenId("o-2")).size() == 1);
    });
}
