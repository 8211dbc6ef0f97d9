#include <set>

#include "tests/year/recompute.hpp"

namespace league::test::year {
namespace {

/// Whether the organisation was there when the day was over.
bool stood(const UnitRow& unit, Day day) {
    return unit.opened <= day && (!unit.closed || *unit.closed > day);
}

/// Of all that stood at or below the unit in the period's month.
json figures(const Rows& rows, const UnitRow& top, const std::string& period, Day today) {
    const auto [first, last] = span_of(period);
    const std::string month = month_of(first);
    const Day month_begin = span_of(month).first;
    long long branches = 0;
    long long active = 0;
    long long activities = 0;
    long long present = 0;
    for (const UnitRow& org : rows.units) {
        if (!is_branch(org) || !rows.is_below(org, top, month)) continue;
        const bool is_there = stood(org, std::min(last, today));
        branches += is_there ? 1 : 0;
        bool has_log = false;
        for (const LogRow& log : rows.logs) {
            const Day day = day_of(log.started);
            if (log.org != org.id || !log.counts || day > last) continue;
            has_log = has_log || day >= month_begin;
            if (day < first) continue;
            ++activities;
            present += log.present;
        }
        active += is_there && has_log ? 1 : 0;
    }
    return {{"branches", branches}, {"active", active}, {"activities", activities}, {"present", present}};
}

}  // namespace

json progress(const Rows& rows, const std::string& unit, const std::string& period, Day today) {
    const UnitRow& top = rows.unit(unit);
    const auto [first, last] = span_of(period);
    json lines = json::object();
    for (const UnitRow& child : rows.units) {
        if (child.id == top.id || rows.parent_in(child, month_of(first)) != top.id) continue;
        const json line = figures(rows, child, period, today);
        // Whoever is no more stays in the periods in which it did something.
        if (!stood(child, std::min(last, today)) && line["active"] == 0 && line["activities"] == 0) continue;
        lines[child.code] = line;
    }
    return {{"totals", figures(rows, top, period, today)}, {"rows", lines}};
}

json months(const Rows& rows, const std::string& unit) {
    json all = json::object();
    for (unsigned month = 1; month <= 12; ++month) {
        const std::string name = month_of(day_in(2028, month, 1));
        json line = figures(rows, rows.unit(unit), name, span_of(name).second);
        line.erase("branches");
        all[name] = line;
    }
    return all;
}

json timeliness(const Rows& rows, const std::string& unit, const std::string& period) {
    const auto [first, last] = span_of(period);
    int logs = 0;
    int timely = 0;
    for (const LogRow& log : rows.logs) {
        const Day day = day_of(log.started);
        if (!log.counts || day < first || day > last) continue;
        if (!rows.is_below(rows.by_id(log.org), rows.unit(unit), month_of(first))) continue;
        ++logs;
        if (day_of(log.submitted) <= day_of(log.over) + 7) ++timely;
    }
    return {{"logs", logs}, {"timely", timely}};
}

}  // namespace league::test::year
