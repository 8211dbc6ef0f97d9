#include <catch2/catch.hpp>

#include "lib/storage/audit_store.hpp"
#include "lib/storage/campaign_store.hpp"
#include "tests/app/targets/drive.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a campaign is opened once, and a second waits until it is closed") {
    Drive drive;
    const auto first = drive.open(drive.campaign_input());
    CHECK(first.created);
    const auto again = drive.open(drive.campaign_input());
    CHECK_FALSE(again.created);
    CHECK(again.campaign == first.campaign);

    auto other = drive.campaign_input();
    other.campaign.code = "2026-B";
    CHECK(problem_of([&] { drive.open(other); }) == "campaign_open_already");
    CloseCampaign close(drive.database(), drive.digest());
    const Campaign closed = close.run(drive.actor(drive.officer), first.campaign.id);
    CHECK(closed.closed_at == drive.clock().now());
    CHECK(close.run(drive.actor(drive.officer), first.campaign.id) == closed);
    CHECK(problem_of([&] { drive.open(drive.campaign_input()); }) == "campaign_code_taken");
    CHECK(drive.open(other).created);

    drive.reopen();
    const auto all = ListCampaigns(drive.database()).run(drive.actor(drive.stranger), "QH");
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == "2026-B");
    CHECK(all[1] == closed);
}

TEST_CASE("the database itself holds a county to one open campaign") {
    Drive drive;
    Campaign second = drive.open();
    second.id = CampaignId("another");
    second.code = "other";
    CHECK_THROWS_AS(drive.database().write([&](Transaction& tx) { CampaignWriter(tx).insert(second, std::nullopt); }),
                    ConstraintFailure);
}

TEST_CASE("only an officer of the county opens, moves and closes, by the rights of the write's moment") {
    Drive drive;
    const auto open_by = [&](const CastMember& who) {
        return problem_of([&] {
            OpenCampaign(drive.database(), drive.digest(), drive.random())
                .run(drive.actor(who), drive.campaign_input());
        });
    };
    CHECK(open_by(drive.stranger) == "not_bound");
    CHECK(open_by(drive.cg_secretary) == "not_allowed");
    CHECK(open_by(drive.leader) == "not_allowed");
    const Campaign campaign = drive.open();
    for (const CastMember* who : {&drive.stranger, &drive.cg_secretary, &drive.cg01_secretary, &drive.leader}) {
        const Actor actor = drive.actor(*who);
        const std::string refusal = who == &drive.stranger ? "not_bound" : "not_allowed";
        CHECK(problem_of([&] { CloseCampaign(drive.database(), drive.digest()).run(actor, campaign.id); }) == refusal);
        CHECK(problem_of([&] {
                  MoveDeadline(drive.database(), drive.digest())
                      .run(actor, {campaign.id, day("2026-12-31"), campaign.deadline, "延期", {}});
              }) == refusal);
    }
    auto of_township = drive.campaign_input();
    of_township.unit = "QH-CG";
    CHECK(problem_of([&] { drive.open(of_township); }) == "unit:target.campaign_not_of_county");
}

TEST_CASE("a deadline is moved with a reason, and two who move it at once learn of each other") {
    Drive drive;
    const Campaign campaign = drive.open();
    CHECK(drive.move(campaign, "2026-12-31", "2026-12-10").deadline == day("2026-12-31"));
    CHECK(drive.move(campaign, "2026-12-31", "2026-12-10").deadline == day("2026-12-31"));  // a repeat
    CHECK(problem_of([&] { drive.move(campaign, "2027-01-15", "2026-12-10"); }) == "campaign_deadline_moved");
    CHECK(problem_of([&] { drive.move(campaign, "2026-10-09", "2026-12-31"); }) ==
          "deadline:target.deadline_before_start");
    CHECK(ListCampaigns(drive.database()).run(drive.actor(drive.officer), "QH-CG-01")[0].deadline == day("2026-12-31"));

    CloseCampaign(drive.database(), drive.digest()).run(drive.actor(drive.officer), campaign.id);
    CHECK(problem_of([&] { drive.move(campaign, "2027-01-15", "2026-12-31"); }) == "campaign_closed");
    CHECK(problem_of([&] {
              CloseCampaign(drive.database(), drive.digest()).run(drive.actor(drive.officer), CampaignId("no such"));
          }) == "campaign_not_found");
}

TEST_CASE("a past day has the campaign and the deadline that held then") {
    Drive drive;
    const Campaign campaign = drive.open();
    drive.clock().set(at_beijing(day("2026-11-20"), 600));
    drive.move(campaign, "2026-12-31", "2026-12-10");
    drive.clock().set(at_beijing(day("2026-12-20"), 600));
    CloseCampaign(drive.database(), drive.digest()).run(drive.actor(drive.officer), campaign.id);
    const auto on = [&](const char* iso) {
        return drive.database().read(
            [&](ReadTransaction& tx) { return CampaignStore(tx).in_force(drive.county.id, day(iso)); });
    };
    CHECK_FALSE(on("2026-10-09"));
    CHECK(on("2026-10-10")->deadline == day("2026-12-10"));
    CHECK(on("2026-11-19")->deadline == day("2026-12-10"));
    CHECK(on("2026-11-20")->deadline == day("2026-12-31"));
    CHECK(on("2026-12-19")->deadline == day("2026-12-31"));
    CHECK_FALSE(on("2026-12-20"));
}

TEST_CASE("what is done to a campaign stands in the audit") {
    Drive drive;
    const Campaign campaign = drive.open();
    drive.open();
    drive.move(campaign, "2026-12-31", "2026-12-10");
    CloseCampaign(drive.database(), drive.digest()).run(drive.actor(drive.officer), campaign.id);
    drive.database().read([&](ReadTransaction& tx) {
        const auto rows = AuditStore(tx, drive.digest()).list_for("campaign", campaign.id.str());
        REQUIRE(rows.size() == 3);
        for (const AuditRow& row : rows) CHECK(row.person == drive.officer.person);
    });
}
