// Whom no message could reach, one entry a branch and period: the list to phone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct CallEntry {
    std::string id;
    std::string period;
    std::optional<PersonId> person;
    OrgUnitId unit;
    std::string reason;  ///< key of a sentence in templates/outbox.toml: "reason.no_channel"
    Instant created_at;
    std::optional<Instant> done_at;
};

class CallListStore {
public:
    explicit CallListStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<CallEntry> find(const std::string& id) const;
    /// Oldest first; `period` empty: of every period.
    std::vector<CallEntry> list(const std::string& period, bool open_only, int limit) const;

private:
    ReadTransaction& tx_;
};

class CallListWriter {
public:
    explicit CallListWriter(Transaction& tx) : tx_(tx) {}

    /// False when that branch and person are on the period's list already.
    bool insert(const CallEntry& entry);
    /// False when it was done before.
    bool mark_done(const std::string& id);

private:
    Transaction& tx_;
};

}  // namespace league
