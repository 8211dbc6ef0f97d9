// Cadence rules (R39, R63; domain 7.1): an office lists them, adds one with the paper it rests on, and ends one with
// its last day. A rule is never changed: what was asked of past periods stays what it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/cadence.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;

class ListCadence {
public:
    struct Input {
        std::string unit;         ///< id or code; empty: the top of the tree
        bool with_ended = false;  ///< those whose last day is over too
    };
    struct Line {
        CadenceRule rule;
        std::string unit_name;  ///< of the rule's scope; empty: everywhere
    };

    explicit ListCadence(Database& database) : database_(database) {}

    /// Rules that hold at the unit or somewhere below it, short periods first. Throws Problem: not_found, not_allowed.
    std::vector<Line> run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

class AddCadence {
public:
    struct Input {
        CadenceRule rule;  ///< its id was made where the rule was made; `scope` is left to `unit`
        std::string unit;  ///< id or code of the unit at and below which it holds; empty: the top of the tree
    };
    struct Output {
        bool created = false;  ///< false: the same rule was there under this id
        CadenceRule rule;
    };

    AddCadence(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found, not_allowed; invalid_input with every wrong field; conflict
    /// ("cadence.other_rule_under_id", or "cadence.asked_already" when another rule asks the same in that time).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

class EndCadence {
public:
    struct Input {
        std::string id;
        Date valid_to;  ///< its last day; not before yesterday, since what was asked stays asked
    };

    EndCadence(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Asked of the rule's own unit; of the top of the tree for one that holds everywhere. Throws Problem: not_found
    /// ("cadence.not_found"), not_allowed, invalid_input, closed ("cadence.ended").
    CadenceRule run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
