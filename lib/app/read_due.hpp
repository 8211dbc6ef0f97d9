// What the cadence rules ask of the organisations below a unit in a month: what is due, what is overdue, and of whom
// (R39, R63).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/cadence.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/cadence_store.hpp"

namespace league {

class Database;

class ReadDue {
public:
    struct Input {
        std::string unit;                      ///< id or code; empty: the top of the tree
        std::optional<Month> month = {};       ///< nothing: the one under way
        std::optional<DutyState> state = {};   ///< which are listed; nothing: due and overdue
        std::optional<std::string> rule = {};  ///< id; nothing: every rule
        int limit = 50;                        ///< organisations, 1..200
        int offset = 0;                        ///< 0..100000
    };
    struct RuleLine {
        CadenceRule rule;
        MonthRange range;     ///< the rule's period that holds the month
        long long asked = 0;  ///< organisations
        long long done = 0;
        long long due = 0;
        long long overdue = 0;
    };
    struct Organisation {
        OrgUnit unit;
        std::vector<Duty> duties;  ///< Duty::rule counts in Output::rules
    };
    struct Output {
        OrgUnit unit;
        Month month;
        Instant as_of;
        std::vector<RuleLine> rules;       ///< that ask something of somebody there, short periods first
        std::vector<Organisation> listed;  ///< with a duty of the state asked for, in the order of paths
        long long total = 0;               ///< organisations with one
    };

    explicit ReadDue(Database& database) : database_(database) {}

    /// Throws Problem: not_found, not_allowed, invalid_input (limit, offset).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

}  // namespace league
