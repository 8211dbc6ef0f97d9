#include <catch2/catch.hpp>

#include "tests/storage/child_process.hpp"
#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

namespace {

void fill(Transaction& tx) {
    for (int i = 0; i < 200; ++i) add_note(tx, "fill" + std::to_string(i), std::string(4000, 'x'));
}

/// Lets the file grow by a few pages only, so that SQLite answers as on a full disk.
void limit_pages(Database& database, std::string_view limit) {
    database.write([&](Transaction& tx) { tx.run("PRAGMA max_page_count = " + std::string(limit)); });
}

}  // namespace

TEST_CASE("a full disk refuses every job of the batch and changes nothing") {
    Notes notes(patient_batches());
    limit_pages(notes.database, "20");
    const auto thrown = write_together(
        notes.database, {[](Transaction& tx) { add_note(tx, "before"); }, [](Transaction& tx) { fill(tx); },
                         [](Transaction& tx) { add_note(tx, "small"); }});
    CHECK(key_of(thrown[0]) == "no_space");
    CHECK(key_of(thrown[1]) == "no_space");
    // The third had not run when the batch broke: it went into the next one.
    CHECK(key_of(thrown[2]) == "");
    CHECK(count_notes(notes.database) == 1);
    CHECK(notes.database.writer_stats().broken_batches == 1);

    limit_pages(notes.database, "1000000");
    notes.database.write([](Transaction& tx) { fill(tx); });
    CHECK(count_notes(notes.database) == 201);
    CHECK(notes.database.check_integrity().empty());
}

TEST_CASE("a job that swallows the full disk is refused all the same") {
    Notes notes(patient_batches());
    limit_pages(notes.database, "20");
    const auto thrown = write_together(notes.database, {[](Transaction& tx) { add_note(tx, "before"); },
                                                        [](Transaction& tx) {
                                                            try {
                                                                fill(tx);
                                                            } catch (const Problem&) {
                                                            }
                                                        }});
    CHECK(key_of(thrown[0]) == "no_space");
    CHECK(key_of(thrown[1]) == "no_space");
    CHECK(count_notes(notes.database) == 0);
}

TEST_CASE("a job that swallows the full disk and goes on writes nothing outside a transaction") {
    Notes notes(patient_batches());
    limit_pages(notes.database, "20");
    const auto thrown = write_together(notes.database, {[](Transaction& tx) {
                                           try {
                                               fill(tx);
                                           } catch (const Problem&) {
                                               add_note(tx, "stray");
                                           }
                                       }});
    CHECK(key_of(thrown[0]) == "no_space");
    CHECK(count_notes(notes.database) == 0);
}

TEST_CASE("on a disk that is really full writes are refused, reads go on, and space heals it") {
    TempFolder folder;
    ChildProcess helper({"full", folder.path().string()});
    const std::string said = helper.read_all();
    const int status = helper.wait();
    if (status == ChildProcess::kCannotTry) {
        WARN("not tried: " << said);
        return;
    }
    INFO(said);
    CHECK(status == 0);
}

TEST_CASE("a database that may not be written refuses writes as read-only and still reads") {
    Notes notes;
    notes.database.write([](Transaction& tx) { add_note(tx, "there"); });
    ChildProcess helper({"read_only", notes.folder.path().string()});
    const std::string said = helper.read_all();
    const int status = helper.wait();
    if (status == ChildProcess::kCannotTry) {
        WARN("not tried: only root can become another user");
        return;
    }
    INFO(said);
    CHECK(status == 0);
}
