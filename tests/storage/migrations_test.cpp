#include "lib/storage/migrations.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/storage/notes.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;

namespace {

const std::vector<Migration> kFirstTwo{
    {"0001_first", "aa", "CREATE TABLE first (id TEXT PRIMARY KEY); INSERT INTO first (id) VALUES ('a');"},
    {"0002_second", "bb", "ALTER TABLE first ADD COLUMN word TEXT; UPDATE first SET word = 'moved';"},
};

std::vector<Migration> with(std::vector<Migration> known, Migration more) {
    known.push_back(more);
    return known;
}

struct Empty {
    static DatabaseOptions at(const std::string& path) {
        DatabaseOptions options;
        options.path = path;
        return options;
    }
    TempFolder folder;
    ManualClock clock{from_millis(1000)};
    Database database{at(folder.file("league.db")), clock};
};

}  // namespace

TEST_CASE("migrations run once, in order, and are recorded") {
    Empty empty;
    CHECK(pending(empty.database, kFirstTwo) == std::vector<std::string>{"0001_first", "0002_second"});
    CHECK(migrate(empty.database, kFirstTwo) == std::vector<std::string>{"0001_first", "0002_second"});
    CHECK(pending(empty.database, kFirstTwo).empty());
    CHECK(migrate(empty.database, kFirstTwo).empty());
    CHECK(empty.database.read([](ReadTransaction& tx) { return tx.value<std::string>("SELECT word FROM first"); }) ==
          "moved");
    CHECK(empty.database.read([](ReadTransaction& tx) {
        return tx.value<std::string>("SELECT sha256 FROM schema_migrations WHERE name = '0002_second'");
    }) == "bb");
}

TEST_CASE("a later program runs only what is new") {
    Empty empty;
    migrate(empty.database, kFirstTwo);
    const auto three = with(kFirstTwo, {"0003_third", "cc", "CREATE TABLE third (id TEXT)"});
    CHECK(pending(empty.database, three) == std::vector<std::string>{"0003_third"});
    CHECK(migrate(empty.database, three) == std::vector<std::string>{"0003_third"});
}

TEST_CASE("a database that is newer than the program is refused") {
    Empty empty;
    migrate(empty.database, kFirstTwo);
    const std::vector<Migration> older{kFirstTwo[0]};
    CHECK(key_thrown_by([&] { (void)pending(empty.database, older); }) == "schema_newer");
    CHECK(key_thrown_by([&] { migrate(empty.database, older); }) == "schema_newer");
}

TEST_CASE("a migration that was edited after it ran is refused") {
    Empty empty;
    migrate(empty.database, kFirstTwo);
    auto edited = kFirstTwo;
    edited[0].sha256 = "other";
    CHECK(key_thrown_by([&] { migrate(empty.database, edited); }) == "schema_changed");
    edited = kFirstTwo;
    edited[1].name = "0002_renamed";
    CHECK(key_thrown_by([&] { (void)pending(empty.database, edited); }) == "schema_changed");
}

TEST_CASE("a migration that fails leaves nothing of itself") {
    Empty empty;
    const auto broken =
        with(kFirstTwo, {"0003_broken", "cc", "CREATE TABLE third (id TEXT); INSERT INTO nowhere VALUES (1);"});
    CHECK_THROWS_AS(migrate(empty.database, broken), DatabaseError);
    CHECK(empty.database.read([](ReadTransaction& tx) { return tx.has_table("first") && !tx.has_table("third"); }));
    CHECK(pending(empty.database, broken) == std::vector<std::string>{"0003_broken"});
}

TEST_CASE("two programs that migrate at the same time run each migration once") {
    Empty empty;
    ManualClock clock{from_millis(0)};
    Database other(Empty::at(empty.folder.file("league.db")), clock);
    std::size_t ran = 0;
    {
        std::vector<std::string> theirs;
        std::jthread thread([&] { theirs = migrate(other, kFirstTwo); });
        ran = migrate(empty.database, kFirstTwo).size();
        thread.join();
        ran += theirs.size();
    }
    CHECK(ran == 2);
}

TEST_CASE("the built-in migrations are the files of the folder and bring up an empty database") {
    std::set<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(league::test::source_dir() + "/lib/storage/migrations"))
        if (entry.path().extension() == ".sql") files.insert(entry.path().stem().string());
    std::vector<std::string> names;
    for (const Migration& migration : built_in_migrations()) names.emplace_back(migration.name);
    CHECK(names == std::vector<std::string>(files.begin(), files.end()));

    Empty empty;
    CHECK(migrate(empty.database) == names);
    CHECK(empty.database.check_integrity().empty());
}
