#include "lib/app/read_reports.hpp"

#include <algorithm>

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

/// Why nobody can be asked for a report of the unit and period at all.
void require_sheet(ReadTransaction& tx, const OrgUnit& unit, const HalfMonth& period) {
    const OrgUnit county = county_of(tx, unit);
    std::vector<FieldError> errors;
    if (unit.id == county.id || !bears_target(unit, county)) errors.push_back({"unit", "report.unit_reports_none", {}});
    if (errors.empty() && unit.opened_at >= period.span().end) {
        errors.push_back({"unit", "report.unit_not_there", {{"unit", unit.name}, {"period", period.chinese()}}});
    }
    if (period.span().begin > tx.now()) {
        const std::string from = to_iso(beijing_date(period.span().begin));
        errors.push_back({"period", "report.not_begun", {{"period", period.chinese()}, {"from", from}}});
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

ReportsOfPeriod::Line line_of(OrgUnit unit, std::optional<ReportReceipt> receipt, std::optional<Date> exception_until,
                              const ReportDates& dates, Date today) {
    const ReportState state = report_state(receipt.has_value(), dates, exception_until, today);
    return {std::move(unit), state, std::move(receipt), exception_until};
}

template <class Map>
auto found_in(const Map& map, const OrgUnitId& unit) -> std::optional<typename Map::mapped_type> {
    const auto found = map.find(unit);
    return found == map.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

long long ReportsOfPeriod::received() const {
    return std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.receipt.has_value(); });
}

long long ReportsOfPeriod::came(Punctuality punctuality) const {
    return std::count_if(lines.begin(), lines.end(),
                         [&](const Line& line) { return line.receipt && line.receipt->punctuality == punctuality; });
}

std::vector<OrgUnit> ReportsOfPeriod::not_sent() const {
    std::vector<OrgUnit> units;
    for (const Line& line : lines) {
        if (!line.receipt) units.push_back(line.unit);
    }
    return units;
}

ReportsOfPeriod ReadReports::list(const Actor& actor, const std::string& unit, const std::optional<HalfMonth>& period) {
    return database_.read([&](ReadTransaction& tx) {
        return list_in(tx, actor, find_unit_or_throw(tx, unit), period.value_or(HalfMonth::of(tx.now())));
    });
}

ReportsOfPeriod ReadReports::list_in(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit,
                                     const HalfMonth& period) const {
    require(actor, Verb::see_reports, unit);
    const Date today = beijing_date(tx.now());
    const ReportDates dates = report_dates(period, settings_.rules);
    ReportsOfPeriod view{unit, period, dates, tx.now(), {}};
    const ReportStore store(tx);
    const OrgUnit county = county_of(tx, unit);
    if (unit.id != county.id) {
        require_sheet(tx, unit, period);
        const auto exception = store.exception(unit.id, period);
        const auto until = exception ? std::optional(exception->until) : std::nullopt;
        view.lines.push_back(line_of(unit, store.receipt(unit.id, period), until, dates, today));
        return view;
    }
    if (dates.from > today) {
        throw Problem::invalid("period", "report.not_begun",
                               {{"period", period.chinese()}, {"from", to_iso(dates.from)}});
    }
    const auto receipts = store.receipts(period);
    const auto exceptions = store.exceptions(period);
    for (OrgUnit& township : StandingStore(tx).committees_on(county.id, std::min(today, dates.due))) {
        const OrgUnitId id = township.id;
        view.lines.push_back(
            line_of(std::move(township), found_in(receipts, id), found_in(exceptions, id), dates, today));
    }
    return view;
}

ReportView ReadReports::show(const Actor& actor, const std::string& unit, const HalfMonth& period) {
    return database_.read(
        [&](ReadTransaction& tx) { return show_in(tx, actor, find_unit_or_throw(tx, unit), period); });
}

ReportView ReadReports::show_in(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit,
                                const HalfMonth& period) const {
    require(actor, Verb::see_reports, unit);
    require_sheet(tx, unit, period);
    return view_of(tx, actor, unit, period, ReportStore(tx).newest(unit.id, period));
}

std::vector<ReportView> ReadReports::history(const Actor& actor, const std::string& unit, const HalfMonth& period) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit found = find_unit_or_throw(tx, unit);
        require(actor, Verb::see_reports, found);
        require_sheet(tx, found, period);
        std::vector<ReportView> views;
        for (ReportRevision& revision : ReportStore(tx).history(found.id, period)) {
            views.push_back(view_of(tx, actor, found, period, std::move(revision)));
        }
        return views;
    });
}

ReportView ReadReports::view_of(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit, const HalfMonth& period,
                                std::optional<ReportRevision> revision) const {
    const ReportStore store(tx);
    const ReportDates dates = report_dates(period, settings_.rules);
    ReportRevision report = revision ? *std::move(revision) : written_now(tx, unit, period);
    ReportView view{
        unit, period, dates, ReportState::expected, tx.now(), store.receipt(unit.id, period), {}, {}, std::move(report),
        {}};
    if (const auto exception = store.exception(unit.id, period)) {
        view.exception_until = exception->until;
        view.exception_reason = exception->reason;
    }
    view.state = report_state(view.receipt.has_value(), dates, view.exception_until, beijing_date(tx.now()));
    if (view.report.sent_by && may(actor, Verb::see_people, unit)) {
        const auto person = PersonStore(tx, seals_).find(*view.report.sent_by);
        if (person) view.sender_name = person->name;
    }
    return view;
}

ReportRevision ReadReports::written_now(ReadTransaction& tx, const OrgUnit& unit, const HalfMonth& period) const {
    const Date day = std::min(beijing_date(tx.now()), period.last_day());
    const StandingView standing = standing_.run_in(tx, Actor::system(), {unit.id.str(), day});
    ReportSheet sheet;
    sheet.day = day;
    sheet.as_of = tx.now();
    if (standing.campaign) {
        sheet.campaign = standing.campaign->name;
        sheet.deadline = standing.campaign->deadline;
    }
    Standing figures = standing.unit.figures;
    if (!figures.alive) {
        const AliveCounts counts = count_alive(tx, unit.path, settings_.alive);
        figures.alive = AliveFigures{counts.alive, counts.weak, counts.hollow};
    }
    sheet.figures = figures_of(figures);
    FiguresStore kept(tx);
    const Figures activity = kept.of_unit(unit.id, Period(period));
    sheet.figures[ReportFigure::branches] = activity.branches;
    sheet.figures[ReportFigure::active] = activity.active;
    sheet.figures[ReportFigure::activities] = activity.activities;
    sheet.figures[ReportFigure::present] = activity.present;
    for (const OrgUnit& org : kept.branches_without_log(unit.path, Period(period))) {
        sheet.silent.push_back({org.id, org.name});
    }
    return written_beforehand(unit.id, period, sheet);
}

std::optional<AskedReport> asked_report(ReadTransaction& tx, const OrgUnit& unit, const ReportRules& rules) {
    const OrgUnit county = county_of(tx, unit);
    if (unit.closed_at || unit.id == county.id || !bears_target(unit, county)) return std::nullopt;
    const ReportStore store(tx);
    const Date today = beijing_date(tx.now());
    const HalfMonth before = HalfMonth::of(tx.now()).previous();
    const bool nothing_before = unit.opened_at >= before.span().end || store.receipt(unit.id, before).has_value();
    std::optional<HalfMonth> period = store.excepted(unit.id, today);
    if (!period) period = asked_half_month(today, nothing_before, rules);
    if (!period) return std::nullopt;
    ReportDates dates = report_dates(*period, rules);
    const auto exception = store.exception(unit.id, *period);
    const auto until = exception ? std::optional(exception->until) : std::nullopt;
    const ReportState state = report_state(store.receipt(unit.id, *period).has_value(), dates, until, today);
    dates.open_until = last_open_day(dates, until);
    return AskedReport{*period, dates, state};
}

}  // namespace league
