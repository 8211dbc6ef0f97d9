// The rows of a county as they stand in the tables, read by plain SELECTs into plain lists: all that the recomputation
// knows. Kept figures (branch_figures, unit_figures, unit_branches, activity_years, org_pulses, standing_days) are not
// among them, so that they are checked and not believed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/storage/database.hpp"
#include "tests/year/days.hpp"

namespace league::test::year {

struct PlaceRow {
    std::string parent;
    std::string from_month;
    std::string until_month;  ///< "" while it holds
};
struct SpanRow {
    Day from = 0;
    std::optional<Day> until;
};
struct UnitRow {
    std::string id;
    std::string code;
    std::string name;
    std::string kind;
    Day opened = 0;
    std::optional<Day> closed;
    std::vector<PlaceRow> places;
    // Of organisations that count:
    bool is_org = false;
    bool is_new = false;
    std::optional<Day> founded;
    std::optional<Day> claimed;
    std::optional<int> members;
    std::optional<Day> term_ends;
    std::vector<SpanRow> counted;
    bool has_reachable_secretary = false;
};
struct LogRow {
    std::string id;
    std::string org;
    std::string kind;
    long long started = 0;
    long long over = 0;  ///< its end, or its start where no end was told
    long long submitted = 0;
    int expected = 0;
    int present = 0;
    bool counts = false;
};
struct CampaignRow {
    std::string id;
    Day from = 0;
    std::optional<Day> closed;
    std::vector<std::pair<Day, Day>> deadlines;  ///< day of the change, deadline; in their order
};
struct TargetRow {
    std::string campaign;
    std::string unit;
    Day valid_from = 0;
    int amount = 0;
};
struct ReportRow {
    std::string unit;
    std::string period;
    Day first_sent = 0;
};
struct ExceptionRow {
    std::string unit;
    std::string period;
    Day until = 0;
};
struct CadenceRow {
    std::string id;
    std::string kind;  ///< "" for any
    std::string period;
    std::string org_kind;  ///< "" for all
    int min_count = 0;
    int min_members = 0;
    Day valid_from = 0;
    std::optional<Day> valid_to;
};
struct SupervisionRow {
    std::string unit;
    std::string cause;
    std::string basis;
    bool is_open = false;
};

struct Rows {
    std::vector<UnitRow> units;  ///< in the order of paths
    std::vector<LogRow> logs;
    std::vector<CampaignRow> campaigns;
    std::vector<TargetRow> targets;  ///< of one unit in the order of revisions
    std::vector<ReportRow> reports;
    std::vector<ExceptionRow> exceptions;
    std::vector<CadenceRow> cadence;
    std::vector<SupervisionRow> supervisions;

    const UnitRow& unit(const std::string& code) const;
    const UnitRow& by_id(const std::string& id) const;
    /// Whether the unit stood at or below `top` in a month, both by code of the top and id of the unit.
    bool is_below(const UnitRow& unit, const UnitRow& top, const std::string& month) const;
    /// Its parent in the month, "" for the root.
    std::string parent_in(const UnitRow& unit, const std::string& month) const;
};

Rows read_rows(Database& database);

}  // namespace league::test::year
