#include "lib/app/manage_targets.hpp"

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/campaign_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/standing_store.hpp"
#include "lib/storage/target_store.hpp"

namespace league {
namespace {

Campaign open_campaign(ReadTransaction& tx, const OrgUnit& county) {
    std::optional<Campaign> campaign = CampaignStore(tx).open_in(county.id);
    if (!campaign) throw Problem(ProblemCode::conflict, "no_open_campaign");
    return *std::move(campaign);
}

/// The county of a unit that may bear a target.
OrgUnit county_of_bearer(ReadTransaction& tx, const OrgUnit& unit) {
    OrgUnit county = county_of(tx, unit);
    if (!bears_target(unit, county)) throw Problem::invalid("unit", "target.unit_bears_none");
    return county;
}

ListTargets::Line line_for(const Actor& actor, const OrgUnit& unit, std::optional<Target> target) {
    const bool shows_owner = may(actor, Verb::see_people, unit);
    if (target && !shows_owner) {
        target->owner_name.clear();
        target->reason.clear();
    }
    return {unit, std::move(target), shows_owner};
}

}  // namespace

SetTarget::Output SetTarget::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::set_targets, unit);
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        const Campaign campaign = open_campaign(tx, county_of_bearer(tx, unit));

        const std::optional<Target> before = TargetStore(tx, seals_).newest(campaign.id, unit.id);
        Target target = decide_target(campaign, unit, input.order, before, beijing_date(tx.now()));
        if (before && says_the_same(*before, target)) return Output{/*created=*/false, std::move(unit), *before};
        if ((before ? before->revision : 0) != input.base_revision) {
            throw Problem(ProblemCode::conflict, "target.base_is_old", {{"unit", unit.name}});
        }
        target.set_at = tx.now();
        target.set_by = current.person;
        TargetWriter(tx, seals_).insert(target);
        AuditWriter(tx, seals_.digest)
            .append(current, {"set_target",
                              "org_unit",
                              unit.id.str(),
                              {"amount", "formula", "committee_members", "valid_from", "reason", "paper", "owner"}});
        return Output{/*created=*/true, std::move(unit), std::move(target)};
    });
}

ListTargets::Output ListTargets::run(const Actor& actor, const std::string& asked) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, asked);
        require(actor, Verb::see_figures, unit);
        const OrgUnit county = county_of_bearer(tx, unit);
        Output output{unit, CampaignStore(tx).open_in(county.id), {}};
        std::vector<OrgUnit> units{unit};
        if (unit.id == county.id) {
            for (OrgUnit& committee : StandingStore(tx).committees_on(county.id, beijing_date(tx.now()))) {
                units.push_back(std::move(committee));
            }
        }
        std::unordered_map<OrgUnitId, Target> targets;
        if (output.campaign) targets = TargetStore(tx, seals_).newest_of_all(output.campaign->id);
        for (const OrgUnit& one : units) {
            const auto found = targets.find(one.id);
            output.lines.push_back(
                line_for(actor, one, found == targets.end() ? std::nullopt : std::optional(found->second)));
        }
        return output;
    });
}

ListTargets::Output ListTargets::history(const Actor& actor, const std::string& asked) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, asked);
        require(actor, Verb::see_figures, unit);
        Output output{unit, CampaignStore(tx).open_in(county_of_bearer(tx, unit).id), {}};
        if (!output.campaign) return output;
        for (Target& target : TargetStore(tx, seals_).history(output.campaign->id, unit.id)) {
            output.lines.push_back(line_for(actor, unit, std::move(target)));
        }
        return output;
    });
}

CheckTargets::Output CheckTargets::run(const Actor& actor, const std::string& asked) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit county = find_unit_or_throw(tx, asked);
        require(actor, Verb::set_targets, county);
        if (county.kind != OrgKind::county) throw Problem::invalid("unit", "target.campaign_not_of_county");
        Campaign campaign = open_campaign(tx, county);
        const auto targets = TargetStore(tx, seals_).newest_of_all(campaign.id);
        Breakdown breakdown;
        if (const auto own = targets.find(county.id); own != targets.end()) breakdown.given = own->second.amount;
        for (OrgUnit& committee : StandingStore(tx).committees_on(county.id, beijing_date(tx.now()))) {
            const auto found = targets.find(committee.id);
            breakdown.parts.push_back(
                {std::move(committee), found == targets.end() ? std::nullopt : std::optional(found->second)});
        }
        return Output{std::move(county), std::move(campaign), std::move(breakdown)};
    });
}

}  // namespace league
