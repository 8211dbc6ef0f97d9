#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/app/manage_cadence.hpp"
#include "lib/app/manage_kinds.hpp"
#include "lib/app/read_kinds.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

KindField number(const std::string& code, const std::string& label) {
    KindField field;
    field.code = code;
    field.label = label;
    field.type = FieldType::integer;
    field.max = 1000;
    return field;
}

ActivityKind yard_meeting() {
    ActivityKind kind;
    kind.code = "yard_meeting";
    kind.label = "院坝会";
    kind.sort = 300;
    kind.fields = {number("households", "到会户数"), number("asked", "应到户数")};
    kind.checks = {{CheckRelation::at_most, {"households"}, {"asked"}, "到会户数不能多于应到户数"}};
    return kind;
}

struct Kinds {
    World world;
    AddKind add{world.database(), world.digest()};
    ChangeKind change{world.database(), world.digest()};
    RetireKind retire{world.database(), world.digest()};
    SubmitActivity submit{world.database(), world.seals()};
    Actor officer = world.actor(world.officer);

    SubmitActivity::Input log(Details details) {
        ActivityContent content = content_at("QH-CG-01", day(2026, 11, 3));
        content.kind = "yard_meeting";
        content.details = std::move(details);
        return {new_id(world), content, ActivitySource::phone, {}};
    }
    std::string try_log(Details details) {
        return refusal([&] { submit.run(world.actor(world.cg01_secretary), log(std::move(details))); });
    }
};

}  // namespace

TEST_CASE("an office adds a kind with its fields and checks, and branches log it at once") {
    Kinds kinds;
    const ActivityKind added = kinds.add.run(kinds.officer, yard_meeting());
    CHECK(added.revision == 1);
    const auto offered = ReadKinds(kinds.world.database()).run();
    CHECK(offered.back() == added);
    CHECK(kinds.try_log({{"households", 8LL}, {"asked", 10LL}}) == "none");
    CHECK(kinds.try_log({{"households", 11LL}, {"asked", 10LL}}) == "details.households activity.check");
    CHECK(kinds.try_log({{"households", 11LL}}) == "none");
}

TEST_CASE("the checks that came with the program refuse votes beyond the voters") {
    Kinds kinds;
    SubmitActivity::Input log = kinds.log({{"voters", 20LL}, {"votes_for", 15LL}, {"votes_abstain", 6LL}});
    log.content.kind = "branch_meeting";
    const auto refused = [&] { return refusal([&] { kinds.submit.run(Actor::system(), log); }); };
    CHECK(refused() == "details.votes_for activity.check");
    log.content.details = {{"voters", 29LL}};
    CHECK(refused() == "details.voters activity.check");  // 28 were present
    log.content.kind = "appraisal";
    log.content.details = {{"excellent", 10LL}, {"good", 15LL}, {"fair", 6LL}};
    CHECK(refused() == "details.excellent activity.check");  // 30 were expected
    log.content.kind = "recommend_to_party";
    log.content.details = {};
    log.content.present = 15;
    CHECK(refused() == "present activity.check");
    log.content.present = 16;
    CHECK(refused() == "none");
}

TEST_CASE("a definition is refused whole, a taken code is a conflict, the same again is answered") {
    Kinds kinds;
    ActivityKind wrong = yard_meeting();
    wrong.label.clear();
    CHECK(refusal([&] { kinds.add.run(kinds.officer, wrong); }) == "label missing");
    CHECK(refusal([&] { kinds.add.run(kinds.officer, yard_meeting()); }) == "none");
    CHECK(refusal([&] { kinds.add.run(kinds.officer, yard_meeting()); }) == "none");
    ActivityKind other = yard_meeting();
    other.label = "院坝座谈";
    CHECK(refusal([&] { kinds.add.run(kinds.officer, other); }) == "kind.code_taken");
    for (const CastMember* who : {&kinds.world.cg_secretary, &kinds.world.cg01_secretary, &kinds.world.leader}) {
        CHECK(refusal([&] { kinds.add.run(kinds.world.actor(*who), yard_meeting()); }) == "not_allowed");
    }
}

TEST_CASE("a field left out of a kind is asked no more, and logs that hold it can still be put right") {
    Kinds kinds;
    ActivityKind kind = yard_meeting();
    kind.fields[1].required = true;
    kinds.add.run(kinds.officer, kind);
    const auto log = kinds.log({{"households", 8LL}, {"asked", 10LL}});
    kinds.submit.run(Actor::system(), log);

    ActivityKind next = yard_meeting();
    next.fields.pop_back();
    next.checks.clear();
    CHECK(refusal([&] { kinds.change.run(kinds.officer, {next, 7}); }) == "kind.base_is_old");
    const ActivityKind kept = kinds.change.run(kinds.officer, {next, 1});
    CHECK(kept.revision == 2);
    REQUIRE(kept.fields.size() == 2);
    CHECK_FALSE(kept.fields[1].in_use);
    CHECK(kinds.change.run(kinds.officer, {next, 1}).revision == 2);
    CHECK(kinds.try_log({{"households", 8LL}}) == "none");

    ActivityContent content = log.content;
    content.title = "院坝会（更正）";
    CHECK(refusal([&] {
              AmendActivity(kinds.world.database(), kinds.world.digest())
                  .run(kinds.world.actor(kinds.world.cg01_secretary), {log.id, 1, content});
          }) == "none");
    next.fields[0].type = FieldType::text;
    CHECK(refusal([&] { kinds.change.run(kinds.officer, {next, 2}); }) == "fields.0.type kind.field_type");
}

TEST_CASE("of two who change a kind at once the second is told") {
    Kinds kinds;
    kinds.add.run(kinds.officer, yard_meeting());
    ActivityKind one = yard_meeting();
    one.label = "院坝会一";
    ActivityKind two = yard_meeting();
    two.label = "院坝会二";
    CHECK(kinds.change.run(kinds.officer, {one, 1}).label == "院坝会一");
    CHECK(refusal([&] { kinds.change.run(kinds.officer, {two, 1}); }) == "kind.base_is_old");
    CHECK(ReadKinds(kinds.world.database()).run().back().label == "院坝会一");
}

TEST_CASE("a retired kind is offered to nobody, stays on its logs, and comes back when wanted") {
    Kinds kinds;
    kinds.add.run(kinds.officer, yard_meeting());
    const auto log = kinds.log({});
    kinds.submit.run(Actor::system(), log);
    CHECK_FALSE(kinds.retire.run(kinds.officer, "yard_meeting").in_use);
    CHECK(kinds.try_log({}) == "kind activity.unknown_kind");
    CHECK(refusal([&] { kinds.retire.run(kinds.officer, "no_such_kind"); }) == "kind.not_found");
    CHECK(kinds.change.run(kinds.officer, {yard_meeting(), 2}).in_use);
    CHECK(kinds.try_log({}) == "none");
    const auto rows = kinds.world.database().read([&](ReadTransaction& tx) {
        return AuditStore(tx, kinds.world.digest()).list_for("activity_kind", "yard_meeting").size();
    });
    CHECK(rows == 3);
}

TEST_CASE("a kind that a rule still asks for is not retired") {
    Kinds kinds;
    CHECK(refusal([&] { kinds.retire.run(kinds.officer, "theme_day"); }) == "kind.asked_by_rule");
    EndCadence(kinds.world.database(), kinds.world.digest()).run(kinds.officer, {"theme_day", day(2026, 11, 9)});
    CHECK(refusal([&] { kinds.retire.run(kinds.officer, "theme_day"); }) == "none");
}
