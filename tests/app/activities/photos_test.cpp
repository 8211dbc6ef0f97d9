#include "lib/app/photos.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "lib/app/amend_activity.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/activities/logs.hpp"
#include "tests/app/activities/pictures.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Fixture {
    World world;
    BlobStore blobs{world.folder().path() / "media"};
    PictureMaker maker;
    StorePhoto store{world.database(), world.digest(), blobs, maker};
    ShowPhoto show{world.database(), blobs};
    SubmitActivity submit{world.database(), world.seals()};
    Actor cg01 = world.actor(world.cg01_secretary);
    Actor ls01 = world.actor(world.ls01_secretary);
    std::string bytes = png_of(40, 30, 1);
    PhotoHash hash{world.digest().sha256(bytes)};

    std::string submit_with(const Actor& actor, const std::string& unit, std::vector<PhotoHash> photos) {
        ActivityContent content = content_at(unit, day(2026, 11, 3));
        content.photos = std::move(photos);
        return refusal([&] { submit.run(actor, {new_id(world), content, ActivitySource::phone, {}}); });
    }
    std::string seen_by(const Actor& actor) {
        return refusal([&] { show.run(actor, {hash, PhotoSize::full}); });
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a photo is stored once under the hash of the bytes sent") {
    const auto first = store.run(cg01, {"QH-CG-01", bytes});
    CHECK(first.created);
    CHECK(first.hash == hash);
    CHECK(first.bytes == static_cast<long long>(bytes.size()));
    CHECK_FALSE(store.run(cg01, {"", bytes}).created);
    const auto full = show.run(cg01, {hash, PhotoSize::full});
    const auto thumbnail = show.run(cg01, {hash, PhotoSize::thumbnail});
    CHECK(sniff(full.jpeg) == PictureType::jpeg);
    CHECK(sniff(thumbnail.jpeg) == PictureType::jpeg);
    CHECK(full.jpeg != bytes);
    world.database().read(
        [&](ReadTransaction& tx) { CHECK(AuditStore(tx, world.digest()).list_for("photo", hash.str()).size() == 1); });
}

TEST_CASE_METHOD(Fixture, "ten uploads at once make one photo") {
    std::atomic<int> created{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 10; ++i) threads.emplace_back([&] { created += store.run(cg01, {"", bytes}).created; });
    }
    CHECK(created == 1);
}

TEST_CASE_METHOD(Fixture, "nobody sees a hash by merely naming it") {
    store.run(cg01, {"", bytes});
    CHECK(seen_by(cg01) == "none");
    CHECK(seen_by(ls01) == "photo_not_found");
    CHECK(seen_by(world.actor(world.stranger)) == "photo_not_found");
    CHECK(seen_by(world.actor(world.ls_secretary)) == "photo_not_found");
    CHECK(seen_by(world.actor(world.cg_secretary)) == "none");
    CHECK(submit_with(ls01, "QH-LS-01", {hash}) == "photos.0 activity.photo_of_others");
    CHECK(seen_by(ls01) == "photo_not_found");
    // Who holds the same picture may use it after sending it.
    CHECK(store.run(ls01, {"", bytes}).created);
    CHECK(submit_with(ls01, "QH-LS-01", {hash}) == "none");
    CHECK(seen_by(ls01) == "none");
}

TEST_CASE_METHOD(Fixture, "a log may name a photo that is still on its way") {
    CHECK(submit_with(ls01, "QH-LS-01", {hash}) == "none");
    CHECK(seen_by(ls01) == "photo_not_found");
    store.run(cg01, {"", bytes});  // others send the same: it is not yet theirs
    CHECK(seen_by(ls01) == "photo_not_found");
    const auto last = *ShowActivity(world.database(), world.seals()).last_of(ls01);
    auto shown_log = ShowActivity(world.database(), world.seals()).run(ls01, {last.id});
    REQUIRE(shown_log.photos.size() == 1);
    CHECK_FALSE(shown_log.photos[0].uploaded);
    // Words can be amended meanwhile: the photo was named before.
    ActivityContent content = last.content;
    content.title = "新名称";
    CHECK(refusal([&] { AmendActivity(world.database(), world.digest()).run(ls01, {last.id, 1, content}); }) == "none");
    store.run(ls01, {"", bytes});
    shown_log = ShowActivity(world.database(), world.seals()).run(ls01, {last.id});
    CHECK(shown_log.photos[0].uploaded);
}

TEST_CASE_METHOD(Fixture, "a photo sent by the township for a branch's log is the branch's too") {
    const Actor township = world.actor(world.cg_secretary);
    store.run(township, {"", bytes});
    CHECK(seen_by(cg01) == "photo_not_found");
    CHECK(submit_with(cg01, "QH-CG-01", {hash}) == "photos.0 activity.photo_of_others");
    CHECK(submit_with(township, "QH-CG-01", {hash}) == "none");
    CHECK(seen_by(cg01) == "none");

    const std::string later = png_of(40, 30, 2);
    const PhotoHash later_hash(world.digest().sha256(later));
    CHECK(submit_with(township, "QH-CG-02", {later_hash}) == "none");
    store.run(township, {"", later});
    world.database().read([&](ReadTransaction& tx) {
        CHECK(PhotoStore(tx).is_uploaded_by(later_hash, world.cg02.id));
        CHECK_FALSE(PhotoStore(tx).is_uploaded_by(later_hash, world.cg01.id));
    });
}

TEST_CASE_METHOD(Fixture, "only those who log may send photos, and only for their own units") {
    CHECK(refusal([&] { store.run(world.actor(world.stranger), {"", bytes}); }) == "not_bound");
    CHECK(refusal([&] { store.run(world.actor(world.leader), {"", bytes}); }) == "not_allowed");
    CHECK(refusal([&] { store.run(ls01, {"QH-CG-01", bytes}); }) == "not_allowed");
    CHECK(refusal([&] { store.run(Actor::system(), {"", bytes}); }) == "unit missing");
    CHECK_FALSE(std::filesystem::exists(world.folder().path() / "media" / hash.str().substr(0, 2)));
}

TEST_CASE_METHOD(Fixture, "bytes that are no picture leave nothing behind") {
    CHECK(refusal([&] { store.run(cg01, {"", "not a picture"}); }) == "photo photo_not_a_picture");
    CHECK(refusal([&] { store.run(cg01, {"", ""}); }) == "photo photo_empty");
    CHECK(refusal([&] { store.run(cg01, {"", bytes.substr(0, bytes.size() / 2)}); }).starts_with("photo "));
    world.database().read([&](ReadTransaction& tx) { CHECK_FALSE(PhotoStore(tx).find(hash)); });
}
