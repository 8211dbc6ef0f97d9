#include "tests/chaos/faults.hpp"

#include <poll.h>

namespace league::test {
namespace {

using std::chrono::minutes;

int between(Chance& chance, int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(chance);
}

/// Long enough for people to run into it, never the same.
void let_be(Chance& chance, int from_ms, int to_ms) {
    ::poll(nullptr, 0, between(chance, from_ms, to_ms));
}

std::size_t one_of_two(Chance& chance) {
    return static_cast<std::size_t>(between(chance, 0, 1));
}

using OfCopy = void (Stage::*)(std::size_t copy);

void kill_one(World& world, Chance& chance, OfCopy kill, OfCopy start) {
    const std::size_t copy = one_of_two(chance);
    (world.stage.*kill)(copy);
    let_be(chance, 0, 700);
    (world.stage.*start)(copy);
}

void kill_both(World& world, Chance& chance, OfCopy kill, OfCopy start) {
    for (std::size_t copy = 0; copy < World::kCopies; ++copy) (world.stage.*kill)(copy);
    let_be(chance, 0, 700);
    for (std::size_t copy = 0; copy < World::kCopies; ++copy) (world.stage.*start)(copy);
}

void kill_one_server(World& world, Chance& chance) {
    kill_one(world, chance, &Stage::kill_server, &Stage::start_server);
}

void kill_both_servers(World& world, Chance& chance) {
    kill_both(world, chance, &Stage::kill_server, &Stage::start_server);
}

void kill_one_bot(World& world, Chance& chance) {
    kill_one(world, chance, &Stage::kill_bot, &Stage::start_bot);
}

void kill_both_bots(World& world, Chance& chance) {
    kill_both(world, chance, &Stage::kill_bot, &Stage::start_bot);
}

void kill_redis(World& world, Chance& chance) {
    world.stage.redis.stop();
    let_be(chance, 0, 1500);
    world.stage.redis.start();
}

void empty_redis(World& world, Chance& chance) {
    world.stage.redis.flush();
    let_be(chance, 100, 500);
}

void pause_redis(World& world, Chance& chance) {
    world.stage.redis.pause();
    let_be(chance, 300, 3000);
    world.stage.redis.resume();
}

void pause_one_server(World& world, Chance& chance) {
    Process& server = world.stage.server(one_of_two(chance));
    server.pause();
    let_be(chance, 300, 5000);
    server.resume();
}

/// Past its lease of five seconds at times, so that it wakes up and is no longer the one that sends.
void pause_one_bot(World& world, Chance& chance) {
    Process& bot = world.stage.bot(one_of_two(chance));
    bot.pause();
    let_be(chance, 300, 8000);
    bot.resume();
}

void pause_wechat(World& world, Chance& chance) {
    world.stage.simulator().pause();
    let_be(chance, 300, 3000);
    world.stage.simulator().resume();
    world.time.set(world.time.now() + minutes(16));
}

void fill_disk(World& world, Chance& chance) {
    // What the programs still find or free is taken too.
    for (int i = 0; i < 4; ++i) {
        world.disk.fill();
        let_be(chance, 100, 600);
    }
    world.disk.make_room();
}

void read_only_disk(World& world, Chance& chance) {
    world.read_only_disk.begin();
    let_be(chance, 300, 2500);
    world.read_only_disk.end();
}

/// WeChat does this to every call until the end of the stay; then time passes until a held account is tried again.
void break_wechat(World& world, Chance& chance, nlohmann::json how) {
    how["path"] = "*";
    how["times"] = 100000;
    world.stage.order("faults", how);
    let_be(chance, 500, 2500);
    world.stage.order("faults", {{"path", "*"}, {"times", 0}, {"hangup", true}});
    world.time.set(world.time.now() + minutes(61));
}

void wechat_slow(World& world, Chance& chance) {
    break_wechat(world, chance, {{"delay_ms", between(chance, 500, 3000)}});
}

void wechat_hangs_up(World& world, Chance& chance) {
    break_wechat(world, chance, {{"hangup", true}, {"after_effect", between(chance, 0, 1) == 1}});
}

void wechat_fails(World& world, Chance& chance) {
    break_wechat(world, chance, {{"status", between(chance, 0, 1) == 1 ? 500 : 502}});
}

void wechat_refuses(World& world, Chance& chance) {
    constexpr int kCodes[] = {-1, 40001, 42001, 45009, 40164};
    break_wechat(world, chance, {{"errcode", kCodes[between(chance, 0, 4)]}});
}

void next_day(World& world, Chance& chance) {
    world.go_to_day(1);
    let_be(chance, 300, 1500);
}

void next_half_month(World& world, Chance& chance) {
    world.go_past_half_month();
    let_be(chance, 300, 1500);
}

void clock_back(World& world, Chance& chance) {
    const int back = between(chance, 1, 120);
    world.time.set(world.time.now() - minutes(back));
    let_be(chance, 300, 1500);
    world.time.set(world.time.now() + minutes(back));
}

}  // namespace

std::vector<Fault> all_faults(bool disk_can_be_full) {
    std::vector<Fault> faults = {
        {"one server killed", kill_one_server},
        {"both servers killed", kill_both_servers},
        {"one bot killed", kill_one_bot},
        {"both bots killed", kill_both_bots},
        {"Redis killed", kill_redis},
        {"Redis emptied", empty_redis},
        {"Redis stands still", pause_redis},
        {"one server stands still", pause_one_server},
        {"one bot stands still", pause_one_bot},
        {"WeChat stands still", pause_wechat},
        {"disk read-only", read_only_disk},
        {"WeChat slow", wechat_slow},
        {"WeChat hangs up", wechat_hangs_up},
        {"WeChat answers 500 or 502", wechat_fails},
        {"WeChat refuses everything", wechat_refuses},
        {"clock to the next day", next_day},
        {"clock over the half month", next_half_month},
        {"clock set back and put right", clock_back},
    };
    if (disk_can_be_full) faults.push_back({"disk full", fill_disk});
    return faults;
}

}  // namespace league::test
