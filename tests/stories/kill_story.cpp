// Server, bot and Redis are killed at random moments while people log by chat and by phone, and reminders and a column
// leave. LEAGUE_SEED repeats a run's moments, LEAGUE_KILLS its length.
#include <poll.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "tests/stories/support/ledger.hpp"
#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

constexpr const char* kNotice = "LogDueNoticeOfTheMiniProgramForLeagueDesk01";
const std::string kMark = "不丢";  // begins the title of each log of this story

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

/// The people of this story: some who log all the time, some who never do and are to be reminded.
struct Cast {
    std::vector<std::string> writers;  ///< codes of their branches
    std::vector<json> silent;
};

Cast cast_of(const Stage& stage) {
    Cast cast;
    std::set<std::string> silent;
    for (const json& person : stage.card().at("to_try")) {
        if (person["role"] != "branch_secretary" || person["logged_this_month"].get<bool>()) continue;
        silent.insert(person["unit"].get<std::string>());
        cast.silent.push_back(person);
    }
    for (const char* township : {"CG", "LS", "QS", "BT", "SQ", "FL"}) {
        for (const char* number : {"02", "03", "04", "05"}) {
            const std::string code = std::string("QH-") + township + "-" + number;
            if (!silent.contains(code)) cast.writers.push_back(code);
        }
    }
    return cast;
}

/// Somebody who sends pasted logs to the official account; WeChat repeats the same message until it is answered.
void log_by_chat(Stage& stage, const std::vector<std::string>& branches, const std::atomic<bool>& over, Ledger& ledger,
                 std::atomic<int>& gave_up) {
    for (std::size_t i = 0; !over; ++i) {
        const std::string title = kMark + "聊天" + std::to_string(i);
        json message = {
            {"account", "oa"},
            {"openid", "demo-oa-" + branches[i % branches.size()]},
            {"type", "text"},
            {"content", "类型：志愿服务\n名称：" + title + "\n时间：今天\n应到：10 实到：9\n内容：清扫村道。"}};
        bool saved = false;
        for (int tries = 0; tries < 200 && !saved; ++tries) {
            const json answer = stage.order("say", message);
            message["msg_id"] = answer["msg_id"];
            message["created"] = answer["created"];
            saved =
                answer["reply"].is_object() && answer["reply"].value("content", "").find("记好了") != std::string::npos;
            if (!saved) ::poll(nullptr, 0, 50);
        }
        if (saved) {
            ledger.acknowledge(title, "");
        } else {
            ++gave_up;
        }
    }
}

/// A phone that keeps its log until the service has taken it, and signs in again when it has to.
void log_by_phone(Stage& stage, const std::string& branch, const std::atomic<bool>& over, Ledger& ledger,
                  std::atomic<int>& gave_up) {
    std::string token;
    for (int i = 0; !over; ++i) {
        const std::string id = stage.new_id();
        const std::string title = kMark + "手机" + branch + "-" + std::to_string(i);
        const json body = stage.log_body(branch, title);
        bool saved = false;
        for (int tries = 0; tries < 1000 && !saved; ++tries) {
            if (token.empty()) token = stage.sign_in("demo-mp-" + branch);
            const auto answer = stage.ask("PUT", "/api/v1/activities/" + id, token, body);
            saved = answer.status == 201 || answer.status == 200;
            if (answer.status == 401) token.clear();
            if (!saved) ::poll(nullptr, 0, 20);
        }
        if (saved) {
            ledger.acknowledge(title, id);
        } else {
            ++gave_up;
        }
    }
}

/// The operator orders reminders and the column, impatiently.
void order_messages(Stage& stage, const std::atomic<bool>& over) {
    while (!over) {
        stage.ctl({"remind", "plan", "--month", stage.month()});
        stage.ctl({"column", "publish", "--period", stage.finished_half_month()});
        ::poll(nullptr, 0, 300);
    }
}

void kill_at_random(Stage& stage, unsigned kills, std::mt19937& chance) {
    const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(chance); };
    for (unsigned i = 0; i < kills; ++i) {
        ::poll(nullptr, 0, between(50, 900));
        switch (between(0, 4)) {
            case 0:
            case 1:
                stage.kill_server();
                stage.start_server();
                break;
            case 2:
            case 3:
                stage.kill_bot();
                stage.start_bot();
                break;
            default:
                stage.redis.stop();
                ::poll(nullptr, 0, between(0, 600));
                stage.redis.start();
        }
    }
}

}  // namespace

SCENARIO("whatever is killed at whatever moment, nothing acknowledged is lost and nothing is sent twice") {
    const unsigned seed = number_from("LEAGUE_SEED", std::random_device()());
    const unsigned kills = number_from("LEAGUE_KILLS", 24);
    CAPTURE(seed, kills);
    Stage stage({.settings = {{"rates.per_person_per_minute", "100000"},
                              {"rates.sign_in_per_address_per_minute", "100000"},
                              // Thousands of logs in a minute would have their words checked for minutes afterwards.
                              {"content.check", "false"},
                              {"bot.claim_s", "10"},
                              {"bot.lease_s", "5"}},
                 .branches_per_township = 8,
                 .months = 1});
    const Cast cast = cast_of(stage);
    REQUIRE(cast.writers.size() >= 6);
    REQUIRE(cast.silent.size() >= 6);
    for (std::size_t i = 0; i < cast.silent.size(); ++i) {
        if (i % 2 == 0) {
            stage.order(
                "consent",
                {{"account", "mp"}, {"openid", cast.silent[i]["mp_openid"]}, {"template_id", kNotice}, {"count", 3}});
        } else {
            stage.say(cast.silent[i]["oa_openid"].get<std::string>(), "帮助");
        }
    }

    // Who spoke lately is written every few seconds, and at the end: from here on it may be killed.
    CHECK(stage.server().terminate() == 0);
    stage.start_server();

    Ledger ledger;
    std::atomic<bool> over{false};
    std::atomic<int> gave_up{0};
    std::atomic<int> broken{0};
    {
        std::vector<std::jthread> people;
        const auto live = [&](auto life) {
            people.emplace_back([&broken, life] {
                try {
                    life();
                } catch (const std::exception& fault) {
                    std::fprintf(stderr, "a person of the story stopped: %s\n", fault.what());
                    ++broken;
                }
            });
        };
        live([&] { log_by_chat(stage, cast.writers, over, ledger, gave_up); });
        for (std::size_t i = 0; i < 3; ++i) {
            live([&, i] { log_by_phone(stage, cast.writers[i], over, ledger, gave_up); });
        }
        live([&] { order_messages(stage, over); });
        std::mt19937 chance(seed);
        try {
            kill_at_random(stage, kills, chance);
        } catch (...) {
            over = true;
            throw;
        }
        over = true;
    }
    CHECK(broken == 0);
    CHECK(gave_up == 0);
    wait_until(
        "nothing in the outbox is due or on its way",
        [&] {
            const auto states = stage.ctl_json({"outbox", "list", "--limit", "1"}).at("states");
            return states.value("due", 0) == 0 && states.value("sending", 0) == 0;
        },
        std::chrono::seconds(120));

    // Every acknowledged log is there, once, and nothing that nobody was told about.
    const auto acknowledged = ledger.acknowledged();
    const StoredLogs stored = read_logs(stage.folder().file("var/league.db"), kMark);
    CHECK(acknowledged.size() > 50);
    CHECK(stored.ids.size() == acknowledged.size());
    for (const auto& [title, id] : acknowledged) {
        INFO(title);
        CHECK(stored.ids.count(title) == 1);
        if (!id.empty() && stored.ids.count(title) == 1) CHECK(stored.ids.find(title)->second == id);
    }
    // Nobody was written to twice, and one article came out.
    std::map<std::string, int> received;
    const json inbox = stage.see("inbox").at("inbox");
    for (const json& one : inbox) ++received[one["openid"].get<std::string>()];
    CHECK_FALSE(received.empty());
    for (const auto& [openid, count] : received) {
        INFO(openid);
        CHECK(count == 1);
    }
    const std::string outbox = stage.ctl({"outbox", "list", "--period", stage.finished_half_month()}).out;
    INFO(outbox);
    CHECK(stage.see("articles").at("articles").size() == 1);
    const Finished verified = stage.ctl({"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
}
