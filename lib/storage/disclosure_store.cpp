#include "lib/storage/disclosure_store.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT d.id, d.person_id, d.unit_id, d.reason_sealed, d.numbers, d.made_at
FROM below
JOIN disclosures d ON d.unit_id = below.id
ORDER BY d.made_at DESC, d.id DESC
LIMIT $2)";

constexpr std::string_view kInsert = R"(
INSERT INTO disclosures (id, person_id, unit_id, reason_sealed, numbers, made_at)
VALUES ($1, $2, $3, $4, $5, $6))";

constexpr std::string_view kErase = R"(
DELETE FROM disclosures
WHERE id IN (
    SELECT id
    FROM disclosures
    WHERE made_at < $1
    ORDER BY made_at
    LIMIT $2
))";

}  // namespace

std::vector<Disclosure> DisclosureStore::list(const OrgPath& under, int limit) const {
    return tx_.list(kList, under, limit, [&](Row& row) {
        Disclosure one;
        one.id = row.next<std::string>();
        one.person = row.next<std::optional<PersonId>>();
        one.unit = row.next<OrgUnitId>();
        one.reason = seals_.cipher.open("disclosures.reason", row.next<std::string>());
        one.numbers = row.next<int>();
        one.made_at = row.next<Instant>();
        return one;
    });
}

void DisclosureWriter::insert(const Disclosure& disclosure) {
    tx_.run(kInsert, disclosure.id, disclosure.person, disclosure.unit,
            seals_.cipher.seal("disclosures.reason", disclosure.reason), disclosure.numbers, disclosure.made_at);
}

long long DisclosureWriter::erase_before(Instant limit_instant, int limit) {
    return tx_.run(kErase, limit_instant, limit);
}

}  // namespace league
