// 走访 城关镇 看了三个支部，缺场地: whoever is in charge of an area notes a visit there (R60, R61). A day in front of
// the words is the day of the visit; otherwise it was today.
#pragma once

#include <string>
#include <string_view>

#include "lib/app/area_notes.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/effects.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class VisitTalk {
public:
    VisitTalk(Database& database, Effects& effects, const WriteAreaNote& write, const Words& words,
              const Phrases& phrases, Random& random)
        : database_(database), effects_(effects), write_(write), words_(words), phrases_(phrases), random_(random) {}

    /// `said`: what was typed behind the word.
    std::string answer(const Turn& turn, std::string_view said);

private:
    std::string save(Transaction& tx, const Actor& actor, const VisitPlace& place, std::string words) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Database& database_;
    Effects& effects_;
    const WriteAreaNote& write_;
    const Words& words_;
    const Phrases& phrases_;
    Random& random_;
};

}  // namespace league::talk
