#include "lib/app/send_report.hpp"

#include <algorithm>

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/random.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

/// What the audit calls it.
std::string name_of(const OrgUnit& unit, const HalfMonth& period) {
    return unit.id.str() + " " + period.str();
}

/// A repeat of what made `before`, whose answer was lost on the way.
bool is_repeat(const SendReport::Input& input, const ReportRevision& before) {
    if (input.base_revision != before.revision - 1) return false;
    ReportOrder said = order_of(before);
    said.why = text::trim(input.order.why);
    ReportOrder again = input.order;
    again.words = text::trim(again.words);
    again.why = said.why;
    for (ReportCorrection& one : again.corrections) one.reason = text::trim(one.reason);
    const auto by_figure = [](const ReportCorrection& a, const ReportCorrection& b) { return a.figure < b.figure; };
    std::sort(said.corrections.begin(), said.corrections.end(), by_figure);
    std::sort(again.corrections.begin(), again.corrections.end(), by_figure);
    return said == again;
}

}  // namespace

SendReport::Output SendReport::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

SendReport::Output SendReport::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const OrgUnit unit = find_unit_or_throw(tx, input.unit);
    require(actor, Verb::send_reports, unit);
    const Date today = beijing_date(tx.now());
    const ReportDates dates = report_dates(input.period, reports_.rules());
    const ReportStore store(tx);
    const auto exception = store.exception(unit.id, input.period);
    const auto until = exception ? std::optional(exception->until) : std::nullopt;
    std::vector<FieldError> errors = check_report_time(unit, county_of(tx, unit), input.period, dates, until, today);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));

    const std::optional<ReportRevision> before = store.newest(unit.id, input.period);
    const auto unchanged = [&] { return Output{/*created=*/false, reports_.show_in(tx, actor, unit, input.period)}; };
    if (before && is_repeat(input, *before)) return unchanged();
    if ((before ? before->revision : 0) != input.base_revision) {
        throw Problem(ProblemCode::conflict, "report.base_is_old",
                      {{"unit", unit.name}, {"period", input.period.chinese()}});
    }
    ReportRevision fresh =
        before && keeps_figures(*before, today) ? *before : reports_.written_now(tx, unit, input.period);
    for (ReportLine& line : fresh.lines) {
        line.corrected.reset();
        line.reason.clear();
    }
    ReportRevision report = decide_report(std::move(fresh), input.order, before);
    if (before && says_the_same(*before, report)) return unchanged();
    report.sent_at = tx.now();
    report.sent_by = actor.person;
    ReportWriter(tx, seals_.digest).insert(report, punctuality_on(today, dates));
    AuditWriter(tx, seals_.digest)
        .append(actor, {"send_report",
                        "half_month_report",
                        name_of(unit, input.period),
                        {"figures", "corrections", "nothing_new", "words", "why"}});
    return Output{/*created=*/true, reports_.show_in(tx, actor, unit, input.period)};
}

OpenReport::Output OpenReport::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::excuse_reports, unit);
        if (!is_uuid(input.id)) throw Problem::invalid("id", "not_an_id");
        ReportException exception{input.id, unit.id, input.period, input.until, text::trim(input.reason)};
        if (const auto earlier = ReportStore(tx).find_exception(input.id)) {
            exception.opened_at = earlier->opened_at;
            exception.opened_by = earlier->opened_by;
            if (!(exception == *earlier)) throw Problem(ProblemCode::conflict, "report.other_exception_under_id");
            return Output{/*created=*/false, exception};
        }
        const ReportDates dates = report_dates(input.period, rules_);
        const Date today = beijing_date(tx.now());
        // As if it were open: only whether the unit could report at all is asked here.
        std::vector<FieldError> errors =
            check_report_time(unit, county_of(tx, unit), input.period, dates, today, today);
        for (FieldError& error : check_exception(exception, dates, today)) {
            if (errors.empty() || errors.back().field != error.field) errors.push_back(std::move(error));
        }
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        exception.opened_at = tx.now();
        exception.opened_by = current.person;
        ReportWriter(tx, digest_).insert(exception);
        AuditWriter(tx, digest_)
            .append(current, {"open_report", "half_month_report", name_of(unit, input.period), {"until", "reason"}});
        return Output{/*created=*/true, exception};
    });
}

}  // namespace league
