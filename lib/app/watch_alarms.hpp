// The bot's own eyes: compares what is the case with the open alarms, raises and ends them, and tells each officer of
// the top of the tree once, and again while it lasts. Ten holds of one account are one message, not ten.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/domain/permission.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/alarm_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// What tell_person.hpp calls these messages.
inline constexpr const char* kAboutAlarm = "alarm";

/// What the records cannot tell.
struct Surroundings {
    std::optional<std::uintmax_t> free_bytes;  ///< where the database lies
    std::optional<Instant> last_backup;        ///< the last good one that the records know of
    bool makes_backups = false;                ///< the bot is to make them, so that none is a fault
};
Surroundings look_around(const Config& config);

class WatchAlarms {
public:
    struct Output {
        int raised = 0;
        int ended = 0;
        int told = 0;  ///< messages put into the outbox
    };

    WatchAlarms(Database& database, const Seals& seals, Random& random, AlarmConfig config, WorkCalendar calendar)
        : database_(database), seals_(seals), random_(random), config_(config), calendar_(std::move(calendar)) {}

    /// Writes nothing while nothing changed. Any number of processes may run it.
    Output run(const Surroundings& around);

private:
    std::vector<AlarmFact> facts(ReadTransaction& tx, const Surroundings& around) const;
    int tell(Transaction& tx);

    Database& database_;
    const Seals& seals_;
    Random& random_;
    AlarmConfig config_;
    WorkCalendar calendar_;
};

/// For officers of the top of the tree and the operator.
class ListAlarms {
public:
    struct Output {
        std::vector<Alarm> open;    ///< the oldest first
        std::vector<Alarm> newest;  ///< of all, newest first, fifty at most
    };

    explicit ListAlarms(Database& database) : database_(database) {}
    /// Throws Problem not_allowed to who may not manage_sending at the top of the tree.
    Output run(const Actor& actor);

private:
    Database& database_;
};

/// One Chinese sentence: what is the matter and what cures it (templates/alarms.toml).
std::string explain_alarm(const Phrases& phrases, const AlarmFact& fact);

}  // namespace league
