#include "lib/storage/consent_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kBalance = R"(
SELECT balance
FROM consents
WHERE identity_id = $1 AND template = $2)";

constexpr std::string_view kHasReport = R"(
SELECT 1
FROM consent_reports
WHERE id = $1)";

constexpr std::string_view kFindUnmatched = R"(
SELECT id
FROM consent_reports
WHERE identity_id = $1 AND template = $2 AND source = $3 AND accepted = 1 AND matched = 0 AND at >= $4
ORDER BY at, id
LIMIT 1)";

constexpr std::string_view kInsertReport = R"(
INSERT INTO consent_reports (id, identity_id, template, source, accepted, at, matched)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kMarkMatched = R"(
UPDATE consent_reports
SET matched = 1
WHERE id = $1)";

constexpr std::string_view kAdd = R"(
INSERT INTO consents (identity_id, template, balance, changed_at)
VALUES ($1, $2, CASE WHEN $3 > 0 THEN $3 ELSE 0 END, $4)
ON CONFLICT (identity_id, template) DO UPDATE
SET balance = CASE WHEN consents.balance + $3 > 0 THEN consents.balance + $3 ELSE 0 END, changed_at = excluded.changed_at)";

constexpr std::string_view kSetZero = R"(
UPDATE consents
SET balance = 0, changed_at = $3
WHERE identity_id = $1 AND template = $2)";

constexpr std::string_view kEraseReports = R"(
DELETE FROM consent_reports
WHERE id IN (
    SELECT id
    FROM consent_reports
    WHERE at < $1
    ORDER BY at
    LIMIT $2
))";

}  // namespace

std::string_view to_string(ConsentSource source) {
    switch (source) {
        case ConsentSource::phone: return "phone";
        case ConsentSource::event: return "event";
    }
    stop("unknown ConsentSource");
}

long long ConsentStore::balance(const IdentityId& identity, const std::string& template_id) const {
    return tx_.value<std::int64_t>(kBalance, identity, template_id).value_or(0);
}

bool ConsentStore::has_report(const std::string& id) const {
    return tx_.exists(kHasReport, id);
}

std::optional<std::string> ConsentStore::find_unmatched(const IdentityId& identity, const std::string& template_id,
                                                        ConsentSource source, Instant since) const {
    return tx_.value<std::string>(kFindUnmatched, identity, template_id, source, since);
}

void ConsentWriter::insert_report(const std::string& id, const IdentityId& identity, const std::string& template_id,
                                  ConsentSource source, bool accepted, bool matched) {
    tx_.run(kInsertReport, id, identity, template_id, source, accepted, tx_.now(), matched);
}

void ConsentWriter::mark_matched(const std::string& id) {
    tx_.run(kMarkMatched, id);
}

void ConsentWriter::add(const IdentityId& identity, const std::string& template_id, int change) {
    tx_.run(kAdd, identity, template_id, change, tx_.now());
}

void ConsentWriter::set_zero(const IdentityId& identity, const std::string& template_id) {
    tx_.run(kSetZero, identity, template_id, tx_.now());
}

long long ConsentWriter::erase_reports_before(Instant instant, int limit) {
    return tx_.run(kEraseReports, instant, limit);
}

}  // namespace league
