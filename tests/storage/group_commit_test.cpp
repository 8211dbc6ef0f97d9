#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <thread>

#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("jobs that wait together share one commit") {
    Notes notes(patient_batches());
    const auto before = notes.database.writer_stats();
    std::vector<std::function<void(Transaction&)>> jobs;
    for (int i = 0; i < 100; ++i) jobs.push_back([i](Transaction& tx) { add_note(tx, std::to_string(i)); });
    const auto thrown = write_together(notes.database, jobs);

    for (const auto& one : thrown) CHECK(key_of(one) == "");
    const auto after = notes.database.writer_stats();
    CHECK(after.jobs - before.jobs == 101);
    CHECK(after.commits - before.commits == 1);
    CHECK(after.batch_sizes[7] == 1);
    CHECK(count_notes(notes.database) == 100);
}

TEST_CASE("a batch takes no more jobs than it is told") {
    auto options = patient_batches();
    options.batch_jobs = 10;
    Notes notes(options);
    const auto before = notes.database.writer_stats().commits;
    std::vector<std::function<void(Transaction&)>> jobs;
    for (int i = 0; i < 30; ++i) jobs.push_back([i](Transaction& tx) { add_note(tx, std::to_string(i)); });
    write_together(notes.database, jobs);
    CHECK(notes.database.writer_stats().commits - before == 4);
}

TEST_CASE("write gives back what the job made of the transaction") {
    Notes notes;
    CHECK(notes.database.write([](Transaction& tx) {
        return std::string("at ") + std::to_string(to_millis(tx.now()));
    }) == "at 1800000000000");
}

TEST_CASE("a job's instant is read when its savepoint opens") {
    Notes notes(patient_batches());
    Instant first, second;
    write_together(notes.database, {[&](Transaction& tx) {
                                        first = tx.now();
                                        notes.clock.advance(std::chrono::seconds(5));
                                        CHECK(tx.now() == first);
                                    },
                                    [&](Transaction& tx) { second = tx.now(); }});
    CHECK(second - first == std::chrono::seconds(5));
}

TEST_CASE("a job that throws is undone alone and its neighbours are kept") {
    Notes notes(patient_batches());
    const auto thrown =
        write_together(notes.database, {[](Transaction& tx) { add_note(tx, "before"); },
                                        [](Transaction& tx) {
                                            add_note(tx, "undone");
                                            throw Problem(ProblemCode::closed, "month_closed");
                                        },
                                        [](Transaction& tx) {
                                            add_note(tx, "also undone");
                                            throw std::runtime_error("a bug");
                                        },
                                        [](Transaction& tx) {
                                            CHECK_FALSE(tx.exists("SELECT 1 FROM notes WHERE id = $1", "undone"));
                                            add_note(tx, "after");
                                        }});
    CHECK(key_of(thrown[0]) == "");
    CHECK(key_of(thrown[1]) == "month_closed");
    CHECK(key_of(thrown[2]) == "other");
    CHECK(key_of(thrown[3]) == "");
    CHECK(has_note(notes.database, "before"));
    CHECK(has_note(notes.database, "after"));
    CHECK(count_notes(notes.database) == 2);
    CHECK(notes.database.writer_stats().undone == 2);
}

TEST_CASE("when COMMIT fails the jobs run again one by one and only the guilty one is refused") {
    Notes notes(patient_batches());
    std::atomic<int> runs{0};
    const auto thrown = write_together(
        notes.database, {[&](Transaction& tx) {
                             ++runs;
                             add_note(tx, "before");
                         },
                         // The foreign key is deferred: nothing is wrong until the commit.
                         [](Transaction& tx) {
                             tx.run("INSERT INTO notes (id, writer, made_at, answers) VALUES ($1, $2, $3, $4)",
                                    "guilty", "test", tx.now(), "nobody");
                         },
                         [](Transaction& tx) { add_note(tx, "after"); },
                         [](Transaction&) { throw Problem(ProblemCode::conflict, "refused_anyway"); }});
    CHECK(key_of(thrown[0]) == "");
    CHECK(key_of(thrown[2]) == "");
    CHECK(key_of(thrown[3]) == "refused_anyway");
    REQUIRE(thrown[1]);
    try {
        std::rethrow_exception(thrown[1]);
    } catch (const ConstraintFailure& failure) {
        CHECK(failure.kind() == ConstraintFailure::Kind::foreign_key);
    }
    CHECK(runs == 2);
    CHECK(has_note(notes.database, "before"));
    CHECK(has_note(notes.database, "after"));
    CHECK(count_notes(notes.database) == 2);
    CHECK(notes.database.writer_stats().broken_batches == 1);
    notes.database.write([](Transaction& tx) { add_note(tx, "later"); });
    CHECK(notes.database.writer_stats().last_failure == "");
}

TEST_CASE("a hundred threads write and every acknowledged row is there") {
    Notes notes;
    {
        std::vector<std::jthread> writers;
        for (int t = 0; t < 100; ++t) {
            writers.emplace_back([&, t] {
                for (int i = 0; i < 5; ++i)
                    notes.database.write(
                        [&](Transaction& tx) { add_note(tx, std::to_string(t) + "/" + std::to_string(i)); });
            });
        }
    }
    CHECK(count_notes(notes.database) == 500);
    const auto stats = notes.database.writer_stats();
    CHECK(stats.jobs == 501);
    CHECK(stats.commits < stats.jobs);
}

TEST_CASE("closing finishes what was queued") {
    TempFolder folder;
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    {
        Database database(options, clock);
        database.write([](Transaction& tx) { tx.run(kCreateNotes); });
        for (int i = 0; i < 50; ++i) database.write_later([i](Transaction& tx) { add_note(tx, std::to_string(i)); });
    }
    Database again(options, clock);
    CHECK(count_notes(again) == 50);
}

TEST_CASE("a hint that fails harms nobody") {
    Notes notes;
    notes.database.write_later([](Transaction&) { throw std::runtime_error("a bug"); });
    notes.database.write([](Transaction& tx) { add_note(tx, "kept"); });
    CHECK(has_note(notes.database, "kept"));
    CHECK(notes.database.writer_stats().hints_lost == 1);
}

TEST_CASE("a queue that is full refuses the next job at once") {
    auto options = patient_batches();
    options.queue_jobs = 1;
    Notes notes(options);
    std::string refused;
    write_together(notes.database, {[&](Transaction&) {}});
    std::latch running(1), leave(1);
    std::jthread blocker([&] {
        notes.database.write([&](Transaction&) {
            running.count_down();
            leave.wait();
        });
    });
    running.wait();
    std::jthread waiting([&] { notes.database.write([](Transaction& tx) { add_note(tx, "waited"); }); });
    while (notes.database.writer_stats().queued < 1) std::this_thread::yield();
    CHECK(key_thrown_by([&] { notes.database.write([](Transaction&) {}); }) == "database_busy");
    leave.count_down();
    waiting.join();
    CHECK(has_note(notes.database, "waited"));
}

TEST_CASE("the log does not grow for ever while somebody is always reading") {
    DatabaseOptions options;
    options.checkpoint_pages = 50;
    options.durable = false;
    Notes notes(options);
    std::atomic<bool> over{false};
    std::atomic<int> begun{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!over) {
                // Nobody leaves before the next has come.
                notes.database.read([&](ReadTransaction& tx) {
                    tx.value<int>(kCountNotes);
                    const int mine = ++begun;
                    while (begun == mine && !over) std::this_thread::yield();
                });
            }
        });
    }
    for (int i = 0; i < 4000; ++i) {
        notes.database.write([&](Transaction& tx) { add_note(tx, std::to_string(i)); });
    }
    over = true;
    for (std::thread& reader : readers) reader.join();
    CHECK(count_notes(notes.database) == 4000);
    // Of 4,000 commits the log would be more than 20 MB.
    CHECK(std::filesystem::file_size(notes.folder.file("league.db-wal")) < 8u << 20);
}
