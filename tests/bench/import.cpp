// An import as large as a county's: 600 lists of 100 members each, one .xlsx a branch, in one zip. Prints how long the
// dry run, the commit and the undo take, the most memory, and the longest time that others waited for the records.
//
//     bench_import FOLDER
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "lib/app/finish_import.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/places.hpp"
#include "tests/support/workbooks.hpp"

namespace {

using namespace league;
using Steady = std::chrono::steady_clock;

constexpr int kTownships = 12;
constexpr int kBranches = 50;  // of each
constexpr int kMembers = 100;  // of each

KeysConfig keys() {
    KeysConfig keys;
    keys.active = "k1";
    keys.encryption["k1"] = Secret(std::string(64, '1'));
    keys.lookup = Secret(std::string(64, 'a'));
    return keys;
}

/// MB that the process has held at most since it started, or since its memory was last looked at afresh.
double most_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) / 1024;
    }
    return 0;
}

void forget_most_memory() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

OrgUnit found(Database& database, Random& random, const std::string& code, const std::string& name, OrgKind kind,
              const OrgUnit* parent) {
    return database.write([&](Transaction& tx) {
        OrgUnit unit;
        unit.id = OrgUnitId(make_uuid_v7(random, tx.now()));
        unit.code = code;
        unit.name = unit.short_name = name;
        unit.kind = kind;
        unit.path = parent != nullptr ? parent->path.child(code) : OrgPath::root(code);
        if (parent != nullptr) unit.parent = parent->id;
        unit.opened_at = tx.now();
        OrgWriter(tx).insert(unit);
        return unit;
    });
}

/// The county's units, and the zip of their lists.
std::string make_county(Database& database, Random& random) {
    const OrgUnit county = found(database, random, "QH", "清河县", OrgKind::county, nullptr);
    test::Parts files;
    int person = 0;
    for (int t = 0; t < kTownships; ++t) {
        const std::string township = "第" + std::to_string(t + 1) + "镇";
        const OrgUnit place = found(database, random, "T" + std::to_string(t), township, OrgKind::township, &county);
        for (int b = 0; b < kBranches; ++b) {
            const std::string name = township + "村" + std::to_string(b + 1) + "组团支部";
            found(database, random, place.code + "-" + std::to_string(b), name, OrgKind::branch, &place);
            test::Table table{{"姓名", "性别", "民族", "身份证号码", "政治面貌", "入团时间", "学历", "联系电话"}};
            for (int m = 0; m < kMembers; ++m) {
                table.push_back({"团员" + std::to_string(m), "女", "汉族", test::identity_number(person++), "共青团员",
                                 "2019-05-04", "大专", "13800000000"});
            }
            files.emplace_back(name + ".xlsx", test::workbook(table));
        }
    }
    return test::zip_of(files);
}

template <class Fn>
void measure(const char* what, Database& database, Fn fn) {
    forget_most_memory();
    const auto begin = Steady::now();
    fn();
    const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    std::printf("%-10s %8.2f s %8.0f MB at most, longest lock %6.1f ms\n", what, seconds, most_memory(),
                static_cast<double>(database.writer_stats().longest_lock.count()) / 1000);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_import FOLDER\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const SystemClock clock;
    SystemRandom random;
    const OpensslDigest digest(keys());
    const OpensslCipher cipher(keys(), random);
    const Seals seals{cipher, digest};
    DatabaseOptions options;
    options.path = (folder / "league.db").string();
    {
        Database making(options, clock);
        migrate(making);
        std::ofstream(folder / "lists.zip", std::ios::binary) << make_county(making, random);
    }
    std::ifstream zip(folder / "lists.zip", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(zip), {}};
    std::printf("%d files of %d lines in a zip of %.1f MB\n", kTownships * kBranches, kMembers,
                static_cast<double>(bytes.size()) / 1048576);

    Database database(options, clock);
    const Phrases phrases(test::source_dir() + "/templates");
    StageImport stage(database, seals, random, clock, phrases);
    ImportBatchId id;
    measure("dry run", database, [&] {
        StageImport::Input input;
        bool given = false;
        input.next = [&]() -> std::optional<StageImport::File> {
            if (std::exchange(given, true)) return std::nullopt;
            return StageImport::File{"lists.zip", std::move(bytes)};
        };
        id = stage.run(Actor::system(), input);
    });
    ImportResult result;
    measure("commit", database, [&] { result = CommitImport(database, seals).run(Actor::system(), id); });
    if (result.began != kTownships * kBranches) {
        std::fprintf(stderr, "%lld organisations were counted\n", result.began);
        return 1;
    }
    measure("undo", database, [&] { result = UndoImport(database, seals).run(Actor::system(), id); });
    return result.left == 0 ? 0 : 1;
}
