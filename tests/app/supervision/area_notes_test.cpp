#include "lib/app/area_notes.hpp"

#include <catch2/catch.hpp>

#include "lib/app/lead_areas.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/app/supervision/laggards.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Areas : Laggards {
    Areas() {
        contact = assign(leader, ContactKind::leader, "QH-CG");
        instructor = assign(guide, ContactKind::instructor, "QH-CG");
    }
    std::string assign(const CastMember& who, ContactKind kind, const std::string& unit) {
        AssignContact::Input input;
        input.unit = unit;
        input.contact.id = make_uuid_v7(random(), clock().now());
        input.contact.kind = kind;
        input.contact.person = who.person;
        input.contact.name = who.name;
        input.contact.post = "县委组织部";
        input.contact.from = day("2026-11-01");
        return AssignContact(database(), seals(), random()).run(actor(officer), input).contact.id;
    }
    WriteAreaNote::Input note(AreaNoteKind kind, const std::string& words = "到两个村走访") {
        WriteAreaNote::Input input;
        input.unit = "QH-CG";
        input.note.id = make_uuid_v7(random(), clock().now());
        input.note.kind = kind;
        input.note.words = words;
        return input;
    }
    WriteAreaNote::Input visit(const std::string& of, const char* on = "2026-11-09") {
        WriteAreaNote::Input input = note(AreaNoteKind::visit);
        input.note.contact = of;
        input.note.on = day(on);
        return input;
    }
    WriteAreaNote::Output write(const CastMember& who, const WriteAreaNote::Input& input) {
        return WriteAreaNote(database(), seals()).run(actor(who), input);
    }
    std::string refused(const CastMember& who, const WriteAreaNote::Input& input) {
        return problem_of([&] { write(who, input); });
    }
    ListAreaNotes::Output list(const CastMember& who, ListAreaNotes::Input input = {"QH-CG"}) {
        return ListAreaNotes(database(), seals()).run(actor(who), input);
    }
    MyAreas::Output mine(const CastMember& who) {
        return MyAreas(database(), read_standing, seals(), {}).run(actor(who));
    }

    CastMember guide = appoint("郑指导", Role::county_leader, "QH-LS");
    std::string contact;
    std::string instructor;
};

}  // namespace

TEST_CASE("a leader and an instructor write down their own visits, the county those of both") {
    Areas areas;
    CHECK(areas.write(areas.leader, areas.visit(areas.contact)).created);
    CHECK(areas.write(areas.guide, areas.visit(areas.instructor)).created);
    CHECK(areas.write(areas.officer, areas.visit(areas.contact, "2026-11-10")).created);
    CHECK(areas.refused(areas.leader, areas.visit(areas.instructor)) == "not_allowed");
    CHECK(areas.refused(areas.cg_secretary, areas.visit(areas.contact)) == "not_allowed");
    CHECK(areas.refused(areas.stranger, areas.visit(areas.contact)) == "not_bound");
    CHECK(areas.refused(areas.leader, areas.visit(areas.contact, "2026-10-31")) == "on:area_note.not_in_charge_then");
    CHECK(areas.refused(areas.leader, areas.visit(areas.contact, "2026-11-11")) == "on:area_note.day_out_of_range");
    CHECK(areas.refused(areas.officer, areas.visit("nobody")) == "contact_id:area_note.no_such_contact");

    const auto listed = areas.list(areas.cg_secretary);
    REQUIRE(listed.total == 3);
    CHECK(listed.notes[0].note.on == day("2026-11-10"));
    CHECK(listed.notes[0].contact->name == "周联系");
    CHECK_FALSE(listed.notes[0].contact->phone);
}

TEST_CASE("advice of the county and the township's reply stand in one thread, and a repeat is no second note") {
    Areas areas;
    const auto advice = areas.note(AreaNoteKind::advice, "先把两个空壳支部理顺");
    CHECK(areas.write(areas.officer, advice).created);
    CHECK_FALSE(areas.write(areas.officer, advice).created);
    auto other = advice;
    other.note.words = "别的意见";
    CHECK(areas.refused(areas.officer, other) == "area_note.other_under_id");
    CHECK(areas.write(areas.leader, areas.note(AreaNoteKind::advice)).created);
    CHECK(areas.write(areas.cg_secretary, areas.note(AreaNoteKind::reply, "本周办")).created);
    CHECK(areas.refused(areas.cg_secretary, areas.note(AreaNoteKind::advice)) == "not_allowed");
    CHECK(areas.refused(areas.leader, areas.note(AreaNoteKind::reply)) == "not_allowed");
    CHECK(areas.refused(areas.ls_secretary, areas.note(AreaNoteKind::reply)) == "not_allowed");
    CHECK(areas.list(areas.leader).total == 3);
    ListAreaNotes::Input replies{"QH-CG"};
    replies.kind = AreaNoteKind::reply;
    CHECK(areas.list(areas.officer, replies).total == 1);
    CHECK(problem_of([&] { areas.list(areas.ls_secretary); }) == "not_allowed");
    CHECK(problem_of([&] { areas.list(areas.cg01_secretary); }) == "not_allowed");
    auto of_county = areas.note(AreaNoteKind::advice);
    of_county.unit = "QH";
    CHECK(areas.refused(areas.officer, of_county) == "unit:area_note.only_townships");
}

TEST_CASE("a leader sees each township of the area with its figures, open supervisions and the last visit") {
    Areas areas;
    areas.open_one("QH-CG");
    areas.write(areas.officer, areas.visit(areas.contact, "2026-11-05"));
    areas.write(areas.leader, areas.visit(areas.contact, "2026-11-09"));
    const auto mine = areas.mine(areas.leader).areas;
    REQUIRE(mine.size() == 1);
    CHECK(mine[0].unit.code == "QH-CG");
    CHECK(mine[0].contact->post == "县委组织部");
    CHECK(mine[0].standing->figures.target == 20);
    CHECK(mine[0].standing->figures.counted.new_ones == 1);
    CHECK(mine[0].alive.organisations == 4);
    CHECK(mine[0].report->period.str() == "2026-10-H2");
    CHECK(mine[0].supervisions.size() == 1);
    CHECK(mine[0].last_visit->on == day("2026-11-09"));

    const auto of_guide = areas.mine(areas.guide).areas;
    REQUIRE(of_guide.size() == 2);  // the instructor's township, and the one that the role was given for
    CHECK(of_guide[0].contact->kind == ContactKind::instructor);
    CHECK_FALSE(of_guide[1].contact);
    CHECK_FALSE(of_guide[1].last_visit);

    CHECK(areas.mine(areas.officer).areas.empty());
    areas.assign(areas.officer, ContactKind::leader, "QH-LS");
    REQUIRE(areas.mine(areas.officer).areas.size() == 1);
    CHECK(areas.mine(areas.officer).areas[0].unit.code == "QH-LS");
    CHECK(problem_of([&] { areas.mine(areas.stranger); }) == "not_bound");
}

TEST_CASE("a leader of the whole county notes visits to its townships and sees all of them") {
    Areas areas;
    const CastMember chief = areas.appoint("韩书记", Role::county_officer, "QH");
    const std::string all = areas.assign(chief, ContactKind::leader, "QH");
    CHECK(areas.write(chief, areas.visit(all)).created);
    const auto mine = areas.mine(chief).areas;
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].contact->id == all);
    CHECK(mine[0].standing->figures.target == 20);
    CHECK(mine[1].unit.code == "QH-LS");
    CHECK(mine[1].standing->unit.code == "QH-LS");
    CHECK(areas.refused(areas.officer, areas.visit(areas.assign(areas.guide, ContactKind::instructor, "QH-LS"))) ==
          "contact_id:area_note.no_such_contact");
}

TEST_CASE("a leader of a city sees the townships of its counties") {
    Areas areas;
    areas.found("SH", "山河市", OrgKind::city, "");
    areas.found("SH-1", "山河县", OrgKind::county, "SH");
    areas.found("SH-1-A", "青石镇", OrgKind::township, "SH-1");
    areas.found("SH-B", "市直团委", OrgKind::grassroots_committee, "SH");
    const auto mine = areas.mine(areas.appoint("高书记", Role::county_leader, "SH")).areas;
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].unit.code == "SH-1-A");
    CHECK(mine[0].standing);
    CHECK(mine[1].unit.code == "SH-B");
    CHECK_FALSE(mine[1].standing);
}

TEST_CASE("who was merged with another person keeps the areas") {
    Areas areas;
    areas.database().write([&](Transaction& tx) {
        RoleWriter(tx).move(*areas.leader.person, *areas.guide.person);
        PersonWriter(tx, areas.seals()).merge(*areas.leader.person, *areas.guide.person);
    });
    CHECK(areas.write(areas.leader, areas.visit(areas.contact)).created);
    CHECK(areas.mine(areas.guide).areas.at(0).contact);
}
