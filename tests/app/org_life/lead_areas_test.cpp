#include <catch2/catch.hpp>

#include "lib/app/end_unit.hpp"
#include "lib/app/lead_areas.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/storage/area_store.hpp"
#include "tests/app/org_life/life.hpp"

using namespace league;
using namespace league::test;

namespace {

LeadingGroup group_from(Date from, const std::string& head = "刘书记") {
    LeadingGroup group;
    group.from = from;
    group.paper = "乡发〔2026〕2号";
    group.members = {{GroupRole::head, head, "镇党委书记", "13800001111"},
                     {GroupRole::deputy, "何副镇长", "副镇长", std::nullopt},
                     {GroupRole::member, "王城关", "团委书记", std::nullopt}};
    return group;
}

AssignContact::Input contact_of(World& world, const CastMember& who, ContactKind kind = ContactKind::leader) {
    AssignContact::Input input;
    input.unit = "QH-LS";
    input.contact.id = make_uuid_v7(world.random(), world.clock().now());
    input.contact.kind = kind;
    input.contact.person = who.person;
    input.contact.name = who.name;
    input.contact.post = "县委常委";
    input.contact.phone = "13900002222";
    input.contact.from = day(2026, 11, 1);
    return input;
}

}  // namespace

TEST_CASE("a group composed anew ends the one before, and a township without one is on the list") {
    World world;
    ComposeGroup compose(world.database(), world.seals());
    compose.run(world.actor(world.cg_secretary), {"QH-CG", group_from(day(2026, 3, 1))});
    compose.run(world.actor(world.cg_secretary), {"QH-CG", group_from(day(2026, 9, 1), "孙书记")});
    CHECK(refusal([&] {
              compose.run(Actor::system(), {"QH-CG", group_from(day(2026, 8, 1))});
          }) == "from group.newer_is_known");
    const auto entries = ListGroups(world.database(), world.seals()).run(world.actor(world.officer), "QH");
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].unit.code == "QH");
    CHECK_FALSE(entries[0].group);
    CHECK(entries[1].group->members.at(0).name == "孙书记");
    CHECK(entries[1].group->members.at(0).phone == "138****1111");
    CHECK_FALSE(entries[2].group);

    world.reopen();
    const auto all =
        world.database().read([&](ReadTransaction& tx) { return AreaStore(tx, world.seals()).groups(world.cg.id); });
    REQUIRE(all.size() == 2);
    CHECK(all[1].until == day(2026, 9, 1));
    CHECK(all[1].members.size() == 3);
}

TEST_CASE("names and phones of a group lie sealed in the records") {
    World world;
    ComposeGroup(world.database(), world.seals()).run(Actor::system(), {"QH-CG", group_from(day(2026, 3, 1))});
    const auto open = world.database().read([](ReadTransaction& tx) {
        return tx.value<long long>("SELECT COUNT(*) FROM leading_group_members WHERE name_sealed LIKE $1",
                                   std::string("%刘书记%"));
    });
    CHECK(open == 0);
}

TEST_CASE("a township composes its own group alone, and leaders see no phones of people") {
    World world;
    ComposeGroup compose(world.database(), world.seals());
    const ComposeGroup::Input input{"QH-CG", group_from(day(2026, 3, 1))};
    CHECK(refusal([&] { compose.run(world.actor(world.ls_secretary), input); }) == "not_allowed");
    CHECK(refusal([&] { compose.run(world.actor(world.cg01_secretary), input); }) == "not_allowed");
    CHECK(refusal([&] {
              compose.run(world.actor(world.cg_secretary), {"QH", group_from(day(2026, 3, 1))});
          }) == "not_allowed");
    ListGroups list(world.database(), world.seals());
    CHECK(refusal([&] { list.run(world.actor(world.leader), "QH-CG"); }) == "not_allowed");
    CHECK(list.run(world.actor(world.cg_secretary), "QH-CG").size() == 1);
}

TEST_CASE("who is put in charge of an area reads it, until the day it ends") {
    World world;
    AssignContact assign(world.database(), world.seals(), world.random());
    const auto input = contact_of(world, world.leader);
    const Actor officer = world.actor(world.officer);
    CHECK(refusal([&] { assign.run(world.actor(world.ls_secretary), input); }) == "not_allowed");
    CHECK(assign.run(officer, input).created);
    CHECK_FALSE(assign.run(officer, input).created);
    auto other = input;
    other.contact.post = "副县长";
    CHECK(refusal([&] { assign.run(officer, other); }) == "contact.other_under_id");
    CHECK(may(world.actor(world.leader), Verb::see_activities, world.ls01));

    EndContact end(world.database(), world.seals());
    CHECK(refusal([&] {
              end.run(officer, {input.contact.id, day(2026, 10, 31)});
          }) == "on contact.ends_before_beginning");
    CHECK(end.run(officer, {input.contact.id, day(2026, 11, 10)}).until == day(2026, 11, 10));
    end.run(officer, {input.contact.id, day(2026, 11, 10)});
    CHECK(refusal([&] { end.run(officer, {input.contact.id, day(2026, 11, 9)}); }) == "contact.ended");
    CHECK(refusal([&] { end.run(officer, {"none", day(2026, 11, 9)}); }) == "contact.not_found");
    CHECK_FALSE(may(world.actor(world.leader), Verb::see_activities, world.ls01));
    CHECK(may(world.actor(world.leader), Verb::see_activities, world.cg01));
}

TEST_CASE("a right that somebody held before an assignment outlives it") {
    World world;
    AssignContact assign(world.database(), world.seals(), world.random());
    auto input = contact_of(world, world.leader);
    input.unit = "QH-CG";
    assign.run(world.actor(world.officer), input);
    EndContact(world.database(), world.seals()).run(world.actor(world.officer), {input.contact.id, day(2026, 11, 10)});
    CHECK(may(world.actor(world.leader), Verb::see_activities, world.cg01));
}

TEST_CASE("who is in charge of an area twice reads it until the second of the two ends") {
    World world;
    AssignContact assign(world.database(), world.seals(), world.random());
    const auto leader = contact_of(world, world.leader);
    const auto instructor = contact_of(world, world.leader, ContactKind::instructor);
    assign.run(world.actor(world.officer), leader);
    assign.run(world.actor(world.officer), instructor);
    EndContact end(world.database(), world.seals());
    end.run(world.actor(world.officer), {leader.contact.id, day(2026, 11, 10)});
    CHECK(may(world.actor(world.leader), Verb::see_activities, world.ls01));
    end.run(world.actor(world.officer), {instructor.contact.id, day(2026, 11, 10)});
    CHECK_FALSE(may(world.actor(world.leader), Verb::see_activities, world.ls01));
}

TEST_CASE("phone numbers of groups and contacts that are over are erased after a while, names stay") {
    World world;
    ComposeGroup compose(world.database(), world.seals());
    compose.run(Actor::system(), {"QH-CG", group_from(day(2026, 3, 1))});
    compose.run(Actor::system(), {"QH-CG", group_from(day(2026, 9, 1), "孙书记")});
    const auto over = contact_of(world, world.leader);
    const auto running = contact_of(world, world.leader, ContactKind::instructor);
    for (const auto& input : {over, running}) {
        AssignContact(world.database(), world.seals(), world.random()).run(world.actor(world.officer), input);
    }
    EndContact(world.database(), world.seals()).run(Actor::system(), {over.contact.id, day(2026, 11, 5)});
    const auto phones = [&] {
        return world.database().read([&](ReadTransaction& tx) {
            const AreaStore areas(tx, world.seals());
            std::string all;
            for (const LeadingGroup& group : areas.groups(world.cg.id)) {
                all += group.members.at(0).name + (group.members.at(0).phone ? " yes " : " no ");
            }
            for (const auto& input : {over, running}) {
                all += areas.find_contact(input.contact.id)->phone ? "yes " : "no ";
            }
            return all;
        });
    };
    TidyRecords tidy(world.database(), world.seals());
    tidy.run(at_beijing(day(2026, 11, 30)));  // 90 days after the first of September
    CHECK(phones() == "孙书记 yes 刘书记 yes yes yes ");
    tidy.run(at_beijing(day(2026, 12, 1)));
    CHECK(phones() == "孙书记 yes 刘书记 no yes yes ");
    tidy.run(at_beijing(day(2027, 2, 4)));
    CHECK(phones() == "孙书记 yes 刘书记 no no yes ");
}

TEST_CASE("contacts are listed by kind, phones only to those who may see people") {
    World world;
    AssignContact assign(world.database(), world.seals(), world.random());
    assign.run(world.actor(world.officer), contact_of(world, world.leader));
    auto unknown = contact_of(world, world.stranger, ContactKind::instructor);
    unknown.contact.name = "冯指导";
    assign.run(world.actor(world.officer), unknown);
    ListContacts list(world.database(), world.seals());
    CHECK(list.run(world.actor(world.officer), "QH", std::nullopt).size() == 2);
    const auto instructors = list.run(world.actor(world.ls_secretary), "QH-LS", ContactKind::instructor);
    REQUIRE(instructors.size() == 1);
    CHECK(instructors[0].contact.phone == "13900002222");
    const auto seen = list.run(world.actor(world.leader), "QH-LS", std::nullopt);
    REQUIRE(seen.size() == 2);
    CHECK_FALSE(seen[0].contact.phone);
    auto nobody = contact_of(world, world.leader);
    nobody.contact.person = PersonId("nobody");
    CHECK(refusal([&] { assign.run(world.actor(world.officer), nobody); }) == "person_id contact.unknown_person");
}

TEST_CASE("contacts and group of a township end with it") {
    World world;
    AssignContact(world.database(), world.seals(), world.random())
        .run(world.actor(world.officer), contact_of(world, world.leader));
    ComposeGroup(world.database(), world.seals()).run(Actor::system(), {"QH-LS", group_from(day(2026, 3, 1))});
    move(world, "QH-LS-01", "QH-CG", "2026-11");
    move(world, "QH-LS-02", "QH-CG", "2026-11");
    EndUnit(world.database(), world.digest(), world.random())
        .run(Actor::system(), {"QH-LS", UnitEventKind::closed, "", day(2026, 11, 10), "撤乡并镇", ""});
    world.database().read([&](ReadTransaction& tx) {
        CHECK_FALSE(AreaStore(tx, world.seals()).group_now(world.ls.id));
        CHECK(AreaStore(tx, world.seals()).contacts_below(world.ls.path).at(0).until == day(2026, 11, 10));
    });
}
