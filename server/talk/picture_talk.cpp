#include "server/talk/picture_talk.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"

namespace league::talk {

std::string PictureTalk::answer(const Turn& turn, const std::string& media_id) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return effects_.once(turn, [&](Transaction& tx) {
        const auto made =
            wish_.run_in(tx, actor_now(tx, turn.actor),
                         {turn.account, media_id, turn.msg_id.empty() ? turn.message : turn.msg_id, turn.openid});
        const Values told{{"title", made.title},
                          {"left", made.photos_left > 0 ? std::to_string(made.photos_left) : ""},
                          {"minutes", std::to_string(window_.count())}};
        switch (made.answer) {
            case WishPicture::Answer::wished: return phrases_.text("replies/picture", "received", told);
            case WishPicture::Answer::no_recent_log: return phrases_.text("replies/picture", "no_recent_log", told);
            case WishPicture::Answer::enough_photos: return phrases_.text("replies/picture", "enough", told);
        }
        stop("unknown answer to a picture");
    });
}

}  // namespace league::talk
