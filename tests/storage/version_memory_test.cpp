#include "lib/storage/version_memory.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

namespace {

/// How many notes there are, counted anew only after a commit.
struct CountedNotes {
    explicit CountedNotes(Database& of) : database(of) {}

    int count() {
        const std::uint64_t version = database.data_version();
        if (const auto kept = memory.find(version, "notes")) return *kept;
        ++counted;
        return *memory.keep(version, "notes", count_notes(database));
    }

    Database& database;
    VersionMemory<std::string, int> memory{2};
    int counted = 0;
};

}  // namespace

TEST_CASE("what was worked out is found again until the next commit, and never after it") {
    Notes notes;
    CountedNotes counted(notes.database);
    CHECK(counted.count() == 0);
    CHECK(counted.count() == 0);
    CHECK(counted.counted == 1);
    notes.database.write([](Transaction& tx) { add_note(tx, "a"); });
    CHECK(counted.count() == 1);
    CHECK(counted.counted == 2);
}

TEST_CASE("a commit through another door to the same file ends what was kept") {
    Notes notes;
    CountedNotes counted(notes.database);
    CHECK(counted.count() == 0);
    Database other(notes.with_path({}), notes.clock);
    other.write([](Transaction& tx) { add_note(tx, "a"); });
    CHECK(counted.count() == 1);
}

TEST_CASE("more values than it may hold begin it anew") {
    VersionMemory<int, int> memory(2);
    memory.keep(1, 1, 10);
    memory.keep(1, 2, 20);
    memory.keep(1, 3, 30);
    CHECK_FALSE(memory.find(1, 1));
    CHECK(*memory.find(1, 3) == 30);
    CHECK_FALSE(memory.find(2, 3));
}
