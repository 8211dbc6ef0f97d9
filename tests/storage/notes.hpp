// A small database for the driver's tests: numbered notes, each by a writer.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <latch>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/storage/database.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::test {

inline constexpr std::string_view kCreateNotes = R"(
CREATE TABLE IF NOT EXISTS notes (
    id TEXT NOT NULL PRIMARY KEY,
    writer TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    answers TEXT REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (id <> '')
))";

inline constexpr std::string_view kInsertNote = R"(
INSERT INTO notes (id, writer, made_at)
VALUES ($1, $2, $3))";

inline constexpr std::string_view kCountNotes = "SELECT COUNT(*) FROM notes";

inline void add_note(Transaction& tx, const std::string& id, std::string_view writer = "test") {
    tx.run(kInsertNote, id, writer, tx.now());
}

inline int count_notes(Database& database) {
    return database.read([](ReadTransaction& tx) { return tx.value<int>(kCountNotes).value_or(-1); });
}

inline bool has_note(Database& database, const std::string& id) {
    return database.read([&](ReadTransaction& tx) { return tx.exists("SELECT 1 FROM notes WHERE id = $1", id); });
}

struct Notes {
    explicit Notes(DatabaseOptions options = {}) : database(with_path(std::move(options)), clock) {
        database.write([](Transaction& tx) { tx.run(kCreateNotes); });
    }
    DatabaseOptions with_path(DatabaseOptions options) const {
        options.path = folder.file("league.db");
        return options;
    }

    TempFolder folder;
    ManualClock clock{from_millis(1'800'000'000'000)};
    Database database;
};

/// Batches that end only when the queue is empty, so that jobs queued together surely commit together.
inline DatabaseOptions patient_batches() {
    DatabaseOptions options;
    options.batch_time = options.max_lock = options.busy_wait = std::chrono::milliseconds(60'000);
    return options;
}

/// Runs the jobs in this order in one batch; what each caller was thrown, or nothing. Wants patient_batches().
inline std::vector<std::exception_ptr> write_together(Database& database,
                                                      std::vector<std::function<void(Transaction&)>> jobs) {
    std::latch running(1);
    std::latch all_queued(1);
    std::atomic<bool> once{false};
    std::jthread blocker([&] {
        try {
            database.write([&](Transaction&) {
                if (once.exchange(true)) return;
                running.count_down();
                all_queued.wait();
            });
        } catch (const Problem&) {
            // It shares the fate of the batch.
        }
    });
    running.wait();
    std::vector<std::exception_ptr> thrown(jobs.size());
    std::vector<std::jthread> callers;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        callers.emplace_back([&, i] {
            try {
                database.write(jobs[i]);
            } catch (...) {
                thrown[i] = std::current_exception();
            }
        });
        while (database.writer_stats().queued < i + 1) std::this_thread::yield();
    }
    all_queued.count_down();
    callers.clear();
    return thrown;
}

/// The key of the Problem that came, "" for none, "other" for another exception.
inline std::string key_of(const std::exception_ptr& thrown) {
    if (!thrown) return "";
    try {
        std::rethrow_exception(thrown);
    } catch (const Problem& problem) {
        return problem.key();
    } catch (...) {
        return "other";
    }
}

template <class Fn>
std::string key_thrown_by(Fn fn) {
    try {
        fn();
    } catch (...) {
        return key_of(std::current_exception());
    }
    return "";
}

}  // namespace league::test
