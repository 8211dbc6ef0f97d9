// One log in full: with its photos (here or still on their way) and what it said before.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/content_check.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/photo_check_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Database;
class ReadTransaction;

class ShowActivity {
public:
    struct Input {
        ActivityId id;
    };
    struct PhotoState {
        PhotoHash hash;
        bool uploaded = false;  ///< false: 待上传
    };
    /// What the person who asks may do with the log as it stands now.
    struct Can {
        bool amend = false;
        bool withdraw = false;
        bool review = false;
    };
    struct Output {
        ActivityRow row;
        std::vector<PhotoState> photos;
        std::vector<ActivityRevision> earlier;  ///< newest first
        Can can;
        std::optional<ContentCheck> content_check;  ///< of its newest words; nothing when none was made
        std::optional<PhotoCheck> photo_check;      ///< the worst of its pictures'; nothing when all are well
        bool is_withheld = false;                   ///< the words are not shown to this actor
        std::optional<std::string> told_by;         ///< who reported it, for those who may see people
    };

    ShowActivity(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws Problem: not_found; not_allowed, also for a log of a restricted kind (R47).
    Output run(const Actor& actor, const Input& input);

    /// The log that the actor saved last, of one source when given; nothing when there is none or its unit is no
    /// longer the actor's. For 撤回 in a chat.
    std::optional<Activity> last_of(const Actor& actor, std::optional<ActivitySource> source = {});
    std::optional<Activity> last_of_in(ReadTransaction& tx, const Actor& actor,
                                       std::optional<ActivitySource> source = {}) const;

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
