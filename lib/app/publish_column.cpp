#include "lib/app/publish_column.hpp"

#include "lib/app/column_steps.hpp"
#include "lib/app/column_words.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/read_reports.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/campaign_store.hpp"

namespace league {
namespace {

constexpr std::size_t kCorrectionCharacters = 200;

void check_correction(const std::string& correction) {
    if (text::count_characters(correction) <= kCorrectionCharacters) return;
    throw Problem::invalid("correction", "too_long", {{"limit", std::to_string(kCorrectionCharacters)}});
}

/// Rows of the issue that ended badly are tried again.
void retry_rows(Transaction& tx, const Seals& seals, const BulletinId& bulletin) {
    OutboxFilter filter;
    filter.subject = bulletin.str();
    for (const OutboxRow& row : OutboxStore(tx, seals).list(filter)) {
        if (row.state == OutboxState::refused || row.state == OutboxState::unknown) {
            OutboxWriter(tx, seals).retry(row.id);
        }
    }
}

void put_goals(ReadTransaction& tx, BulletinSnapshot& snapshot, const FrozenStanding& standing,
               const BulletinSnapshot* before) {
    if (!standing.campaign) return;
    std::optional<Campaign> campaign = CampaignStore(tx).find(*standing.campaign);
    ensure(campaign && standing.deadline);  // found by the standing in this transaction
    campaign->deadline = *standing.deadline;
    std::vector<GoalStanding> rows;
    for (const StandingRow& row : standing.rows) {
        rows.push_back({row.unit.code, row.unit.short_name, row.figures, row.rank});
    }
    freeze_goals(snapshot, *campaign, standing.total.figures, rows, before);
}

}  // namespace

ComposeColumn::Output ComposeColumn::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

ComposeColumn::Output ComposeColumn::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const OrgUnit unit = unit_or_top(tx, input.unit);
    require(actor, Verb::manage_column, unit);
    check_correction(input.correction);
    const Span span = input.period.span();
    if (tx.now() < span.begin) throw Problem(ProblemCode::conflict, "column_period_ahead");

    const std::optional<Bulletin> before = BulletinStore(tx).find(unit.id, input.period);
    // Figures frozen before the half month was over are not its last word.
    const bool was_early = before && before->composed_at < span.end && tx.now() >= span.end;
    if (before && input.correction.empty() && !was_early) return {*before, false};

    Bulletin bulletin;
    bulletin.id = BulletinId(make_uuid_v7(random_, tx.now()));
    std::optional<FrozenStanding> standing;
    if (unit.kind == OrgKind::county) {
        const FreezeStanding freeze(database_, random_, options_.reports.alive);
        standing = freeze.take(tx, unit, FreezeCause::bulletin, bulletin.id);
    }
    bulletin.snapshot = snapshot_of(tx, actor, unit, input, standing);
    bulletin.snapshot.replaces = before ? before->issue : 0;
    bulletin.snapshot.correction = input.correction;
    bulletin.unit = unit.id;
    bulletin.account = options_.account;
    bulletin.period = input.period.str();
    bulletin.issue = BulletinStore(tx).last_issue(unit.id) + 1;
    bulletin.edition = before ? before->edition + 1 : 1;
    bulletin.release = input.release.value_or(options_.release);
    bulletin.composed_at = bulletin.changed_at = tx.now();
    const ColumnArticle article = writer_.compose(to_column(phrases_, bulletin), {});
    bulletin.title = article.title;
    bulletin.digest = article.digest;
    BulletinWriter(tx).insert(bulletin);
    if (standing) StandingWriter(tx).insert(*standing);
    AuditWriter(tx, seals_.digest).append(actor, {"compose_column", "bulletin", bulletin.id.str(), {"snapshot"}});
    return {std::move(bulletin), true};
}

BulletinSnapshot ComposeColumn::snapshot_of(Transaction& tx, const Actor& actor, const OrgUnit& unit,
                                            const Input& input, const std::optional<FrozenStanding>& standing) const {
    BulletinSnapshot snapshot =
        freeze(ReadProgress(database_).run_in(tx, actor, {unit.id.str(), Period(input.period)}));
    std::vector<BulletinSnapshot> before;
    for (Bulletin& earlier : BulletinStore(tx).before(unit.id, input.period, static_cast<int>(kBulletinHalves))) {
        before.push_back(std::move(earlier.snapshot));
    }
    if (standing) {
        put_goals(tx, snapshot, *standing, before.empty() ? nullptr : &before.front());
        const ReadStanding read_standing(database_, options_.reports.alive);
        const ReportsOfPeriod reports =
            ReadReports(database_, read_standing, seals_, options_.reports).list_in(tx, actor, unit, input.period);
        if (reports.received() > 0) {
            snapshot.reports = {reports.expected(), reports.received(), reports.came(Punctuality::on_time)};
        }
    }
    freeze_halves(snapshot, before);
    return snapshot;
}

PublishColumn::Output PublishColumn::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Output output = compose_.run_in(tx, current, input);
        Bulletin& bulletin = output.bulletin;
        const Release release = input.release.value_or(bulletin.release);
        const bool goes_further = release == Release::publish;
        switch (bulletin.state) {
            case BulletinState::composed:
                bulletin.state = BulletinState::uploading;
                enqueue_column_step(tx, seals_, random_, bulletin, kColumnChart);
                break;
            case BulletinState::drafted:
            case BulletinState::stopped_at_draft:
                if (!goes_further) return output;
                bulletin.state = BulletinState::drafted;
                retry_rows(tx, seals_, bulletin.id);
                enqueue_column_step(tx, seals_, random_, bulletin, kColumnSubmit);
                break;
            case BulletinState::refused:
                // After a refused publication the draft is spent: that takes a correction, which is a new issue.
                if (!bulletin.publish_id.empty()) return output;
                bulletin.state = bulletin.draft_media.empty() ? BulletinState::uploading : BulletinState::drafted;
                retry_rows(tx, seals_, bulletin.id);
                break;
            case BulletinState::unknown:
                bulletin.state = bulletin.publish_id.empty() ? BulletinState::drafted : BulletinState::publishing;
                retry_rows(tx, seals_, bulletin.id);
                break;
            case BulletinState::uploading:
            case BulletinState::publishing:
            case BulletinState::published:
                // Under way or done: what was given up goes on. While the pictures go up the wish to publish can still
                // be added.
                retry_rows(tx, seals_, bulletin.id);
                if (bulletin.release == release || bulletin.state != BulletinState::uploading) return output;
                break;
        }
        bulletin.release = release;
        bulletin.note.clear();
        bulletin.changed_at = tx.now();
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals_.digest).append(current, {"publish_column", "bulletin", bulletin.id.str(), {"state"}});
        return output;
    });
}

Bulletin ConfirmColumnPublished::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(input.bulletin);
        if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
        require(current, Verb::manage_column, unit_or_top(tx, bulletin->unit.str()));
        if (!input.article_url.empty() && !input.article_url.starts_with("https://")) {
            throw Problem::invalid("article_url", "column.url_malformed");
        }
        if (bulletin->state == BulletinState::published && input.article_url.empty()) return *bulletin;
        const bool waits = bulletin->state == BulletinState::drafted ||
                           bulletin->state == BulletinState::stopped_at_draft ||
                           bulletin->state == BulletinState::unknown || bulletin->state == BulletinState::published;
        if (!waits) throw Problem(ProblemCode::conflict, "column_not_waiting");
        if (bulletin->state != BulletinState::published) bulletin->published_at = tx.now();
        bulletin->state = BulletinState::published;
        bulletin->note.clear();
        if (!input.article_url.empty()) bulletin->article_url = input.article_url;
        BulletinWriter(tx).update(*bulletin);
        AuditWriter(tx, seals_.digest)
            .append(current, {"confirm_column_published", "bulletin", bulletin->id.str(), {"state", "article_url"}});
        return *bulletin;
    });
}

}  // namespace league
