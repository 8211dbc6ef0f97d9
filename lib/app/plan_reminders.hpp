// Reminders of a day: one message for each person who has not done something that the day's rules are about, with all
// of it in one; planned once however often this runs (the dedupe key holds day and person). Who has nobody to be
// reminded is put on the list to phone. What is said, and whether anything still is, is decided when it is sent
// (reminder_words.hpp, tell_person.hpp).
#pragma once

#include <string>
#include <vector>

#include "lib/app/report_rules.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/quiet_hours.hpp"
#include "lib/domain/reminder.hpp"
#include "lib/storage/call_list_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// What tell_person.hpp calls these messages.
inline constexpr const char* kAboutReminder = "reminder";
/// How the dedupe keys of reminders begin.
inline constexpr const char* kReminderKey = "remind:";
/// The dedupe key of a person's reminder of a day.
std::string reminder_key(Date day, const PersonId& person);

class PlanReminders {
public:
    struct Input {
        std::string unit;  ///< id or code; empty is the unit at the top of the tree
        std::vector<ReminderTopic> topics;
    };
    struct Output {
        long long branches = 0;           ///< without a counted log of a month that the topics name
        long long planned = 0;            ///< persons who will be reminded because of this run
        long long known = 0;              ///< persons planned before on this day
        long long without_secretary = 0;  ///< branches put on the list to phone
    };
    struct Settings {
        QuietHours quiet;
        WorkCalendar calendar;
        ReportRules reports;
    };

    PlanReminders(Database& database, const Seals& seals, Random& random, Settings settings)
        : database_(database), seals_(seals), random_(random), settings_(std::move(settings)) {}

    /// Throws Problem: not_found, not_allowed.
    Output run(const Actor& actor, const Input& input);
    /// Orders the reminder of the month's logs. Throws Problem: not_found, not_allowed, conflict
    /// ("reminder_month_ahead", "reminder_month_over").
    Output run_month(const Actor& actor, const std::string& unit, const Month& month);
    /// Whom run() would plan for now, and writes nothing: `planned` counts who would be new. Throws as run().
    Output preview(const Actor& actor, const Input& input);

private:
    struct Plan;
    Plan plan_of(ReadTransaction& tx, const Actor& actor, const Input& input) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    Settings settings_;
};

}  // namespace league
