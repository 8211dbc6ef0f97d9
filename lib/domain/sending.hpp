// How many calls of one class an account may make, so that neither WeChat's limits nor people's patience run out.
#pragma once

#include <map>
#include <string>

#include "lib/base/clock.hpp"

namespace league {

/// 0 is no limit. Minutes slide; days and months are Beijing's, as WeChat counts them.
struct SendingRate {
    std::string name;  ///< of the class; kinds of one name share the limits of their account
    long long per_minute = 0;
    long long per_day = 0;
    long long per_month = 0;
};
/// By kind of outbox row; a kind that is not there has no limit.
using SendingRates = std::map<std::string, SendingRate, std::less<>>;

struct CallCounts {
    long long last_minute = 0;
    long long today = 0;
    long long this_month = 0;
};

enum class SendingWait { none, minute, day, month };

struct SendingRoom {
    long long calls = 0;  ///< that may be made now
    SendingWait wait = SendingWait::none;
    Instant until;  ///< of a wait: no call before it
};

/// What is left of the limits. The longest wait is told when there are several.
SendingRoom room_of(const SendingRate& rate, const CallCounts& counts, Instant now);

/// When a Beijing day, and a month, began that holds the instant.
Instant day_begin(Instant now);
Instant month_begin(Instant now);

}  // namespace league
