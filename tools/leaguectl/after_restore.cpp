#include "tools/leaguectl/after_restore.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

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

struct Cancelled {
    long long rows = 0;
    std::set<std::string> subjects;
};

void cancel_waiting(Transaction& tx, const Seals& seals, std::string_view kind, OutboxState state, Cancelled& all) {
    OutboxFilter filter;
    filter.state = state;
    filter.kind = std::string(kind);
    filter.limit = kMost;
    for (const OutboxRow& row : OutboxStore(tx, seals).list(filter)) {
        const bool is_later = state == OutboxState::due && row.due_at > tx.now();
        if (is_later || !OutboxWriter(tx, seals).cancel(row.id, kOutcome)) continue;
        AuditWriter(tx, seals.digest).append(Actor::system(), {"cancel_outbox", "outbox", row.id.str(), {"state"}});
        ++all.rows;
        all.subjects.insert(row.subject);
    }
}

Cancelled cancel_all_waiting(Transaction& tx, const Seals& seals) {
    OutboxWriter(tx, seals).end_claims();
    Cancelled cancelled;
    for (const auto& [kind, repeats] : kReachPeople) {
        cancel_waiting(tx, seals, kind, OutboxState::due, cancelled);
        if (repeats) cancel_waiting(tx, seals, kind, OutboxState::unknown, cancelled);
    }
    return cancelled;
}

/// Issues that were on their way to their readers, or whose step was cancelled, stay drafts.
std::vector<std::string> keep_as_drafts(Transaction& tx, const Seals& seals, const std::vector<Bulletin>& all,
                                        const std::set<std::string>& cancelled) {
    std::vector<std::string> kept;
    for (Bulletin bulletin : all) {
        const bool is_inside = bulletin.state == BulletinState::composed ||
                               bulletin.state == BulletinState::uploading || bulletin.state == BulletinState::drafted;
        const bool is_later = bulletin.goes_at && *bulletin.goes_at > tx.now();
        if (!is_inside || bulletin.release == Release::draft) continue;
        if (is_later && !cancelled.contains(bulletin.id.str())) continue;
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

/// Work groups may have been told of any issue that is news or was not out yet; how many messages that are then not
/// sent.
long long pass_over_groups(Transaction& tx, const GroupNews& groups, const std::vector<Bulletin>& all) {
    long long rows = 0;
    for (const Bulletin& bulletin : all) {
        const bool is_old = bulletin.published_at && *bulletin.published_at + kIssueIsNews < tx.now();
        const bool can_come = bulletin.state != BulletinState::withdrawn && !is_old;
        if (can_come && bulletin.kind == BulletinKind::progress_column) {
            rows += groups.pass_over(tx, bulletin.id, kOutcome);
        }
    }
    return rows;
}

/// Since when work may have been done of which these records do not know: also what was late when they were copied.
/// Work that they never met is not made up for in any case.
Instant unknown_since(ReadTransaction& tx, const PlannedWork& work, Instant made_at) {
    return ScheduleStore(tx).knows(work.name) ? made_at - work.late : made_at + std::chrono::milliseconds(1);
}

}  // namespace

std::vector<std::string> stop_repeats(Desk& desk, Database& restored, Instant made_at) {
    const Instant now = desk.clock().now();
    const std::vector<PlannedWork> all = planned_work(desk.config());
    const GroupNews groups(restored, desk.seals(), desk.random(), desk.config().robots);
    // Nothing else is open on restored records, so one long transaction keeps nobody waiting.
    return restored.write([&](Transaction& tx) {
        std::vector<std::string> stopped;
        for (const PlannedWork& work : all) {
            if (work.is_quiet) continue;
            for (const WorkTime& time : times_of(work, unknown_since(tx, work, made_at),
                                                 now + std::chrono::milliseconds(1), desk.config().calendar)) {
                if (ScheduleWriter(tx).record(work.name, time.period, kOutcome))
                    stopped.push_back(work.name + " " + time.period);
            }
        }
        const Cancelled cancelled = cancel_all_waiting(tx, desk.seals());
        BulletinFilter filter;
        filter.limit = kMost;
        const std::vector<Bulletin> bulletins = BulletinStore(tx).list(filter);
        std::ranges::move(keep_as_drafts(tx, desk.seals(), bulletins, cancelled.subjects), std::back_inserter(stopped));
        const long long waiting = cancelled.rows + pass_over_groups(tx, groups, bulletins);
        if (waiting > 0) stopped.push_back(std::to_string(waiting) + " waiting messages");
        return stopped;
    });
}

}  // namespace league::ctl
