#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "lib/storage/audit_store.hpp"
#include "lib/storage/target_store.hpp"
#include "tests/app/targets/drive.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

ListTargets::Output list(Drive& drive, const CastMember& who, const std::string& unit) {
    return ListTargets(drive.database(), drive.seals()).run(drive.actor(who), unit);
}

}  // namespace

TEST_CASE("a target is kept with its owner and comes back as it was set") {
    Drive drive;
    drive.open();
    SetTarget::Input input;
    input.unit = "QH-CG";
    input.order.committee_members = 11;
    input.order.owner_title = " 镇团委书记 ";
    input.order.owner_name = "王城关";
    const auto set = drive.set(input);
    CHECK(set.created);
    CHECK(set.target.amount == 22);
    CHECK(set.target.owner_title == "镇团委书记");
    drive.reopen();
    const auto lines = list(drive, drive.officer, "QH-CG").lines;
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].target == set.target);
    CHECK(lines[0].target->set_by == drive.officer.person);
}

TEST_CASE("the owner's name lies sealed in the file") {
    Drive drive;
    drive.open();
    auto input = Drive::numbered("QH-CG", 25);
    input.order.owner_name = "欧阳镇长";
    input.order.owner_title = "副镇长某某某";
    drive.set(input);
    drive.reopen();
    std::string bytes;
    for (const char* ending : {"", "-wal"}) {
        std::ifstream file(drive.folder().file(std::string("league.db") + ending), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    CHECK(bytes.find("副镇长某某某") != std::string::npos);
    CHECK(bytes.find("欧阳镇长") == std::string::npos);
}

TEST_CASE("a changed target is a new revision, and each day has the one of its time") {
    Drive drive;
    const Campaign campaign = drive.open();
    auto first = Drive::numbered("QH-CG", 20);
    first.order.valid_from = day("2026-10-10");
    drive.set(first);
    CHECK_FALSE(drive.set(first).created);  // a repeat changes nothing, whatever its base
    auto second = Drive::numbered("QH-CG", 26, 1);
    second.order.valid_from = day("2026-11-01");
    CHECK(drive.set(second).target.revision == 2);
    CHECK(problem_of([&] { drive.set(Drive::numbered("QH-CG", 30, 1)); }) == "target.base_is_old");
    CHECK(problem_of([&] { drive.set(Drive::numbered("QH-CG", 30, 3)); }) == "target.base_is_old");
    CHECK(drive.set(Drive::numbered("QH-CG", 30, 2)).target.valid_from == day("2026-11-10"));

    const auto amount_on = [&](const char* iso) {
        return drive.database().read([&](ReadTransaction& tx) {
            const auto amounts = TargetStore::amounts_on(tx, campaign.id, day(iso));
            return amounts.contains(drive.cg.id) ? amounts.at(drive.cg.id) : -1;
        });
    };
    CHECK(amount_on("2026-10-09") == -1);
    CHECK(amount_on("2026-10-31") == 20);
    CHECK(amount_on("2026-11-01") == 26);
    CHECK(amount_on("2026-11-10") == 30);
    const auto history =
        ListTargets(drive.database(), drive.seals()).history(drive.actor(drive.officer), "QH-CG").lines;
    REQUIRE(history.size() == 3);
    CHECK(history[0].target->amount == 30);
    CHECK(history[2].target->amount == 20);
    drive.database().read([&](ReadTransaction& tx) {
        CHECK(AuditStore(tx, drive.digest()).list_for("org_unit", drive.cg.id.str()).size() == 3);
    });
}

TEST_CASE("a refused target leaves nothing behind") {
    Drive drive;
    CHECK(problem_of([&] { drive.set(Drive::numbered("QH-CG", 20)); }) == "no_open_campaign");
    drive.open();
    auto wrong = Drive::numbered("QH-CG", 20);
    wrong.order.formula = TargetFormula::overridden;
    wrong.order.owner_name = "";
    CHECK(problem_of([&] { drive.set(wrong); }) ==
          "reason:missing paper_title:missing owner_name:target.owner_malformed");
    CHECK(problem_of([&] { drive.set(Drive::numbered("QH-CG-01", 20)); }) == "unit:target.unit_bears_none");
    CHECK(problem_of([&] { drive.set(Drive::numbered("NOWHERE", 20)); }) == "unit_not_found");
    CHECK_FALSE(list(drive, drive.officer, "QH-CG").lines[0].target);
    drive.database().read([&](ReadTransaction& tx) {
        CHECK(AuditStore(tx, drive.digest()).list_for("org_unit", drive.cg.id.str()).empty());
    });
}

TEST_CASE("targets are set by the county alone") {
    Drive drive;
    drive.open();
    for (const CastMember* who : {&drive.cg_secretary, &drive.leader, &drive.cg01_secretary}) {
        CHECK(problem_of([&] {
                  SetTarget(drive.database(), drive.seals()).run(drive.actor(*who), Drive::numbered("QH-CG", 1));
              }) == "not_allowed");
    }
}

TEST_CASE("everybody reads the county's targets, but owner and reason only where people may be seen") {
    Drive drive;
    drive.open();
    auto input = Drive::numbered("QH-CG", 12);
    input.order.formula = TargetFormula::overridden;
    input.order.reason = "山区乡镇";
    input.order.paper.title = "县委办会议纪要";
    drive.set(input);
    const auto cg_for = [&](const CastMember& who) { return list(drive, who, "QH").lines.at(1); };
    CHECK(cg_for(drive.stranger).target->amount == 12);
    CHECK(cg_for(drive.stranger).target->owner_name.empty());
    CHECK(cg_for(drive.stranger).target->reason.empty());
    CHECK_FALSE(cg_for(drive.ls_secretary).shows_owner);
    CHECK(cg_for(drive.cg_secretary).target->owner_name == "王城关");
    CHECK(cg_for(drive.officer).target->reason == "山区乡镇");
    CHECK(problem_of([&] { list(drive, drive.ls_secretary, "QH-CG"); }) == "not_allowed");
}

TEST_CASE("the check names what is missing and by how much the parts differ from the whole") {
    Drive drive;
    const auto check = [&] {
        return CheckTargets(drive.database(), drive.seals()).run(drive.actor(drive.officer), "QH").breakdown;
    };
    CHECK(problem_of(check) == "no_open_campaign");
    drive.open();
    drive.set(Drive::numbered("QH", 45));
    drive.set(Drive::numbered("QH-CG", 22));
    REQUIRE(check().without_target().size() == 1);
    CHECK(check().without_target()[0].code == "QH-LS");
    CHECK_FALSE(check().covers());
    drive.set(Drive::numbered("QH-LS", 20));
    CHECK(check().difference() == -3);
    CHECK_FALSE(check().covers());
    drive.set(Drive::numbered("QH-LS", 23, 1));
    CHECK(check().difference() == 0);
    CHECK(check().covers());
    CHECK(problem_of([&] {
              CheckTargets(drive.database(), drive.seals()).run(drive.actor(drive.cg_secretary), "QH");
          }) == "not_allowed");
}
