// Erases what has served its time: receipts, held messages, link codes and attempts, names in used invites and of those
// who reported a log or stood for election in vain, feedback, imports that nobody committed, phone numbers of leading
// groups and contacts that are over, why numbers were shown. In slices, so that no write waits behind it. Called by a
// daily loop; the instant comes from outside.
#pragma once

#include <chrono>

#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

struct TidyOptions {
    std::chrono::days receipts{7};  ///< WeChat repeats a push for seconds; a week is for questions
    std::chrono::days held_messages{30};
    std::chrono::days link_attempts{1};
    std::chrono::days photo_answers{1};     ///< that came before their question had a name
    std::chrono::days invite_contacts{30};  ///< name and phone in invites that are used or expired
    std::chrono::days feedback{365};        ///< since its answer, as the privacy notice says
    std::chrono::days unanswered{730};      ///< feedback that nobody answered, since it came
    std::chrono::days disclosures{1095};    ///< who saw masked numbers and why
    std::chrono::days tellers{400};         ///< as long as the log can be put right
    std::chrono::days candidates{365};      ///< not elected; since their step was recorded
    std::chrono::days staged_imports{7};    ///< lists and contacts of a dry run that nobody committed
    std::chrono::days replaced_lists{400};  ///< contacts and members that a later import replaced, since its commit
    std::chrono::days area_phones{90};      ///< since a leading group was composed anew or a contact ended
    int slice = 500;                        ///< rows a job
};

class TidyRecords {
public:
    TidyRecords(Database& database, const Seals& seals, TidyOptions options = {});
    /// How many rows were erased or cleared.
    long long run(Instant now);

private:
    Database& database_;
    const Seals& seals_;
    TidyOptions options_;
};

}  // namespace league
