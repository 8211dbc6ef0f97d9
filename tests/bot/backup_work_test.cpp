// The bot's own backups: made at night, proved, and only so many kept.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "lib/app/backup.hpp"
#include "lib/app/copy_photos.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/held_message_store.hpp"
#include "tests/bot/bot_world.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

namespace fs = std::filesystem;

struct Vault : BotWorld {
    Vault() : BotWorld([](Config& config) { config.database.backups_kept = 2; }) { photo("one"); }
    /// Stored; where it is below a folder of photos.
    fs::path photo(const std::string& bytes) {
        const std::string key = world.digest().sha256(bytes);
        BlobStore(config().photos.folder).put(key, bytes);
        return fs::path(key.substr(0, 2)) / key.substr(2, 2) / key;
    }
    fs::path alive(const fs::path& photo) { return fs::path(config().photos.folder) / photo; }
    fs::path kept(const std::string& night, const fs::path& photo) {
        return fs::path(config().database.backups) / night / kBackupPhotos / photo;
    }
    void on_night(unsigned day) { world.clock().set(BotWorld::at(day, 2, 30)); }
    std::vector<std::string> kept() {
        std::vector<std::string> names;
        if (!fs::exists(config().database.backups)) return names;
        for (const auto& entry : fs::directory_iterator(config().database.backups)) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    BackUp backup() {
        return {world.database(), world.digest(), world.clock(), {config().photos.folder, config().database.backups}};
    }
};

/// As another program holds it that is making a backup.
class LockedFolder {
public:
    explicit LockedFolder(const fs::path& folder) : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY)) {
        REQUIRE(::flock(descriptor_, LOCK_EX) == 0);
    }
    ~LockedFolder() { ::close(descriptor_); }

private:
    int descriptor_;
};

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("each night one backup is made, proved and noted, and only the newest are kept") {
    Vault vault;
    vault.world.clock().set(BotWorld::at(11, 2, 29));
    vault.bot().run_due();
    const auto before = vault.kept();
    for (unsigned day = 11; day <= 14; ++day) {
        vault.world.clock().set(BotWorld::at(day, 2, 30));
        vault.bot().run_due();
        vault.bot().run_due();
    }
    CHECK(vault.kept() == std::vector<std::string>{"20261113-023000", "20261114-023000", "last.json"});
    const fs::path newest = fs::path(vault.config().database.backups) / "20261114-023000";
    CHECK(check_backup(newest, vault.world.digest()) == BotWorld::at(14, 2, 30));
    const fs::path one = vault.photo("one");
    REQUIRE(fs::exists(vault.kept("20261114-023000", one)));
    // The same photo of two nights is one file on the disk, and not that of the living folder.
    CHECK(fs::hard_link_count(vault.kept("20261114-023000", one)) == 2);
    CHECK(fs::hard_link_count(vault.alive(one)) == 1);
}

TEST_CASE("a photo that a disk spoiled in an earlier backup is not carried into the next") {
    Vault vault;
    const fs::path one = vault.photo("one");
    vault.on_night(12);
    vault.backup().run_and_prove();
    std::ofstream(vault.kept("20261112-023000", one)) << "eno";
    vault.on_night(13);
    CHECK(vault.backup().run_and_prove().damaged.empty());
    CHECK(bytes_of(vault.kept("20261113-023000", one)) == "one");
}

TEST_CASE("a photo that is spoiled where it lives is kept good, or copied as it is and named") {
    Vault vault;
    const fs::path one = vault.photo("one");
    vault.on_night(12);
    vault.backup().run_and_prove();
    const fs::path two = vault.photo("two");
    std::ofstream(vault.alive(one)) << "eno";
    std::ofstream(vault.alive(two)) << "owt";
    vault.on_night(13);
    CHECK(vault.backup().run_and_prove().damaged == std::vector<std::string>{two.filename().string()});
    CHECK(bytes_of(vault.kept("20261113-023000", one)) == "one");
    CHECK(bytes_of(vault.kept("20261113-023000", two)) == "owt");
}

TEST_CASE("a good photo that cannot be copied fails the copy, and is not passed over") {
    Vault vault;
    const fs::path one = vault.photo("one");
    const fs::path to = vault.world.folder().file("copy");
    fs::create_directories(to / one.parent_path() / ".copying" / "in the way");
    CHECK_THROWS_AS(copy_photos(vault.config().photos.folder, to, vault.world.digest()), fs::filesystem_error);
}

TEST_CASE("a backup that fails half way leaves no folder that looks like one") {
    Vault vault;
    fs::remove_all(vault.config().photos.folder);
    std::ofstream(vault.config().photos.folder) << "no folder";
    vault.on_night(12);
    CHECK_THROWS_AS(vault.backup().run_and_prove(), fs::filesystem_error);
    CHECK(vault.kept().empty());
    CHECK_THROWS_AS(vault.backup().run(), fs::filesystem_error);
    CHECK(vault.kept().empty());
}

TEST_CASE("a backup under way is neither joined nor removed as one that was cut short") {
    Vault vault;
    const fs::path under_way = fs::path(vault.config().database.backups) / "20261111-101500";
    fs::create_directories(under_way);
    const LockedFolder other(vault.config().database.backups);
    vault.on_night(12);
    CHECK(problem_of([&] { vault.backup().run_and_prove(); }) == "backup_under_way");
    CHECK(problem_of([&] { vault.backup().keep_newest(1); }) == "backup_under_way");
    CHECK(vault.kept() == std::vector<std::string>{"20261111-101500"});
}

TEST_CASE("a backup whose figures do not add up is not kept, and the last good one stays the last") {
    Vault vault;
    vault.log("QH-CG-01", 3);
    vault.world.clock().set(BotWorld::at(12, 2, 30));
    CHECK_NOTHROW(vault.backup().run_and_prove());
    vault.world.database().write(
        [](Transaction& tx) { return tx.run("UPDATE unit_figures SET present = present + 1"); });
    vault.world.clock().set(BotWorld::at(13, 2, 30));
    CHECK(problem_of([&] { vault.backup().run_and_prove(); }) == "backup_damaged");
    CHECK(vault.kept() == std::vector<std::string>{"20261112-023000", "last.json"});
    // The bot says so once and goes on with its day.
    vault.bot().run_due();
    CHECK(vault.kept() == std::vector<std::string>{"20261112-023000", "last.json"});
}

TEST_CASE("a backup that was cut short makes room for the next, also when it was being proved") {
    Vault vault;
    const fs::path backups = vault.config().database.backups;
    fs::create_directories(backups / "20261110-023000");
    std::ofstream(backups / "20261110-023000" / "league.db") << "half";
    fs::create_directories(backups / ".proof");
    fs::create_directories(backups / "by-hand");
    vault.on_night(12);
    fs::remove_all(vault.config().photos.folder);
    std::ofstream(vault.config().photos.folder) << "no folder";
    CHECK_THROWS_AS(vault.backup().run_and_prove(), fs::filesystem_error);
    CHECK(vault.kept() == std::vector<std::string>{"by-hand"});
    fs::remove(vault.config().photos.folder);
    vault.backup().run_and_prove();
    CHECK(vault.kept() == std::vector<std::string>{"20261112-023000", "by-hand", "last.json"});
}

TEST_CASE("what was erased on schedule is in no byte of the records, and in no backup once the kept nights are over") {
    Vault vault;
    const auto sealed = [&] {
        return vault.world.database().read(
            [](ReadTransaction& tx) { return tx.value<std::string>("SELECT words_sealed FROM held_messages"); });
    };
    vault.world.clock().set(BotWorld::at(11, 2, 31));
    vault.world.database().write([&](Transaction& tx) {
        HeldMessageWriter(tx, vault.world.seals()).insert("h-1", "oa", vault.world.stranger.openid, "30 28");
    });
    const std::string words = sealed().value();
    // A backup of the days before holds it, so the words are really looked for where they can be.
    vault.world.clock().set(BotWorld::at(12, 2, 31));
    vault.bot().run_due();
    const fs::path backups = vault.config().database.backups;
    CHECK(bytes_of(backups / "20261112-023100" / kBackupRecords).find(words) != std::string::npos);

    for (int night = 30; night < 33; ++night) {
        vault.world.clock().set(BotWorld::at(12, 3, 31) + std::chrono::days(night));
        vault.bot().run_due();
    }
    CHECK_FALSE(sealed());
    const std::string records = vault.world.folder().file("league.db");
    REQUIRE(fs::exists(records));
    CHECK(bytes_of(records).find(words) == std::string::npos);
    CHECK(bytes_of(records + "-wal").find(words) == std::string::npos);
    CHECK(vault.kept().size() == 3);
    for (const std::string& name : vault.kept()) {
        if (name != kLastBackup) CHECK(bytes_of(backups / name / kBackupRecords).find(words) == std::string::npos);
    }
}

TEST_CASE("a backup that is not proved yet is none") {
    Vault vault;
    vault.on_night(12);
    const fs::path folder = vault.backup().run().folder;
    fs::remove(folder / "manifest.json");  // written last, when the records have stood every check
    CHECK(problem_of([&] { check_backup(folder, vault.world.digest()); }) == "file_unreadable");
    CHECK(vault.backup().keep_newest(2) == 1);
}

TEST_CASE("a file of a backup that was changed is found") {
    Vault vault;
    vault.world.clock().set(BotWorld::at(12, 2, 30));
    const fs::path folder = vault.backup().run().folder;
    CHECK_NOTHROW(check_backup(folder, vault.world.digest()));
    std::ofstream(folder / kBackupPhotos / vault.photo("one")) << "other bytes";
    CHECK(problem_of([&] { check_backup(folder, vault.world.digest()); }) == "backup_damaged");
}
