// Short-lived shared memory of the processes: sessions, dialog state, dedupe claims, tokens, leases,
// rate limits. Nothing that must survive is only here (design rule 12).
//
// Every call may throw CacheDown when the service does not answer within its time limit. Left alone, that
// becomes `busy` (503); callers with another way out catch it. All calls may be made from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

class CacheDown : public Problem {
public:
    explicit CacheDown(std::string details) : Problem(ProblemCode::busy, "cache_down") {
        with_details(std::move(details));
    }
};

class Cache {
public:
    using Ttl = std::chrono::milliseconds;
    virtual ~Cache() = default;

    virtual std::optional<std::string> get(std::string_view key) = 0;
    /// Reads and prolongs in one step; nothing when the key is gone.
    virtual std::optional<std::string> get_and_touch(std::string_view key, Ttl ttl) = 0;
    virtual void set(std::string_view key, std::string_view value, Ttl ttl) = 0;
    /// True when this call made the key.
    virtual bool set_if_absent(std::string_view key, std::string_view value, Ttl ttl) = 0;
    /// True when the key held `expected` and now holds `value`.
    virtual bool compare_and_set(std::string_view key, std::string_view expected, std::string_view value, Ttl ttl) = 0;
    /// True when the key held `expected` and is now gone.
    virtual bool compare_and_erase(std::string_view key, std::string_view expected) = 0;
    /// True when the key was there.
    virtual bool erase(std::string_view key) = 0;
    /// Adds `amount`, at least one, and answers the new count; the time to live starts at the first addition.
    virtual long long increase(std::string_view key, long long amount, Ttl ttl) = 0;
    virtual void add_to_set(std::string_view key, std::string_view member, Ttl ttl) = 0;
    virtual std::vector<std::string> members_of(std::string_view key) = 0;
    virtual void remove_from_set(std::string_view key, std::string_view member) = 0;
    /// Throws CacheDown, or comes back.
    virtual void ping() = 0;
};

}  // namespace league
