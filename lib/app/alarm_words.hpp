// What an officer hears of an alarm. Of one that ended meanwhile nothing is said.
#pragma once

#include "lib/app/tell_person.hpp"
#include "lib/documents/phrases.hpp"

namespace league {

class AlarmWords {
public:
    /// `notice`: name of the [[notice]] that carries it. Throws Problem internal when a sentence is missing.
    AlarmWords(const Phrases& phrases, std::string notice);

    /// Must not outlive this.
    TellAbout about() const;

private:
    TellAnswer compose(ReadTransaction& tx, const OutboxRow& row) const;

    const Phrases& phrases_;
    std::string notice_;
};

}  // namespace league
