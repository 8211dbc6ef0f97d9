#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a backup taken while writing goes on is one whole moment") {
    Notes notes;
    for (int i = 0; i < 300; ++i) {
        notes.database.write([&](Transaction& tx) {
            add_note(tx, "old" + std::to_string(i) + "a", std::string(2000, 'x'));
            add_note(tx, "old" + std::to_string(i) + "b", std::string(2000, 'x'));
        });
    }
    const std::string path = notes.folder.file("copy.db");
    std::atomic<bool> done{false};
    int written = 0;
    {
        std::jthread writer([&] {
            while (!done) {
                notes.database.write([&](Transaction& tx) {
                    add_note(tx, "new" + std::to_string(written) + "a");
                    add_note(tx, "new" + std::to_string(written) + "b");
                });
                ++written;
            }
        });
        while (notes.database.writer_stats().commits < 310) std::this_thread::yield();
        notes.database.backup_to(path);
        done = true;
    }
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = path;
    Database copy(options, clock);
    CHECK(copy.check_integrity().empty());
    const int rows = count_notes(copy);
    CHECK(rows % 2 == 0);
    CHECK(rows > 600);
    CHECK(rows <= 600 + 2 * written);
    CHECK_FALSE(std::filesystem::exists(path + ".partial"));
    CHECK(std::filesystem::status(path).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a backup does not replace a file") {
    Notes notes;
    const std::string path = notes.folder.file("copy.db");
    notes.database.backup_to(path);
    CHECK(key_thrown_by([&] { notes.database.backup_to(path); }) == "backup_exists");
}

TEST_CASE("a backup into a folder that is not there is refused and leaves nothing") {
    Notes notes;
    CHECK_THROWS_AS(notes.database.backup_to(notes.folder.file("nowhere/copy.db")), DatabaseError);
}

TEST_CASE("a damaged page is found by the integrity check") {
    TempFolder folder;
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    {
        Database database(options, clock);
        database.write([](Transaction& tx) {
            tx.run(kCreateNotes);
            for (int i = 0; i < 500; ++i) add_note(tx, std::to_string(i), std::string(100, 'x'));
        });
        CHECK(database.check_integrity().empty());
    }
    std::fstream file(options.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 5);
    file << std::string(4096, 'z');
    file.close();
    Database damaged(options, clock);
    CHECK_FALSE(damaged.check_integrity().empty());
}

TEST_CASE("probing for a writable disk changes no row and no result") {
    Notes notes;
    notes.database.write([](Transaction& tx) { add_note(tx, "there"); });
    notes.database.probe_writable();
    CHECK(count_notes(notes.database) == 1);
}

TEST_CASE("a file that is no database is refused when it is opened") {
    TempFolder folder;
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    std::ofstream(options.path) << std::string(8192, 'x');
    CHECK_THROWS_AS(Database(options, clock), DatabaseError);
}

TEST_CASE("a missing file is made only where that is wanted") {
    TempFolder folder;
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    options.create = false;
    CHECK_THROWS_AS(Database(options, clock), DatabaseError);
    options.create = true;
    CHECK_NOTHROW(Database(options, clock));
}
