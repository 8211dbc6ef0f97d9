#include "lib/storage/campaign_store.hpp"

#include "lib/storage/paper_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT c.id, c.unit_id, c.code, c.name, c.from_at, d.deadline_at, c.minimum, c.per_member,
       c.paper_title, c.paper_number, c.paper_at, c.opened_at, c.closed_at
FROM campaigns c
JOIN campaign_deadlines d ON d.campaign_id = c.id
WHERE c.id = $1
ORDER BY d.revision DESC
LIMIT 1)";

constexpr std::string_view kFindByCode = R"(
SELECT c.id, c.unit_id, c.code, c.name, c.from_at, d.deadline_at, c.minimum, c.per_member,
       c.paper_title, c.paper_number, c.paper_at, c.opened_at, c.closed_at
FROM campaigns c
JOIN campaign_deadlines d ON d.campaign_id = c.id
WHERE c.unit_id = $1 AND c.code = $2
ORDER BY d.revision DESC
LIMIT 1)";

constexpr std::string_view kOpen = R"(
SELECT c.id, c.unit_id, c.code, c.name, c.from_at, d.deadline_at, c.minimum, c.per_member,
       c.paper_title, c.paper_number, c.paper_at, c.opened_at, c.closed_at
FROM campaigns c
JOIN campaign_deadlines d ON d.campaign_id = c.id
WHERE c.unit_id = $1 AND c.closed_at IS NULL
ORDER BY d.revision DESC
LIMIT 1)";

// $2: the end of the day. A day before the campaign was entered here has the deadline that it was entered with.
constexpr std::string_view kInForce = R"(
SELECT c.id, c.unit_id, c.code, c.name, c.from_at, d.deadline_at, c.minimum, c.per_member,
       c.paper_title, c.paper_number, c.paper_at, c.opened_at, c.closed_at
FROM campaigns c
JOIN campaign_deadlines d ON d.campaign_id = c.id
WHERE c.unit_id = $1 AND c.from_at < $2
  AND (c.closed_at IS NULL OR c.closed_at >= $2)
  AND (d.revision = 1 OR d.changed_at < $2)
ORDER BY c.from_at DESC, c.opened_at DESC, d.revision DESC
LIMIT 1)";

constexpr std::string_view kList = R"(
SELECT c.id, c.unit_id, c.code, c.name, c.from_at, d.deadline_at, c.minimum, c.per_member,
       c.paper_title, c.paper_number, c.paper_at, c.opened_at, c.closed_at
FROM campaigns c
JOIN campaign_deadlines d ON d.campaign_id = c.id
WHERE c.unit_id = $1
  AND d.revision = (SELECT MAX(n.revision) FROM campaign_deadlines n WHERE n.campaign_id = c.id)
ORDER BY c.closed_at IS NOT NULL, c.opened_at DESC, c.id DESC)";

constexpr std::string_view kInsert = R"(
INSERT INTO campaigns (id, unit_id, code, name, from_at, minimum, per_member, paper_title, paper_number, paper_at,
                       opened_at, opened_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))";

constexpr std::string_view kLastRevision = R"(
SELECT MAX(revision)
FROM campaign_deadlines
WHERE campaign_id = $1)";

constexpr std::string_view kAddDeadline = R"(
INSERT INTO campaign_deadlines (campaign_id, revision, deadline_at, reason, paper_title, paper_number, paper_at,
                                changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

constexpr std::string_view kClose = R"(
UPDATE campaigns
SET closed_at = $2
WHERE id = $1 AND closed_at IS NULL)";

Campaign read(Row& row) {
    Campaign campaign;
    campaign.id = row.next<CampaignId>();
    campaign.unit = row.next<OrgUnitId>();
    campaign.code = row.next<std::string>();
    campaign.name = row.next<std::string>();
    campaign.from = next_day(row);
    campaign.deadline = next_day(row);
    campaign.minimum = row.next<int>();
    campaign.per_member = row.next<int>();
    campaign.source = next_cited_paper(row);
    campaign.opened_at = row.next<Instant>();
    campaign.closed_at = row.next<std::optional<Instant>>();
    return campaign;
}

}  // namespace

std::optional<Campaign> CampaignStore::find(const CampaignId& id) const {
    return tx_.find_one(kFind, id, read);
}

std::optional<Campaign> CampaignStore::find_by_code(const OrgUnitId& county, const std::string& code) const {
    return tx_.find_one(kFindByCode, county, code, read);
}

std::optional<Campaign> CampaignStore::open_in(const OrgUnitId& county) const {
    return tx_.find_one(kOpen, county, read);
}

std::optional<Campaign> CampaignStore::in_force(const OrgUnitId& county, Date day) const {
    return tx_.find_one(kInForce, county, at_beijing(add_days(day, 1)), read);
}

std::vector<Campaign> CampaignStore::list(const OrgUnitId& county) const {
    return tx_.list(kList, county, read);
}

void CampaignWriter::insert(const Campaign& campaign, const std::optional<PersonId>& by) {
    tx_.run(kInsert, campaign.id, campaign.unit, campaign.code, campaign.name, at_beijing(campaign.from),
            campaign.minimum, campaign.per_member, campaign.source.title, campaign.source.number,
            day_value(campaign.source.date), tx_.now(), by);
    move_deadline(campaign.id, campaign.deadline, "", {}, by);
}

void CampaignWriter::move_deadline(const CampaignId& id, Date deadline, const std::string& reason,
                                   const CitedPaper& paper, const std::optional<PersonId>& by) {
    const int last = tx_.value<std::optional<int>>(kLastRevision, id).value_or(std::nullopt).value_or(0);
    tx_.run(kAddDeadline, id, last + 1, at_beijing(deadline), reason, paper.title, paper.number, day_value(paper.date),
            tx_.now(), by);
}

void CampaignWriter::close(const CampaignId& id) {
    tx_.run(kClose, id, tx_.now());
}

}  // namespace league
