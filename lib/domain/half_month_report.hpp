// The half-month report of a township (R12, R54): two a month, due on the 15th and on the last day. It is written
// beforehand from the records; the township confirms it, puts a figure right with a reason, or says that nothing is
// new. What was sent is a sheet of that day and never changes; a correction is a further revision beside it.
//
// Days are those of Beijing, whole: the due day counts to its end.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/standing.hpp"

namespace league {

/// What a county sets; days count from the due day.
struct ReportRules {
    int grace_days = 2;  ///< so long after it a report is in grace, then late
    int lock_days = 10;  ///< so long after it one can be sent or corrected at all; never shorter than the grace
    int ask_days = 3;    ///< so long before it the report is asked for
};

struct ReportDates {
    Date from;  ///< first day of the half month, the first on which its report can be sent
    Date due;
    Date grace_until;
    Date open_until;  ///< the last day; afterwards only by an exception

    bool operator==(const ReportDates&) const = default;
};
ReportDates report_dates(const HalfMonth& period, const ReportRules& rules);
/// The last day on which a report can be sent or corrected; `exception_until`: that of an exception.
Date last_open_day(const ReportDates& dates, const std::optional<Date>& exception_until);

/// How the first revision came.
enum class Punctuality { on_time, in_grace, late };
std::string_view to_string(Punctuality punctuality);
std::optional<Punctuality> punctuality_from(std::string_view text);
Punctuality punctuality_on(Date day, const ReportDates& dates);

enum class ReportState {
    ahead,     ///< the half month has not begun
    expected,  ///< not sent yet, the due day is not over
    overdue,   ///< not sent, and can still be
    missing,   ///< not sent, and no longer can be
    sent,      ///< and can be corrected
    locked,    ///< sent, and can no longer be corrected
};
std::string_view to_string(ReportState state);
/// `exception_until`: the last day of an exception that the county opened.
ReportState report_state(bool is_sent, const ReportDates& dates, const std::optional<Date>& exception_until,
                         Date today);

/// The half month whose report is asked for on a day: the one before while it is open and nobody sent it, else the
/// running one in its last days. Nothing in between.
std::optional<HalfMonth> asked_half_month(Date today, bool previous_sent, const ReportRules& rules);

/// The figures of the sheet, in the order in which they are shown.
enum class ReportFigure {
    target,
    founded_new,
    founded_old,
    claimed_new,
    claimed_old,
    counted_new,
    counted_old,
    new_this_period,
    counted_this_period,
    gap,
    days_left,
    needed,
    forecast,
    alive,
    weak,
    hollow,
    branches,
    active,
    activities,
    present,
};
inline constexpr std::array kReportFigures = {
    ReportFigure::target,      ReportFigure::founded_new,     ReportFigure::founded_old,
    ReportFigure::claimed_new, ReportFigure::claimed_old,     ReportFigure::counted_new,
    ReportFigure::counted_old, ReportFigure::new_this_period, ReportFigure::counted_this_period,
    ReportFigure::gap,         ReportFigure::days_left,       ReportFigure::needed,
    ReportFigure::forecast,    ReportFigure::alive,           ReportFigure::weak,
    ReportFigure::hollow,      ReportFigure::branches,        ReportFigure::active,
    ReportFigure::activities,  ReportFigure::present};
std::string_view to_string(ReportFigure figure);
std::optional<ReportFigure> report_figure_from(std::string_view text);
/// Whether the township may put it right. The target is the county's; only an import counts (R55); what follows from
/// others, and the alive index with its open conditions, is worked out.
bool is_correctable(ReportFigure figure);

/// An organisation without a counted log, by the name it had.
struct SilentOrg {
    OrgUnitId unit;
    std::string name;

    bool operator==(const SilentOrg&) const = default;
};

/// What the records say of a township on a day: the report as it is written beforehand.
struct ReportSheet {
    Date day;       ///< that the figures stand for: today, or the last day of a half month that is over
    Instant as_of;  ///< when they were read; who lives is of this moment when the day's figures were not kept
    std::string campaign;
    std::optional<Date> deadline;
    std::map<ReportFigure, long long> figures;  ///< what nobody knows is not here
    std::vector<SilentOrg> silent;              ///< no log in the month up to the half month's end

    bool operator==(const ReportSheet&) const = default;
};
/// The figures of a sheet out of a standing.
std::map<ReportFigure, long long> figures_of(const Standing& standing);

struct ReportCorrection {
    std::string figure;  ///< as it was sent
    long long value = 0;
    std::string reason;

    bool operator==(const ReportCorrection&) const = default;
};

/// What the township says.
struct ReportOrder {
    bool nothing_new = false;
    std::vector<ReportCorrection> corrections;
    std::string words;
    std::string why;  ///< of a change of what was said before

    bool operator==(const ReportOrder&) const = default;
};

struct ReportLine {
    ReportFigure figure = ReportFigure::target;
    std::optional<long long> live;       ///< what the records said
    std::optional<long long> corrected;  ///< what the township says, and why
    std::string reason;

    std::optional<long long> value() const { return corrected ? corrected : live; }
    bool operator==(const ReportLine&) const = default;
};

struct ReportRevision {
    OrgUnitId unit;
    HalfMonth period;
    int revision = 0;  ///< from 1; 0: written beforehand and not sent
    Date day = {};
    Instant as_of = {};
    std::string campaign = {};
    std::optional<Date> deadline = {};
    std::vector<ReportLine> lines = {};  ///< one for each of kReportFigures
    std::vector<SilentOrg> silent = {};
    bool nothing_new = false;
    std::string words = {};
    std::string why = {};
    Instant sent_at = {};
    std::optional<PersonId> sent_by = {};  ///< nothing: the operator

    std::optional<long long> value(ReportFigure figure) const;
    bool operator==(const ReportRevision&) const = default;
};

/// The sheet as a report that nobody sent yet.
ReportRevision written_beforehand(const OrgUnitId& unit, const HalfMonth& period, const ReportSheet& sheet);
/// Whether a new revision keeps the figures of the one before: that told the last day of a half month that is over.
bool keeps_figures(const ReportRevision& before, Date today);
/// What a revision said, as it was sent.
ReportOrder order_of(const ReportRevision& revision);

/// Every reason why no report of the unit for the period is taken today, naming `unit` or `period`.
std::vector<FieldError> check_report_time(const OrgUnit& unit, const OrgUnit& county, const HalfMonth& period,
                                          const ReportDates& dates, const std::optional<Date>& exception_until,
                                          Date today);
/// The next revision: `fresh` is what nobody sent yet, `before` what stands. Throws Problem invalid_input with every
/// wrong field.
ReportRevision decide_report(ReportRevision fresh, const ReportOrder& order,
                             const std::optional<ReportRevision>& before);
/// Whether the two say the same to a reader, whoever sent them when.
bool says_the_same(const ReportRevision& a, const ReportRevision& b);
/// Everything in it as one text, for its hash.
std::string canonical_text(const ReportRevision& revision);

/// Sends and corrections after the last day need one.
struct ReportException {
    std::string id;  ///< made where the thing is made
    OrgUnitId unit;
    HalfMonth period;
    Date until;  ///< its last day
    std::string reason;
    Instant opened_at = {};
    std::optional<PersonId> opened_by = {};

    bool operator==(const ReportException&) const = default;
};
std::vector<FieldError> check_exception(const ReportException& exception, const ReportDates& dates, Date today);

}  // namespace league
