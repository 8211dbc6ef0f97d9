#include "server/talk/link_talk.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league::talk {

std::string LinkTalk::issue(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/link", "not_bound");
    return effects_.once(turn, [&](Transaction& tx) {
        const auto issued = issue_.issue(tx, actor_now(tx, turn.actor));
        return phrases_.text("replies/link", "code",
                             {{"code", issued.code}, {"until", to_chinese_minute(issued.expires_at)}});
    });
}

std::string LinkTalk::redeem(const Turn& turn, const std::string& digits) {
    return effects_.once(turn, [&](Transaction& tx) {
        const auto linked = redeem_.redeem(tx, {turn.identity, digits});
        // A wrong code is an answer too: the attempt is kept, and so is what it was told.
        if (!linked) return phrases_.explain(redeem_.problem_of(linked.error()), {{"request_id", ""}});
        return phrases_.text("replies/link", "done", {{"name", linked->name}});
    });
}

}  // namespace league::talk
