#include <catch2/catch.hpp>

#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a read sees the commit that was acknowledged just before") {
    Notes notes;
    for (int i = 1; i <= 50; ++i) {
        notes.database.write([&](Transaction& tx) { add_note(tx, std::to_string(i)); });
        CHECK(count_notes(notes.database) == i);
    }
}

TEST_CASE("a read keeps its snapshot while others write") {
    Notes notes;
    notes.database.read([&](ReadTransaction& tx) {
        CHECK(tx.value<int>(kCountNotes) == 0);
        notes.database.write([](Transaction& inner) { add_note(inner, "later"); });
        CHECK(tx.value<int>(kCountNotes) == 0);
    });
    CHECK(count_notes(notes.database) == 1);
}

TEST_CASE("a read transaction refuses to write") {
    Notes notes;
    CHECK_THROWS_AS(
        notes.database.read([](ReadTransaction& tx) { tx.query("DELETE FROM notes RETURNING id", [](Row&) {}); }),
        DatabaseError);
}

TEST_CASE("a read waits for a free connection only so long") {
    DatabaseOptions options;
    options.readers = 1;
    options.busy_wait = std::chrono::milliseconds(20);
    Notes notes(options);
    notes.database.read(
        [&](ReadTransaction&) { CHECK(key_thrown_by([&] { count_notes(notes.database); }) == "database_busy"); });
    CHECK(count_notes(notes.database) == 0);
}

TEST_CASE("a read that throws gives its connection back") {
    DatabaseOptions options;
    options.readers = 1;
    Notes notes(options);
    for (int i = 0; i < 5; ++i) {
        CHECK(key_thrown_by([&] {
                  notes.database.read([](ReadTransaction&) { throw Problem(ProblemCode::not_found, "not_found"); });
              }) == "not_found");
    }
    CHECK(count_notes(notes.database) == 0);
}

TEST_CASE("the data version changes with a commit of any process and only then") {
    Notes notes;
    ManualClock clock{from_millis(0)};
    Database other(notes.with_path({}), clock);
    const auto start = notes.database.data_version();
    CHECK(notes.database.data_version() == start);
    notes.database.write([](Transaction& tx) { add_note(tx, "own"); });
    const auto after_own = notes.database.data_version();
    CHECK(after_own != start);
    CHECK(notes.database.data_version() == after_own);
    other.write([](Transaction& tx) { add_note(tx, "other"); });
    CHECK(notes.database.data_version() != after_own);
}

TEST_CASE("many threads read while one writes and each sees whole jobs only") {
    Notes notes;
    std::atomic<bool> done{false};
    std::atomic<int> torn{0};
    {
        std::vector<std::jthread> readers;
        for (int t = 0; t < 8; ++t) {
            readers.emplace_back([&] {
                while (!done) {
                    if (count_notes(notes.database) % 2 != 0) ++torn;
                }
            });
        }
        for (int i = 0; i < 200; ++i) {
            notes.database.write([&](Transaction& tx) {
                add_note(tx, std::to_string(i) + "a");
                add_note(tx, std::to_string(i) + "b");
            });
        }
        done = true;
    }
    CHECK(torn == 0);
    CHECK(count_notes(notes.database) == 400);
}
