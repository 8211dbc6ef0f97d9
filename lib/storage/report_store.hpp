// Half-month reports: which came when, each revision as it was sent, and exceptions. A revision is never changed; its
// hash covers it and the one before.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/half_month_report.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// That a report was sent.
struct ReportReceipt {
    OrgUnitId unit;
    HalfMonth period;
    int revision = 0;  ///< the newest
    Punctuality punctuality = Punctuality::on_time;
    Instant first_sent_at = {};

    bool operator==(const ReportReceipt&) const = default;
};

class ReportStore {
public:
    explicit ReportStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<ReportReceipt> receipt(const OrgUnitId& unit, const HalfMonth& period) const;
    /// Of all units, by unit.
    std::unordered_map<OrgUnitId, ReportReceipt> receipts(const HalfMonth& period) const;
    std::optional<ReportRevision> newest(const OrgUnitId& unit, const HalfMonth& period) const;
    /// The newest first.
    std::vector<ReportRevision> history(const OrgUnitId& unit, const HalfMonth& period) const;

    /// The earliest half month of which a unit directly below sent a report.
    std::optional<HalfMonth> first_sent(const OrgUnitId& county) const;

    /// The exception that holds longest.
    std::optional<ReportException> exception(const OrgUnitId& unit, const HalfMonth& period) const;
    std::optional<ReportException> find_exception(const std::string& id) const;
    /// The last days of the exceptions of a half month, by unit.
    std::unordered_map<OrgUnitId, Date> exceptions(const HalfMonth& period) const;
    /// The earliest half month that the unit may send on that day by an exception alone and has not sent.
    std::optional<HalfMonth> excepted(const OrgUnitId& unit, Date day) const;

    /// What is wrong with hashes and receipts: "unit period revision what". `examined` counts the revisions.
    std::vector<std::string> faults(const Digest& digest, long long& examined) const;

private:
    ReportRevision read(Row& row) const;
    void add_parts(ReportRevision& revision) const;

    ReadTransaction& tx_;
};

class ReportWriter {
public:
    ReportWriter(Transaction& tx, const Digest& digest) : tx_(tx), digest_(digest) {}

    /// Throws ConstraintFailure when the revision is there. `punctuality` counts with the first revision alone.
    void insert(const ReportRevision& revision, Punctuality punctuality);
    void insert(const ReportException& exception);

private:
    Transaction& tx_;
    const Digest& digest_;
};

}  // namespace league
