// 进度: the figures of the county and of a township, for every follower; of a branch for those who may see it. Words
// behind it name a unit (城关, 城关镇) or a period (10月, 上月, 2026-11, 2026-11-H1), in any order. Only reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/app/read_progress.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/version_memory.hpp"
#include "server/talk/turn.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class ProgressTalk {
public:
    ProgressTalk(Database& database, const ReadProgress& progress, const ReadStanding& standing, const Words& words,
                 const Phrases& phrases)
        : database_(database), progress_(progress), standing_(standing), words_(words), phrases_(phrases) {}

    std::string answer(const Turn& turn, std::string_view asked) const;

private:
    struct Question {
        std::string unit;  ///< empty: the unit of the account
        Period period;
    };
    Question read(std::string_view asked, Instant now) const;
    std::string work_out(const Turn& turn, const Question& question) const;
    std::optional<Period> period_in(const std::string& word, Instant now) const;
    std::string of_unit_with_rows(ReadTransaction& tx, const Turn& turn, const Progress& progress) const;
    std::string of_one(const OrgUnit& unit, const Figures& figures, const Period& period, Instant as_of) const;
    /// Today's target, counted and gap of a county or township, for those who work with it; empty for everybody else,
    /// and when a past period was asked for.
    std::string of_target(ReadTransaction& tx, const Turn& turn, const OrgUnit& unit, const Period& period) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Database& database_;
    const ReadProgress& progress_;
    const ReadStanding& standing_;
    const Words& words_;
    const Phrases& phrases_;
    /// By what was asked, by whom it may be read, and the minute that the answer names.
    mutable VersionMemory<std::string, std::string> answers_{256};
};

}  // namespace league::talk
