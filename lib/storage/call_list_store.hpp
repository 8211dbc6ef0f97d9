// Whom no message could reach, one entry for each unit, period and person: the list to phone. An entry that is done
// settles its unit's duty of that period: nobody is reminded of it any more. Notes are sealed.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct CallEntry {
    std::string id;
    std::string period;              ///< a month, of a report a half month
    std::optional<PersonId> person;  ///< nothing: there is nobody, or it does not matter who
    OrgUnitId unit;
    std::string reason;  ///< key of a sentence in templates/outbox.toml: "reason.no_channel"
    Instant created_at;
    std::string trail;  ///< channels that were not taken (lib/app/tell_trail.hpp)
    std::optional<Instant> done_at;
    std::string note;  ///< of who phoned
    std::optional<PersonId> done_by;
};

class CallListStore {
public:
    CallListStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<CallEntry> find(const std::string& id) const;
    /// Oldest first; `period` empty: of every period.
    std::vector<CallEntry> list(const std::string& period, bool open_only, int limit) const;
    /// Units whose duty of the period was settled by phone.
    std::set<OrgUnitId> settled(const std::string& period) const;

private:
    CallEntry read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class CallListWriter {
public:
    CallListWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// False when that unit and person are on the period's list already.
    bool insert(const CallEntry& entry);
    /// False when it was done before.
    bool mark_done(const std::string& id, const std::string& note, const std::optional<PersonId>& by);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
