#include "tools/leaguectl/after_restore.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "lib/app/bulletin_flow.hpp"
#include "lib/app/group_news.hpp"
#include "lib/app/planned_work.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league::ctl {
namespace {

constexpr const char* kOutcome = "restored";
constexpr int kMost = 1000000;

/// What these rows carry may be with people already. Of unknown outcome the bot takes up those that may repeat, since
/// it looks first whether an earlier try got through; that try may not be in these records.
struct ReachesPeople {
    std::string_view kind;
    bool repeats;
};
constexpr std::array kReachPeople{
    ReachesPeople{kTell, true},         ReachesPeople{kTellNotice, false},   ReachesPeople{kTellText, false},
    ReachesPeople{kRobotText, false},   ReachesPeople{kRobotPicture, false}, ReachesPeople{kColumnPreview, false},
    ReachesPeople{kColumnSubmit, true}, ReachesPeople{kColumnMass, true},
};

long long cancel_waiting(Transaction& tx, const Seals& seals, std::string_view kind, OutboxState state) {
    OutboxFilter filter;
    filter.state = state;
    filter.kind = std::string(kind);
    filter.limit = kMost;
    long long cancelled = 0;
    for (const OutboxRow& row : OutboxStore(tx, seals).list(filter)) {
        const bool is_later = state == OutboxState::due && row.due_at > tx.now();
        if (is_later || !OutboxWriter(tx, seals).cancel(row.id, kOutcome)) continue;
        AuditWriter(tx, seals.digest).append(Actor::system(), {"cancel_outbox", "outbox", row.id.str(), {"state"}});
        ++cancelled;
    }
    return cancelled;
}

long long cancel_all_waiting(Transaction& tx, const Seals& seals) {
    OutboxWriter(tx, seals).end_claims();
    long long cancelled = 0;
    for (const auto& [kind, repeats] : kReachPeople) {
        cancelled += cancel_waiting(tx, seals, kind, OutboxState::due);
        if (repeats) cancelled += cancel_waiting(tx, seals, kind, OutboxState::unknown);
    }
    return cancelled;
}

bool may_be_out(const Bulletin& bulletin, Instant now) {
    const bool is_inside = bulletin.state == BulletinState::composed || bulletin.state == BulletinState::uploading ||
                           bulletin.state == BulletinState::drafted;
    return is_inside && bulletin.release != Release::draft && (!bulletin.goes_at || *bulletin.goes_at <= now);
}

/// Issues that were on their way to their readers stay drafts.
std::vector<std::string> keep_as_drafts(Transaction& tx, const Seals& seals) {
    std::vector<std::string> kept;
    BulletinFilter filter;
    filter.limit = kMost;
    for (Bulletin& bulletin : BulletinStore(tx).list(filter)) {
        if (!may_be_out(bulletin, tx.now())) continue;
        bulletin.release = Release::draft;
        bulletin.goes_at.reset();
        bulletin.note = "cure.restored";
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals.digest)
            .append(Actor::system(), {"publish_column", "bulletin", bulletin.id.str(), {"release"}});
        kept.push_back("bulletin " + bulletin.id.str() + " " + bulletin.title);
    }
    return kept;
}

}  // namespace

std::vector<std::string> stop_repeats(Desk& desk, Database& restored, Instant made_at) {
    const Instant now = desk.clock().now();
    const std::vector<PlannedWork> all = planned_work(desk.config());
    // Nothing else is open on restored records, so one long transaction keeps nobody waiting.
    return restored.write([&](Transaction& tx) {
        std::vector<std::string> stopped;
        for (const PlannedWork& work : all) {
            if (work.is_quiet) continue;
            for (const WorkTime& time : times_of(work, made_at + std::chrono::milliseconds(1),
                                                 now + std::chrono::milliseconds(1), desk.config().calendar)) {
                if (ScheduleWriter(tx).record(work.name, time.period, kOutcome))
                    stopped.push_back(work.name + " " + time.period);
            }
        }
        std::ranges::move(keep_as_drafts(tx, desk.seals()), std::back_inserter(stopped));
        const long long waiting = cancel_all_waiting(tx, desk.seals());
        if (waiting > 0) stopped.push_back(std::to_string(waiting) + " waiting messages");
        return stopped;
    });
}

}  // namespace league::ctl
