#include "lib/app/chat_pictures.hpp"

#include <catch2/catch.hpp>

#include "lib/app/review_activity.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/app/activities/logs.hpp"
#include "tests/app/activities/pictures.hpp"

using namespace league;
using namespace league::test;

namespace {

using Wish = WishPicture::Answer;

struct Fixture {
    World world;
    BlobStore blobs{world.folder().path() / "media"};
    PictureMaker maker;
    WishPicture wish{world.seals(), world.random()};
    AttachPicture attach{world.database(), world.digest(), blobs, maker};
    Actor secretary = world.actor(world.cg01_secretary);

    Activity log_by(ActivitySource source) {
        SubmitActivity submit(world.database(), world.seals());
        return submit.run(secretary, {new_id(world), content_at("QH-CG-01", day(2026, 11, 3)), source, {}}).activity;
    }
    WishPicture::Output send(const std::string& msg_id) {
        return world.database().write([&](Transaction& tx) {
            return wish.run_in(tx, secretary, {"oa", "media-" + msg_id, msg_id, world.cg01_secretary.openid});
        });
    }
    std::vector<OutboxRow> wishes() {
        return world.database().read([&](ReadTransaction& tx) {
            OutboxFilter filter;
            filter.kind = kFetchMedia;
            return OutboxStore(tx, world.seals()).list(filter);
        });
    }
    Activity now(const ActivityId& id) {
        return *world.database().read([&](ReadTransaction& tx) { return ActivityStore(tx).find(id); });
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a picture soon after a chat log is wished for, once a message") {
    const Activity log = log_by(ActivitySource::chat);
    world.clock().advance(std::chrono::minutes(30));
    auto output = send("1");
    CHECK(output.answer == Wish::wished);
    CHECK(output.title == log.content.title);
    CHECK(output.photos_left == 2);
    CHECK(send("1").answer == Wish::wished);
    REQUIRE(wishes().size() == 1);
    CHECK(wishes()[0].subject == log.id.str());
    CHECK(wishes()[0].payload.at("media_id") == "media-1");
    CHECK(wishes()[0].account == "oa");
    CHECK(send("2").photos_left == 1);
    CHECK(send("3").photos_left == 0);
    CHECK(send("4").answer == Wish::enough_photos);
    CHECK(send("3").answer == Wish::wished);
    CHECK(wishes().size() == 3);
}

TEST_CASE_METHOD(Fixture, "a picture belongs to no log that is older, withdrawn, or came from a phone") {
    CHECK(send("1").answer == Wish::no_recent_log);
    log_by(ActivitySource::phone);
    CHECK(send("2").answer == Wish::no_recent_log);
    const Activity log = log_by(ActivitySource::chat);
    world.clock().advance(std::chrono::minutes(30) + std::chrono::milliseconds(1));
    CHECK(send("3").answer == Wish::no_recent_log);
    const Activity second = log_by(ActivitySource::chat);
    WithdrawActivity(world.database(), world.digest()).run(secretary, {second.id});
    CHECK(send("4").answer == Wish::no_recent_log);
    CHECK(wishes().empty());
    secretary = world.actor(world.stranger);
    CHECK(send("5").answer == Wish::no_recent_log);
}

TEST_CASE_METHOD(Fixture, "an attached picture is the log's photo and its branch's to see") {
    const Activity log = log_by(ActivitySource::chat);
    const std::string bytes = png_of(20, 20, 7);
    const auto output = attach.run(Actor::system(), {log.id, bytes});
    CHECK(output.answer == AttachPicture::Answer::attached);
    CHECK(output.hash.str() == world.digest().sha256(bytes));
    CHECK(now(log.id).content.photos == std::vector<PhotoHash>{output.hash});
    CHECK(refusal([&] {
              ShowPhoto(world.database(), blobs).run(secretary, {output.hash, PhotoSize::thumbnail});
          }) == "none");
    CHECK(attach.run(Actor::system(), {log.id, bytes}).answer == AttachPicture::Answer::attached_before);
    CHECK(now(log.id).revision == 2);
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");
    CHECK(figures_are_right(world));
}

TEST_CASE_METHOD(Fixture, "a log takes three pictures, stays accepted, and takes none when withdrawn") {
    const Activity log = log_by(ActivitySource::chat);
    ReviewActivity(world.database(), world.digest())
        .run(world.actor(world.cg_secretary), {log.id, ReviewVerdict::accept, "", {}});
    for (std::uint8_t i = 0; i < 3; ++i) {
        CHECK(attach.run(Actor::system(), {log.id, png_of(9, 9, i)}).answer == AttachPicture::Answer::attached);
    }
    CHECK(now(log.id).state == ActivityState::accepted);
    CHECK(attach.run(Actor::system(), {log.id, png_of(9, 9, 99)}).answer == AttachPicture::Answer::log_is_full);
    CHECK(send("1").answer == Wish::enough_photos);
    WithdrawActivity(world.database(), world.digest()).run(secretary, {log.id});
    CHECK(attach.run(Actor::system(), {log.id, png_of(9, 9, 99)}).answer == AttachPicture::Answer::log_withdrawn);
    CHECK(refusal([&] { attach.run(Actor::system(), {ActivityId("none"), png_of(9, 9, 1)}); }) == "activity.not_found");
    CHECK(refusal([&] { attach.run(world.actor(world.ls01_secretary), {log.id, png_of(9, 9, 1)}); }) == "not_allowed");
}

TEST_CASE("a picture that arrives after its sender's role has ended is not attached") {
    Fixture chat;
    const Activity log = chat.log_by(ActivitySource::chat);
    chat.world.database().write([&](Transaction& tx) {
        for (const HeldRole& held : RoleStore(tx).list_for_person(*chat.secretary.person)) {
            RoleWriter(tx).end(held.id);
        }
    });
    // As the bot knew him when it began to fetch.
    CHECK(refusal([&] { chat.attach.run(chat.secretary, {log.id, png_of(9, 9, 1)}); }) == "not_bound");
    CHECK(chat.now(log.id).content.photos.empty());
}
