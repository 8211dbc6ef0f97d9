// Reminders are paused for a unit and all below it, or for one person, up to a day and with a reason: a flooded
// village, an illness. A pause always ends by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/pause_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// A pause with the names that belong to it.
struct PauseView {
    ReminderPause pause;
    OrgUnit unit;
    Date until;               ///< the last day
    std::string person_name;  ///< empty: of a unit
};

class PauseReminders {
public:
    struct Input {
        std::string id;                       ///< made where the thing is made
        std::string unit;                     ///< id or code
        std::optional<PersonId> person = {};  ///< who holds a role at or below the unit
        Date until = {};                      ///< the last day
        std::string reason;
    };
    struct Output {
        bool created = false;  ///< false: it was there under this id
        PauseView view;
    };

    PauseReminders(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found, not_allowed; invalid_input with every wrong field; conflict ("pause.other_under_id").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

class ResumeReminders {
public:
    ResumeReminders(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Taking back twice is no error. Throws Problem: not_found ("pause.not_found"), not_allowed.
    void run(const Actor& actor, const std::string& id);

private:
    Database& database_;
    const Seals& seals_;
};

class ListPauses {
public:
    ListPauses(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// That hold now at and below the unit (id or code; empty: the top). Throws Problem: not_found, not_allowed.
    std::vector<PauseView> run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
