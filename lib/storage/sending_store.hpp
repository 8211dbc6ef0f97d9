// What keeps due rows of the outbox back: limits of calls, counted from the rows themselves, and holds of what WeChat
// refuses altogether. Asked inside the transaction that claims, so that any number of senders keep them together.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/sending.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// WeChat refuses the account, or one kind of its rows, and not the one message.
struct SendingRefusal {
    bool whole_account = true;
    long long errcode = 0;  ///< 0: WeChat was not reached
    std::string reason;     ///< a word: token, config, quota_day, rate_minute, unreachable
    std::chrono::milliseconds first_pause{};
    std::chrono::milliseconds longest_pause{};
    std::optional<Instant> until;  ///< known beforehand: not probed earlier
};

struct SendingHold {
    std::string account;
    std::string kind;  ///< empty: the whole account
    long long errcode = 0;
    std::string reason;
    Instant since;
    int probes = 0;
    Instant probe_at;  ///< one row is tried then
};

struct SendingGate {
    SendingRoom room;
    std::optional<SendingHold> hold;  ///< the one in force; with room for one call it is a probe
};

class SendingStore {
public:
    struct Queue {
        std::string kind;
        std::string account;
        Instant oldest;
    };

    explicit SendingStore(ReadTransaction& tx) : tx_(tx) {}

    std::vector<SendingHold> holds() const;
    SendingGate gate(const std::string& kind, const std::string& account, const SendingRates& rates) const;
    /// Kinds and accounts with rows due by now, the one that waits longest first.
    std::vector<Queue> queues() const;
    /// Whether a claim could move anything.
    bool is_anything_open(const SendingRates& rates) const;

private:
    ReadTransaction& tx_;
};

class SendingWriter {
public:
    explicit SendingWriter(Transaction& tx) : tx_(tx) {}

    /// Pauses grow with each probe that failed.
    void hold(const std::string& account, const std::string& kind, const SendingRefusal& refusal);
    /// A row is being tried in spite of the hold; no other is until then.
    void probe(const SendingHold& hold, Instant until);
    /// A call got through: false when nothing was held.
    bool lift(const std::string& account, const std::string& kind);
    /// Somebody says that he cured it: all holds of the account are probed at once. How many.
    long long probe_now(const std::string& account);

private:
    Transaction& tx_;
};

/// The class of calls as rows keep it; empty for kinds without limits.
std::string call_class(const std::string& kind, const std::string& account, const SendingRates& rates);

}  // namespace league
