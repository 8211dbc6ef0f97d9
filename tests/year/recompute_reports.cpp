#include "tests/year/recompute.hpp"

namespace league::test::year {
namespace {

constexpr int kGraceDays = 2;
constexpr int kLockDays = 10;
constexpr int kLinePercent = 60;
constexpr int kHollowPercent = 30;
constexpr int kSilentDays = 10;
constexpr int kSilentPercent = 20;

std::optional<Day> sent_on(const Rows& rows, const UnitRow& unit, const std::string& period) {
    for (const ReportRow& report : rows.reports) {
        if (report.unit == unit.id && report.period == period) return report.first_sent;
    }
    return std::nullopt;
}

bool is_open(const Rows& rows, const UnitRow& unit, const std::string& period, Day today) {
    if (today <= span_of(period).second + kLockDays) return true;
    for (const ExceptionRow& exception : rows.exceptions) {
        if (exception.unit == unit.id && exception.period == period && today <= exception.until) return true;
    }
    return false;
}

std::vector<const UnitRow*> townships(const Rows& rows, Day day) {
    std::vector<const UnitRow*> found;
    for (const UnitRow& unit : rows.units) {
        if (!is_branch(unit) && unit.code != "QH" && unit.opened <= day && (!unit.closed || *unit.closed > day)) {
            found.push_back(&unit);
        }
    }
    return found;
}

bool is_known(const Rows& rows, const UnitRow& unit, const json& proposal) {
    for (const SupervisionRow& row : rows.supervisions) {
        if (row.unit != unit.id || row.cause != proposal["cause"]) continue;
        if (row.is_open || row.basis == proposal["basis"]) return true;
    }
    return false;
}

json fact(const std::string& period, const char* figure, long long value) {
    return {{"period", period}, {"figure", figure}, {"value", value}};
}

/// Counted below 60 % of what the days over ask for, at the end of the last two half months.
json under_line(const Rows& rows, const UnitRow& unit, const std::map<std::string, json>& told, Day today) {
    const std::string newer = half_before(half_of(today));
    json facts = json::array();
    for (const std::string& half : {half_before(newer), newer}) {
        const Day last = span_of(half).second;
        const auto known = told.find(half);
        if (known == told.end() || !known->second["rows"].contains(unit.code)) return nullptr;
        const json& figures = known->second["rows"][unit.code]["figures"];
        if (figures["target"].is_null() || rows.campaigns.empty() || rows.campaigns[0].from > last) return nullptr;
        const Day from = rows.campaigns[0].from;
        Day deadline = rows.campaigns[0].deadlines[0].second;
        for (const auto& [changed, moved_to] : rows.campaigns[0].deadlines) {
            if (changed <= last) deadline = moved_to;
        }
        const long long whole = deadline - from + 1;
        const long long over = std::min<long long>(last - from + 1, whole);
        const long long target = figures["target"];
        long long line = 0;  // the smallest whole number that is not below the share
        while (line * 100 * whole < target * over * kLinePercent) ++line;
        const long long counted = figures["counted"]["new"];
        if (counted >= line) return nullptr;
        facts.push_back(fact(half, "counted", counted));
        facts.push_back(fact(half, "target", target));
        facts.push_back(fact(half, "line", line));
    }
    return {{"cause", "under_line"}, {"basis", newer}, {"facts", facts}};
}

/// The newest half month whose grace is over has no report.
json no_report(const Rows& rows, const UnitRow& unit, Day today) {
    std::string half = half_before(half_of(today));
    if (span_of(half).second + kGraceDays >= today) half = half_before(half);
    std::string first;
    for (const ReportRow& report : rows.reports) {
        if (first.empty() || report.period < first) first = report.period;
    }
    if (first.empty() || half < first || unit.opened > span_of(half).second) return nullptr;
    if (sent_on(rows, unit, half)) return nullptr;
    return {{"cause", "no_report"}, {"basis", half}, {"facts", json::array({fact(half, "received", 0)})}};
}

json hollow(const Rows& rows, const UnitRow& unit, Day today) {
    const json counts = alive(rows, unit.code, today)["totals"];
    const int organisations = counts["organisations"];
    const int on_paper = counts["hollow"];
    if (organisations < 3 || on_paper * 100 <= organisations * kHollowPercent) return nullptr;
    const std::string month = month_of(today);
    return {{"cause", "hollow"},
            {"basis", month},
            {"facts", json::array({fact(month, "hollow", on_paper), fact(month, "organisations", organisations),
                                   fact(month, "percent", kHollowPercent)})}};
}

/// Branches without a log of last month, ten days after it.
json silent(const Rows& rows, const UnitRow& unit, Day today) {
    const std::string month = month_of(span_of(month_of(today)).first - 1);
    if (today < span_of(month).second + kSilentDays) return nullptr;
    if (progress(rows, "QH", month, today)["totals"]["activities"] == 0) return nullptr;
    const json totals = progress(rows, unit.code, month, today)["totals"];
    const int branches = totals["branches"];
    const int without = branches - totals["active"].get<int>();
    if (branches < 3 || without * 100 <= branches * kSilentPercent) return nullptr;
    return {{"cause", "silent"},
            {"basis", month},
            {"facts", json::array({fact(month, "silent", without), fact(month, "branches", branches),
                                   fact(month, "percent", kSilentPercent)})}};
}

}  // namespace

json reports(const Rows& rows, const std::string& period, Day today) {
    const Day due = span_of(period).second;
    json all = {{"expected", 0}, {"received", 0}, {"on_time", 0}, {"in_grace", 0}, {"late", 0}};
    all["states"] = json::object();
    const auto add = [&](const char* key) { all[key] = all[key].get<int>() + 1; };
    for (const UnitRow* unit : townships(rows, std::min(today, due))) {
        add("expected");
        const auto sent = sent_on(rows, *unit, period);
        const bool open = is_open(rows, *unit, period, today);
        if (!sent) {
            all["states"][unit->code] = !open ? "missing" : today <= due ? "expected" : "overdue";
            continue;
        }
        add("received");
        add(*sent <= due ? "on_time" : *sent <= due + kGraceDays ? "in_grace" : "late");
        all["states"][unit->code] = open ? "sent" : "locked";
    }
    return all;
}

json proposals(const Rows& rows, const std::map<std::string, json>& told, Day today) {
    json all = json::array();
    for (const UnitRow* unit : townships(rows, today)) {
        for (json one : {under_line(rows, *unit, told, today), no_report(rows, *unit, today),
                         hollow(rows, *unit, today), silent(rows, *unit, today)}) {
            if (one.is_null() || is_known(rows, *unit, one)) continue;
            one["unit"] = unit->code;
            all.push_back(one);
        }
    }
    return all;
}

}  // namespace league::test::year
