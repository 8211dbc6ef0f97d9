// 督导: what supervision is open at one's township, or in one's area, where it stands and what is due. Only reads:
// words of the township are given where they can be as long as they need to be.
#pragma once

#include <string>

#include "lib/app/supervise.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class SupervisionTalk {
public:
    SupervisionTalk(ReadSupervisions& read, const Phrases& phrases) : read_(read), phrases_(phrases) {}

    std::string answer(const Turn& turn);

private:
    std::string line(const Turn& turn, const SupervisionRow& row, Date today);
    std::string text(std::string_view key, const Values& values = {}) const;

    ReadSupervisions& read_;
    const Phrases& phrases_;
};

}  // namespace league::talk
