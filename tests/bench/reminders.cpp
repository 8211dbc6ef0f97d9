// Ten thousand messages to two thousand people through a simulated WeChat in a process of its own: how many leave in a
// second, whether the configured rate bounds them, whether memory stays flat and each person's order is kept.
//
//     bench_reminders
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/sending_rates.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/http/client.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"
#include "tests/support/world.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

namespace {

using namespace league;
using Json = nlohmann::json;

constexpr int kPeople = 2000;
constexpr int kEach = 5;
constexpr int kPerMinute = 1000;
constexpr int kSenders = 4;
constexpr int kPeoplePerJob = 100;
constexpr const char* kTemplate = "T-mp";

std::string openid_of(int person) {
    return "bench-" + std::to_string(person);
}

Config make_config() {
    WechatAccount account;
    account.name = "mp";
    account.kind = AccountKind::mini_program;
    account.appid = "wx00000000000000mp";
    account.secret = Secret("secret-of-mp");
    account.token = Secret("tokenofmp");
    account.aes_key = Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    account.original_id = "gh_0000000000mp";
    NoticeConfig notice;
    notice.name = "bench";
    notice.account = "mp";
    notice.template_id = kTemplate;
    notice.fields = {{"number1", "number"}};
    Config config;
    config.accounts = {account};
    config.notices = {notice};
    config.sending.notices_per_minute = kPerMinute;
    config.sending.notices_per_day = 2 * kPeople * kEach;
    return config;
}

/// WeChat in a child process, so that its memory is not counted; its address comes through a pipe.
pid_t start_wechat(const Config& config, std::string& url) {
    int ends[2];
    if (::pipe(ends) != 0) std::exit(1);
    const pid_t child = ::fork();
    if (child == 0) {
        SystemClock clock;
        SystemRandom random;
        sim::SimOptions options;
        sim::SimAccount played;
        played.account = config.accounts.front();
        sim::NoticeTemplate notice;
        notice.id = kTemplate;
        notice.title = "bench";
        notice.fields = {"number1"};
        played.templates.push_back(notice);
        options.accounts.push_back(std::move(played));
        sim::WechatSim wechat(std::move(options), clock, random);
        wechat.start();
        const std::string line = wechat.url() + "\n";
        if (::write(ends[1], line.data(), line.size()) < 0) ::_exit(1);
        for (;;) ::pause();
    }
    char byte = 0;
    while (::read(ends[0], &byte, 1) == 1 && byte != '\n') url += byte;
    return child;
}

Json ask(http::HttpClient& client, const std::string& path, const Json& order) {
    const auto answer = client.post(path, {}, order.dump(), "application/json");
    if (!answer || answer->status != 200) {
        std::fprintf(stderr, "the simulator refuses %s\n", path.c_str());
        std::exit(1);
    }
    return Json::parse(answer->body);
}

double resident_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    }
    return 0;
}

/// People with consents, and their messages in the order 1 to kEach.
void prepare(test::World& world, http::HttpClient& wechat) {
    for (int person = 0; person < kPeople; ++person) {
        ask(wechat, "/sim/follower", {{"account", "mp"}, {"openid", openid_of(person)}});
        ask(wechat, "/sim/consent",
            {{"account", "mp"}, {"openid", openid_of(person)}, {"template_id", kTemplate}, {"count", kEach}});
    }
    std::vector<PersonId> people;
    for (int begin = 0; begin < kPeople; begin += kPeoplePerJob) {
        world.database().write([&](Transaction& tx) {
            for (int i = begin; i < begin + kPeoplePerJob; ++i) {
                const PersonId person(make_uuid_v7(world.random(), tx.now()));
                PersonWriter(tx, world.seals()).insert({person, "", std::nullopt, tx.now(), std::nullopt});
                IdentityWriter identities(tx, world.seals());
                const Identity identity =
                    identities.upsert(IdentityId(make_uuid_v7(world.random(), tx.now())), "mp", OpenId(openid_of(i)));
                identities.set_person(identity.id, person);
                ConsentWriter(tx).add(identity.id, kTemplate, kEach);
                people.push_back(person);
            }
        });
    }
    for (int number = 1; number <= kEach; ++number) {
        for (std::size_t begin = 0; begin < people.size(); begin += kPeoplePerJob) {
            world.database().write([&](Transaction& tx) {
                for (std::size_t i = begin; i < begin + kPeoplePerJob; ++i) {
                    OutboxDraft draft =
                        tell_draft("bench", "bench:" + std::to_string(number) + ":" + people[i].str(), people[i]);
                    draft.id = OutboxId(make_uuid_v7(world.random(), tx.now()));
                    draft.period = std::to_string(number);
                    OutboxWriter(tx, world.seals()).enqueue(draft);
                }
            });
        }
        world.clock().advance(std::chrono::milliseconds(1));
    }
}

TellTable words() {
    TellAbout about;
    about.compose = [](ReadTransaction&, const OutboxRow& row, const PersonId&) -> TellAnswer {
        TellWords words;
        words.notice = "bench";
        words.values["number"] = {row.period};
        return words;
    };
    TellTable table;
    table.emplace("bench", std::move(about));
    return table;
}

/// Messages that came to somebody before an earlier one of his, and how many came at all.
std::pair<long long, long long> disorder(http::HttpClient& wechat) {
    const auto answer = wechat.get("/sim/inbox", {});
    if (!answer) std::exit(1);
    const Json shown = Json::parse(answer->body);
    std::map<std::string, int> last;
    long long wrong = 0;
    for (const Json& entry : shown.at("inbox")) {
        const std::string text = entry.dump();
        const std::size_t at = text.find("\"number1\"");
        const std::size_t digit = text.find_first_of("123456789", at + 9);
        const int number = text[digit] - '0';
        int& before = last[entry.at("openid").get<std::string>()];
        if (number != before + 1) ++wrong;
        before = number;
    }
    return {wrong, static_cast<long long>(shown.at("inbox").size())};
}

}  // namespace

int main() {
    log::set_up("bench", "error", "text");
    Config config = make_config();
    std::string url;
    const pid_t child = start_wechat(config, url);
    config.wechat.api_base = url;
    http::ClientOptions options;
    options.base_url = url;
    http::HttpClient wechat(options);
    int status = 0;
    {
        test::World world;
        WechatAccounts accounts(config, world.cache(), world.cipher(), world.clock(), world.random());
        const TellPerson tell(world.database(), world.seals(), world.clock(), accounts, words(), tell_channels(config));
        const OutboxHandlers handlers{
            {std::string(kTell), {[&](const OutboxRow& row) { return tell.choose(row); }, true}},
            {std::string(kTellNotice), {[&](const OutboxRow& row) { return tell.send_notice(row); }, false}}};
        PumpOptions pump_options;
        pump_options.rates = sending_rates(config);
        std::vector<OutboxPump> pumps;
        for (int i = 0; i < kSenders; ++i) {
            pumps.emplace_back(world.database(), world.seals(), world.clock(), handlers, "bench" + std::to_string(i),
                               pump_options);
        }
        prepare(world, wechat);

        const auto sent = [&] {
            return world.database().read([&](ReadTransaction& tx) {
                return OutboxStore(tx, world.seals()).count_by_state()[OutboxState::sent];
            });
        };
        double first_mb = 0;
        double half_mb = 0;
        long long most = 0;
        long long before = 0;
        const auto begin = std::chrono::steady_clock::now();
        for (int minute = 0; minute < 3 * kPeople * kEach / kPerMinute && before < kPeople * kEach; ++minute) {
            std::vector<std::thread> threads;
            for (OutboxPump& pump : pumps) {
                threads.emplace_back([&pump] { pump.run_until_idle(1000000); });
            }
            for (std::thread& thread : threads) thread.join();
            const long long now = sent();
            most = std::max(most, now - before);
            before = now;
            if (minute == 0) first_mb = resident_mb();
            if (before <= kPeople * kEach / 2) half_mb = resident_mb();
            world.clock().advance(std::chrono::minutes(1));
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        const double end_mb = resident_mb();  // before the inbox is read into this process
        const auto [wrong, arrived] = disorder(wechat);
        std::printf("%lld reminders to %d people, limit %d a minute: most in a minute %lld, %.0f per second of work\n",
                    arrived, kPeople, kPerMinute, most, static_cast<double>(arrived) / took.count());
        std::printf(
            "  resident after the first minute %.1f MB, halfway %.1f MB, at the end %.1f MB; out of order: %lld\n",
            first_mb, half_mb, end_mb, wrong);
        if (arrived != kPeople * kEach || wrong != 0 || most > kPerMinute) status = 1;
    }
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    return status;
}
