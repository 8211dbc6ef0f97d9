#include "lib/app/publish_bulletin.hpp"

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
#include "lib/storage/figures_store.hpp"

namespace league {
namespace {

constexpr std::size_t kCorrectionCharacters = 200;
constexpr std::chrono::days kFarthestRelease{60};

void check_input(const ComposeBulletin::Input& input) {
    if (text::count_characters(input.correction) > kCorrectionCharacters) {
        throw Problem::invalid("correction", "too_long", {{"limit", std::to_string(kCorrectionCharacters)}});
    }
    std::vector<FieldError> errors = check_words(input.kind, input.words);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

/// A kind of which a period has one, and a later one takes its place.
bool is_periodic(BulletinKind kind) {
    return kind == BulletinKind::progress_column || kind == BulletinKind::meeting;
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

BulletinHeat heat_of(ReadTransaction& tx, const Progress& progress, const Month& last) {
    BulletinHeat heat;
    for (const ProgressRow& row : progress.rows) {
        BulletinHeat::Row& added = heat.rows.emplace_back();
        added.code = row.unit.code;
        added.name = row.unit.short_name;
        heat.months.clear();
        for (const MonthFigures& month : FiguresStore(tx).months_of_unit(row.unit.id, last, kBulletinMonths)) {
            heat.months.push_back(month.month.str());
            added.activities.push_back(month.activities);
        }
    }
    return heat;
}

}  // namespace

ComposeBulletin::Output ComposeBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

Period ComposeBulletin::period_of(ReadTransaction& tx, const Input& input, const std::optional<Bulletin>& about) const {
    const auto malformed = [](const char* example) {
        return Problem::invalid("period", "period_malformed", {{"example", example}});
    };
    switch (input.kind) {
        case BulletinKind::progress_column:
            if (!input.period || !std::holds_alternative<HalfMonth>(*input.period)) throw malformed("2026-11-H1");
            return *input.period;
        case BulletinKind::meeting:
            if (!input.period || !std::holds_alternative<Month>(*input.period)) throw malformed("2026-11");
            return *input.period;
        case BulletinKind::erratum: {
            if (!about) throw Problem::invalid("about", "missing");
            const auto period = parse_period(about->period);
            ensure(period.has_value());  // the store holds no other
            return *period;
        }
        case BulletinKind::newsletter:
        case BulletinKind::publicity: return Month::of(tx.now());
    }
    stop("unknown BulletinKind");
}

std::optional<Bulletin> ComposeBulletin::known_already(ReadTransaction& tx, const OrgUnit& unit, const Input& input,
                                                       const Period& period) const {
    const BulletinStore store(tx);
    if (input.id) {
        if (std::optional<Bulletin> same = store.find(*input.id)) return same;
    }
    if (!is_periodic(input.kind) || !input.correction.empty()) return std::nullopt;
    std::optional<Bulletin> before = store.find(unit.id, input.kind, to_string(period));
    if (!before) return std::nullopt;
    // Figures frozen before the period was over are not its last word.
    const Instant end = span_of(period).end;
    const bool was_early = before->composed_at < end && tx.now() >= end;
    return was_early ? std::nullopt : before;
}

ComposeBulletin::Output ComposeBulletin::run_in(Transaction& tx, const Actor& actor, const Input& given) const {
    const OrgUnit unit = unit_or_top(tx, given.unit);
    require(actor, Verb::manage_column, unit);
    Input input = given;
    input.words = tidied(input.words);
    check_input(input);
    std::optional<Bulletin> about;
    if (input.kind == BulletinKind::erratum && input.about) {
        about = BulletinStore(tx).find(*input.about);
        if (!about || about->unit != unit.id) throw Problem(ProblemCode::not_found, "column_not_found");
        if (about->kind == BulletinKind::erratum) throw Problem::invalid("about", "bulletin.about_erratum");
    }
    const Period period = period_of(tx, input, about);
    if (tx.now() < span_of(period).begin) throw Problem(ProblemCode::conflict, "column_period_ahead");
    if (auto known = known_already(tx, unit, input, period)) return {*std::move(known), false};

    const std::optional<Bulletin> before = BulletinStore(tx).find(unit.id, input.kind, to_string(period));
    Bulletin bulletin;
    bulletin.id = input.id.value_or(BulletinId(make_uuid_v7(random_, tx.now())));
    bulletin.kind = input.kind;
    const bool is_column = input.kind == BulletinKind::progress_column;
    std::optional<FrozenStanding> standing;
    if (unit.kind == OrgKind::county) {
        const FreezeStanding freeze(database_, random_, options_.reports.alive);
        standing = freeze.take(tx, unit, FreezeCause::bulletin, bulletin.id);
    }
    bulletin.snapshot = snapshot_of(tx, actor, unit, period, standing);
    if (is_periodic(input.kind)) {
        bulletin.snapshot.replaces = before ? before->issue : 0;
        bulletin.snapshot.correction = input.correction;
    }
    if (about) {
        bulletin.about = about->id;
        bulletin.snapshot.about = about->title;
        bulletin.snapshot.changes = changes_between(about->snapshot, bulletin.snapshot);
    }
    bulletin.unit = unit.id;
    bulletin.account = options_.account;
    bulletin.period = to_string(period);
    bulletin.issue = BulletinStore(tx).last_issue(unit.id, input.kind) + 1;
    bulletin.edition = before ? before->edition + 1 : 1;
    bulletin.release = input.release.value_or(is_periodic(input.kind) ? options_.release : Release::draft);
    bulletin.words = input.words;
    bulletin.edited_by = actor.person;
    bulletin.composed_at = bulletin.changed_at = tx.now();
    const ColumnArticle article = writer_.compose(to_column(phrases_, bulletin), {});
    bulletin.title = article.title;
    bulletin.digest = article.digest;
    BulletinWriter(tx).insert(bulletin);
    // The standing of a day is told by the issues of the column.
    if (standing && is_column) StandingWriter(tx).insert(*standing);
    AuditWriter(tx, seals_.digest).append(actor, {"compose_column", "bulletin", bulletin.id.str(), {"snapshot"}});
    return {std::move(bulletin), true};
}

BulletinSnapshot ComposeBulletin::snapshot_of(Transaction& tx, const Actor& actor, const OrgUnit& unit,
                                              const Period& period,
                                              const std::optional<FrozenStanding>& standing) const {
    const Progress progress = ReadProgress(database_).run_in(tx, actor, {unit.id.str(), period});
    BulletinSnapshot snapshot = freeze(progress);
    const BulletinStore store(tx);
    const auto columns_before = [&](const std::string& bound) {
        std::vector<BulletinSnapshot> snapshots;
        for (Bulletin& earlier : store.columns_before(unit.id, bound, static_cast<int>(kBulletinHalves))) {
            snapshots.push_back(std::move(earlier.snapshot));
        }
        return snapshots;
    };
    const auto* half = std::get_if<HalfMonth>(&period);
    const Month month = month_of(period);
    // Of a month its own half months belong to the way behind it, but not to what it is compared with.
    const std::vector<BulletinSnapshot> before = columns_before(half != nullptr ? half->str() : month.str());
    if (standing) {
        put_goals(tx, snapshot, *standing, before.empty() ? nullptr : &before.front());
        if (half != nullptr) {
            const ReadStanding read_standing(database_, options_.reports.alive);
            const ReportsOfPeriod reports =
                ReadReports(database_, read_standing, seals_, options_.reports).list_in(tx, actor, unit, *half);
            if (reports.received() > 0) {
                snapshot.reports = {reports.expected(), reports.received(), reports.came(Punctuality::on_time)};
            }
        }
    }
    freeze_halves(snapshot, half != nullptr ? before : columns_before(month.next().str()));
    if (half == nullptr) snapshot.heat = heat_of(tx, progress, month);
    return snapshot;
}

void ReleaseBulletin::check_time(const Input& input, Instant now) const {
    if (!input.goes_at) return;
    if (*input.goes_at <= now || *input.goes_at > now + kFarthestRelease) {
        throw Problem::invalid("goes_at", "bulletin.goes_at_out_of_range",
                               {{"days", std::to_string(kFarthestRelease.count())}});
    }
    if (input.release == Release::mass_send && after_quiet_hours(*input.goes_at, options_.quiet) != *input.goes_at) {
        throw Problem::invalid("goes_at", "bulletin.goes_at_in_quiet_hours");
    }
}

Bulletin ReleaseBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(input.id);
        if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
        require(current, Verb::manage_column, unit_or_top(tx, bulletin->unit.str()));
        check_time(input, tx.now());
        switch (bulletin->state) {
            case BulletinState::publishing:
            case BulletinState::sending: throw Problem(ProblemCode::conflict, "bulletin.under_way");
            case BulletinState::published:
            case BulletinState::sent:
                if (bulletin->release == input.release) return *bulletin;
                throw Problem(ProblemCode::conflict, "bulletin.over");
            case BulletinState::withdrawn: throw Problem(ProblemCode::conflict, "bulletin.over");
            case BulletinState::refused:
            case BulletinState::unknown:
                if (bulletin->publish_id.empty() && bulletin->mass_id.empty()) break;
                throw Problem(ProblemCode::conflict, "bulletin.needs_new_issue");
            case BulletinState::composed:
            case BulletinState::uploading:
            case BulletinState::drafted:
            case BulletinState::stopped_at_draft: break;
        }
        if (!bulletin->withdrawal.empty()) throw Problem(ProblemCode::conflict, "bulletin.over");
        if (flow_.is_leaving(tx, *bulletin)) throw Problem(ProblemCode::conflict, "bulletin.under_way");
        const bool goes_otherwise = bulletin->release != input.release || bulletin->goes_at != input.goes_at;
        if (goes_otherwise && bulletin->state == BulletinState::drafted) {
            flow_.cancel_steps(tx, *bulletin, "released otherwise");
        }
        bulletin->goes_at = input.goes_at;
        run_in(tx, current, *bulletin, input.release);
        return *bulletin;
    });
}

void ReleaseBulletin::run_in(Transaction& tx, const Actor& actor, Bulletin& bulletin, Release release) const {
    const auto keep = [&] {
        bulletin.changed_at = tx.now();
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals_.digest).append(actor, {"publish_column", "bulletin", bulletin.id.str(), {"state"}});
    };
    const bool was_otherwise = bulletin.release != release;
    switch (bulletin.state) {
        case BulletinState::composed:
            bulletin.state = BulletinState::uploading;
            flow_.begin(tx, bulletin, to_column(phrases_, bulletin));
            break;
        case BulletinState::drafted:
        case BulletinState::stopped_at_draft:
            if (release == Release::draft) {
                if (!was_otherwise) return;
                bulletin.release = release;
                return keep();
            }
            flow_.retry_steps(tx, bulletin);
            break;
        case BulletinState::refused:
            // After a refused publication the draft is spent: that takes a correction, which is a new issue.
            if (!bulletin.publish_id.empty() || !bulletin.mass_id.empty()) return;
            bulletin.state = bulletin.draft_media.empty() ? BulletinState::uploading : BulletinState::drafted;
            flow_.retry_steps(tx, bulletin);
            break;
        case BulletinState::unknown:
            bulletin.state = !bulletin.publish_id.empty() ? BulletinState::publishing
                             : !bulletin.mass_id.empty()  ? BulletinState::sending
                                                          : BulletinState::drafted;
            flow_.retry_steps(tx, bulletin);
            break;
        case BulletinState::uploading:
            // While the pictures go up the wish to publish can still be added.
            flow_.retry_steps(tx, bulletin);
            break;
        case BulletinState::publishing:
        case BulletinState::sending:
        case BulletinState::published:
        case BulletinState::sent: flow_.retry_steps(tx, bulletin); return;
        case BulletinState::withdrawn: return;
    }
    bulletin.release = release;
    bulletin.wanted_at = tx.now();
    bulletin.note.clear();
    const bool has_draft =
        bulletin.state == BulletinState::drafted || bulletin.state == BulletinState::stopped_at_draft;
    if (has_draft) flow_.go_on(tx, bulletin);
    keep();
}

PublishBulletin::Output PublishBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Output output = compose_.run_in(tx, current, input);
        release_.run_in(tx, current, output.bulletin, input.release.value_or(output.bulletin.release));
        return output;
    });
}

Bulletin ConfirmPublished::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(input.bulletin);
        if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
        require(current, Verb::manage_column, unit_or_top(tx, bulletin->unit.str()));
        if (!input.article_url.empty() && !input.article_url.starts_with("https://")) {
            throw Problem::invalid("article_url", "column.url_malformed");
        }
        if (is_public(bulletin->state) && input.article_url.empty()) return *bulletin;
        const bool waits = bulletin->state == BulletinState::drafted ||
                           bulletin->state == BulletinState::stopped_at_draft ||
                           bulletin->state == BulletinState::unknown || is_public(bulletin->state);
        if (!waits) throw Problem(ProblemCode::conflict, "column_not_waiting");
        if (!is_public(bulletin->state)) {
            bulletin->published_at = tx.now();
            bulletin->state = bulletin->mass_id.empty() ? BulletinState::published : BulletinState::sent;
        }
        bulletin->note.clear();
        if (!input.article_url.empty()) bulletin->article_url = input.article_url;
        BulletinWriter(tx).update(*bulletin);
        AuditWriter(tx, seals_.digest)
            .append(current, {"confirm_column_published", "bulletin", bulletin->id.str(), {"state", "article_url"}});
        return *bulletin;
    });
}

}  // namespace league
