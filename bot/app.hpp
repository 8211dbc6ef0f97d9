// The whole bot in one object, built from the configuration: schedule, senders, health port. league-bot's main runs it;
// tests call its steps one by one with a clock of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/app/outbox_pump.hpp"
#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "lib/platform/config.hpp"

namespace league {

class BotApp {
public:
    /// Throws Problem: conflict ("schema_pending") when migrations are waiting, internal when a sentence is missing.
    BotApp(const Config& config, const Clock& clock, Random& random);
    /// Stops.
    ~BotApp();

    /// Scheduled work and expired claims, when this bot holds the lease. Returns what ran.
    std::vector<std::string> run_due();
    /// Asks WeChat for the unionids of a few followers, when this bot holds the lease; how many it asked for.
    int fill_unionids();
    /// One batch of the outbox in the calling thread.
    OutboxPump::Round pump_once();

    /// Starts the senders, the schedule and the health port on threads of their own.
    void start();
    /// Ends them; what is being sent is finished first. Within 10 s unless WeChat hangs longer, then its row becomes
    /// unknown.
    void stop();
    /// Of the health port, after start().
    int port() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace league
