// The list to phone: whom no message reached, with the way each message went, for the officers and townships who phone
// (Verb::manage_reminders). What is done meanwhile is left out; numbers are shown in full to those who may see them, to
// others for a reason that is kept (domain 10.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/report_rules.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/call_list_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ListToPhone {
public:
    struct Input {
        std::string unit;    ///< id or code; empty is the unit at the top of the tree
        std::string period;  ///< "2026-11" or "2026-11-H1"; empty: all
        bool open_only = true;
        std::optional<std::string> reveal;  ///< why the numbers are needed; nothing: masked where they are
    };
    struct Line {
        CallEntry entry;
        OrgUnit unit;
        std::string name;     ///< empty: nobody is known
        std::string phone;    ///< empty when unknown
        bool masked = false;  ///< the number is not shown in full
    };

    ListToPhone(Database& database, const Seals& seals, Random& random, ReportRules rules)
        : database_(database), seals_(seals), random_(random), rules_(rules) {}
    /// Throws Problem: not_found, not_allowed, invalid_input ("period", "reveal").
    std::vector<Line> run(const Actor& actor, const Input& input);

private:
    std::vector<Line> list(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit, const Input& input) const;
    void mask(std::vector<Line>& lines) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    ReportRules rules_;
};

/// Somebody phoned: nobody is reminded of that unit's duty of the period any more.
class MarkPhoned {
public:
    struct Input {
        std::string entry;
        std::string note;  ///< what came of it; may be empty
    };

    MarkPhoned(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Marking twice is no error and keeps the first note. Throws Problem: not_found ("call_not_found"), not_allowed,
    /// invalid_input ("note").
    void run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

/// The same for a unit that is on no list: it was settled by phone before any message failed.
class SettleByPhone {
public:
    struct Input {
        std::string unit;  ///< id or code
        std::string period;
        std::string note;
    };

    SettleByPhone(Database& database, const Seals& seals, Random& random)
        : database_(database), seals_(seals), random_(random) {}
    /// The id of the entry. Throws Problem: not_found, not_allowed, invalid_input ("period", "note").
    std::string run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

}  // namespace league
