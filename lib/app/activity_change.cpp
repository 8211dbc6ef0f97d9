#include "lib/app/activity_change.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_activity_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/photo_store.hpp"

namespace league {
namespace {

std::vector<std::string> differing_fields(const Activity& a, const Activity& b) {
    std::vector<std::string> names;
    const auto note = [&](const char* name, bool differs) {
        if (differs) names.emplace_back(name);
    };
    note("kind", a.content.kind != b.content.kind);
    note("title", a.content.title != b.content.title);
    note("started_at", a.content.started_at != b.content.started_at);
    note("ended_at", a.content.ended_at != b.content.ended_at);
    note("place", a.content.place != b.content.place);
    note("expected", a.content.expected != b.content.expected);
    note("present", a.content.present != b.content.present);
    note("content", a.content.content != b.content.content);
    note("details", a.content.details != b.content.details);
    note("photos", a.content.photos != b.content.photos);
    note("state", a.state != b.state);
    note("return_reason", a.return_reason != b.return_reason);
    return names;
}

bool contains(const std::vector<PhotoHash>& photos, const PhotoHash& hash) {
    return std::find(photos.begin(), photos.end(), hash) != photos.end();
}

void move_figures(Transaction& tx, const Activity& previous, const Activity& next) {
    const ActivityContent& before = previous.content;
    const ActivityContent& after = next.content;
    const bool counted = counts(previous.state);
    const bool will_count = counts(next.state);
    const bool moves = before.started_at != after.started_at || before.present != after.present;
    FiguresWriter figures(tx);
    if (counted && (!will_count || moves)) figures.apply_log(before.org, before.started_at, before.present, -1);
    if (will_count && (!counted || moves)) figures.apply_log(after.org, after.started_at, after.present, +1);
}

/// Both logs' rows are the same, written as `next` already.
void move_org_activity(Transaction& tx, const Activity& previous, const Activity& next) {
    const ActivityContent& before = previous.content;
    const ActivityContent& after = next.content;
    const bool counted = counts(previous.state);
    const bool will_count = counts(next.state);
    const bool moves = before.kind != after.kind || before.started_at != after.started_at ||
                       before.expected != after.expected || before.present != after.present;
    if (counted == will_count && !(counted && moves)) return;
    const int year_before = year_of(Month::of(before.started_at));
    const int year_after = year_of(Month::of(after.started_at));
    OrgActivityWriter writer(tx);
    if (counted && year_before != year_after) writer.recount(before.org, year_before);
    writer.recount(after.org, year_after);
}

}  // namespace

LoadedActivity load_activity(ReadTransaction& tx, const Actor& actor, Verb verb, const ActivityId& id) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    std::optional<Activity> activity = ActivityStore(tx).find(id);
    if (!activity) throw Problem(ProblemCode::not_found, "activity.not_found");
    std::optional<OrgUnit> unit = OrgStore(tx).find(activity->content.org);
    ensure(unit.has_value());  // a foreign key holds it
    require(actor, verb, *unit);
    return {*std::move(activity), *std::move(unit)};
}

void check_photo_owners(ReadTransaction& tx, const Actor& actor, const std::vector<PhotoHash>& photos,
                        const std::vector<PhotoHash>& before, std::vector<FieldError>& errors) {
    PhotoStore store(tx);
    for (std::size_t i = 0; i < photos.size(); ++i) {
        if (contains(before, photos[i])) continue;
        const std::vector<OrgUnit> owners = store.uploaders(photos[i]);
        const bool own = std::any_of(owners.begin(), owners.end(),
                                     [&](const OrgUnit& unit) { return may(actor, Verb::log_activity, unit); });
        if (owners.empty() || own) continue;
        errors.push_back(
            {"photos." + std::to_string(i), "activity.photo_of_others", {{"number", std::to_string(i + 1)}}});
    }
}

void share_photos_with(Transaction& tx, const Actor& actor, const OrgUnitId& unit,
                       const std::vector<PhotoHash>& photos) {
    PhotoStore store(tx);
    for (const PhotoHash& hash : photos) {
        const std::vector<OrgUnit> owners = store.uploaders(hash);
        const bool own = std::any_of(owners.begin(), owners.end(),
                                     [&](const OrgUnit& owner) { return may(actor, Verb::log_activity, owner); });
        if (own) PhotoWriter(tx).add_upload(hash, unit, actor.person);
    }
}

void replace_activity(Transaction& tx, const Digest& digest, const Actor& actor, const Activity& previous,
                      const Activity& next, const std::string& verb) {
    // Writers take turns and `previous` was read in this transaction, so nobody can have come between.
    ensure(ActivityWriter(tx).update(previous, next, actor.person));
    move_figures(tx, previous, next);
    move_org_activity(tx, previous, next);
    AuditWriter(tx, digest).append(actor, {verb, "activity", next.id.str(), differing_fields(previous, next)});
}

}  // namespace league
