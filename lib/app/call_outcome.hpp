// From the outcome of a WeChat call to what becomes of its outbox row (wechat-api 2.2): what nobody but an operator can
// cure is held and not lost, what may be repeated waits, what was refused is refused, what is unknown is unknown.
#pragma once

#include <string>
#include <variant>

#include "lib/storage/outbox_store.hpp"
#include "lib/wechat/outcome.hpp"

namespace league {

/// Everything but done.
using CallFailure = std::variant<wechat::Refused, wechat::Unknown, wechat::NotSent>;

template <typename T>
CallFailure failure_of(const wechat::Outcome<T>& outcome) {
    if (const wechat::Refused* refused = outcome.refused()) return *refused;
    if (const wechat::Unknown* unknown = outcome.unknown()) return *unknown;
    return *outcome.not_sent();
}

/// True when the refusal is about the message and not about the account or the moment: another channel may do.
bool is_final(const CallFailure& failure);
OutboxSettlement settlement_of(const CallFailure& failure, const OutboxRow& row, Instant now);
/// Waits longer each time: half a minute at first, an hour at most.
Instant next_try(int attempts, Instant now);

}  // namespace league
