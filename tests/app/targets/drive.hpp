// A campaign over the World's county: from 10 October to 10 December 2026, and organisations that come up in it.
#pragma once

#include <optional>
#include <string>

#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "tests/support/world.hpp"

namespace league::test {

inline Date day(const char* iso) {
    return *date_from_iso(iso);
}

struct Drive : World {
    OpenCampaign::Input campaign_input() const {
        OpenCampaign::Input input;
        input.unit = "QH";
        input.campaign.code = "2026";
        input.campaign.name = "直属团组织建设集中行动";
        input.campaign.from = day("2026-10-10");
        input.campaign.deadline = day("2026-12-10");
        input.campaign.source = {"关于推进乡镇实体化大团委建设的通知", "县团发〔2026〕5号", day("2026-10-08")};
        return input;
    }
    OpenCampaign::Output open(const OpenCampaign::Input& input) {
        return OpenCampaign(database(), digest(), random()).run(actor(officer), input);
    }
    Campaign open() { return open(campaign_input()).campaign; }
    Campaign move(const Campaign& campaign, const char* to, const char* instead_of) {
        return MoveDeadline(database(), digest())
            .run(actor(officer), {campaign.id, day(to), day(instead_of), "上级统一延期", {}});
    }

    static SetTarget::Input numbered(const std::string& unit, int amount, int base = 0) {
        SetTarget::Input input;
        input.unit = unit;
        input.order.formula = TargetFormula::fixed;
        input.order.amount = amount;
        input.order.owner_title = "团委书记";
        input.order.owner_name = "王城关";
        input.base_revision = base;
        return input;
    }
    SetTarget::Output set(const SetTarget::Input& input) {
        return SetTarget(database(), seals()).run(actor(officer), input);
    }

    /// A new organisation, founded on a day and counted by an import of another.
    OrgUnit found_new(const std::string& code, const std::string& township, const char* founded,
                      const char* counted = nullptr) {
        const OrgUnit unit = found(code, code + "团支部", OrgKind::branch, township);
        database().write([&](Transaction& tx) {
            OrgRecord record = OrgRecordStore(tx).find(unit.id).value();
            record.is_new = true;
            record.founded_at = at_beijing(day(founded));
            OrgRecordWriter(tx).save(record);
            if (counted != nullptr) OrgRecordWriter(tx).begin_counting(unit.id, at_beijing(day(counted)));
        });
        return unit;
    }
    void claim(const OrgUnit& unit, const char* on) {
        database().write([&](Transaction& tx) {
            OrgRecord record = OrgRecordStore(tx).find(unit.id).value();
            record.nms_claimed_at = at_beijing(day(on));
            OrgRecordWriter(tx).save(record);
        });
    }
    void lose(const OrgUnit& unit, const char* on) {
        database().write([&](Transaction& tx) { OrgRecordWriter(tx).end_counting(unit.id, at_beijing(day(on))); });
    }

    StandingView standing(const std::string& unit, const char* on = nullptr) {
        const auto asked = on == nullptr ? std::nullopt : std::optional(day(on));
        return ReadStanding(database()).run(actor(officer), {unit, asked});
    }
    int freeze_today() { return FreezeStanding(database(), random()).run_daily(beijing_date(clock().now())); }
};

}  // namespace league::test
