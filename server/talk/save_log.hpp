// Saves a log that came out of a chat, in the transaction of its receipt, and says what was saved.
#pragma once

#include <string>

#include "lib/app/read_progress.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class SaveLog {
public:
    SaveLog(const SubmitActivity& submit, const ReadProgress& progress, const Phrases& phrases)
        : submit_(submit), progress_(progress), phrases_(phrases) {}

    /// The answer to the person. Throws what SubmitActivity throws.
    std::string run_in(Transaction& tx, const Turn& turn, const ActivityId& id, const ActivityContent& content) const;

    /// "11月3日 19:30", "11月3日" where no time of day was given, "2025-11-03" where it is not this year's.
    static std::string day_of(Instant started_at, Instant now);
    /// The same of a day alone.
    static std::string day_of(Date day, Instant now);
    /// The instant of a log of that day; `minute` where the person named a time of day.
    static Instant start_of(Date day, std::optional<int> minute, Instant now);

private:
    const SubmitActivity& submit_;
    const ReadProgress& progress_;
    const Phrases& phrases_;
};

/// What is wrong with a log, a line for each field, in the words of templates/problems.toml.
std::string faults_in_words(const Phrases& phrases, const Problem& problem);

}  // namespace league::talk
