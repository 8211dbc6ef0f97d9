#include "lib/app/photos.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lib/app/check_photos.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr std::chrono::seconds kLongestWait{10};

/// Gives the turn back however the work ends.
class Turn {
public:
    explicit Turn(std::counting_semaphore<>& turns) : turns_(turns) {
        if (!turns_.try_acquire_for(kLongestWait)) throw Problem(ProblemCode::busy, "photo_busy");
    }
    ~Turn() { turns_.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    std::counting_semaphore<>& turns_;
};

/// The units whose photo it will be.
std::vector<OrgUnit> units_of_upload(ReadTransaction& tx, const Actor& actor, const std::string& unit) {
    std::vector<OrgUnit> units;
    if (!unit.empty()) {
        units.push_back(find_unit_or_throw(tx, unit));
        require(actor, Verb::log_activity, units.front());
        return units;
    }
    for (const RoleGrant& grant : actor.roles) {
        std::optional<OrgUnit> held_at = OrgStore(tx).find(grant.unit);
        if (held_at && may(actor, Verb::log_activity, *held_at)) units.push_back(*std::move(held_at));
    }
    if (!units.empty()) return units;
    if (actor.is_operator) throw Problem::invalid("unit", "missing");
    throw Problem(ProblemCode::not_allowed, actor.roles.empty() ? "not_bound" : "not_allowed");
}

}  // namespace

Photo PhotoWork::prepare(const std::string& bytes) {
    const PhotoHash hash(digest_.sha256(bytes));
    const std::optional<Photo> known = database_.read([&](ReadTransaction& tx) { return PhotoStore(tx).find(hash); });
    if (known && blobs_.has(known->picture_key) && blobs_.has(known->thumb_key)) return *known;

    maker_.check(bytes);  // what needs no decoding is refused without waiting for a turn
    const Turn turn(turns_);
    const Picture picture = maker_.make(bytes);
    Photo photo;
    photo.hash = hash;
    photo.bytes = static_cast<long long>(bytes.size());
    photo.picture_key = digest_.sha256(picture.full.bytes);
    photo.thumb_key = digest_.sha256(picture.thumbnail.bytes);
    photo.width = static_cast<int>(picture.full.size.width);
    photo.height = static_cast<int>(picture.full.size.height);
    blobs_.put(photo.picture_key, picture.full.bytes);
    blobs_.put(photo.thumb_key, picture.thumbnail.bytes);
    return photo;
}

StorePhoto::Output StorePhoto::run(const Actor& actor, const Input& input) {
    // Asked before the costly work, and again with what is true when the rows are written.
    database_.read([&](ReadTransaction& tx) { units_of_upload(tx, actor, input.unit); });
    Photo photo = work_.prepare(input.bytes);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::vector<OrgUnit> units = units_of_upload(tx, current, input.unit);
        // Logs that named it before it came (待上传) get it too, where the uploader may log.
        for (const OrgUnitId& naming : PhotoStore(tx).units_naming(photo.hash)) {
            std::optional<OrgUnit> unit = OrgStore(tx).find(naming);
            ensure(unit.has_value());  // a foreign key holds it
            if (may(current, Verb::log_activity, *unit)) units.push_back(*std::move(unit));
        }
        photo.created_at = tx.now();
        PhotoWriter writer(tx);
        writer.insert(photo);
        bool created = false;
        for (const OrgUnit& unit : units) created |= writer.add_upload(photo.hash, unit.id, current.person);
        if (created) AuditWriter(tx, digest_).append(current, {"store_photo", "photo", photo.hash.str(), {}});
        return Output{created, photo.hash, photo.bytes};
    });
}

ShowPhoto::Output ShowPhoto::run(const Actor& actor, const Input& input) {
    const std::optional<Photo> photo = database_.read([&](ReadTransaction& tx) -> std::optional<Photo> {
        const std::vector<OrgUnit> owners = PhotoStore(tx).uploaders(input.hash);
        const bool restricted = PhotoStore(tx).is_of_restricted_log(input.hash);
        const Verb verb = restricted ? Verb::see_restricted : Verb::see_activities;
        const bool allowed =
            std::any_of(owners.begin(), owners.end(), [&](const OrgUnit& unit) { return may(actor, verb, unit); });
        if (!allowed) return std::nullopt;
        const std::optional<PhotoCheck> check = PhotoCheckStore(tx).find(input.hash);
        const bool sees_doubtful = std::any_of(owners.begin(), owners.end(),
                                               [&](const OrgUnit& unit) { return sees_doubtful_words(actor, unit); });
        if (check && is_withheld(*check) && !sees_doubtful) return std::nullopt;
        return PhotoStore(tx).find(input.hash);
    });
    if (!photo) throw Problem(ProblemCode::not_found, "photo_not_found");
    std::optional<std::string> jpeg = blobs_.get(input.size == PhotoSize::full ? photo->picture_key : photo->thumb_key);
    if (!jpeg) {
        Problem problem(ProblemCode::not_found, "photo_not_found");
        throw problem.with_details("the media folder lacks the picture of " + input.hash.str());
    }
    return {*std::move(jpeg)};
}

}  // namespace league
