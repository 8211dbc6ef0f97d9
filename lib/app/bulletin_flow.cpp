#include "lib/app/bulletin_flow.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr const char* kWaitsForApproval = "cure.waits_for_approval";

std::string key_of(const Bulletin& bulletin, std::string_view kind) {
    std::string key = std::string(kind) + ":" + bulletin.id.str();
    // Each wording is a wish of its own.
    if (kind == kColumnRedraft) key += ":" + std::to_string(bulletin.revision);
    return key;
}

bool is_over(OutboxState state) {
    return state == OutboxState::refused || state == OutboxState::unknown || state == OutboxState::cancelled;
}

}  // namespace

std::string_view kind_of(ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return kColumnChart;
        case ColumnChart::goals: return kColumnGoalsChart;
        case ColumnChart::alive: return kColumnAliveChart;
        case ColumnChart::heat: return kColumnHeatChart;
        case ColumnChart::halves: return kColumnHalvesChart;
    }
    stop("unknown ColumnChart");
}

std::string_view BulletinFlow::step_after(const ColumnSnapshot& shown, std::optional<ColumnChart> chart) {
    bool is_after = !chart.has_value();
    for (const ColumnChart next : kColumnCharts) {
        if (is_after && has_chart(shown, next)) return kind_of(next);
        is_after = is_after || next == chart;
    }
    return kColumnCover;
}

void BulletinFlow::begin(Transaction& tx, const Bulletin& bulletin, const ColumnSnapshot& shown) const {
    put_step(tx, bulletin, step_after(shown, std::nullopt));
}

void BulletinFlow::go_on(Transaction& tx, Bulletin& bulletin) const {
    if (bulletin.draft_revision < bulletin.revision) {
        put_step(tx, bulletin, kColumnRedraft);
        return;
    }
    if (bulletin.release == Release::draft) return;
    bulletin.state = BulletinState::drafted;
    if (waits_for_approval(bulletin)) {
        bulletin.note = kWaitsForApproval;
        return;
    }
    bulletin.note.clear();
    put_step(tx, bulletin, bulletin.release == Release::publish ? kColumnSubmit : kColumnMass, bulletin.goes_at);
}

void BulletinFlow::put_step(Transaction& tx, const Bulletin& bulletin, std::string_view kind,
                            std::optional<Instant> due_at) const {
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kind;
    draft.account = bulletin.account;
    draft.dedupe_key = key_of(bulletin, kind);
    draft.subject = bulletin.id.str();
    draft.period = bulletin.period;
    draft.due_at = due_at;
    if (OutboxWriter(tx, seals_).enqueue(draft)) return;
    const std::optional<OutboxRow> before = OutboxStore(tx, seals_).find_by_key(draft.dedupe_key);
    ensure(before.has_value());
    // Whoever wants it earlier or later than before is heard: the step itself looks at the time.
    OutboxWriter writer(tx, seals_);
    if (before->state == OutboxState::due && before->due_at != due_at.value_or(tx.now())) {
        writer.cancel(before->id, "at another time");
        writer.retry(before->id);
    } else if (is_over(before->state)) {
        writer.retry(before->id);
    }
}

std::vector<OutboxRow> BulletinFlow::rows_of(ReadTransaction& tx, const Bulletin& bulletin) const {
    OutboxFilter filter;
    filter.subject = bulletin.id.str();
    return OutboxStore(tx, seals_).list(filter);
}

void BulletinFlow::retry_steps(Transaction& tx, const Bulletin& bulletin) const {
    for (const OutboxRow& row : rows_of(tx, bulletin)) {
        const bool ended_badly = row.state == OutboxState::refused || row.state == OutboxState::unknown;
        if (ended_badly && row.kind != kColumnPreview) OutboxWriter(tx, seals_).retry(row.id);
    }
}

void BulletinFlow::cancel_steps(Transaction& tx, const Bulletin& bulletin, const std::string& why) const {
    for (const OutboxRow& row : rows_of(tx, bulletin)) OutboxWriter(tx, seals_).cancel(row.id, why);
}

bool BulletinFlow::is_leaving(ReadTransaction& tx, const Bulletin& bulletin) const {
    const std::vector<OutboxRow> rows = rows_of(tx, bulletin);
    return std::any_of(rows.begin(), rows.end(), [&](const OutboxRow& row) {
        if (row.kind != kColumnSubmit && row.kind != kColumnMass) return false;
        if (row.state == OutboxState::sending || row.state == OutboxState::unknown) return true;
        return row.state == OutboxState::due && row.kind == kColumnMass && bulletin.mass_at.has_value();
    });
}

bool BulletinFlow::is_under_way(ReadTransaction& tx, const Bulletin& bulletin) const {
    const std::vector<OutboxRow> rows = rows_of(tx, bulletin);
    return std::any_of(rows.begin(), rows.end(), [](const OutboxRow& row) {
        return row.state == OutboxState::due || row.state == OutboxState::sending;
    });
}

}  // namespace league
