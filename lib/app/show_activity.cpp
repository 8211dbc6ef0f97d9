#include "lib/app/show_activity.hpp"

#include "lib/app/activity_change.hpp"
#include "lib/app/check_photos.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/kind_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/photo_store.hpp"

namespace league {
namespace {

/// A withdrawn log is over; in any other state it can be amended, withdrawn and reviewed, again too.
ShowActivity::Can can_do(const Actor& actor, const LoadedActivity& loaded) {
    if (loaded.activity.state == ActivityState::withdrawn) return {};
    const bool writes = may(actor, Verb::log_activity, loaded.unit);
    return {writes, writes, may(actor, Verb::review_activity, loaded.unit)};
}

void withhold(ShowActivity::Output& output) {
    withhold_words(output.row.activity.content);
    output.row.activity.return_reason.clear();
    output.photos.clear();
    output.earlier.clear();
}

/// Of several pictures the one that most needs a look is told about.
void note_worse(std::optional<PhotoCheck>& worst, PhotoCheck check) {
    // What WeChat never answered about is for officers to know.
    if (check.cause == ContentCause::no_answer) return;
    const auto rank = [](ContentState state) {
        switch (state) {
            case ContentState::refused: return 3;
            case ContentState::risky: return 2;
            case ContentState::review: return 1;
            case ContentState::waiting:
            case ContentState::passed:
            case ContentState::not_checked:
            case ContentState::allowed: return 0;
        }
        stop("unknown ContentState");
    };
    if (rank(check.state) > (worst ? rank(worst->state) : 0)) worst = std::move(check);
}

/// Words changed since the check are waiting for theirs.
ContentCheck newest_check(const ContentCheck& check, const Activity& log) {
    if (check.revision == log.revision) return check;
    ContentCheck next;
    next.activity = check.activity;
    next.revision = log.revision;
    return next;
}

}  // namespace

ShowActivity::Output ShowActivity::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const LoadedActivity loaded = load_activity(tx, actor, Verb::see_activities, input.id);
        const std::optional<ActivityKind> kind = KindStore(tx).find(loaded.activity.content.kind);
        if (kind && kind->restricted) require(actor, Verb::see_restricted, loaded.unit);
        std::optional<ActivityRow> row = ActivityStore(tx).find_row(input.id);
        ensure(row.has_value());
        Output output;
        output.row = *std::move(row);
        const bool sees_doubtful = sees_doubtful_words(actor, loaded.unit);
        for (const PhotoHash& hash : loaded.activity.content.photos) {
            std::optional<PhotoCheck> photo = PhotoCheckStore(tx).find(hash);
            if (photo && league::is_withheld(*photo) && !sees_doubtful) {
                std::erase(output.row.activity.content.photos, hash);
                continue;
            }
            output.photos.push_back({hash, PhotoStore(tx).is_uploaded_by(hash, loaded.unit.id)});
            if (photo && sees_doubtful) note_worse(output.photo_check, *std::move(photo));
        }
        output.can = can_do(actor, loaded);
        // What was restricted, or refused, before it was amended is still so: not for those who may not see such.
        if (sees_doubtful && may(actor, Verb::see_restricted, loaded.unit)) {
            output.earlier = ActivityStore(tx).revisions(input.id);
        }
        const std::optional<ContentCheck> check = ContentCheckStore(tx).find(input.id);
        output.is_withheld = check && league::is_withheld(check->state) && !sees_doubtful;
        if (check) output.content_check = newest_check(*check, loaded.activity);
        if (output.is_withheld) withhold(output);
        if (may(actor, Verb::see_people, loaded.unit)) {
            output.told_by = ActivityStore(tx).told_by(input.id, seals_.cipher);
        }
        return output;
    });
}

std::optional<Activity> ShowActivity::last_of(const Actor& actor, std::optional<ActivitySource> source) {
    return database_.read([&](ReadTransaction& tx) { return last_of_in(tx, actor, source); });
}

std::optional<Activity> ShowActivity::last_of_in(ReadTransaction& tx, const Actor& actor,
                                                 std::optional<ActivitySource> source) const {
    if (!actor.person) return std::nullopt;
    std::optional<Activity> last = ActivityStore(tx).last_by_person(*actor.person, source);
    if (!last) return std::nullopt;
    const std::optional<OrgUnit> unit = OrgStore(tx).find(last->content.org);
    ensure(unit.has_value());  // a foreign key holds it
    return may(actor, Verb::log_activity, *unit) ? last : std::nullopt;
}

}  // namespace league
