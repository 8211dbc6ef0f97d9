#include "tools/leaguectl/after_restore.hpp"

#include "lib/app/planned_work.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league::ctl {
namespace {

constexpr const char* kOutcome = "restored";
constexpr int kMostWaiting = 10000;

long long cancel_waiting(Transaction& tx, const Seals& seals) {
    long long cancelled = 0;
    for (const std::string_view kind : {kTell, kTellNotice, kTellText}) {
        OutboxFilter filter;
        filter.state = OutboxState::due;
        filter.kind = std::string(kind);
        filter.limit = kMostWaiting;
        for (const OutboxRow& row : OutboxStore(tx, seals).list(filter)) {
            if (!OutboxWriter(tx, seals).cancel(row.id, kOutcome)) continue;
            AuditWriter(tx, seals.digest).append(Actor::system(), {"cancel_outbox", "outbox", row.id.str(), {"state"}});
            ++cancelled;
        }
    }
    return cancelled;
}

}  // namespace

std::vector<std::string> stop_repeats(Desk& desk, Instant made_at) {
    const Instant now = desk.clock().now();
    const std::vector<PlannedWork> all = planned_work(desk.config());
    // Nothing else is open on restored records, so one long transaction keeps nobody waiting.
    return desk.ready_database().write([&](Transaction& tx) {
        std::vector<std::string> stopped;
        for (const PlannedWork& work : all) {
            if (work.is_quiet) continue;
            for (const WorkTime& time : times_of(work, made_at + std::chrono::milliseconds(1),
                                                 now + std::chrono::milliseconds(1), desk.config().calendar)) {
                if (ScheduleWriter(tx).record(work.name, time.period, kOutcome))
                    stopped.push_back(work.name + " " + time.period);
            }
        }
        const long long waiting = cancel_waiting(tx, desk.seals());
        if (waiting > 0) stopped.push_back(std::to_string(waiting) + " waiting messages");
        return stopped;
    });
}

}  // namespace league::ctl
