#include "lib/storage/database.hpp"

#include <sqlite3.h>

#include <utility>

#include "lib/storage/sqlite/backup.hpp"
#include "lib/storage/sqlite/connection.hpp"
#include "lib/storage/sqlite/reader_pool.hpp"
#include "lib/storage/sqlite/writer.hpp"

namespace league {
namespace {

sqlite::ConnectionOptions reader_options(const DatabaseOptions& options, int cache_kib) {
    return {options.path, sqlite::ConnectionOptions::Access::read_only, cache_kib, options.busy_wait};
}

// SQLite counts the commits of others per connection, so one connection does nothing but ask.
constexpr int kVersionCacheKib = 64;

}  // namespace

struct Database::Parts {
    Parts(DatabaseOptions given, const Clock& the_clock)
        : options(std::move(given)),
          clock(the_clock),
          writer(options, clock),
          readers(reader_options(options, options.reader_cache_kib), options.readers, options.busy_wait),
          version(reader_options(options, kVersionCacheKib)) {}

    const DatabaseOptions options;
    const Clock& clock;
    sqlite::Writer writer;
    sqlite::ReaderPool readers;
    std::mutex version_mutex;
    sqlite::Connection version;
};

Database::Database(DatabaseOptions options, const Clock& clock)
    : parts_(std::make_unique<Parts>(std::move(options), clock)) {}

Database::~Database() = default;

void Database::write_erased(void* context, WriteThunk run) {
    parts_->writer.run([context, run](Transaction& tx) { run(context, tx); });
}

void Database::write_later(std::function<void(Transaction&)> fn) {
    parts_->writer.run_later(std::move(fn));
}

void Database::read_erased(void* context, ReadThunk run) {
    std::unique_ptr<sqlite::Connection> connection = parts_->readers.borrow();
    try {
        // The snapshot begins with the first statement, so it is at least as new as this moment.
        connection->control("BEGIN");
        ReadTransaction tx = connection->read_transaction(parts_->clock.now());
        run(context, tx);
        connection->control("COMMIT");
    } catch (...) {
        if (!connection->roll_back()) connection = nullptr;
        parts_->readers.give_back(std::move(connection));
        throw;
    }
    parts_->readers.give_back(std::move(connection));
}

std::uint64_t Database::data_version() {
    const std::lock_guard lock(parts_->version_mutex);
    std::int64_t version = 0;
    parts_->version.execute("PRAGMA data_version", {}, /*first_row_only=*/true, &version,
                            [](void* context, Row& row) { *static_cast<std::int64_t*>(context) = row.integer(0); });
    return static_cast<std::uint64_t>(version);
}

WriterStats Database::writer_stats() const {
    return parts_->writer.stats();
}

void Database::probe_writable() {
    // Writes the header page again, with the number that nothing here uses and that is always 0.
    write([](Transaction& tx) { tx.run("PRAGMA user_version = 0"); });
}

void Database::backup_to(const std::string& path) {
    sqlite::Connection source(reader_options(parts_->options, parts_->options.reader_cache_kib));
    sqlite::backup(source, path);
}

bool Database::empty_log() {
    return parts_->writer.empty_log();
}

std::vector<std::string> Database::check_integrity() {
    sqlite::Connection connection(reader_options(parts_->options, parts_->options.reader_cache_kib));
    return sqlite::faults_in(connection);
}

}  // namespace league
