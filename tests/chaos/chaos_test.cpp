// Whatever breaks, the office goes on and nothing that anybody was told is saved is lost or there twice. In every test
// run each fault comes once; `make chaos` has them come many times. LEAGUE_CHAOS_ROUNDS says how often, LEAGUE_SEED
// repeats their order and their lengths, LEAGUE_CHAOS_FAULT takes those alone whose name holds it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>

#include "tests/chaos/faults.hpp"
#include "tests/chaos/people.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

std::vector<Fault> faults_to_try(bool disk_can_be_full) {
    std::vector<Fault> faults = all_faults(disk_can_be_full);
    const char* wanted = std::getenv("LEAGUE_CHAOS_FAULT");
    if (wanted != nullptr) {
        std::erase_if(faults, [&](const Fault& one) { return one.name.find(wanted) == std::string::npos; });
    }
    return faults;
}

/// Breaks one thing after the other, each as often as asked for, and waits each time until people get on again.
void break_everything(World& world, Tally& tally, unsigned rounds, Chance& chance) {
    std::vector<Fault> faults = faults_to_try(world.disk.mounted());
    for (unsigned round = 0; round < rounds; ++round) {
        std::shuffle(faults.begin(), faults.end(), chance);
        for (const Fault& fault : faults) {
            INFO(fault.name << " in round " << round);
            tally.strike(fault.name);
            fault.strike(world, chance);
            world.wait_until_ready();
            const std::size_t before = tally.acknowledged();
            wait_until("people get on after: " + fault.name, [&] { return tally.acknowledged() >= before + 3; });
        }
    }
}

/// Held accounts are tried again as time goes by; then nothing is left to send.
void wait_until_sent(World& world) {
    wait_until(
        "nothing in the outbox is due or on its way",
        [&] {
            const Finished listed = world.stage.ctl({"--json", "outbox", "list", "--limit", "1"});
            const json states = json::parse(listed.out).at("states");
            if (states.value("due", 0) == 0 && states.value("sending", 0) == 0) return true;
            world.time.set(world.time.now() + std::chrono::minutes(2));
            return false;
        },
        std::chrono::minutes(3));
}

}  // namespace

SCENARIO("whatever breaks, nothing that people were told is saved is lost or doubled, and all recovers by itself") {
    const unsigned seed = number_from("LEAGUE_SEED", std::random_device()());
    const unsigned rounds = number_from("LEAGUE_CHAOS_ROUNDS", 1);
    CAPTURE(seed, rounds);
    if (!SmallDisk::enter()) WARN("no right to mount: the disk is not filled");
    World world;
    Tally tally;
    People people(world, tally);
    Chance chance(seed);
    break_everything(world, tally, rounds, chance);
    tally.strike("nothing, at the end");
    people.leave();
    wait_until_sent(world);
    CHECK(people.stopped() == 0);
    CHECK(people.gave_up() == 0);

    const std::string records = world.stage.folder().file("var/league.db");
    const StoredLogs stored = read_logs(records, kChaosMark);
    tally.compare(stored);
    tally.print(std::cout);
    CHECK(tally.acknowledged() > 20 * rounds);
    CHECK(tally.lost() == 0);
    CHECK(tally.doubled() == 0);
    // Everybody went on until he was told, so nothing else is there either.
    CHECK(stored.ids.size() == tally.acknowledged());
    // What cannot be done now is said to be so; nothing is a fault of the program.
    for (const auto& [status, count] : tally.statuses()) std::cout << "status " << status << ": " << count << '\n';
    CHECK_FALSE(tally.statuses().contains(500));

    // Each issue that came out is one article, and each article belongs to an issue.
    const auto issues = read_counts(records, "SELECT state, count(*) FROM bulletins GROUP BY state");
    for (const auto& [state, count] : issues) std::cout << "issues " << state << ": " << count << '\n';
    std::set<std::string> articles;
    const json seen = world.stage.see("articles");
    for (const json& one : seen.at("articles")) {
        CHECK(articles.insert(one.at("url").get<std::string>()).second);
    }
    std::set<std::string> published;
    for (const auto& [url, count] :
         read_counts(records, "SELECT article_url, count(*) FROM bulletins WHERE state = 'published' GROUP BY 1")) {
        CHECK(count == 1);
        published.insert(url);
    }
    CHECK(articles == published);
    const auto known = read_counts(records, "SELECT id, 1 FROM bulletins");
    for (const std::string& ordered : people.issues()) CHECK(known.contains(ordered));

    const World::Messages messages = world.messages_to_secretaries();
    std::cout << "messages to secretaries: " << messages.received << ", twice on a day: " << messages.doubled << '\n';
    CHECK(messages.doubled == 0);
    const std::string outbox =
        "SELECT state || ' ' || kind || ' ' || errcode || ' ' || outcome, count(*) FROM outbox GROUP BY 1";
    for (const auto& [what, count] : read_counts(records, outbox)) {
        std::cout << what << ": " << count << '\n';
    }
    const Finished verified = world.stage.ctl({"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
}
