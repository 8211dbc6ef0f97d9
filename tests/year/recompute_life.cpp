#include <set>

#include "tests/year/recompute.hpp"

namespace league::test::year {
namespace {

std::string month_before(const std::string& month) {
    return month_of(span_of(month).first - 1);
}

/// Open and founded organisations at or below the unit as the tree is this month.
std::vector<const UnitRow*> living(const Rows& rows, const std::string& unit, Day today) {
    std::vector<const UnitRow*> orgs;
    for (const UnitRow& org : rows.units) {
        if (!org.is_org || org.closed || !org.founded || *org.founded > today) continue;
        if (rows.is_below(org, rows.unit(unit), month_of(today))) orgs.push_back(&org);
    }
    return orgs;
}

/// Two months in a row with an activity, the one under way as soon as it has one; months in which it stood all through.
bool is_monthly(const UnitRow& org, const std::set<std::string>& months, const std::string& this_month) {
    std::string month = months.contains(this_month) ? this_month : month_before(this_month);
    for (int asked = 0; asked < 2; ++asked, month = month_before(month)) {
        if (span_of(month).first < org.opened) return true;  // not asked for
        if (!months.contains(month)) return false;
    }
    return true;
}

json life_of(const Rows& rows, const UnitRow& org, Day today) {
    std::set<std::string> months;
    const LogRow* newest = nullptr;
    for (const LogRow& log : rows.logs) {  // in the order of their start
        if (log.org != org.id || !log.counts) continue;
        months.insert(month_of(day_of(log.started)));
        newest = &log;
    }
    const auto word = [](bool met) { return met ? "met" : "not_met"; };
    json findings;
    findings["members"] = org.members ? word(*org.members >= 3) : "unknown";
    findings["secretary"] = word(org.has_reachable_secretary);
    findings["monthly"] = word(is_monthly(org, months, month_of(today)));
    findings["attendance"] =
        newest == nullptr ? "unknown" : word(newest->expected > 0 && 2 * newest->present >= newest->expected);
    findings["term"] = org.term_ends ? word(today <= *org.term_ends) : "unknown";
    int met = 0;
    for (const json& finding : findings) met += finding == "met" ? 1 : 0;
    const char* state = met == 5 ? "alive" : met >= 3 ? "weak" : "hollow";
    return {{"state", state}, {"met", met}, {"findings", findings}};
}

json nobody() {
    return {{"organisations", 0}, {"alive", 0}, {"weak", 0}, {"hollow", 0}};
}
void count(json& counts, const std::string& state) {
    counts["organisations"] = counts["organisations"].get<int>() + 1;
    counts[state] = counts[state].get<int>() + 1;
}

/// First and last month of the rule's period that holds the month.
std::pair<std::string, std::string> range_of(const std::string& period, const std::string& month) {
    const int length = period == "month" ? 1 : period == "quarter" ? 3 : period == "half_year" ? 6 : 12;
    const int number = std::stoi(month.substr(5, 2));
    const int first = (number - 1) / length * length + 1;
    const int year = std::stoi(month.substr(0, 4));
    return {month_of(day_in(year, static_cast<unsigned>(first), 1)),
            month_of(day_in(year, static_cast<unsigned>(first + length - 1), 1))};
}

}  // namespace

json alive(const Rows& rows, const std::string& unit, Day today) {
    json all = {{"totals", nobody()}, {"below", json::object()}, {"organisations", json::object()}};
    const UnitRow& top = rows.unit(unit);
    for (const UnitRow& child : rows.units) {
        const bool is_child = child.id != top.id && rows.parent_in(child, month_of(today)) == top.id;
        if (is_child && !is_branch(child) && !child.closed) all["below"][child.code] = nobody();
    }
    for (const UnitRow* org : living(rows, unit, today)) {
        const json life = life_of(rows, *org, today);
        all["organisations"][org->code] = life;
        count(all["totals"], life["state"]);
        for (auto& [code, counts] : all["below"].items()) {
            if (rows.is_below(*org, rows.unit(code), month_of(today))) count(counts, life["state"]);
        }
    }
    return all;
}

json due(const Rows& rows, const std::string& unit, const std::string& month, Day today) {
    json all = {{"rules", json::object()}, {"organisations", json::object()}};
    for (const UnitRow* org : living(rows, unit, today)) {
        for (const CadenceRow& rule : rows.cadence) {
            const auto [first, last] = range_of(rule.period, month);
            const Day begin = span_of(first).first;
            const Day end = span_of(last).second;
            if (begin < rule.valid_from || (rule.valid_to && end > *rule.valid_to)) continue;
            if (!rule.org_kind.empty() && rule.org_kind != org->kind) continue;
            if (rule.min_members > 0 && org->members.value_or(0) < rule.min_members) continue;
            if (org->opened > begin) continue;
            int done = 0;
            for (const LogRow& log : rows.logs) {
                const Day day = day_of(log.started);
                const bool is_asked = rule.kind.empty() || rule.kind == log.kind;
                if (log.org == org->id && log.counts && is_asked && begin <= day && day <= end) ++done;
            }
            const std::string state = done >= rule.min_count ? "done" : end < today ? "overdue" : "due";
            json& line = all["rules"][rule.id];
            if (line.is_null()) line = {{"asked", 0}, {"done", 0}, {"due", 0}, {"overdue", 0}};
            line["asked"] = line["asked"].get<int>() + 1;
            line[state] = line[state].get<int>() + 1;
            if (state != "done") all["organisations"][org->code][rule.id] = state;
        }
    }
    return all;
}

}  // namespace league::test::year
