#include "lib/app/outbox_pump.hpp"

#include <exception>

#include "lib/app/call_outcome.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/platform/log.hpp"

namespace league {
namespace {

OutboxDone refused(std::string outcome) {
    OutboxDone done;
    done.settlement.state = OutboxState::refused;
    done.settlement.outcome = std::move(outcome);
    return done;
}

OutboxDone try_later(const OutboxRow& row, Instant now, std::string outcome) {
    OutboxDone done;
    done.settlement.state = OutboxState::due;
    done.settlement.again_at = next_try(row.attempts, now);
    done.settlement.outcome = std::move(outcome);
    return done;
}

OutboxDone ended_by(const Problem& problem, const OutboxRow& row, Instant now) {
    switch (problem.code()) {
        case ProblemCode::busy:
        case ProblemCode::no_space:
        case ProblemCode::upstream: return try_later(row, now, problem.key());
        case ProblemCode::invalid_input:
        case ProblemCode::not_signed_in:
        case ProblemCode::not_allowed:
        case ProblemCode::not_found:
        case ProblemCode::conflict:
        case ProblemCode::closed:
        case ProblemCode::too_many:
        case ProblemCode::internal: return refused(problem.key());
    }
    stop("unknown ProblemCode");
}

}  // namespace

OutboxPump::Round& OutboxPump::Round::operator+=(const Round& other) {
    claimed += other.claimed;
    sent += other.sent;
    refused += other.refused;
    unknown += other.unknown;
    cancelled += other.cancelled;
    postponed += other.postponed;
    lost += other.lost;
    return *this;
}

OutboxPump::Round OutboxPump::run_once() {
    // Looking costs no write; an idle bot commits nothing.
    Round round;
    if (!database_.read([&](ReadTransaction& tx) { return SendingStore(tx).is_anything_open(options_.rates); })) {
        return round;
    }
    const std::vector<OutboxRow> rows = database_.write([&](Transaction& tx) {
        return OutboxWriter(tx, seals_).claim(name_, options_.batch, tx.now() + options_.claim, options_.rates);
    });
    round.claimed = static_cast<int>(rows.size());
    for (const OutboxRow& row : rows) {
        try {
            send_one(row, round);
        } catch (const std::exception& error) {
            // Not settled: the claim runs out and the row becomes unknown.
            ++round.lost;
            log::error("outbox row could not be settled", {{"row", row.id.str()}, {"why", error.what()}});
        }
    }
    return round;
}

OutboxPump::Round OutboxPump::run_until_idle(int most) {
    Round all;
    for (int i = 0; i < most; ++i) {
        const Round round = run_once();
        all += round;
        if (round.claimed == 0) break;
    }
    return all;
}

/// What the answer says of the account: held, or open again.
void OutboxPump::note_gate(Transaction& tx, const OutboxRow& row, const OutboxSettlement& settlement) {
    if (row.account.empty()) return;
    if (settlement.hold) {
        SendingWriter(tx).hold(row.account, row.kind, *settlement.hold);
    } else if (settlement.state == OutboxState::sent || settlement.errcode != 0 || settlement.was_heard) {
        SendingWriter(tx).lift(row.account, row.kind);
    } else if (settlement.state == OutboxState::cancelled) {
        // It was to find out whether a hold is over, and never asked: the next row does.
        const SendingGate gate = SendingStore(tx).gate(row.kind, row.account, {});
        if (gate.hold) SendingWriter(tx).probe(*gate.hold, tx.now());
    }
}

void OutboxPump::send_one(const OutboxRow& row, Round& round) {
    // The rows before this one may have taken long: a sender whose claim is about to end renews it or does not send.
    const bool is_short = clock_.now() + options_.claim / 2 > row.claim_until;
    if (is_short && !database_.write([&](Transaction& tx) {
            return OutboxWriter(tx, seals_).prolong(row.id, name_, tx.now() + options_.claim);
        })) {
        ++round.lost;
        return;
    }

    OutboxDone done = call(row);
    OutboxSettlement& settlement = done.settlement;
    const auto handler = handlers_.find(row.kind);
    const bool may_repeat = handler != handlers_.end() && handler->second.may_repeat;
    if (settlement.state == OutboxState::unknown && may_repeat) {
        settlement.state = OutboxState::due;
        settlement.again_at = next_try(row.attempts, clock_.now());
        if (settlement.outcome.empty()) settlement.outcome = "unknown";
    }
    if (settlement.state == OutboxState::due && settlement.counts && row.attempts >= options_.max_attempts) {
        settlement.state = OutboxState::refused;
        settlement.outcome = "given up: " + settlement.outcome;
    }

    const bool held = database_.write([&](Transaction& tx) {
        if (!OutboxWriter(tx, seals_).settle(row.id, name_, settlement)) return false;
        note_gate(tx, row, settlement);
        if (done.then) done.then(tx);
        return true;
    });
    if (!held) {
        ++round.lost;
        log::warning("outbox claim ran out before the end of the call", {{"kind", row.kind}, {"row", row.id.str()}});
        return;
    }
    switch (settlement.state) {
        case OutboxState::sent: ++round.sent; break;
        case OutboxState::refused: ++round.refused; break;
        case OutboxState::unknown: ++round.unknown; break;
        case OutboxState::cancelled: ++round.cancelled; break;
        case OutboxState::due:
        case OutboxState::sending: ++round.postponed; break;
    }
    const bool needs_eyes = settlement.state == OutboxState::refused || settlement.state == OutboxState::unknown ||
                            settlement.outcome.starts_with("held");
    log::write(needs_eyes ? log::Level::warning : log::Level::info, "outbox row",
               {{"kind", row.kind},
                {"row", row.id.str()},
                {"account", row.account},
                {"state", to_string(settlement.state)},
                {"errcode", settlement.errcode},
                {"outcome", settlement.outcome},
                {"attempt", row.attempts}});
}

OutboxDone OutboxPump::call(const OutboxRow& row) const {
    const auto handler = handlers_.find(row.kind);
    if (handler == handlers_.end()) return refused("no handler");
    try {
        return handler->second.send(row);
    } catch (const Problem& problem) {
        log::warning(
            "outbox row failed",
            {{"kind", row.kind}, {"row", row.id.str()}, {"problem", problem.key()}, {"why", problem.details()}});
        return ended_by(problem, row, clock_.now());
    } catch (const std::exception& error) {
        // Whether the call was made is not known here, so it counts as possibly made.
        log::error("outbox handler broke", {{"kind", row.kind}, {"row", row.id.str()}, {"why", error.what()}});
        OutboxDone done;
        done.settlement.state = OutboxState::unknown;
        done.settlement.outcome = "handler broke";
        return done;
    }
}

long long OutboxPump::expire_claims() {
    return database_.write([&](Transaction& tx) {
        OutboxWriter writer(tx, seals_);
        const long long expired = writer.expire_claims();
        for (const auto& [kind, handler] : handlers_) {
            if (handler.may_repeat) writer.take_up_unknown(kind, options_.max_attempts, options_.rest);
        }
        return expired;
    });
}

}  // namespace league
