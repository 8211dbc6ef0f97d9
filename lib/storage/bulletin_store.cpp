#include "lib/storage/bulletin_store.hpp"

#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFind = R"(
SELECT id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest, chart_url, goals_url,
       halves_url, cover_media, draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins
WHERE id = $1)";

constexpr std::string_view kFindNewest = R"(
SELECT id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest, chart_url, goals_url,
       halves_url, cover_media, draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins
WHERE unit_id = $1 AND period = $2
ORDER BY edition DESC
LIMIT 1)";

constexpr std::string_view kFindByIssue = R"(
SELECT id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest, chart_url, goals_url,
       halves_url, cover_media, draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins
WHERE unit_id = $1 AND issue = $2)";

constexpr std::string_view kFindByPublishId = R"(
SELECT id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest, chart_url, goals_url,
       halves_url, cover_media, draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins
WHERE account = $1 AND publish_id = $2
ORDER BY issue DESC
LIMIT 1)";

constexpr std::string_view kList = R"(
SELECT id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest, chart_url, goals_url,
       halves_url, cover_media, draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins
WHERE (CAST($1 AS TEXT) IS NULL OR unit_id = $1)
  AND (CAST($2 AS TEXT) IS NULL OR period = $2)
  AND (CAST($3 AS TEXT) IS NULL OR state = $3)
ORDER BY composed_at DESC, issue DESC
LIMIT $4)";

constexpr std::string_view kListBefore = R"(
SELECT b.id, b.unit_id, b.account, b.period, b.issue, b.edition, b.state, b.release, b.snapshot, b.title, b.digest,
       b.chart_url, b.goals_url, b.halves_url, b.cover_media, b.draft_media, b.publish_id, b.article_id, b.article_url,
       b.note, b.composed_at, b.changed_at, b.published_at
FROM bulletins b
WHERE b.unit_id = $1
  AND b.period < $2
  AND b.edition = (SELECT MAX(newest.edition) FROM bulletins newest
                   WHERE newest.unit_id = b.unit_id AND newest.period = b.period)
ORDER BY b.period DESC
LIMIT $3)";

constexpr std::string_view kLastIssue = R"(
SELECT COALESCE(MAX(issue), 0)
FROM bulletins
WHERE unit_id = $1)";

constexpr std::string_view kInsert = R"(
INSERT INTO bulletins (id, unit_id, account, period, issue, edition, state, release, snapshot, title, digest,
                       composed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12))";

constexpr std::string_view kUpdate = R"(
UPDATE bulletins
SET state = $2, release = $3, chart_url = $4, cover_media = $5, draft_media = $6, publish_id = $7, article_id = $8,
    article_url = $9, note = $10, changed_at = $11, published_at = $12, goals_url = $13, halves_url = $14
WHERE id = $1)";

Json to_json(const Figures& figures) {
    return {{"branches", figures.branches},
            {"active", figures.active},
            {"activities", figures.activities},
            {"present", figures.present}};
}

Figures figures_from(const Json& json) {
    Figures figures;
    figures.branches = json.at("branches").get<long long>();
    figures.active = json.at("active").get<long long>();
    figures.activities = json.at("activities").get<long long>();
    figures.present = json.at("present").get<long long>();
    return figures;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

template <typename T>
std::optional<T> optional_from(const Json& json, const char* name) {
    const Json& value = json.at(name);
    return value.is_null() ? std::nullopt : std::optional(value.get<T>());
}

Json to_json(const BulletinGoal& goal) {
    Json alive;
    if (goal.alive) alive = {{"alive", goal.alive->alive}, {"weak", goal.alive->weak}, {"hollow", goal.alive->hollow}};
    return {{"target", goal.target},
            {"founded", goal.founded},
            {"counted", goal.counted},
            {"alive", alive},
            {"more", or_null(goal.more)}};
}

BulletinGoal goal_from(const Json& json) {
    BulletinGoal goal;
    goal.target = json.at("target").get<long long>();
    goal.founded = json.at("founded").get<long long>();
    goal.counted = json.at("counted").get<long long>();
    const Json& alive = json.at("alive");
    if (!alive.is_null()) {
        goal.alive = AliveFigures{alive.at("alive").get<long long>(), alive.at("weak").get<long long>(),
                                  alive.at("hollow").get<long long>()};
    }
    goal.more = optional_from<long long>(json, "more");
    return goal;
}

Json to_json(const std::optional<BulletinGoals>& goals) {
    if (!goals) return Json();
    Json rows = Json::array();
    for (const BulletinGoalRow& row : goals->rows) {
        rows.push_back({{"rank", row.rank},
                        {"risen", or_null(row.risen)},
                        {"code", row.code},
                        {"name", row.name},
                        {"goal", to_json(row.goal)}});
    }
    return {{"campaign", goals->campaign},
            {"deadline", goals->deadline ? Json(to_iso(*goals->deadline)) : Json()},
            {"total", to_json(goals->total)},
            {"gap", goals->gap},
            {"days_left", goals->days_left},
            {"needed_per_half_month", or_null(goals->needed_per_half_month)},
            {"rows", rows}};
}

BulletinGoals goals_from(const Json& json) {
    BulletinGoals goals;
    goals.campaign = json.at("campaign").get<std::string>();
    const auto deadline = optional_from<std::string>(json, "deadline");
    if (deadline) goals.deadline = date_from_iso(*deadline);
    goals.total = goal_from(json.at("total"));
    goals.gap = json.at("gap").get<long long>();
    goals.days_left = json.at("days_left").get<int>();
    goals.needed_per_half_month = optional_from<long long>(json, "needed_per_half_month");
    for (const Json& row : json.at("rows")) {
        goals.rows.push_back({row.at("rank").get<int>(), optional_from<int>(row, "risen"),
                              row.at("code").get<std::string>(), row.at("name").get<std::string>(),
                              goal_from(row.at("goal"))});
    }
    return goals;
}

/// What the second version added; the first had none of it.
void add_from(const Json& json, BulletinSnapshot& snapshot) {
    if (!json.at("goals").is_null()) snapshot.goals = goals_from(json.at("goals"));
    const Json& reports = json.at("reports");
    if (!reports.is_null()) {
        snapshot.reports =
            BulletinReports{reports.at("expected").get<long long>(), reports.at("received").get<long long>(),
                            reports.at("on_time").get<long long>()};
    }
    for (const Json& half : json.at("halves")) {
        snapshot.halves.push_back({half.at("period").get<std::string>(), half.at("activities").get<long long>(),
                                   optional_from<long long>(half, "counted")});
    }
}

std::string to_text(const BulletinSnapshot& snapshot) {
    Json rows = Json::array();
    for (const BulletinRow& row : snapshot.rows) {
        rows.push_back({{"rank", row.rank}, {"code", row.code}, {"name", row.name}, {"figures", to_json(row.figures)}});
    }
    Json praise = Json::array();
    for (const BulletinPraise& one : snapshot.praise) {
        praise.push_back({{"name", one.name}, {"fact", one.fact}, {"values", one.values}});
    }
    Json halves = Json::array();
    for (const BulletinHalf& half : snapshot.halves) {
        halves.push_back(
            {{"period", half.period}, {"activities", half.activities}, {"counted", or_null(half.counted)}});
    }
    Json reports;
    if (snapshot.reports) {
        reports = {{"expected", snapshot.reports->expected},
                   {"received", snapshot.reports->received},
                   {"on_time", snapshot.reports->on_time}};
    }
    return Json{{"version", 2},
                {"unit_code", snapshot.unit_code},
                {"unit_name", snapshot.unit_name},
                {"period", snapshot.period},
                {"as_of", to_millis(snapshot.as_of)},
                {"totals", to_json(snapshot.totals)},
                {"rows", rows},
                {"praise", praise},
                {"goals", to_json(snapshot.goals)},
                {"reports", reports},
                {"halves", halves},
                {"replaces", snapshot.replaces},
                {"correction", snapshot.correction}}
        .dump();
}

BulletinSnapshot snapshot_from(const std::string& text) {
    const Json json = Json::parse(text);
    BulletinSnapshot snapshot;
    snapshot.unit_code = json.at("unit_code").get<std::string>();
    snapshot.unit_name = json.at("unit_name").get<std::string>();
    snapshot.period = json.at("period").get<std::string>();
    snapshot.as_of = from_millis(json.at("as_of").get<long long>());
    snapshot.totals = figures_from(json.at("totals"));
    for (const Json& row : json.at("rows")) {
        snapshot.rows.push_back({row.at("rank").get<int>(), row.at("code").get<std::string>(),
                                 row.at("name").get<std::string>(), figures_from(row.at("figures"))});
    }
    for (const Json& one : json.at("praise")) {
        snapshot.praise.push_back(
            {one.at("name").get<std::string>(), one.at("fact").get<std::string>(), one.at("values").get<Values>()});
    }
    snapshot.replaces = json.at("replaces").get<int>();
    snapshot.correction = json.at("correction").get<std::string>();
    if (json.at("version").get<int>() >= 2) add_from(json, snapshot);
    return snapshot;
}

Bulletin read(Row& row) {
    Bulletin bulletin;
    bulletin.id = row.next<BulletinId>();
    bulletin.unit = row.next<OrgUnitId>();
    bulletin.account = row.next<std::string>();
    bulletin.period = row.next<std::string>();
    bulletin.issue = row.next<int>();
    bulletin.edition = row.next<int>();
    const std::optional<BulletinState> state = bulletin_state_from(row.next<std::string>());
    const std::optional<Release> release = release_from(row.next<std::string>());
    ensure(state && release);
    bulletin.state = *state;
    bulletin.release = *release;
    bulletin.snapshot = snapshot_from(row.next<std::string>());
    bulletin.title = row.next<std::string>();
    bulletin.digest = row.next<std::string>();
    bulletin.chart_url = row.next<std::string>();
    bulletin.goals_url = row.next<std::string>();
    bulletin.halves_url = row.next<std::string>();
    bulletin.cover_media = row.next<std::string>();
    bulletin.draft_media = row.next<std::string>();
    bulletin.publish_id = row.next<std::string>();
    bulletin.article_id = row.next<std::string>();
    bulletin.article_url = row.next<std::string>();
    bulletin.note = row.next<std::string>();
    bulletin.composed_at = row.next<Instant>();
    bulletin.changed_at = row.next<Instant>();
    bulletin.published_at = row.next<std::optional<Instant>>();
    return bulletin;
}

}  // namespace

std::optional<Bulletin> BulletinStore::find(const BulletinId& id) const {
    return tx_.find_one(kFind, id, read);
}

std::optional<Bulletin> BulletinStore::find(const OrgUnitId& unit, const HalfMonth& period) const {
    return tx_.find_one(kFindNewest, unit, period, read);
}

std::optional<Bulletin> BulletinStore::find_by_issue(const OrgUnitId& unit, int issue) const {
    return tx_.find_one(kFindByIssue, unit, issue, read);
}

std::optional<Bulletin> BulletinStore::find_by_publish_id(const std::string& account,
                                                          const std::string& publish_id) const {
    if (publish_id.empty()) return std::nullopt;
    return tx_.find_one(kFindByPublishId, account, publish_id, read);
}

std::vector<Bulletin> BulletinStore::list(const BulletinFilter& filter) const {
    return tx_.list(kList, filter.unit, filter.period, filter.state, filter.limit, read);
}

std::vector<Bulletin> BulletinStore::before(const OrgUnitId& unit, const HalfMonth& period, int limit) const {
    return tx_.list(kListBefore, unit, period, limit, read);
}

int BulletinStore::last_issue(const OrgUnitId& unit) const {
    return tx_.value<int>(kLastIssue, unit).value_or(0);
}

void BulletinWriter::insert(const Bulletin& bulletin) {
    tx_.run(kInsert, bulletin.id, bulletin.unit, bulletin.account, bulletin.period, bulletin.issue, bulletin.edition,
            bulletin.state, bulletin.release, to_text(bulletin.snapshot), bulletin.title, bulletin.digest, tx_.now());
}

void BulletinWriter::update(const Bulletin& bulletin) {
    tx_.run(kUpdate, bulletin.id, bulletin.state, bulletin.release, bulletin.chart_url, bulletin.cover_media,
            bulletin.draft_media, bulletin.publish_id, bulletin.article_id, bulletin.article_url, bulletin.note,
            tx_.now(), bulletin.published_at, bulletin.goals_url, bulletin.halves_url);
}

}  // namespace league
