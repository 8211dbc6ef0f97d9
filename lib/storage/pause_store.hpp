// Pauses of reminders: nobody of a unit and below it, or one person, is reminded until a day. Reasons are sealed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct ReminderPause {
    std::string id;
    OrgUnitId unit;
    std::optional<PersonId> person;  ///< nothing: everybody of the unit and below it
    Instant until = {};              ///< from then on reminders go again
    std::string reason;
    Instant made_at = {};
    std::optional<PersonId> made_by;  ///< nothing: the operator
    std::optional<Instant> ended_at;  ///< taken back before its day
};

/// One that holds now, without its reason.
struct RunningPause {
    OrgPath path;
    std::optional<PersonId> person;  ///< after merges
};

class PauseStore {
public:
    explicit PauseStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<ReminderPause> find(const std::string& id, const Seals& seals) const;
    /// That hold now at and below the unit, the newest first.
    std::vector<ReminderPause> list(const OrgPath& under, const Seals& seals) const;
    std::vector<RunningPause> running() const;

private:
    ReadTransaction& tx_;
};

class PauseWriter {
public:
    PauseWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const ReminderPause& pause);
    /// False when it had ended before.
    bool end(const std::string& id);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
