// Every figure of a county counted anew out of its rows (rows.hpp), by loops that anybody can follow and by none of the
// product's own rules: what a figure means is said once more here, after the domain guide. Answers have the shape of
// the API's, with lists of units keyed by code, so that the two are compared with ==.
#pragma once

#include <nlohmann/json.hpp>
#include <set>

#include "tests/year/rows.hpp"

namespace league::test::year {

using nlohmann::json;

/// Organisations that count among all units.
bool is_branch(const UnitRow& unit);

// recompute_standing.cpp
/// {"figures", "rows": {code: {"rank", "figures"}}} of the county QH on a day. `alive` of recompute::alive(), or null
/// for a day of which nobody knows it.
json standing(const Rows& rows, Day day, const json& alive);
/// The codes of organisations that are founded and not in the member system today, claimed to be there or not.
std::set<std::string> not_counted(const Rows& rows, const std::string& unit, Day today, bool is_claimed);

// recompute_activity.cpp
/// {"totals", "rows": {code: figures}} of a unit in a half month or month, as of the end of `today`.
json progress(const Rows& rows, const std::string& unit, const std::string& period, Day today);
/// The months of the year 2028, {"2028-01": {"active", "activities", "present"}}.
json months(const Rows& rows, const std::string& unit);
/// {"logs", "timely"} of logs begun in the period.
json timeliness(const Rows& rows, const std::string& unit, const std::string& period);

// recompute_life.cpp
/// {"totals", "below": {code: counts}, "organisations": {code: {"state", "met", "findings"}}} today.
json alive(const Rows& rows, const std::string& unit, Day today);
/// {"rules": {id: {"asked", "done", "due", "overdue"}}, "organisations": {code: {rule: state}}}; of the month, today.
json due(const Rows& rows, const std::string& unit, const std::string& month, Day today);

// recompute_reports.cpp
/// {"expected", "received", "on_time", "in_grace", "late", "states": {code: state}} today.
json reports(const Rows& rows, const std::string& period, Day today);
/// What the rules propose today and did not before: [{"unit", "cause", "basis", "facts"}]. `told`: the standing that
/// was told at the end of each half month.
json proposals(const Rows& rows, const std::map<std::string, json>& told, Day today);

}  // namespace league::test::year
