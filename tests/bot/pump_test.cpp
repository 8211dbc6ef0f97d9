#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "lib/app/manage_outbox.hpp"
#include "lib/app/outbox_pump.hpp"
#include "lib/base/problem.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

OutboxDraft draft_of(World& world, const std::string& key, const std::string& openid = "") {
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(world.random(), world.clock().now()));
    draft.kind = "note";
    draft.account = "oa";
    draft.dedupe_key = key;
    draft.payload = {{"words", "你好"}};
    if (!openid.empty()) draft.recipient = OpenId(openid);
    return draft;
}

bool enqueue(World& world, const OutboxDraft& draft) {
    return world.database().write([&](Transaction& tx) { return OutboxWriter(tx, world.seals()).enqueue(draft); });
}

OutboxRow row_of(World& world, const std::string& key) {
    return world.database().read(
        [&](ReadTransaction& tx) { return OutboxStore(tx, world.seals()).find_by_key(key).value(); });
}

OutboxPump pump_of(World& world, const std::string& name, std::function<OutboxDone(const OutboxRow&)> send,
                   bool may_repeat = false) {
    return OutboxPump(world.database(), world.seals(), world.clock(), {{"note", {std::move(send), may_repeat}}}, name);
}

OutboxDone ends(OutboxState state) {
    OutboxDone done;
    done.settlement.state = state;
    return done;
}

}  // namespace

TEST_CASE("the same wish is kept once, and what is sealed comes back") {
    World world;
    CHECK(enqueue(world, draft_of(world, "a", "o-1")));
    CHECK_FALSE(enqueue(world, draft_of(world, "a", "o-1")));
    const OutboxRow row = row_of(world, "a");
    CHECK(row.recipient == OpenId("o-1"));
    CHECK(row.payload.at("words") == "你好");
    CHECK(to_string(row.state) == "due");
}

TEST_CASE("two pumps at once send each row once and never two to one openid at a time") {
    World world;
    constexpr int kRows = 40;
    for (int i = 0; i < kRows; ++i) {
        enqueue(world, draft_of(world, "k" + std::to_string(i), "o-" + std::to_string(i % 3)));
    }
    std::mutex mutex;
    std::map<std::string, int> sent;
    std::map<std::string, int> under_way;
    bool doubled = false;
    const auto send = [&](const OutboxRow& row) {
        {
            const std::lock_guard lock(mutex);
            ++sent[row.dedupe_key];
            doubled |= ++under_way[row.recipient->str()] > 1;
        }
        std::this_thread::yield();
        const std::lock_guard lock(mutex);
        --under_way[row.recipient->str()];
        return ends(OutboxState::sent);
    };
    std::atomic<int> total{0};
    const auto work = [&](const std::string& name) {
        OutboxPump pump = pump_of(world, name, send);
        while (total < kRows) total += pump.run_once().sent;
    };
    std::thread first(work, "p1");
    std::thread second(work, "p2");
    first.join();
    second.join();
    CHECK(total == kRows);
    CHECK(sent.size() == kRows);
    for (const auto& [key, times] : sent) CHECK(times == 1);
    CHECK_FALSE(doubled);
}

TEST_CASE("a sender that died between claim and settle leaves unknown, which is not sent again") {
    World world;
    enqueue(world, draft_of(world, "a"));
    world.database().write([&](Transaction& tx) {
        OutboxWriter(tx, world.seals()).claim("dead", 1, tx.now() + std::chrono::seconds(60));
    });
    int sent = 0;
    const auto send = [&](const OutboxRow&) {
        ++sent;
        return ends(OutboxState::sent);
    };
    const bool may_repeat = GENERATE(false, true);
    OutboxPump pump = pump_of(world, "alive", send, may_repeat);
    CHECK(pump.expire_claims() == 0);
    CHECK(pump.run_once().claimed == 0);
    world.clock().advance(std::chrono::seconds(61));
    CHECK(pump.expire_claims() == 1);
    pump.run_until_idle();
    CHECK(sent == (may_repeat ? 1 : 0));
    CHECK(to_string(row_of(world, "a").state) == (may_repeat ? "sent" : "unknown"));
}

TEST_CASE("a row over which senders died again and again rests for an hour, and is then tried again") {
    World world;
    enqueue(world, draft_of(world, "a"));
    int sent = 0;
    OutboxPump pump = pump_of(
        world, "alive",
        [&](const OutboxRow&) {
            ++sent;
            return ends(OutboxState::sent);
        },
        true);
    for (int death = 0; death < PumpOptions().max_attempts; ++death) {
        world.database().write([&](Transaction& tx) {
            OutboxWriter(tx, world.seals()).claim("dead", 1, tx.now() + std::chrono::seconds(60));
        });
        world.clock().advance(std::chrono::seconds(61));
        CHECK(pump.expire_claims() == 1);
    }
    CHECK(to_string(row_of(world, "a").state) == "unknown");
    world.clock().advance(std::chrono::minutes(58));
    pump.expire_claims();
    pump.run_until_idle();
    CHECK(sent == 0);
    world.clock().advance(std::chrono::minutes(2));
    pump.expire_claims();
    pump.run_until_idle();
    CHECK(sent == 1);
    CHECK(to_string(row_of(world, "a").state) == "sent");
}

TEST_CASE("a claim that ran out cannot be settled by its old holder, and nothing of its end is written") {
    World world;
    enqueue(world, draft_of(world, "a"));
    bool then_ran = false;
    OutboxPump pump = pump_of(world, "slow", [&](const OutboxRow&) {
        world.clock().advance(std::chrono::seconds(61));
        OutboxDone done = ends(OutboxState::sent);
        done.then = [&](Transaction&) { then_ran = true; };
        return done;
    });
    CHECK(pump.run_once().lost == 1);
    CHECK_FALSE(then_ran);
    pump.expire_claims();
    CHECK(to_string(row_of(world, "a").state) == "unknown");
}

TEST_CASE("what may be tried again waits longer each time and is given up in the end") {
    World world;
    enqueue(world, draft_of(world, "a"));
    int tries = 0;
    OutboxPump pump = pump_of(world, "p", [&](const OutboxRow&) -> OutboxDone {
        ++tries;
        throw Problem(ProblemCode::busy, "database_busy");
    });
    for (int i = 0; i < 1000; ++i) {
        pump.run_once();
        world.clock().advance(std::chrono::seconds(30));
    }
    CHECK(tries == 8);
    CHECK(to_string(row_of(world, "a").state) == "refused");
}

TEST_CASE("the operator retries what was refused, and a message of unknown outcome only knowingly") {
    World world;
    OutboxDraft draft = draft_of(world, "a");
    draft.kind = "tell_notice";
    enqueue(world, draft);
    OutboxPump pump(world.database(), world.seals(), world.clock(),
                    {{"tell_notice", {[](const OutboxRow&) { return ends(OutboxState::unknown); }, false}}}, "p");
    pump.run_until_idle();
    ManageOutbox manage(world.database(), world.seals());
    CHECK_THROWS_AS(manage.retry(Actor::system(), draft.id, false), Problem);
    CHECK_THROWS_AS(manage.retry(world.actor(world.cg_secretary), draft.id, true), Problem);
    CHECK(to_string(manage.retry(Actor::system(), draft.id, true).row.state) == "due");
    CHECK(to_string(manage.cancel(Actor::system(), draft.id).row.state) == "cancelled");
    CHECK(to_string(manage.retry(world.actor(world.officer), draft.id, false).row.state) == "due");
    const ManageOutbox::Line done = manage.mark_done(world.actor(world.officer), draft.id);
    CHECK(to_string(done.row.state) == "cancelled");
    CHECK(done.row.outcome == "done by hand");
    CHECK_THROWS_AS(manage.mark_done(world.actor(world.officer), draft.id), Problem);
}
