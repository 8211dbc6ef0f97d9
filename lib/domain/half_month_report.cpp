#include "lib/domain/half_month_report.hpp"

#include <algorithm>
#include <set>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/canonical.hpp"
#include "lib/domain/check_line.hpp"
#include "lib/domain/target.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;
using std::chrono::sys_days;

constexpr std::size_t kWordsCharacters = 500;
constexpr std::size_t kReasonCharacters = 200;
constexpr long long kMostValue = 1'000'000;
constexpr int kLongestException = 60;  // days

void check_words(Errors& errors, const std::string& words) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({"words", "not_text", {}});
    } else if (text::count_characters(text::trim(words)) > kWordsCharacters) {
        errors.push_back({"words", "too_long", {{"limit", std::to_string(kWordsCharacters)}}});
    }
}

void check_corrections(Errors& errors, const std::vector<ReportCorrection>& corrections) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < corrections.size(); ++i) {
        const ReportCorrection& one = corrections[i];
        const std::string at = "corrections." + std::to_string(i) + ".";
        const auto figure = report_figure_from(one.figure);
        if (!figure) {
            errors.push_back({at + "figure", "not_a_choice", {}});
        } else if (*figure == ReportFigure::counted_new || *figure == ReportFigure::counted_old) {
            errors.push_back({at + "figure", "report.only_imports_count", {}});
        } else if (!is_correctable(*figure)) {
            errors.push_back({at + "figure", "report.figure_is_fixed", {}});
        } else if (!seen.insert(one.figure).second) {
            errors.push_back({at + "figure", "report.figure_twice", {}});
        }
        if (one.value < 0 || one.value > kMostValue) {
            errors.push_back({at + "value", "out_of_range", {{"min", "0"}, {"max", std::to_string(kMostValue)}}});
        }
        check_line(errors, at + "reason", one.reason, kReasonCharacters, Line::required);
    }
}

ReportLine& line_of(ReportRevision& revision, ReportFigure figure) {
    const auto found = std::find_if(revision.lines.begin(), revision.lines.end(),
                                    [&](const ReportLine& line) { return line.figure == figure; });
    ensure(found != revision.lines.end());
    return *found;
}

/// A part that is more than its whole is told at the one that was put right, the part first.
void check_part(Errors& errors, const ReportRevision& report, const std::vector<ReportCorrection>& corrections,
                ReportFigure part, ReportFigure whole) {
    const auto less = report.value(part);
    const auto more = report.value(whole);
    if (!less || !more || *less <= *more) return;
    for (const ReportFigure figure : {part, whole}) {
        for (std::size_t i = 0; i < corrections.size(); ++i) {
            if (corrections[i].figure != to_string(figure)) continue;
            errors.push_back({"corrections." + std::to_string(i) + ".value",
                              "report.part_over_whole",
                              {{"part", std::to_string(*less)}, {"whole", std::to_string(*more)}}});
            return;
        }
    }
}

bool is_same_order(ReportOrder a, const ReportOrder& b) {
    a.why = b.why;
    return a == b;
}

}  // namespace

ReportDates report_dates(const HalfMonth& period, const ReportRules& rules) {
    const Date due = period.last_day();
    return {beijing_date(period.span().begin), due, add_days(due, rules.grace_days),
            add_days(due, std::max(rules.grace_days, rules.lock_days))};
}

Date last_open_day(const ReportDates& dates, const std::optional<Date>& exception_until) {
    return exception_until ? std::max(dates.open_until, *exception_until) : dates.open_until;
}

std::string_view to_string(Punctuality punctuality) {
    switch (punctuality) {
        case Punctuality::on_time: return "on_time";
        case Punctuality::in_grace: return "in_grace";
        case Punctuality::late: return "late";
    }
    stop("unknown Punctuality");
}

std::optional<Punctuality> punctuality_from(std::string_view text) {
    for (const Punctuality one : {Punctuality::on_time, Punctuality::in_grace, Punctuality::late}) {
        if (to_string(one) == text) return one;
    }
    return std::nullopt;
}

Punctuality punctuality_on(Date day, const ReportDates& dates) {
    if (day <= dates.due) return Punctuality::on_time;
    return day <= dates.grace_until ? Punctuality::in_grace : Punctuality::late;
}

std::string_view to_string(ReportState state) {
    switch (state) {
        case ReportState::ahead: return "ahead";
        case ReportState::expected: return "expected";
        case ReportState::overdue: return "overdue";
        case ReportState::missing: return "missing";
        case ReportState::sent: return "sent";
        case ReportState::locked: return "locked";
    }
    stop("unknown ReportState");
}

ReportState report_state(bool is_sent, const ReportDates& dates, const std::optional<Date>& exception_until,
                         Date today) {
    if (today < dates.from) return ReportState::ahead;
    const bool is_open = today <= last_open_day(dates, exception_until);
    if (is_sent) return is_open ? ReportState::sent : ReportState::locked;
    if (!is_open) return ReportState::missing;
    return today <= dates.due ? ReportState::expected : ReportState::overdue;
}

std::optional<HalfMonth> asked_half_month(Date today, bool previous_sent, const ReportRules& rules) {
    const HalfMonth running = HalfMonth::of(at_beijing(today));
    const HalfMonth before = running.previous();
    if (!previous_sent && today <= report_dates(before, rules).open_until) return before;
    if (today >= add_days(running.last_day(), -rules.ask_days)) return running;
    return std::nullopt;
}

std::string_view to_string(ReportFigure figure) {
    switch (figure) {
        case ReportFigure::target: return "target";
        case ReportFigure::founded_new: return "founded_new";
        case ReportFigure::founded_old: return "founded_old";
        case ReportFigure::claimed_new: return "claimed_new";
        case ReportFigure::claimed_old: return "claimed_old";
        case ReportFigure::counted_new: return "counted_new";
        case ReportFigure::counted_old: return "counted_old";
        case ReportFigure::new_this_period: return "new_this_period";
        case ReportFigure::counted_this_period: return "counted_this_period";
        case ReportFigure::gap: return "gap";
        case ReportFigure::days_left: return "days_left";
        case ReportFigure::needed: return "needed";
        case ReportFigure::forecast: return "forecast";
        case ReportFigure::alive: return "alive";
        case ReportFigure::weak: return "weak";
        case ReportFigure::hollow: return "hollow";
        case ReportFigure::branches: return "branches";
        case ReportFigure::active: return "active";
        case ReportFigure::activities: return "activities";
        case ReportFigure::present: return "present";
    }
    stop("unknown ReportFigure");
}

std::optional<ReportFigure> report_figure_from(std::string_view text) {
    for (const ReportFigure figure : kReportFigures) {
        if (to_string(figure) == text) return figure;
    }
    return std::nullopt;
}

bool is_correctable(ReportFigure figure) {
    switch (figure) {
        case ReportFigure::founded_new:
        case ReportFigure::founded_old:
        case ReportFigure::claimed_new:
        case ReportFigure::claimed_old:
        case ReportFigure::new_this_period:
        case ReportFigure::branches:
        case ReportFigure::active:
        case ReportFigure::activities:
        case ReportFigure::present: return true;
        case ReportFigure::target:
        case ReportFigure::counted_new:
        case ReportFigure::counted_old:
        case ReportFigure::counted_this_period:
        case ReportFigure::gap:
        case ReportFigure::days_left:
        case ReportFigure::needed:
        case ReportFigure::forecast:
        case ReportFigure::alive:
        case ReportFigure::weak:
        case ReportFigure::hollow: return false;
    }
    stop("unknown ReportFigure");
}

std::map<ReportFigure, long long> figures_of(const Standing& standing) {
    std::map<ReportFigure, long long> figures{{ReportFigure::founded_new, standing.founded.new_ones},
                                              {ReportFigure::founded_old, standing.founded.old_ones},
                                              {ReportFigure::claimed_new, standing.claimed.new_ones},
                                              {ReportFigure::claimed_old, standing.claimed.old_ones},
                                              {ReportFigure::counted_new, standing.counted.new_ones},
                                              {ReportFigure::counted_old, standing.counted.old_ones},
                                              {ReportFigure::new_this_period, standing.new_this_period},
                                              {ReportFigure::counted_this_period, standing.counted_this_period}};
    const auto add = [&](ReportFigure figure, const auto& known) {
        if (known) figures[figure] = *known;
    };
    add(ReportFigure::target, standing.target);
    add(ReportFigure::gap, standing.gap);
    add(ReportFigure::days_left, standing.days_left);
    add(ReportFigure::needed, standing.needed_per_half_month);
    add(ReportFigure::forecast, standing.forecast);
    if (standing.alive) {
        figures[ReportFigure::alive] = standing.alive->alive;
        figures[ReportFigure::weak] = standing.alive->weak;
        figures[ReportFigure::hollow] = standing.alive->hollow;
    }
    return figures;
}

std::optional<long long> ReportRevision::value(ReportFigure figure) const {
    for (const ReportLine& line : lines) {
        if (line.figure == figure) return line.value();
    }
    return std::nullopt;
}

ReportRevision written_beforehand(const OrgUnitId& unit, const HalfMonth& period, const ReportSheet& sheet) {
    ReportRevision report{unit, period};
    report.day = sheet.day;
    report.as_of = sheet.as_of;
    report.campaign = sheet.campaign;
    report.deadline = sheet.deadline;
    report.silent = sheet.silent;
    for (const ReportFigure figure : kReportFigures) {
        const auto known = sheet.figures.find(figure);
        const auto live = known == sheet.figures.end() ? std::nullopt : std::optional(known->second);
        report.lines.push_back({figure, live, std::nullopt, ""});
    }
    return report;
}

bool keeps_figures(const ReportRevision& before, Date today) {
    return today > before.period.last_day() && before.day == before.period.last_day();
}

ReportOrder order_of(const ReportRevision& revision) {
    ReportOrder order;
    order.nothing_new = revision.nothing_new;
    order.words = revision.words;
    order.why = revision.why;
    for (const ReportLine& line : revision.lines) {
        if (line.corrected)
            order.corrections.push_back({std::string(to_string(line.figure)), *line.corrected, line.reason});
    }
    return order;
}

Errors check_report_time(const OrgUnit& unit, const OrgUnit& county, const HalfMonth& period, const ReportDates& dates,
                         const std::optional<Date>& exception_until, Date today) {
    Errors errors;
    if (unit.id == county.id || !bears_target(unit, county)) {
        errors.push_back({"unit", "report.unit_reports_none", {}});
    } else if (unit.closed_at) {
        errors.push_back({"unit", "report.unit_closed", {{"unit", unit.name}}});
    } else if (unit.opened_at >= period.span().end) {
        errors.push_back({"unit", "report.unit_not_there", {{"unit", unit.name}, {"period", period.chinese()}}});
    }
    switch (report_state(/*is_sent=*/false, dates, exception_until, today)) {
        case ReportState::ahead:
            errors.push_back(
                {"period", "report.not_begun", {{"period", period.chinese()}, {"from", to_iso(dates.from)}}});
            break;
        case ReportState::missing:
            errors.push_back(
                {"period",
                 "report.over",
                 {{"period", period.chinese()}, {"until", to_iso(last_open_day(dates, exception_until))}}});
            break;
        case ReportState::expected:
        case ReportState::overdue:
        case ReportState::sent:
        case ReportState::locked: break;
    }
    return errors;
}

ReportRevision decide_report(ReportRevision fresh, const ReportOrder& order,
                             const std::optional<ReportRevision>& before) {
    Errors errors;
    check_words(errors, order.words);
    check_line(errors, "why", order.why, kReasonCharacters, Line::optional);
    check_corrections(errors, order.corrections);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));

    ReportRevision report = std::move(fresh);
    report.revision = before ? before->revision + 1 : 1;
    report.nothing_new = order.nothing_new;
    report.words = text::trim(order.words);
    report.why = text::trim(order.why);
    for (const ReportCorrection& one : order.corrections) {
        ReportLine& line = line_of(report, *report_figure_from(one.figure));
        line.corrected = one.value;
        line.reason = text::trim(one.reason);
    }
    check_part(errors, report, order.corrections, ReportFigure::claimed_new, ReportFigure::founded_new);
    check_part(errors, report, order.corrections, ReportFigure::claimed_old, ReportFigure::founded_old);
    check_part(errors, report, order.corrections, ReportFigure::new_this_period, ReportFigure::founded_new);
    check_part(errors, report, order.corrections, ReportFigure::active, ReportFigure::branches);
    const long long new_ones = report.value(ReportFigure::new_this_period).value_or(0);
    if (order.nothing_new && new_ones > 0) {
        errors.push_back({"nothing_new", "report.something_is_new", {{"count", std::to_string(new_ones)}}});
    }
    if (before && report.why.empty() && !is_same_order(order_of(report), order_of(*before))) {
        errors.push_back({"why", "missing", {}});
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    return report;
}

bool says_the_same(const ReportRevision& a, const ReportRevision& b) {
    ReportRevision like_b = a;
    like_b.revision = b.revision;
    like_b.as_of = b.as_of;
    like_b.why = b.why;
    like_b.sent_at = b.sent_at;
    like_b.sent_by = b.sent_by;
    return like_b == b;
}

std::string canonical_text(const ReportRevision& revision) {
    const auto day = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string("-"); };
    Canonical text;
    text.add(revision.unit.str()).add(revision.period.str()).add(revision.revision).add(to_iso(revision.day));
    text.add(to_millis(revision.as_of)).add(revision.campaign).add(day(revision.deadline));
    for (const ReportLine& line : revision.lines) {
        text.add(to_string(line.figure)).add(line.live).add(line.corrected).add(line.reason);
    }
    for (const SilentOrg& org : revision.silent) text.add(org.unit.str()).add(org.name);
    text.add(revision.nothing_new ? 1 : 0).add(revision.words).add(revision.why);
    text.add(to_millis(revision.sent_at)).add(revision.sent_by ? revision.sent_by->str() : "-");
    return std::move(text).text();
}

Errors check_exception(const ReportException& exception, const ReportDates& dates, Date today) {
    Errors errors;
    check_line(errors, "reason", exception.reason, kReasonCharacters, Line::required);
    const Date latest = add_days(today, kLongestException);
    if (today <= dates.open_until) {
        errors.push_back({"period", "report.still_open", {{"until", to_iso(dates.open_until)}}});
    } else if (exception.until < today || exception.until > latest) {
        errors.push_back(
            {"open_until", "report.exception_out_of_range", {{"from", to_iso(today)}, {"until", to_iso(latest)}}});
    }
    return errors;
}

}  // namespace league
