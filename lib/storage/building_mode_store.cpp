#include "lib/storage/building_mode_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
SELECT m.code, m.label, m.description, m.sort, m.in_use, p.partner_kind, p.min_count, p.max_count, p.needs_lead
FROM building_modes m
LEFT JOIN building_mode_partners p ON p.mode = m.code
ORDER BY m.sort, m.code, p.min_count DESC, p.partner_kind)";

constexpr std::string_view kFind = R"(
SELECT m.code, m.label, m.description, m.sort, m.in_use, p.partner_kind, p.min_count, p.max_count, p.needs_lead
FROM building_modes m
LEFT JOIN building_mode_partners p ON p.mode = m.code
WHERE m.code = $1
ORDER BY p.min_count DESC, p.partner_kind)";

constexpr std::string_view kSave = R"(
INSERT INTO building_modes (code, label, description, sort, in_use)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (code) DO UPDATE
SET label = excluded.label, description = excluded.description, sort = excluded.sort, in_use = excluded.in_use)";

constexpr std::string_view kForgetNeeds = R"(
DELETE FROM building_mode_partners
WHERE mode = $1)";

constexpr std::string_view kAddNeed = R"(
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kListPartners = R"(
SELECT id, kind, name, credit_code
FROM partners
WHERE township_id = $1 AND closed_at IS NULL
ORDER BY kind, name)";

constexpr std::string_view kFindOrAdd = R"(
INSERT INTO partners (id, township_id, kind, name, credit_code, created_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (township_id, kind, name) DO UPDATE
SET credit_code = CASE WHEN excluded.credit_code = '' THEN partners.credit_code ELSE excluded.credit_code END,
    closed_at = NULL
RETURNING id)";

PartnerKind next_kind(Row& row) {
    const std::optional<PartnerKind> kind = partner_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    return *kind;
}

/// Adds the row to `modes`: one row a kind of partner, and one without for a mode that needs none.
void add_row(std::vector<BuildingMode>& modes, Row& row) {
    BuildingMode mode;
    mode.code = row.next<std::string>();
    mode.label = row.next<std::string>();
    mode.description = row.next<std::string>();
    mode.sort = row.next<int>();
    mode.in_use = row.next<bool>();
    if (modes.empty() || modes.back().code != mode.code) modes.push_back(std::move(mode));
    if (row.is_null(5)) return;
    PartnerNeed need;
    need.kind = next_kind(row);
    need.min = row.next<int>();
    need.max = row.next<int>();
    need.needs_lead = row.next<bool>();
    modes.back().partners.push_back(need);
}

}  // namespace

std::vector<BuildingMode> BuildingModeStore::list() const {
    std::vector<BuildingMode> modes;
    tx_.query(kList, [&](Row& row) { add_row(modes, row); });
    return modes;
}

std::optional<BuildingMode> BuildingModeStore::find(const std::string& code) const {
    std::vector<BuildingMode> modes;
    tx_.query(kFind, code, [&](Row& row) { add_row(modes, row); });
    if (modes.empty()) return std::nullopt;
    return std::move(modes.front());
}

void BuildingModeWriter::save(const BuildingMode& mode) {
    tx_.run(kSave, mode.code, mode.label, mode.description, mode.sort, mode.in_use);
    tx_.run(kForgetNeeds, mode.code);
    for (const PartnerNeed& need : mode.partners) {
        tx_.run(kAddNeed, mode.code, need.kind, need.min, need.max, need.needs_lead);
    }
}

std::vector<Partner> PartnerStore::list(const OrgUnitId& township) const {
    return tx_.list(kListPartners, township, [](Row& row) {
        Partner partner;
        partner.id = row.next<PartnerId>();
        partner.kind = next_kind(row);
        partner.name = row.next<std::string>();
        partner.credit_code = row.next<std::string>();
        return partner;
    });
}

PartnerId PartnerWriter::find_or_add(const PartnerId& id, const OrgUnitId& township, const ProjectPartner& partner) {
    const auto found = tx_.find_one(kFindOrAdd, id, township, partner.kind, partner.name, partner.credit_code,
                                    tx_.now(), [](Row& row) { return row.next<PartnerId>(); });
    ensure(found.has_value());
    return *found;
}

}  // namespace league
