// 支部 清溪村: how one branch stands, its last logs and the five conditions, for those who may see its activities. Only
// reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/app/list_activities.hpp"
#include "lib/app/read_health.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "server/talk/turn.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class BranchTalk {
public:
    BranchTalk(Database& database, ListActivities& activities, ReadHealth& health, const ReadProgress& progress,
               const Words& words, const Phrases& phrases)
        : database_(database),
          activities_(activities),
          health_(health),
          progress_(progress),
          words_(words),
          phrases_(phrases) {}

    std::string answer(const Turn& turn, std::string_view asked);
    /// The code of a branch: its secretary and those above it read how it stands, everybody else what it is. Nothing
    /// for another scene.
    std::optional<std::string> scanned(const Turn& turn, const std::string& scene);

private:
    /// The actor may see its activities.
    std::string state_of(const Turn& turn, const OrgUnit& unit);
    std::string text(std::string_view key, const Values& values = {}) const;

    Database& database_;
    ListActivities& activities_;
    ReadHealth& health_;
    const ReadProgress& progress_;
    const Words& words_;
    const Phrases& phrases_;
};

}  // namespace league::talk
