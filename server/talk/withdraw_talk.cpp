#include "server/talk/withdraw_talk.hpp"

#include "lib/app/load_actor.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {

std::string WithdrawTalk::answer(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return effects_.once(turn, [&](Transaction& tx) {
        const Actor actor = actor_now(tx, turn.actor);
        const auto last = show_.last_of_in(tx, actor);
        if (!last) return phrases_.text("replies/withdraw", "nothing");
        const Values told{{"title", last->content.title},
                          {"day", SaveLog::day_of(last->content.started_at, tx.now())},
                          {"expected", std::to_string(last->content.expected)},
                          {"present", std::to_string(last->content.present)}};
        const bool changed = withdraw_.run_in(tx, actor, {last->id}).changed;
        return phrases_.text("replies/withdraw", changed ? "done" : "done_before", told);
    });
}

}  // namespace league::talk
