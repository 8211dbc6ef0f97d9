// What the parts of the simulator share: options, the movable clock, chance, the state behind its mutex, and the
// queue of pushes that leave later. Not a place for behaviour.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>

#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "tools/wechat_sim/options.hpp"
#include "tools/wechat_sim/state.hpp"

namespace league::sim {

/// The base clock moved by what /sim/clock said.
class ShiftedClock final : public Clock {
public:
    explicit ShiftedClock(const Clock& base) : base_(base) {}
    Instant now() const override { return base_.now() + std::chrono::seconds(shift_.load()); }
    void set_shift(long long seconds) { shift_.store(seconds); }
    long long shift() const { return shift_.load(); }

private:
    const Clock& base_;
    std::atomic<long long> shift_{0};
};

/// A push that waits for the worker thread: the fields that the account's callback receives.
struct PendingPush {
    std::string account;
    Json message;
};

struct Stage {
    Stage(SimOptions given, const Clock& base, Random& chance);

    /// Forgets everything but the accounts as configured.
    void reset();

    /// Under the mutex:
    AccountState* find_account(const std::string& name);
    AccountState* find_account_by_appid(const std::string& appid);
    Person& person(AccountState& account, const std::string& openid);  ///< made a follower when unknown
    std::string number();                                              ///< a fresh decimal id
    std::string id(std::size_t length);                                ///< letters and digits, not guessable
    bool spend(Used& used, const Quota& quota, bool& daily);           ///< false: `daily` says which limit
    void push_later(const std::string& account, Json message);
    /// The envelope of an event, CreateTime never twice the same for one person.
    Json event(AccountState& account, const std::string& openid, const std::string& name);
    void deliver(InboxEntry entry);
    void add_chat(Person& person, bool from_person, const std::string& type, Json content);

    SimOptions options;
    ShiftedClock clock;
    Random& random;
    std::string base_url;  ///< without a slash at the end; set when the port is known

    std::mutex mutex;
    State state;
    std::deque<PendingPush> pushes;
    std::condition_variable wake;  ///< of the worker and of delayed answers
    bool stopping = false;
};

/// "2026-11-23T09:30:00+08:00".
std::string beijing_time(Instant instant);
long long unix_seconds(Instant instant);
/// Days, minutes since the epoch in Beijing time.
long long beijing_day(Instant instant);
/// Year * 12 + month.
long long beijing_month(Instant instant);

}  // namespace league::sim
