#include <sys/stat.h>

#include <fstream>

#include "lib/base/ensure.hpp"
#include "lib/domain/schedule_rule.hpp"
#include "lib/platform/config.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/backup_manifest.hpp"
#include "tests/fuzz/entries.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::fuzz {
namespace {

void put(const std::string& file, std::string_view bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Whatever stands in the file, it is taken or every fault has its line.
void load(const std::string& file) {
    try {
        load_config(file, SecretsPolicy::optional);
    } catch (const BadConfig& bad) {
        ensure(!bad.lines().empty());
        for (const std::string& line : bad.lines()) ensure(!line.empty());
    }
}

}  // namespace

void schedule_rule(std::string_view bytes) {
    const auto rule = ScheduleRule::parse(bytes);
    if (!rule) return;
    const WorkCalendar weekends;
    const Instant from = at_beijing(std::chrono::year(2027) / 12 / 1);
    const auto next = rule->next(from, 5, weekends);
    ensure(next.size() == 5);
    for (std::size_t i = 0; i < next.size(); ++i) {
        ensure(next[i].at >= from && (i == 0 || next[i - 1].at <= next[i].at));
    }
    const auto again = ScheduleRule::parse(rule->words());
    ensure(again.has_value() && (*again).next(from, 5, weekends) == next);
}

void config_file(std::string_view bytes) {
    static const test::TempFolder folder;
    static const std::string main = folder.file("league.toml");
    static const std::string pointing = folder.file("pointing.toml");
    static const std::string secrets = folder.file("secrets.toml");
    static const std::string holidays = folder.file("holidays.toml");
    put(main, bytes);
    load(main);
    put(pointing, "[paths]\nsecrets = \"" + secrets + "\"\nholidays = \"" + holidays + "\"\n");
    put(secrets, bytes);
    ::chmod(secrets.c_str(), 0600);
    put(holidays, bytes);
    load(pointing);
}

void backup_manifest(std::string_view bytes) {
    static const test::TempFolder folder;
    put(folder.file(kBackupManifest), bytes);
    try {
        for (const auto& [path, hash] : read_manifest(folder.path()).files) {
            const std::filesystem::path inside(path);
            ensure(inside.is_relative() && *inside.begin() != "..");
            ensure(inside.lexically_normal() == inside);
        }
    } catch (const Problem& problem) {
        ensure(problem.key() == "backup_damaged");
    }
    read_last_backup(folder.file(kBackupManifest));
}

void sealed_value(std::string_view bytes) {
    static SystemRandom random;
    static const KeysConfig keys = [] {
        KeysConfig made;
        made.lookup = Secret(std::string(64, 'a'));
        made.active = "k1";
        made.encryption.emplace("k1", Secret(std::string(64, 'b')));
        return made;
    }();
    static const OpensslCipher cipher(keys, random);
    try {
        cipher.open("people.name", bytes);
        ensure(false);  // nobody guesses a tag
    } catch (const Problem& problem) {
        ensure(problem.key() == "sealed_value_damaged");
    }
    ensure(cipher.open("people.name", cipher.seal("people.name", bytes)) == bytes);
}

}  // namespace league::fuzz
