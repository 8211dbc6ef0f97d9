#include "lib/app/manage_campaigns.hpp"

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/campaign_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

/// Asks for the right before anything else is told of the campaign.
Campaign load_campaign(ReadTransaction& tx, const Actor& actor, const CampaignId& id) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    std::optional<Campaign> campaign = CampaignStore(tx).find(id);
    if (!campaign) throw Problem(ProblemCode::not_found, "campaign_not_found");
    require(actor, Verb::set_targets, OrgStore(tx).find(campaign->unit).value());
    return *std::move(campaign);
}

bool is_repeat(const Campaign& open, const Campaign& wanted) {
    Campaign like_open = wanted;
    like_open.id = open.id;
    like_open.opened_at = open.opened_at;
    return like_open == open;
}

Campaign trimmed(Campaign campaign) {
    campaign.name = text::trim(campaign.name);
    campaign.source.title = text::trim(campaign.source.title);
    campaign.source.number = text::trim(campaign.source.number);
    return campaign;
}

}  // namespace

OpenCampaign::Output OpenCampaign::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::set_targets, unit);
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        std::vector<FieldError> errors = check_campaign(input.campaign);
        if (unit.kind != OrgKind::county) errors.push_back({"unit", "target.campaign_not_of_county", {}});
        if (!errors.empty()) throw Problem::invalid(std::move(errors));

        Campaign campaign = trimmed(input.campaign);
        campaign.unit = unit.id;
        campaign.closed_at.reset();
        const CampaignStore campaigns(tx);
        if (std::optional<Campaign> open = campaigns.open_in(unit.id)) {
            if (is_repeat(*open, campaign)) return Output{/*created=*/false, *std::move(open)};
            throw Problem(ProblemCode::conflict, "campaign_open_already", {{"name", open->name}});
        }
        if (campaigns.find_by_code(unit.id, campaign.code)) {
            throw Problem(ProblemCode::conflict, "campaign_code_taken", {{"code", campaign.code}});
        }
        campaign.id = CampaignId(make_uuid_v7(random_, tx.now()));
        campaign.opened_at = tx.now();
        CampaignWriter(tx).insert(campaign, current.person);
        AuditWriter(tx, digest_)
            .append(current, {"open_campaign",
                              "campaign",
                              campaign.id.str(),
                              {"code", "name", "from", "deadline", "minimum", "per_member", "paper"}});
        return Output{/*created=*/true, std::move(campaign)};
    });
}

Campaign MoveDeadline::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Campaign campaign = load_campaign(tx, current, input.campaign);
        std::vector<FieldError> errors = check_deadline(campaign, input.deadline, input.reason, input.paper);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        if (campaign.closed_at) throw Problem(ProblemCode::closed, "campaign_closed", {{"name", campaign.name}});
        if (campaign.deadline == input.deadline) return campaign;
        if (campaign.deadline != input.instead_of) {
            throw Problem(ProblemCode::conflict, "campaign_deadline_moved", {{"deadline", to_iso(campaign.deadline)}});
        }
        campaign.deadline = input.deadline;
        const CitedPaper paper{text::trim(input.paper.title), text::trim(input.paper.number), input.paper.date};
        CampaignWriter(tx).move_deadline(campaign.id, campaign.deadline, text::trim(input.reason), paper,
                                         current.person);
        AuditWriter(tx, digest_)
            .append(current, {"move_deadline", "campaign", campaign.id.str(), {"deadline", "reason", "paper"}});
        return campaign;
    });
}

Campaign CloseCampaign::run(const Actor& actor, const CampaignId& id) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Campaign campaign = load_campaign(tx, current, id);
        if (campaign.closed_at) return campaign;
        campaign.closed_at = tx.now();
        CampaignWriter(tx).close(campaign.id);
        AuditWriter(tx, digest_).append(current, {"close_campaign", "campaign", campaign.id.str(), {"closed_at"}});
        return campaign;
    });
}

std::vector<Campaign> ListCampaigns::run(const Actor& actor, const std::string& unit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit asked = find_unit_or_throw(tx, unit);
        require(actor, Verb::see_figures, asked);
        return CampaignStore(tx).list(county_of(tx, asked).id);
    });
}

}  // namespace league
