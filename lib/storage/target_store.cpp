#include "lib/storage/target_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/paper_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kHistory = R"(
SELECT campaign_id, unit_id, revision, valid_from, amount, formula, committee_members, reason, paper_title,
       paper_number, paper_at, owner_title, owner_name_sealed, set_at, set_by
FROM targets
WHERE campaign_id = $1 AND unit_id = $2
ORDER BY revision DESC)";

constexpr std::string_view kNewestOfAll = R"(
SELECT t.campaign_id, t.unit_id, t.revision, t.valid_from, t.amount, t.formula, t.committee_members, t.reason,
       t.paper_title, t.paper_number, t.paper_at, t.owner_title, t.owner_name_sealed, t.set_at, t.set_by
FROM targets t
WHERE t.campaign_id = $1
  AND t.revision = (SELECT MAX(n.revision) FROM targets n WHERE n.campaign_id = $1 AND n.unit_id = t.unit_id))";

constexpr std::string_view kAmountsOn = R"(
SELECT t.unit_id, t.amount
FROM targets t
WHERE t.campaign_id = $1
  AND t.revision = (
    SELECT MAX(n.revision)
    FROM targets n
    WHERE n.campaign_id = $1 AND n.unit_id = t.unit_id AND n.valid_from <= $2
  ))";

constexpr std::string_view kInsert = R"(
INSERT INTO targets (campaign_id, unit_id, revision, valid_from, amount, formula, committee_members, reason,
                     paper_title, paper_number, paper_at, owner_title, owner_name_sealed, set_at, set_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))";

constexpr std::string_view kOwner = "targets.owner_name";

}  // namespace

std::optional<Target> TargetStore::newest(const CampaignId& campaign, const OrgUnitId& unit) const {
    return tx_.find_one(kHistory, campaign, unit, [&](Row& row) { return read(row); });
}

std::unordered_map<OrgUnitId, Target> TargetStore::newest_of_all(const CampaignId& campaign) const {
    std::unordered_map<OrgUnitId, Target> targets;
    tx_.query(kNewestOfAll, campaign, [&](Row& row) {
        Target target = read(row);
        OrgUnitId unit = target.unit;
        targets.emplace(std::move(unit), std::move(target));
    });
    return targets;
}

std::vector<Target> TargetStore::history(const CampaignId& campaign, const OrgUnitId& unit) const {
    return tx_.list(kHistory, campaign, unit, [&](Row& row) { return read(row); });
}

std::unordered_map<OrgUnitId, long long> TargetStore::amounts_on(ReadTransaction& tx, const CampaignId& campaign,
                                                                 Date day) {
    std::unordered_map<OrgUnitId, long long> amounts;
    tx.query(kAmountsOn, campaign, at_beijing(day), [&](Row& row) {
        const auto unit = row.next<OrgUnitId>();
        amounts[unit] = row.next<long long>();
    });
    return amounts;
}

Target TargetStore::read(Row& row) const {
    Target target;
    target.campaign = row.next<CampaignId>();
    target.unit = row.next<OrgUnitId>();
    target.revision = row.next<int>();
    target.valid_from = next_day(row);
    target.amount = row.next<int>();
    const auto formula = target_formula_from(row.next<std::string>());
    ensure(formula.has_value());  // the schema's CHECK knows the same words
    target.formula = *formula;
    target.committee_members = row.next<std::optional<int>>();
    target.reason = row.next<std::string>();
    target.paper = next_cited_paper(row);
    target.owner_title = row.next<std::string>();
    target.owner_name = seals_.cipher.open(kOwner, row.next<std::string>());
    target.set_at = row.next<Instant>();
    target.set_by = row.next<std::optional<PersonId>>();
    return target;
}

void TargetWriter::insert(const Target& target) {
    tx_.run(kInsert, target.campaign, target.unit, target.revision, at_beijing(target.valid_from), target.amount,
            target.formula, target.committee_members, target.reason, target.paper.title, target.paper.number,
            day_value(target.paper.date), target.owner_title, seals_.cipher.seal(kOwner, target.owner_name),
            target.set_at, target.set_by);
}

}  // namespace league
