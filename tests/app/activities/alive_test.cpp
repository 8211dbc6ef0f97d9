#include <catch2/catch.hpp>

#include "lib/app/manage_cadence.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/app/read_due.hpp"
#include "lib/app/read_health.hpp"
#include "lib/app/read_timeliness.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

/// The county of the World with QH-CG-01 as good as it can be.
struct County {
    World world;
    ReadHealth health{world.database(), {}};
    ReadAlive alive{world.database(), {}};
    ReadDue due{world.database()};

    County() {
        save(world, "QH-CG-01", day(2026, 9, 10));
        save(world, "QH-CG-01", day(2026, 10, 10));
        set_record("QH-CG-01", 8, day(2027, 6, 30));
    }

    void set_record(const std::string& code, int members, std::optional<Date> term) {
        const OrgUnitId id = world.unit(code).id;
        world.database().write([&](Transaction& tx) {
            OrgRecord record = *OrgRecordStore(tx).find(id);
            if (term) record.term_ends_at = at_beijing(*term);
            OrgRecordWriter(tx).save(record);
            OrgRecordWriter(tx).add_headcount(id, {members, 20, at_beijing(day(2026, 10, 1))}, HeadcountSource::typed,
                                              {});
        });
    }
    AliveIndex index(const std::string& code) { return health.run(Actor::system(), {code, {}}).index; }
    std::string duties(const std::string& code, const std::string& month) {
        std::string text;
        for (const auto& asked : health.run(Actor::system(), {code, Month::parse(month)}).duties) {
            text += asked.rule.id + ":" + std::to_string(asked.duty.done) + "/" + std::to_string(asked.duty.needed) +
                    " " + std::string(to_string(asked.duty.state)) + "; ";
        }
        return text;
    }
};

CadenceRule rule(World& world, const std::string& kind, CadencePeriod period) {
    CadenceRule made;
    made.id = make_uuid_v7(world.random(), world.clock().now());
    made.kind = kind;
    made.period = period;
    made.valid_from = day(2026, 11, 1);
    made.source = "清团发〔2026〕8号";
    return made;
}

}  // namespace

TEST_CASE("an organisation with members, secretary, monthly activity, attendance and term is alive") {
    County county;
    const auto output = county.health.run(county.world.actor(county.world.cg01_secretary), {"QH-CG-01", {}});
    CHECK(output.index.state == AliveState::alive);
    CHECK(output.index.met == 5);
    CHECK(output.facts.members == 8);
    CHECK(output.facts.pulse.run_months == 2);
    CHECK(county.index("QH-CG-02").met == 0);
    CHECK(county.index("QH-CG-02").state == AliveState::hollow);
}

TEST_CASE("a secretary who cannot be told anything does not count, nor one whose role has ended") {
    County county;
    World& world = county.world;
    CHECK(county.index("QH-CG-01").of(AliveCondition::secretary) == Finding::met);
    world.database().write(
        [&](Transaction& tx) { IdentityWriter(tx, world.seals()).set_follows(world.cg01_secretary.identity, false); });
    const auto output = county.health.run(Actor::system(), {"QH-CG-01", {}});
    CHECK(output.facts.has_secretary);
    CHECK(output.index.of(AliveCondition::secretary) == Finding::not_met);
    CHECK(output.index.state == AliveState::weak);
    world.database().write([&](Transaction& tx) {
        for (const HeldRole& held : RoleStore(tx).list_for_person(*world.cg01_secretary.person)) {
            RoleWriter(tx).end(held.id);
        }
    });
    CHECK_FALSE(county.health.run(Actor::system(), {"QH-CG-01", {}}).facts.has_secretary);
}

TEST_CASE("the list of a unit counts every organisation below it and names those of one state") {
    County county;
    county.set_record("QH-LS-01", 8, day(2027, 6, 30));
    const auto all = county.alive.run(county.world.actor(county.world.officer), {"", {}});
    CHECK(all.totals == AliveCounts{4, 1, 1, 2});
    CHECK(all.total == 4);
    REQUIRE(all.below.size() == 2);
    CHECK(all.below[0].unit.code == "QH-CG");
    CHECK(all.below[0].counts == AliveCounts{2, 1, 0, 1});
    CHECK(all.below[1].counts == AliveCounts{2, 0, 1, 1});
    const auto hollow = county.alive.run(Actor::system(), {"QH", AliveState::hollow, 1, 1});
    CHECK(hollow.total == 2);
    REQUIRE(hollow.listed.size() == 1);
    CHECK(hollow.listed[0].unit.code == "QH-LS-02");
    const auto township = county.alive.run(county.world.actor(county.world.cg_secretary), {"QH-CG", {}});
    CHECK(township.totals == AliveCounts{2, 1, 0, 1});
    CHECK(township.below.empty());
    CHECK(refusal([&] {
              county.alive.run(county.world.actor(county.world.cg_secretary), {"QH-LS", {}});
          }) == "not_allowed");
    CHECK(refusal([&] { county.alive.run(Actor::system(), {"QH", {}, 0, 0}); }) == "limit out_of_range");
    const AliveCounts counted = county.world.database().read(
        [&](ReadTransaction& tx) { return count_alive(tx, county.world.county.path, AliveRules{}); });
    CHECK(counted == all.totals);
}

TEST_CASE("health answers for organisations that are founded and open, and for nothing else") {
    County county;
    World& world = county.world;
    CHECK(refusal([&] { county.health.run(Actor::system(), {"QH-CG", {}}); }) == "unit health.not_an_organisation");
    world.database().write([&](Transaction& tx) {
        OrgRecord record = *OrgRecordStore(tx).find(world.cg02.id);
        record.founded_at.reset();
        OrgRecordWriter(tx).save(record);
    });
    CHECK(refusal([&] { county.health.run(Actor::system(), {"QH-CG-02", {}}); }) == "unit health.not_founded");
    CHECK(county.alive.run(Actor::system(), {"QH", {}}).totals.organisations == 3);
    CHECK(refusal([&] { county.health.run(world.actor(world.ls01_secretary), {"QH-CG-01", {}}); }) == "not_allowed");
}

TEST_CASE("the seven ones are ticked by their kinds, over the whole life of the organisation") {
    County county;
    SubmitActivity submit(county.world.database(), county.world.seals());
    const auto ticked = [&] {
        std::string text;
        for (const auto& one : county.health.run(Actor::system(), {"QH-CG-01", {}}).ones) {
            text += one.item.code + std::to_string(one.times) + " ";
        }
        return text;
    };
    CHECK(ticked() == "oath0 song0 pledge0 meeting0 theme2 trade0 recommend0 ");
    for (const char* kind : {"oath", "song", "pledge", "branch_meeting", "trade_excellence", "recommend_to_league",
                             "recommend_to_party", "oath", "volunteering"}) {
        ActivityContent content = content_at("QH-CG-01", day(2025, 12, 31));
        content.kind = kind;
        submit.run(Actor::system(), {new_id(county.world), content, ActivitySource::desk, {}});
    }
    CHECK(ticked() == "oath2 song1 pledge1 meeting1 theme2 trade1 recommend2 ");
}

TEST_CASE("duties of a month are done, due while their period runs, and overdue after it") {
    County county;
    CHECK(county.duties("QH-CG-01", "2026-10") ==
          "any_activity:1/1 done; theme_day:1/1 done; committee_meeting:0/1 overdue; branch_meeting:0/1 due; "
          "league_class:0/1 due; life_meeting:0/1 due; appraisal:0/1 due; registration:0/1 due; ");
    CHECK(county.duties("QH-CG-01", "2026-11").starts_with("any_activity:0/1 due; theme_day:0/1 due; "));
    CHECK(county.duties("QH-CG-01", "2026-09").find("branch_meeting:0/1 overdue") != std::string::npos);
    // Nobody knows its members, so no committee is asked to meet.
    CHECK(county.duties("QH-CG-02", "2026-10").find("committee_meeting") == std::string::npos);
    county.world.clock().set(at_beijing(day(2027, 1, 1)));
    CHECK(county.duties("QH-CG-01", "2026-12").find(" due") == std::string::npos);
}

TEST_CASE("the due list of a unit counts by rule and names who misses what") {
    County county;
    const auto output =
        county.due.run(county.world.actor(county.world.cg_secretary), {"QH-CG", Month::parse("2026-10")});
    REQUIRE_FALSE(output.rules.empty());
    CHECK(output.rules[0].rule.id == "any_activity");
    CHECK(output.rules[0].asked == 2);
    CHECK(output.rules[0].done == 1);
    CHECK(output.rules[0].overdue == 1);
    CHECK(output.total == 2);
    CHECK(output.listed[1].unit.code == "QH-CG-02");
    CHECK(output.rules[output.listed[1].duties[0].rule].rule.id == "any_activity");

    const auto overdue = county.due.run(
        Actor::system(), {"QH-CG", Month::parse("2026-10"), DutyState::overdue, "committee_meeting", 50, 0});
    REQUIRE(overdue.total == 1);
    CHECK(overdue.listed[0].unit.code == "QH-CG-01");
    REQUIRE(overdue.rules.size() == 1);
    CHECK(overdue.rules[0].rule.kind_label == "支部委员会");
    CHECK(refusal([&] {
              county.due.run(county.world.actor(county.world.ls_secretary), {"QH-CG", {}});
          }) == "not_allowed");
}

TEST_CASE("a county adds a rule with its paper, and ends it with its last day") {
    County county;
    World& world = county.world;
    AddCadence add(world.database(), world.digest());
    const Actor officer = world.actor(world.officer);
    const CadenceRule made = rule(world, "oath", CadencePeriod::month);
    CHECK(add.run(officer, {made, "QH-CG"}).created);
    CHECK_FALSE(add.run(officer, {made, "QH-CG"}).created);
    CHECK(refusal([&] { add.run(officer, {made, "QH-LS"}); }) == "cadence.other_rule_under_id");
    CHECK(refusal([&] {
              add.run(officer, {rule(world, "oath", CadencePeriod::month), "QH-CG"});
          }) == "cadence.asked_already");
    CHECK(refusal([&] {
              add.run(officer, {rule(world, "fly", CadencePeriod::month), "QH"});
          }) == "kind activity.unknown_kind");
    CHECK(refusal([&] {
              add.run(world.actor(world.cg_secretary), {rule(world, "song", CadencePeriod::month), "QH-CG"});
          }) == "not_allowed");
    CHECK(county.duties("QH-CG-01", "2026-11").find(made.id) != std::string::npos);
    CHECK(county.duties("QH-LS-01", "2026-11").find(made.id) == std::string::npos);

    EndCadence end(world.database(), world.digest());
    CHECK(refusal([&] { end.run(officer, {made.id, day(2026, 11, 8)}); }) == "valid_to cadence.ends_in_the_past");
    CHECK(end.run(officer, {made.id, day(2026, 11, 30)}).valid_to == day(2026, 11, 30));
    CHECK(refusal([&] { end.run(world.actor(world.cg_secretary), {made.id, day(2026, 11, 30)}); }) == "not_allowed");
    CHECK(refusal([&] { end.run(officer, {"nothing", day(2026, 11, 30)}); }) == "cadence.not_found");
    CHECK(county.duties("QH-CG-01", "2026-11").find(made.id) != std::string::npos);
    CHECK(county.duties("QH-CG-01", "2026-12").find(made.id) == std::string::npos);
    world.clock().set(at_beijing(day(2026, 12, 1)));
    CHECK(refusal([&] { end.run(officer, {made.id, day(2026, 12, 31)}); }) == "cadence.ended");

    ListCadence list(world.database());
    const auto listed = [&](const std::string& unit, bool with_ended) {
        std::string text;
        for (const auto& line : list.run(officer, {unit, with_ended})) {
            if (line.rule.id == made.id) text += line.unit_name;
        }
        return text;
    };
    CHECK(listed("QH", true) == "城关镇");
    CHECK(listed("QH-CG-01", true) == "城关镇");
    CHECK(listed("QH-LS", true).empty());
    CHECK(listed("QH", false).empty());
}

TEST_CASE("timeliness tells a unit and those below it how many logs came in time") {
    County county;
    save(county.world, "QH-LS-01", day(2026, 11, 2));
    save(county.world, "QH-LS-01", day(2026, 11, 3));
    const auto output = ReadTimeliness(county.world.database(), {}).run(county.world.actor(county.world.officer), {});
    CHECK(output.totals == Timeliness{2, 1});
    REQUIRE(output.rows.size() == 2);
    CHECK(output.rows[0].timeliness == Timeliness{0, 0});
    CHECK(output.rows[1].timeliness == Timeliness{2, 1});
}
