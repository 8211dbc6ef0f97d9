// How a row of the outbox ends, in a few words each. Inside lib/app only.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "lib/app/outbox_pump.hpp"

namespace league::step {

inline OutboxDone done(std::function<void(Transaction&)> then, std::string outcome = "") {
    OutboxDone result;
    result.settlement.outcome = std::move(outcome);
    result.then = std::move(then);
    return result;
}

inline OutboxDone cancelled(std::string why) {
    OutboxDone result;
    result.settlement.state = OutboxState::cancelled;
    result.settlement.outcome = std::move(why);
    return result;
}

/// Later, without using up a try.
inline OutboxDone again(Instant at, std::string why) {
    OutboxDone result;
    result.settlement.state = OutboxState::due;
    result.settlement.again_at = at;
    result.settlement.counts = false;
    result.settlement.outcome = std::move(why);
    return result;
}

/// Whether an earlier try of this row may have reached WeChat.
inline bool was_tried(const OutboxRow& row) {
    return row.attempts > 1 || !row.outcome.empty();
}

}  // namespace league::step
