#include <catch2/catch.hpp>

#include "lib/app/my_duties.hpp"
#include "lib/app/read_organisations.hpp"
#include "lib/app/record_org_life.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/org_life/life.hpp"

using namespace league;
using namespace league::test;

namespace {

OrgRecord count(World& world, const Actor& actor, const std::string& unit, int members, std::optional<int> youth,
                Date on) {
    return RecordHeads(world.database(), world.digest()).run(actor, {unit, members, youth, on});
}

RecordTerm::Output record_term(World& world, const Actor& actor, const std::string& unit, Date began, int years) {
    Term term;
    term.began = began;
    term.years = years;
    return RecordTerm(world.database(), world.digest()).run(actor, {unit, term});
}

std::string ending(World& world, const std::string& unit, int days) {
    std::string all;
    for (const EndingTerm& term : ReadOrganisations(world.database()).ending(Actor::system(), unit, days).ending) {
        all += (all.empty() ? "" : " ") + term.unit.code + ":" + to_iso(beijing_date(term.ends_at));
    }
    return all;
}

}  // namespace

TEST_CASE("heads are kept day by day, the newest is shown, and the same day again replaces itself") {
    World world;
    const Actor secretary = world.actor(world.cg01_secretary);
    count(world, secretary, "QH-CG-01", 12, 40, day(2026, 11, 1));
    count(world, secretary, "QH-CG-01", 10, std::nullopt, day(2026, 9, 1));
    CHECK(count(world, secretary, "QH-CG-01", 13, 41, day(2026, 11, 1)).heads ==
          Headcount{13, 41, at_beijing(day(2026, 11, 1))});
    const auto heads = ReadOrganisations(world.database()).one(secretary, "QH-CG-01").heads;
    REQUIRE(heads.size() == 2);
    CHECK(heads[0].heads.members == 13);
    CHECK(heads[1].source == "typed");
}

TEST_CASE("heads that cannot be are refused and change nothing") {
    World world;
    const Actor actor = Actor::system();
    CHECK(refusal([&] { count(world, actor, "QH-CG-01", 42, 41, day(2026, 11, 1)); }) ==
          "members heads.members_over_youth");
    CHECK(refusal([&] { count(world, actor, "QH-CG", 1, 1, day(2026, 11, 1)); }) == "unit unit.no_organisation");
    CHECK(ReadOrganisations(world.database()).one(actor, "QH-CG-01").heads.empty());
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg02, tx.now()); });
    CHECK(refusal([&] { count(world, actor, "QH-CG-02", 1, 1, day(2026, 11, 1)); }) == "unit_closed");
}

TEST_CASE("a branch counts its own heads, the township tends the rest, others do neither") {
    World world;
    const auto try_all = [&](const CastMember& who) {
        const Actor actor = world.actor(who);
        const std::string heads = refusal([&] { count(world, actor, "QH-CG-01", 5, 9, day(2026, 11, 1)); });
        const std::string term = refusal([&] { record_term(world, actor, "QH-CG-01", day(2025, 1, 1), 2); });
        const std::string tags = refusal([&] {
            RecordTags(world.database(), world.digest()).run(actor, {"QH-CG-01", {"a"}});
        });
        const std::string claim = refusal([&] {
            ClaimEntry(world.database(), world.digest()).run(actor, {"QH-CG-01", day(2026, 11, 1)});
        });
        return heads + " " + term + " " + tags + " " + claim;
    };
    CHECK(try_all(world.cg01_secretary) == "none not_allowed not_allowed not_allowed");
    CHECK(try_all(world.cg_secretary) == "none none none none");
    CHECK(try_all(world.officer) == "none none none none");
    CHECK(try_all(world.ls_secretary) == "not_allowed not_allowed not_allowed not_allowed");
    CHECK(try_all(world.leader) == "not_allowed not_allowed not_allowed not_allowed");
    CHECK(try_all(world.stranger) == "not_bound not_bound not_bound not_bound");
}

TEST_CASE("the record shows the end of the newest term, in whatever order terms arrive") {
    World world;
    const auto ends = [&] {
        return to_iso(beijing_date(
            *ReadOrganisations(world.database()).one(Actor::system(), "QH-CG-01").row.record.term_ends_at));
    };
    record_term(world, Actor::system(), "QH-CG-01", day(2025, 1, 10), 2);
    CHECK(ends() == "2027-01-10");
    record_term(world, Actor::system(), "QH-CG-01", day(2022, 1, 10), 3);
    CHECK(ends() == "2027-01-10");
    record_term(world, Actor::system(), "QH-CG-01", day(2025, 1, 10), 3);
    CHECK(ends() == "2028-01-10");
    CHECK(ReadOrganisations(world.database()).one(Actor::system(), "QH-CG-01").terms.size() == 2);
}

TEST_CASE("a term written under a wrong day is taken back, and the record shows the one before") {
    World world;
    RemoveTerm remove(world.database(), world.digest());
    const auto record = [&] { return ReadOrganisations(world.database()).one(Actor::system(), "QH-CG-01").row.record; };
    record_term(world, Actor::system(), "QH-CG-01", day(2024, 6, 18), 2);
    record_term(world, Actor::system(), "QH-CG-01", day(2026, 6, 18), 3);
    CHECK(refusal([&] {
              remove.run(world.actor(world.cg01_secretary), {"QH-CG-01", day(2026, 6, 18)});
          }) == "not_allowed");
    remove.run(world.actor(world.cg_secretary), {"QH-CG-01", day(2026, 6, 18)});
    CHECK(record().term_ends_at == at_beijing(day(2026, 6, 18)));
    CHECK(refusal([&] {
              remove.run(world.actor(world.cg_secretary), {"QH-CG-01", day(2026, 6, 18)});
          }) == "term.not_found");
    remove.run(world.actor(world.cg_secretary), {"QH-CG-01", day(2024, 6, 18)});
    CHECK_FALSE(record().term_ends_at);
}

TEST_CASE("terms that end soon are listed with committees, those that are over first, those of closed units not") {
    World world;
    record_term(world, Actor::system(), "QH-CG-01", day(2024, 10, 1), 2);   // over since October
    record_term(world, Actor::system(), "QH-CG-02", day(2024, 11, 30), 2);  // in 20 days
    record_term(world, Actor::system(), "QH-LS-01", day(2024, 2, 29), 3);   // 2027-02-28
    record_term(world, Actor::system(), "QH-CG", day(2022, 1, 15), 5);      // 2027-01-15
    record_term(world, Actor::system(), "QH-LS-02", day(2024, 2, 1), 3);    // 2027-02-01
    CHECK(ending(world, "QH", 90) == "QH-CG-01:2026-10-01 QH-CG-02:2026-11-30 QH-CG:2027-01-15 QH-LS-02:2027-02-01");
    CHECK(ending(world, "QH", 30) == "QH-CG-01:2026-10-01 QH-CG-02:2026-11-30");
    CHECK(ending(world, "QH-LS", 365) == "QH-LS-02:2027-02-01 QH-LS-01:2027-02-28");
    record_term(world, Actor::system(), "QH-CG", day(2026, 11, 1), 5);
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg02, tx.now()); });
    CHECK(ending(world, "QH-CG", 90) == "QH-CG-01:2026-10-01");
}

TEST_CASE("secretaries see among their duties which terms end within 90 days") {
    World world;
    MyDuties duties(world.database());
    record_term(world, Actor::system(), "QH-CG-01", day(2024, 2, 9), 3);
    set_day(world, day(2026, 11, 10));
    CHECK_FALSE(duties.run(world.actor(world.cg01_secretary)).branches.at(0).term_ends);  // in 91 days
    set_day(world, day(2026, 11, 11));
    CHECK(duties.run(world.actor(world.cg01_secretary)).branches.at(0).term_ends == day(2027, 2, 9));
    const auto township = duties.run(world.actor(world.cg_secretary)).townships.at(0);
    REQUIRE(township.terms.size() == 1);
    CHECK(township.terms[0].unit.code == "QH-CG-01");
    CHECK(duties.run(world.actor(world.ls_secretary)).townships.at(0).terms.empty());
}

TEST_CASE("tags are set whole and shown in lists") {
    World world;
    RecordTags set(world.database(), world.digest());
    CHECK(set.run(Actor::system(), {"QH-CG-01", {"茶业", "两新"}}).size() == 2);
    CHECK(set.run(Actor::system(), {"QH-CG-01", {"示范"}}) == std::vector<std::string>{"示范"});
    const auto rows = ReadOrganisations(world.database()).list(world.actor(world.leader), "QH-CG");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].tags == std::vector<std::string>{"示范"});
    CHECK(rows[1].tags.empty());
    CHECK(refusal([&] { ReadOrganisations(world.database()).list(world.actor(world.ls_secretary), "QH-CG"); }) ==
          "not_allowed");
}

TEST_CASE("a claim of the township stands beside what counts and can be taken back") {
    World world;
    ClaimEntry claim(world.database(), world.digest());
    const auto claimed = claim.run(Actor::system(), {"QH-CG-01", day(2026, 11, 2)});
    CHECK(claimed.nms_claimed_at == at_beijing(day(2026, 11, 2)));
    CHECK_FALSE(claimed.nms_counted_at);
    CHECK_FALSE(claim.run(Actor::system(), {"QH-CG-01", std::nullopt}).nms_claimed_at);
    CHECK(refusal([&] { claim.run(Actor::system(), {"QH-CG-01", day(2026, 11, 11)}); }) == "claimed_on unit.day_ahead");
}
