#include "lib/app/withdraw_activity.hpp"

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"

namespace league {

WithdrawActivity::Output WithdrawActivity::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

WithdrawActivity::Output WithdrawActivity::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    LoadedActivity loaded = load_activity(tx, actor, Verb::log_activity, input.id);
    const Activity& current = loaded.activity;
    if (current.state == ActivityState::withdrawn) return {/*changed=*/false, std::move(loaded.activity)};
    Activity next = current;
    next.state = after_withdrawal(current.state);
    next.changed_at = tx.now();
    replace_activity(tx, digest_, actor, current, next, "withdraw_activity");
    return {/*changed=*/true, std::move(next)};
}

}  // namespace league
