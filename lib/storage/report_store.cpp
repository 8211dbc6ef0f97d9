#include "lib/storage/report_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/days.hpp"

namespace league {
namespace {

constexpr std::string_view kReceipt = R"(
SELECT unit_id, period, revision, punctuality, first_sent_at
FROM half_month_reports
WHERE unit_id = $1 AND period = $2)";

constexpr std::string_view kReceipts = R"(
SELECT unit_id, period, revision, punctuality, first_sent_at
FROM half_month_reports
WHERE period = $1)";

constexpr std::string_view kHistory = R"(
SELECT unit_id, period, revision, day_at, as_of, campaign, deadline_at, nothing_new, words, why, sent_at, sent_by
FROM report_revisions
WHERE unit_id = $1 AND period = $2
ORDER BY revision DESC)";

constexpr std::string_view kNewest = R"(
SELECT unit_id, period, revision, day_at, as_of, campaign, deadline_at, nothing_new, words, why, sent_at, sent_by
FROM report_revisions
WHERE unit_id = $1 AND period = $2
ORDER BY revision DESC
LIMIT 1)";

constexpr std::string_view kFigures = R"(
SELECT figure, live, corrected, reason
FROM report_figures
WHERE unit_id = $1 AND period = $2 AND revision = $3
ORDER BY position)";

constexpr std::string_view kSilent = R"(
SELECT org_id, name
FROM report_silent
WHERE unit_id = $1 AND period = $2 AND revision = $3
ORDER BY position)";

constexpr std::string_view kFirstSent = R"(
SELECT MIN(r.period)
FROM half_month_reports r
JOIN org_units u ON u.id = r.unit_id
WHERE u.parent_id = $1)";

constexpr std::string_view kException = R"(
SELECT id, unit_id, period, until_at, reason, opened_at, opened_by
FROM report_exceptions
WHERE unit_id = $1 AND period = $2
ORDER BY until_at DESC, opened_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kFindException = R"(
SELECT id, unit_id, period, until_at, reason, opened_at, opened_by
FROM report_exceptions
WHERE id = $1)";

constexpr std::string_view kExceptions = R"(
SELECT unit_id, MAX(until_at)
FROM report_exceptions
WHERE period = $1
GROUP BY unit_id)";

constexpr std::string_view kExcepted = R"(
SELECT e.period
FROM report_exceptions e
WHERE e.unit_id = $1 AND e.until_at >= $2
  AND NOT EXISTS (SELECT 1 FROM half_month_reports r WHERE r.unit_id = e.unit_id AND r.period = e.period)
ORDER BY e.period
LIMIT 1)";

constexpr std::string_view kHashBefore = R"(
SELECT hash
FROM report_revisions
WHERE unit_id = $1 AND period = $2 AND revision = $3)";

constexpr std::string_view kInsertRevision = R"(
INSERT INTO report_revisions (unit_id, period, revision, day_at, as_of, campaign, deadline_at, nothing_new, words, why,
                              sent_at, sent_by, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))";

constexpr std::string_view kInsertFigure = R"(
INSERT INTO report_figures (unit_id, period, revision, position, figure, live, corrected, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view kInsertSilent = R"(
INSERT INTO report_silent (unit_id, period, revision, position, org_id, name)
VALUES ($1, $2, $3, $4, $5, $6))";

constexpr std::string_view kSaveReceipt = R"(
INSERT INTO half_month_reports (unit_id, period, revision, punctuality, first_sent_at, hash)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit_id, period) DO UPDATE
SET revision = excluded.revision, hash = excluded.hash)";

constexpr std::string_view kInsertException = R"(
INSERT INTO report_exceptions (id, unit_id, period, until_at, reason, opened_at, opened_by)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kAllRevisions = R"(
SELECT unit_id, period, revision, day_at, as_of, campaign, deadline_at, nothing_new, words, why, sent_at, sent_by, hash
FROM report_revisions
ORDER BY unit_id, period, revision)";

constexpr std::string_view kAllReceipts = R"(
SELECT unit_id, period, revision, first_sent_at, hash
FROM half_month_reports
ORDER BY unit_id, period)";

std::string chained(const Digest& digest, const std::string& before, const ReportRevision& revision) {
    return digest.sha256(before + "\n" + canonical_text(revision));
}

ReportReceipt next_receipt(Row& row) {
    ReportReceipt receipt{row.next<OrgUnitId>(), row.next<HalfMonth>()};
    receipt.revision = row.next<int>();
    const auto punctuality = punctuality_from(row.next<std::string>());
    ensure(punctuality.has_value());  // the schema's CHECK knows the same words
    receipt.punctuality = *punctuality;
    receipt.first_sent_at = row.next<Instant>();
    return receipt;
}

ReportException next_exception(Row& row) {
    ReportException found{row.next<std::string>(), row.next<OrgUnitId>(), row.next<HalfMonth>(), next_day(row),
                          row.next<std::string>()};
    found.opened_at = row.next<Instant>();
    found.opened_by = row.next<std::optional<PersonId>>();
    return found;
}

/// The newest revision of each report as the revisions have it: compared with the receipts.
struct Last {
    int revision = 0;
    Instant first_sent_at;
    std::string hash;

    bool operator==(const Last&) const = default;
};

}  // namespace

std::optional<ReportReceipt> ReportStore::receipt(const OrgUnitId& unit, const HalfMonth& period) const {
    return tx_.find_one(kReceipt, unit, period, next_receipt);
}

std::unordered_map<OrgUnitId, ReportReceipt> ReportStore::receipts(const HalfMonth& period) const {
    std::unordered_map<OrgUnitId, ReportReceipt> all;
    tx_.query(kReceipts, period, [&](Row& row) {
        ReportReceipt one = next_receipt(row);
        all.emplace(one.unit, one);
    });
    return all;
}

std::optional<ReportRevision> ReportStore::newest(const OrgUnitId& unit, const HalfMonth& period) const {
    std::optional<ReportRevision> found = tx_.find_one(kNewest, unit, period, [&](Row& row) { return read(row); });
    if (found) add_parts(*found);
    return found;
}

std::vector<ReportRevision> ReportStore::history(const OrgUnitId& unit, const HalfMonth& period) const {
    std::vector<ReportRevision> all = tx_.list(kHistory, unit, period, [&](Row& row) { return read(row); });
    for (ReportRevision& one : all) add_parts(one);
    return all;
}

std::optional<HalfMonth> ReportStore::first_sent(const OrgUnitId& county) const {
    return tx_.value<std::optional<HalfMonth>>(kFirstSent, county).value_or(std::nullopt);
}

std::optional<ReportException> ReportStore::exception(const OrgUnitId& unit, const HalfMonth& period) const {
    return tx_.find_one(kException, unit, period, next_exception);
}

std::optional<ReportException> ReportStore::find_exception(const std::string& id) const {
    return tx_.find_one(kFindException, id, next_exception);
}

std::unordered_map<OrgUnitId, Date> ReportStore::exceptions(const HalfMonth& period) const {
    std::unordered_map<OrgUnitId, Date> all;
    tx_.query(kExceptions, period, [&](Row& row) {
        const auto unit = row.next<OrgUnitId>();
        all.emplace(unit, next_day(row));
    });
    return all;
}

std::optional<HalfMonth> ReportStore::excepted(const OrgUnitId& unit, Date day) const {
    return tx_.find_one(kExcepted, unit, day_value(day), [](Row& row) { return row.next<HalfMonth>(); });
}

std::vector<std::string> ReportStore::faults(const Digest& digest, long long& examined) const {
    std::vector<std::string> faults;
    std::unordered_map<std::string, Last> lasts;
    std::vector<std::pair<ReportRevision, std::string>> revisions;
    tx_.query(kAllRevisions, [&](Row& row) {
        ReportRevision one = read(row);
        revisions.emplace_back(std::move(one), row.next<std::string>());
    });
    const auto key = [](const OrgUnitId& unit, const HalfMonth& period) { return unit.str() + " " + period.str(); };
    for (auto& [one, hash] : revisions) {
        ++examined;
        add_parts(one);
        Last& last = lasts[key(one.unit, one.period)];
        const bool follows = one.revision == last.revision + 1 && hash == chained(digest, last.hash, one);
        if (!follows) faults.push_back(key(one.unit, one.period) + " " + std::to_string(one.revision) + " hash");
        last = {one.revision, one.revision == 1 ? one.sent_at : last.first_sent_at, hash};
    }
    tx_.query(kAllReceipts, [&](Row& row) {
        const auto unit = row.next<OrgUnitId>();
        const std::string at = key(unit, row.next<HalfMonth>());
        Last told;
        told.revision = row.next<int>();
        told.first_sent_at = row.next<Instant>();
        told.hash = row.next<std::string>();
        const auto found = lasts.find(at);
        if (found == lasts.end() || !(found->second == told)) faults.push_back(at + " receipt");
        if (found != lasts.end()) lasts.erase(found);
    });
    for (const auto& [at, unused] : lasts) faults.push_back(at + " no receipt");
    return faults;
}

ReportRevision ReportStore::read(Row& row) const {
    ReportRevision revision{row.next<OrgUnitId>(), row.next<HalfMonth>()};
    revision.revision = row.next<int>();
    revision.day = next_day(row);
    revision.as_of = row.next<Instant>();
    revision.campaign = row.next<std::string>();
    revision.deadline = next_optional_day(row);
    revision.nothing_new = row.next<bool>();
    revision.words = row.next<std::string>();
    revision.why = row.next<std::string>();
    revision.sent_at = row.next<Instant>();
    revision.sent_by = row.next<std::optional<PersonId>>();
    return revision;
}

void ReportStore::add_parts(ReportRevision& revision) const {
    revision.lines = tx_.list(kFigures, revision.unit, revision.period, revision.revision, [](Row& row) {
        ReportLine line;
        const auto figure = report_figure_from(row.next<std::string>());
        ensure(figure.has_value());  // written by their names, none of which was ever dropped
        line.figure = *figure;
        line.live = row.next<std::optional<long long>>();
        line.corrected = row.next<std::optional<long long>>();
        line.reason = row.next<std::string>();
        return line;
    });
    revision.silent = tx_.list(kSilent, revision.unit, revision.period, revision.revision, [](Row& row) {
        SilentOrg org;
        org.unit = row.next<OrgUnitId>();
        org.name = row.next<std::string>();
        return org;
    });
}

void ReportWriter::insert(const ReportRevision& revision, Punctuality punctuality) {
    const auto before =
        tx_.value<std::string>(kHashBefore, revision.unit, revision.period, revision.revision - 1).value_or("");
    const std::string hash = chained(digest_, before, revision);
    tx_.run(kInsertRevision, revision.unit, revision.period, revision.revision, day_value(revision.day), revision.as_of,
            revision.campaign, day_value(revision.deadline), revision.nothing_new, revision.words, revision.why,
            revision.sent_at, revision.sent_by, hash);
    int position = 0;
    for (const ReportLine& line : revision.lines) {
        tx_.run(kInsertFigure, revision.unit, revision.period, revision.revision, position++, line.figure, line.live,
                line.corrected, line.reason);
    }
    position = 0;
    for (const SilentOrg& org : revision.silent) {
        tx_.run(kInsertSilent, revision.unit, revision.period, revision.revision, position++, org.unit, org.name);
    }
    tx_.run(kSaveReceipt, revision.unit, revision.period, revision.revision, punctuality, revision.sent_at, hash);
}

void ReportWriter::insert(const ReportException& exception) {
    tx_.run(kInsertException, exception.id, exception.unit, exception.period, day_value(exception.until),
            exception.reason, exception.opened_at, exception.opened_by);
}

}  // namespace league
