// The use cases behind the list to phone and the pauses of reminders, for the server's main part.
#pragma once

#include "lib/app/call_list.hpp"
#include "lib/app/pause_reminders.hpp"
#include "server/resources/routes.hpp"

namespace league {

struct ReminderUses {
    ListToPhone calls;
    MarkPhoned mark;
    SettleByPhone settle;
    PauseReminders pause;
    ResumeReminders resume;
    ListPauses pauses;

    ReminderUses(Database& database, const Seals& seals, Random& random, ReportRules rules)
        : calls(database, seals, random, rules),
          mark(database, seals),
          settle(database, seals, random),
          pause(database, seals),
          resume(database, seals),
          pauses(database, seals) {}

    ReminderCases cases() { return {calls, mark, settle, pause, resume, pauses}; }
};

}  // namespace league
