#include "lib/storage/merge_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, keep_id, merge_id, created_at, decided_at, decided_by, verdict
FROM merge_proposals
WHERE id = $1)";

constexpr std::string_view kListOpen = R"(
SELECT id, keep_id, merge_id, created_at, decided_at, decided_by, verdict
FROM merge_proposals
WHERE decided_at IS NULL
ORDER BY created_at, id)";

constexpr std::string_view kKnowsPair = R"(
SELECT id
FROM merge_proposals
WHERE (keep_id = $1 AND merge_id = $2) OR (keep_id = $2 AND merge_id = $1))";

constexpr std::string_view kPropose = R"(
INSERT INTO merge_proposals (id, keep_id, merge_id, created_at)
VALUES ($1, $2, $3, $4))";

constexpr std::string_view kDecide = R"(
UPDATE merge_proposals
SET decided_at = $2, decided_by = $3, verdict = $4
WHERE id = $1 AND decided_at IS NULL)";

MergeProposal proposal(Row& row) {
    MergeProposal found;
    found.id = row.next<MergeId>();
    found.keep = row.next<PersonId>();
    found.merge = row.next<PersonId>();
    found.created_at = row.next<Instant>();
    found.decided_at = row.next<std::optional<Instant>>();
    found.decided_by = row.next<std::optional<PersonId>>();
    if (const auto word = row.next<std::optional<std::string>>()) {
        found.verdict = merge_verdict_from(*word);
        ensure(found.verdict.has_value());
    }
    return found;
}

}  // namespace

std::optional<MergeProposal> MergeStore::find(const MergeId& id) const {
    return tx_.find_one(kFind, id, proposal);
}

std::vector<MergeProposal> MergeStore::list_open() const {
    return tx_.list(kListOpen, proposal);
}

bool MergeWriter::propose(const MergeId& id, const PersonId& keep, const PersonId& merge) {
    if (tx_.exists(kKnowsPair, keep, merge)) return false;
    tx_.run(kPropose, id, keep, merge, tx_.now());
    return true;
}

bool MergeWriter::decide(const MergeId& id, MergeVerdict verdict, const std::optional<PersonId>& by) {
    return tx_.run(kDecide, id, tx_.now(), by, verdict) == 1;
}

}  // namespace league
