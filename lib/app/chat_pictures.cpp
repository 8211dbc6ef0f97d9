#include "lib/app/chat_pictures.hpp"

#include <algorithm>

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostPhotos = ActivityLimits().photos;
constexpr int kMostWishes = 50;  // of one log, looked at

/// The actor's last chat log, when a picture may still belong to it.
std::optional<Activity> recent_log(ReadTransaction& tx, const Actor& actor, std::chrono::minutes window) {
    if (!actor.person) return std::nullopt;
    std::optional<Activity> last = ActivityStore(tx).last_by_person(*actor.person, ActivitySource::chat);
    if (!last || last->state == ActivityState::withdrawn || tx.now() - last->submitted_at > window) return std::nullopt;
    const std::optional<OrgUnit> unit = OrgStore(tx).find(last->content.org);
    return unit && may(actor, Verb::log_activity, *unit) ? last : std::nullopt;
}

/// Pictures wished for and neither attached nor given up yet.
long long on_their_way(ReadTransaction& tx, const Seals& seals, const ActivityId& id) {
    OutboxFilter filter;
    filter.kind = kFetchMedia;
    filter.subject = id.str();
    filter.limit = kMostWishes;
    const std::vector<OutboxRow> wishes = OutboxStore(tx, seals).list(filter);
    return std::count_if(wishes.begin(), wishes.end(), [](const OutboxRow& row) {
        return row.state == OutboxState::due || row.state == OutboxState::sending || row.state == OutboxState::unknown;
    });
}

}  // namespace

WishPicture::Output WishPicture::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const std::optional<Activity> log = recent_log(tx, actor, options_.window);
    if (!log) return {};
    Output output;
    output.title = log->content.title;
    const std::string key = std::string(kFetchMedia) + ":" + input.account + ":" + input.msg_id;
    const bool wished_before = OutboxStore(tx, seals_).find_by_key(key).has_value();
    const long long taken = static_cast<long long>(log->content.photos.size()) + on_their_way(tx, seals_, log->id) +
                            (wished_before ? 0 : 1);
    if (!wished_before && taken > options_.photos) {
        output.answer = Answer::enough_photos;
        return output;
    }
    output.answer = Answer::wished;
    output.photos_left = static_cast<int>(std::max(0LL, options_.photos - taken));
    if (wished_before) return output;
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kFetchMedia;
    draft.account = input.account;
    draft.dedupe_key = key;
    draft.recipient = input.sender;
    draft.person = actor.person;
    draft.subject = log->id.str();
    draft.payload = {{"media_id", input.media_id}};
    OutboxWriter(tx, seals_).enqueue(draft);
    return output;
}

AttachPicture::Output AttachPicture::run(const Actor& actor, const Input& input) {
    database_.read([&](ReadTransaction& tx) { load_activity(tx, actor, Verb::log_activity, input.activity); });
    Photo photo = work_.prepare(input.bytes);
    return database_.write([&](Transaction& tx) {
        const Actor current_actor = actor_now(tx, actor);
        const LoadedActivity loaded = load_activity(tx, current_actor, Verb::log_activity, input.activity);
        const Activity& current = loaded.activity;
        const std::vector<PhotoHash>& photos = current.content.photos;
        if (current.state == ActivityState::withdrawn) return Output{Answer::log_withdrawn, photo.hash};
        const bool named = std::find(photos.begin(), photos.end(), photo.hash) != photos.end();
        if (!named && photos.size() >= kMostPhotos) return Output{Answer::log_is_full, photo.hash};

        photo.created_at = tx.now();
        PhotoWriter(tx).insert(photo);
        PhotoWriter(tx).add_upload(photo.hash, loaded.unit.id, current.logged_by);
        if (named) return Output{Answer::attached_before, photo.hash};
        // The words stay as they were, so a log that was accepted stays accepted.
        Activity next = current;
        next.content.photos.push_back(photo.hash);
        next.revision = current.revision + 1;
        next.changed_at = tx.now();
        replace_activity(tx, digest_, current_actor, current, next, "attach_photo");
        return Output{Answer::attached, photo.hash};
    });
}

}  // namespace league
