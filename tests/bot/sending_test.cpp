// Rates and holds, by pumps over real rows with a WeChat that answers as told.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "lib/app/call_outcome.hpp"
#include "lib/app/outbox_pump.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

using std::chrono::minutes;

class Line {
public:
    World world;
    std::vector<std::string> called;  ///< keys, in order

    void enqueue(const std::string& key, const std::string& kind = "note", const std::string& openid = "") {
        OutboxDraft draft;
        draft.id = OutboxId(make_uuid_v7(world.random(), world.clock().now()));
        draft.kind = kind;
        draft.account = "oa";
        draft.dedupe_key = key;
        if (!openid.empty()) draft.recipient = OpenId(openid);
        world.database().write([&](Transaction& tx) { return OutboxWriter(tx, world.seals()).enqueue(draft); });
        world.clock().advance(std::chrono::milliseconds(1));  // rows of one instant have no order
    }
    void enqueue_many(int rows) {
        world.database().write([&](Transaction& tx) {
            for (int i = 0; i < rows; ++i) {
                OutboxDraft draft;
                draft.id = OutboxId(make_uuid_v7(world.random(), world.clock().now()));
                draft.kind = "note";
                draft.account = "oa";
                draft.dedupe_key = "many-" + std::to_string(i);
                OutboxWriter(tx, world.seals()).enqueue(draft);
            }
        });
    }
    OutboxPump pump(const std::string& name, std::function<OutboxSettlement(const OutboxRow&)> answer) {
        PumpOptions options;
        options.rates = rates;
        const OutboxHandler handler{[this, answer](const OutboxRow& row) {
                                        called.push_back(row.dedupe_key);
                                        return OutboxDone{answer(row), {}};
                                    },
                                    false};
        return OutboxPump(world.database(), world.seals(), world.clock(), {{"note", handler}, {"other", handler}}, name,
                          options);
    }
    OutboxRow row(const std::string& key) {
        return world.database().read(
            [&](ReadTransaction& tx) { return OutboxStore(tx, world.seals()).find_by_key(key).value(); });
    }
    std::vector<SendingHold> holds() {
        return world.database().read([&](ReadTransaction& tx) { return SendingStore(tx).holds(); });
    }
    void run(OutboxPump& pump, int times, minutes step) {
        for (int i = 0; i < times; ++i) {
            pump.run_until_idle();
            world.clock().advance(step);
        }
    }

    SendingRates rates;
};

OutboxSettlement sent() {
    return {};
}

std::function<OutboxSettlement(const OutboxRow&)> refusal(Line& line, long long errcode, const std::string& words) {
    return [&line, errcode, words](const OutboxRow& row) {
        const wechat::Refused refused{errcode, words, "", wechat::classify(errcode, words)};
        return settlement_of(refused, row, line.world.clock().now());
    };
}

}  // namespace

TEST_CASE("six hundred due rows and an address that is not allowed cost a few calls, and none is lost") {
    Line line;
    line.enqueue_many(600);
    OutboxPump refused = line.pump("p", refusal(line, 40164, "invalid ip 203.0.113.7, not in whitelist"));
    line.run(refused, 180, minutes(1));
    CHECK(line.called.size() <= 5);
    REQUIRE(line.holds().size() == 1);
    CHECK(line.holds()[0].kind == "");
    CHECK(line.holds()[0].errcode == 40164);
    CHECK(line.holds()[0].reason == "config");

    OutboxPump cured = line.pump("q", [](const OutboxRow&) { return sent(); });
    cured.run_until_idle();
    const std::size_t before = line.called.size();
    line.world.clock().advance(minutes(60));
    cured.run_until_idle();
    CHECK(line.called.size() == before + 600);
    CHECK(line.holds().empty());
}

TEST_CASE("a kind of call that the account has no right to does not hold the others") {
    Line line;
    line.enqueue("a");
    line.enqueue("b");
    line.enqueue("c", "other");
    const auto no_right = refusal(line, 48001, "api unauthorized");
    OutboxPump pump = line.pump("p", [&](const OutboxRow& row) { return row.kind == "note" ? no_right(row) : sent(); });
    pump.run_until_idle();
    CHECK(line.called == std::vector<std::string>{"a", "c"});
    CHECK(to_string(line.row("a").state) == "due");
    CHECK(to_string(line.row("c").state) == "sent");
    REQUIRE(line.holds().size() == 1);
    CHECK(line.holds()[0].kind == "note");
}

TEST_CASE("a used up daily quota waits for the next day without asking again") {
    Line line;
    line.enqueue_many(20);
    OutboxPump pump = line.pump("p", refusal(line, 45009, "reach max api daily quota limit"));
    line.run(pump, 14, minutes(60));  // until 23:00
    CHECK(line.called.size() == 1);
    CHECK(line.holds().at(0).reason == "quota_day");
    line.world.clock().advance(minutes(120));
    OutboxPump cured = line.pump("q", [](const OutboxRow&) { return sent(); });
    cured.run_until_idle();
    CHECK(line.called.size() == 21);
}

TEST_CASE("a WeChat that is not reached is tried by one row at a time") {
    Line line;
    line.enqueue_many(100);
    OutboxPump pump = line.pump("p", [&](const OutboxRow& row) {
        return settlement_of(wechat::NotSent{"connect"}, row, line.world.clock().now());
    });
    line.run(pump, 60, minutes(1));
    CHECK(line.called.size() <= 12);
    CHECK(line.holds().at(0).reason == "unreachable");
    CHECK(line.row(line.called.front()).attempts == 0);
}

TEST_CASE("what is sent to one person keeps its order across a hold") {
    Line line;
    for (const char* key : {"1", "2", "3"}) line.enqueue(key, "note", "o-1");
    bool is_refused = true;
    const auto no_address = refusal(line, 40164, "invalid ip");
    OutboxPump pump = line.pump("p", [&](const OutboxRow& row) { return is_refused ? no_address(row) : sent(); });
    pump.run_until_idle();
    is_refused = false;
    line.world.clock().advance(minutes(11));
    pump.run_until_idle();
    CHECK(line.called == std::vector<std::string>{"1", "1", "2", "3"});
}

TEST_CASE("several senders keep one rate a minute and one quota a day together") {
    Line line;
    line.rates["note"] = {"note", 10, 25, 0};
    line.enqueue_many(60);
    std::atomic<int> calls{0};
    PumpOptions options;
    options.rates = line.rates;
    const OutboxHandlers handlers{{"note",
                                   {[&](const OutboxRow&) {
                                        ++calls;
                                        return OutboxDone{};
                                    },
                                    false}}};
    OutboxPump first(line.world.database(), line.world.seals(), line.world.clock(), handlers, "p1", options);
    OutboxPump second(line.world.database(), line.world.seals(), line.world.clock(), handlers, "p2", options);
    const auto both = [&] {
        std::thread one([&] { first.run_until_idle(); });
        std::thread two([&] { second.run_until_idle(); });
        one.join();
        two.join();
    };
    both();
    CHECK(calls == 10);
    line.world.clock().advance(minutes(1));
    both();
    CHECK(calls == 20);
    line.world.clock().advance(minutes(1));
    both();
    CHECK(calls == 25);
    line.world.clock().advance(minutes(60));
    both();
    CHECK(calls == 25);
    line.world.clock().advance(minutes(24 * 60));
    both();
    CHECK(calls == 35);
}

TEST_CASE("calls that WeChat refused count for the rate too") {
    Line line;
    line.rates["note"] = {"note", 3, 0, 0};
    line.enqueue_many(10);
    OutboxPump pump = line.pump("p", refusal(line, 43101, "user refuse to accept the msg"));
    pump.run_until_idle();
    CHECK(line.called.size() == 3);
}
