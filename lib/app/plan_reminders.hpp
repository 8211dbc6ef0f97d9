// One reminder a month for each branch secretary whose branch has no counted log yet: one message a person, however
// many branches, not at night, never twice (the dedupe key holds month and person). Which channel it takes is decided
// when it is sent (tell_person.hpp).
#pragma once

#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/quiet_hours.hpp"
#include "lib/storage/call_list_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// What tell_person.hpp calls these messages.
inline constexpr const char* kAboutReminder = "reminder";

/// The dedupe key of a person's reminder for a month ("2026-11").
std::string reminder_key(const std::string& period, const PersonId& person);

class PlanReminders {
public:
    struct Input {
        std::string unit;  ///< id or code; empty is the unit at the top of the tree
        Month month;
    };
    struct Output {
        long long branches = 0;           ///< without a counted log
        long long planned = 0;            ///< persons who will be reminded because of this run
        long long known = 0;              ///< persons planned before
        long long without_secretary = 0;  ///< branches put on the list to phone
    };

    PlanReminders(Database& database, const Seals& seals, Random& random, QuietHours quiet)
        : database_(database), seals_(seals), random_(random), quiet_(quiet) {}

    /// Throws Problem: not_found, not_allowed, conflict ("reminder_month_ahead", "reminder_month_over").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    QuietHours quiet_;
};

/// The list to phone, with names and numbers for those who may see them.
class ListToPhone {
public:
    struct Input {
        std::string unit;    ///< id or code; empty is the unit at the top of the tree
        std::string period;  ///< "2026-11"; empty: all
        bool open_only = true;
    };
    struct Line {
        CallEntry entry;
        std::string unit_name;
        std::string unit_code;
        std::string name;   ///< empty: no secretary
        std::string phone;  ///< in full: this list exists to be phoned; empty when unknown
    };

    ListToPhone(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Only entries of units at which the actor may see people. Throws Problem: not_found, not_allowed.
    std::vector<Line> run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

class MarkPhoned {
public:
    MarkPhoned(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Marking twice is no error. Throws Problem: not_found ("call_not_found"), not_allowed.
    void run(const Actor& actor, const std::string& entry);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
