// A picture sent after a log was saved: only the wish to fetch it is recorded, the bot fetches and attaches it.
#pragma once

#include <string>

#include "lib/app/chat_pictures.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/effects.hpp"

namespace league::talk {

class PictureTalk {
public:
    PictureTalk(Effects& effects, const WishPicture& wish, const Phrases& phrases, std::chrono::minutes window)
        : effects_(effects), wish_(wish), phrases_(phrases), window_(window) {}

    std::string answer(const Turn& turn, const std::string& media_id);

private:
    Effects& effects_;
    const WishPicture& wish_;
    const Phrases& phrases_;
    std::chrono::minutes window_;  ///< told to the person
};

}  // namespace league::talk
