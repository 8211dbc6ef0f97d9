// Moves outbox rows out: claim (committed), call, settle. Knows nothing of what is sent; a table of handlers does. Any
// number of pumps in any number of processes share the work; killing one at any moment loses nothing and doubles
// nothing that must not be doubled.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>

#include "lib/base/clock.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {

/// What a handler reports. `then` runs in the transaction that settles the row, only if the claim still holds.
struct OutboxDone {
    OutboxSettlement settlement;
    std::function<void(Transaction&)> then;
};

struct OutboxHandler {
    /// Makes the call, outside any transaction. May throw: a Problem busy, no_space or upstream is tried again later,
    /// anything else refuses the row.
    std::function<OutboxDone(const OutboxRow&)> send;
    /// True when a row of unknown outcome may go again, because nothing is doubled by it or `send` looks first
    /// (row.attempts is above 1 then).
    bool may_repeat = false;
};
using OutboxHandlers = std::map<std::string, OutboxHandler, std::less<>>;

struct PumpOptions {
    int batch = 1;  ///< rows of a claim; those not yet called when the process dies become unknown with the rest
    std::chrono::seconds claim{60};
    int max_attempts = 8;
    /// Senders that die over one row again and again leave it alone for so long; it is not given up, since they may
    /// have died of something else.
    std::chrono::seconds rest{3600};
    SendingRates rates;
};

class OutboxPump {
public:
    struct Round {
        int claimed = 0;
        int sent = 0;
        int refused = 0;
        int unknown = 0;
        int cancelled = 0;
        int postponed = 0;
        int lost = 0;  ///< claims that ran out before the row could be settled

        Round& operator+=(const Round& other);
    };

    /// `name` tells this pump from all others, in other processes too.
    OutboxPump(Database& database, const Seals& seals, const Clock& clock, OutboxHandlers handlers, std::string name,
               PumpOptions options = {})
        : database_(database),
          seals_(seals),
          clock_(clock),
          handlers_(std::move(handlers)),
          name_(std::move(name)),
          options_(options) {}

    /// One batch. Nothing was due when `claimed` is 0. One thread at a time for each pump.
    Round run_once();
    /// Until nothing is due, `most` batches at most.
    Round run_until_idle(int most = 1000);
    /// Expired claims become unknown, and of those what may be repeated becomes due. Returns the number that expired.
    long long expire_claims();

private:
    void send_one(const OutboxRow& row, Round& round);
    static void note_gate(Transaction& tx, const OutboxRow& row, const OutboxSettlement& settlement);
    OutboxDone call(const OutboxRow& row) const;

    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    OutboxHandlers handlers_;
    std::string name_;
    PumpOptions options_;
};

}  // namespace league
