// Half-month reports as they are read (R12, R54): one of a township, as it was sent or, before that, as it is written
// beforehand from the records; and which of a county came when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/read_standing.hpp"
#include "lib/app/report_rules.hpp"
#include "lib/domain/half_month_report.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/report_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// One report with where it stands.
struct ReportView {
    OrgUnit unit;
    HalfMonth period;
    ReportDates dates;
    ReportState state = ReportState::expected;
    Instant as_of;                         ///< of this view
    std::optional<ReportReceipt> receipt;  ///< nothing: not sent
    std::optional<Date> exception_until;
    std::string exception_reason;
    ReportRevision report;    ///< revision 0: written beforehand
    std::string sender_name;  ///< empty: the operator, or not to be seen by who asks
};

/// How the reports of a county's townships came in one half month.
struct ReportsOfPeriod {
    struct Line {
        OrgUnit unit;
        ReportState state = ReportState::expected;
        std::optional<ReportReceipt> receipt;
        std::optional<Date> exception_until;
    };
    OrgUnit unit;
    HalfMonth period;
    ReportDates dates;
    Instant as_of;
    std::vector<Line> lines;  ///< everybody from whom one is expected, in tree order

    long long received() const;
    long long came(Punctuality punctuality) const;
    long long expected() const { return static_cast<long long>(lines.size()); }
    std::vector<OrgUnit> not_sent() const;
};

class ReadReports {
public:
    ReadReports(Database& database, const ReadStanding& standing, const Seals& seals, ReportSettings settings)
        : database_(database), standing_(standing), seals_(seals), settings_(settings) {}

    /// Of a county with each township, or of one township alone; `period` left out is the running half month. Throws
    /// Problem: not_found, not_allowed, invalid_input ("report.unit_reports_none", "report.not_begun").
    ReportsOfPeriod list(const Actor& actor, const std::string& unit, const std::optional<HalfMonth>& period);
    ReportsOfPeriod list_in(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit,
                            const HalfMonth& period) const;
    /// Throws Problem: not_found, not_allowed, invalid_input ("report.unit_reports_none", "report.not_begun",
    /// "report.unit_not_there").
    ReportView show(const Actor& actor, const std::string& unit, const HalfMonth& period);
    ReportView show_in(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit, const HalfMonth& period) const;
    /// Every revision of a report, the newest first; empty when it was not sent. Throws as show().
    std::vector<ReportView> history(const Actor& actor, const std::string& unit, const HalfMonth& period);

    /// The report as the records would have it at this moment.
    ReportRevision written_now(ReadTransaction& tx, const OrgUnit& unit, const HalfMonth& period) const;
    const ReportRules& rules() const { return settings_.rules; }

private:
    ReportView view_of(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit, const HalfMonth& period,
                       std::optional<ReportRevision> revision) const;

    Database& database_;
    const ReadStanding& standing_;
    const Seals& seals_;
    ReportSettings settings_;
};

/// The half month whose report is asked of a township now: one that the county made an exception for, the one before
/// while it is open, the running one in its last days. Nothing in between.
struct AskedReport {
    HalfMonth period;
    ReportDates dates;  ///< open_until counts an exception in
    ReportState state = ReportState::expected;
};
std::optional<AskedReport> asked_report(ReadTransaction& tx, const OrgUnit& unit, const ReportRules& rules);

}  // namespace league
