// What the driver's settings are worth on an office's records: one of them is varied, the others stay as they are, in
// turn for some rounds, and medians are printed. Logs come from 64 threads, readings of the county from 4.
//
//     bench_choices DATABASE ROUNDS SECONDS
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "lib/app/read_progress.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/bench/bench_keys.hpp"

namespace {

using namespace league;
using Steady = std::chrono::steady_clock;

constexpr int kLoggers = 64;
constexpr int kReaders = 4;

struct Choice {
    std::string setting;
    std::string value;
    std::function<void(DatabaseOptions&)> set;
    std::vector<double> logs, p99, readings;  ///< one of each round: a second, ms, a second
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class Office {
public:
    explicit Office(std::string path) : path_(std::move(path)) {
        DatabaseOptions options;
        options.path = path_;
        Database database(options, clock_);
        database.read([&](ReadTransaction& tx) {
            const OrgUnit root = OrgStore(tx).roots().at(0);
            county_ = root.code;
            for (const CountedUnit& counted : OrgStore(tx).subtree(root.path, 9)) {
                if (counted.unit.kind == OrgKind::branch) branches_.push_back(counted.unit.code);
            }
        });
    }

    void measure(Choice& choice, std::chrono::seconds time) {
        DatabaseOptions options;
        options.path = path_;
        choice.set(options);
        Database database(options, clock_);
        const auto end = Steady::now() + time;
        std::vector<std::vector<double>> waits(kLoggers);
        std::vector<std::thread> threads;
        for (int i = 0; i < kLoggers; ++i) {
            threads.emplace_back([&, i] {
                for (auto n = static_cast<std::size_t>(i); Steady::now() < end; n += kLoggers) {
                    const auto begin = Steady::now();
                    log(database, branches_[n % branches_.size()]);
                    waits[static_cast<std::size_t>(i)].push_back(
                        std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        std::vector<double> all;
        for (const auto& some : waits) all.insert(all.end(), some.begin(), some.end());
        std::sort(all.begin(), all.end());
        choice.logs.push_back(static_cast<double>(all.size()) / static_cast<double>(time.count()));
        choice.p99.push_back(all[all.size() * 99 / 100]);
        choice.readings.push_back(read(database, time));
    }

private:
    void log(Database& database, const std::string& branch) {
        SubmitActivity::Input input;
        input.id = ActivityId(make_uuid_v7(random_, clock_.now()));
        input.content.org = OrgUnitId(branch);
        input.content.kind = "theme_day";
        input.content.title = "主题团日";
        input.content.started_at = clock_.now() - std::chrono::hours(24);
        input.content.expected = 30;
        input.content.present = 28;
        input.content.content = std::string(240, 'x');
        SubmitActivity(database, seals_).run(Actor::system(), input);
    }

    double read(Database& database, std::chrono::seconds time) {
        const auto end = Steady::now() + time;
        std::atomic<long long> count{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < kReaders; ++i) {
            threads.emplace_back([&] {
                for (; Steady::now() < end; ++count)
                    ReadProgress(database).run(Actor::system(), {county_, Period(Month::of(clock_.now()))});
            });
        }
        for (std::thread& thread : threads) thread.join();
        return static_cast<double>(count) / static_cast<double>(time.count());
    }

    std::string path_;
    SystemClock clock_;
    SystemRandom random_;
    OpensslDigest digest_{bench::bench_keys()};
    OpensslCipher cipher_{bench::bench_keys(), random_};
    Seals seals_{cipher_, digest_};
    std::string county_;
    std::vector<std::string> branches_;
};

template <class Value>
void add(std::vector<Choice>& choices, const char* setting, Value DatabaseOptions::*member, std::vector<int> values) {
    for (const int value : values) {
        choices.push_back({setting,
                           std::to_string(value),
                           [member, value](DatabaseOptions& options) { options.*member = static_cast<Value>(value); },
                           {},
                           {},
                           {}});
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_choices DATABASE ROUNDS SECONDS\n");
        return 2;
    }
    std::vector<Choice> choices;
    add(choices, "batch_jobs", &DatabaseOptions::batch_jobs, {1, 16, 64, 256});
    add(choices, "writer_cache_kib", &DatabaseOptions::writer_cache_kib, {1024, 8192, 32768});
    add(choices, "reader_cache_kib", &DatabaseOptions::reader_cache_kib, {256, 1024, 8192});
    add(choices, "readers", &DatabaseOptions::readers, {1, 2, 4, 8});
    add(choices, "checkpoint_pages", &DatabaseOptions::checkpoint_pages, {500, 2000, 8000});
    Office office(argv[1]);
    for (int round = 0; round < std::atoi(argv[2]); ++round) {
        for (Choice& choice : choices) office.measure(choice, std::chrono::seconds(std::atoi(argv[3])));
    }
    std::printf("%-18s %8s %10s %10s %12s\n", "setting", "value", "logs/s", "p99 ms", "readings/s");
    for (const Choice& choice : choices) {
        std::printf("%-18s %8s %10.0f %10.1f %12.0f\n", choice.setting.c_str(), choice.value.c_str(),
                    median(choice.logs), median(choice.p99), median(choice.readings));
    }
    return 0;
}
