#include "lib/storage/sqlite/connection.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <mutex>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/storage/sqlite/errors.hpp"

namespace league::sqlite {
namespace {

// Statements are constants of the stores, some three hundred in all; the bound only catches glued text.
constexpr std::size_t kStatements = 400;

int flags_for(ConnectionOptions::Access access) {
    switch (access) {
        case ConnectionOptions::Access::read_only: return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
        case ConnectionOptions::Access::read_write: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
        case ConnectionOptions::Access::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    }
    stop("unknown access");
}

SQLite::Database open(const ConnectionOptions& options) {
    // The memory counters are one lock for all threads, and nobody reads them.
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    try {
        return SQLite::Database(options.path, flags_for(options.access),
                                static_cast<int>(options.busy_timeout.count()));
    } catch (const SQLite::Exception& failure) {
        raise(failure, "opening " + options.path);
    }
}

void bind(SQLite::Statement& statement, int place, const sql::Value& value) {
    switch (value.kind()) {
        case sql::Value::Kind::null: statement.bind(place); return;
        case sql::Value::Kind::integer: statement.bind(place, value.number()); return;
        case sql::Value::Kind::text: statement.bindNoCopy(place, value.text()); return;
    }
}

/// Gives the statement back to the cache however the call ends.
template <class Prepared>
class InUse {
public:
    explicit InUse(Prepared& prepared) : prepared_(prepared) { prepared_.in_use = true; }
    ~InUse() {
        prepared_.statement->tryReset();
        prepared_.in_use = false;
    }
    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;

private:
    Prepared& prepared_;
};

}  // namespace

Connection::Connection(const ConnectionOptions& options) : database_(open(options)), access_(options.access) {
    sqlite3_extended_result_codes(database_.getHandle(), 1);
    if (access_ != ConnectionOptions::Access::read_only) {
        // A file made by someone else may be in another mode; asking for WAL again changes nothing.
        std::string mode;
        execute("PRAGMA journal_mode = WAL", {}, /*first_row_only=*/true, &mode,
                [](void* context, Row& row) { *static_cast<std::string*>(context) = row.text(0); });
        if (mode != "wal") throw DatabaseError("no write-ahead log for " + options.path + ": " + mode);
        control(options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
        control("PRAGMA foreign_keys = ON");
        // What is deleted or replaced is overwritten with zeros, not only unlinked. Debian builds SQLite so; others do
        // not.
        control("PRAGMA secure_delete = ON");
        // After a burst the log is cut back to 64 MB when it starts over.
        control("PRAGMA journal_size_limit = 67108864");
    }
    control("PRAGMA cache_size = -" + std::to_string(options.cache_kib));
    // Also keeps what a savepoint needs to undo in memory instead of a temporary file.
    control("PRAGMA temp_store = MEMORY");
    control("PRAGMA trusted_schema = OFF");
    statements_.clear();
}

void Connection::fail(int code, std::string_view doing) {
    if (access_ == ConnectionOptions::Access::read_only && code == SQLITE_READONLY)
        throw DatabaseError("a read transaction was asked to write: " + std::string(doing));
    if ((code & 0xff) != SQLITE_CONSTRAINT) {
        last_code_ = code;
        last_message_ = sqlite3_errmsg(database_.getHandle());
    }
    raise(database_.getHandle(), code, doing);
}

std::exception_ptr Connection::last_failure() const {
    try {
        raise(last_code_, last_message_, "a job that went on after it");
    } catch (...) {
        return std::current_exception();
    }
}

Connection::Prepared Connection::prepare(std::string_view statement) {
    Prepared prepared;
    try {
        prepared.statement = std::make_unique<SQLite::Statement>(database_, std::string(statement));
    } catch (const SQLite::Exception& failure) {
        fail(failure.getExtendedErrorCode(), statement);
    }
    const int count = prepared.statement->getBindParameterCount();
    for (int number = 1; number <= count; ++number) {
        const int place = prepared.statement->getIndex(("$" + std::to_string(number)).c_str());
        if (place == 0)
            throw DatabaseError("arguments are named $1, $2, ... without a gap in: " + std::string(statement));
        prepared.places.push_back(place);
    }
    prepared.may_stop_early = statement.starts_with("SELECT");
    return prepared;
}

Connection::Prepared& Connection::prepared(std::string_view statement, Prepared& spare) {
    const auto found = statements_.find(statement);
    if (found != statements_.end() && !found->second.in_use) return found->second;
    spare = prepare(statement);
    // In use already: a statement that is run again for a row of itself gets a copy of its own.
    if (found != statements_.end()) return spare;
    if (statements_.size() >= kStatements)
        std::erase_if(statements_, [](const auto& item) { return !item.second.in_use; });
    return statements_.emplace(std::string(statement), std::move(spare)).first->second;
}

std::int64_t Connection::execute(std::string_view statement, std::span<const sql::Value> values, bool first_row_only,
                                 void* context, void (*on_row)(void*, Row&)) {
    Prepared spare;
    Prepared& use = prepared(statement, spare);
    if (use.places.size() != values.size())
        throw DatabaseError(std::to_string(values.size()) + " arguments for: " + std::string(statement));
    const InUse in_use(use);
    SQLite::Statement& running = *use.statement;
    for (std::size_t i = 0; i < values.size(); ++i) bind(running, use.places[i], values[i]);
    sqlite3* const handle = database_.getHandle();
    bool wanted = on_row != nullptr;
    int code = SQLITE_OK;
    while ((code = running.tryExecuteStep()) == SQLITE_ROW) {
        if (wanted) {
            Cursor cursor(running);
            Row row(cursor);
            on_row(context, row);
            wanted = !first_row_only;
        }
        if (!wanted && use.may_stop_early) break;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_extended_errcode(handle), statement);
    return sqlite3_changes(handle);
}

void Connection::run_script(std::string_view statements) {
    try {
        database_.exec(std::string(statements));
    } catch (const SQLite::Exception& failure) {
        fail(failure.getExtendedErrorCode(), statements);
    }
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

bool Connection::roll_back() noexcept {
    try {
        if (in_transaction()) control("ROLLBACK");
    } catch (...) {
        // Some errors end the transaction by themselves; what counts is whether it is over.
    }
    return !in_transaction();
}

}  // namespace league::sqlite

namespace league {

bool Row::is_null(int column) const {
    return cursor_.statement().isColumnNull(column);
}

std::int64_t Row::integer(int column) const {
    const SQLite::Column value = cursor_.statement().getColumn(column);
    if (!value.isInteger()) unreadable(column);
    return value.getInt64();
}

std::string Row::text(int column) const {
    const SQLite::Column value = cursor_.statement().getColumn(column);
    if (!value.isText()) unreadable(column);
    return value.getString();
}

void Row::unreadable(int column) const {
    throw DatabaseError("column " + std::to_string(column) +
                        " holds another kind of value in: " + cursor_.statement().getQuery());
}

std::int64_t ReadTransaction::execute(std::string_view statement, std::span<const sql::Value> values, Want want,
                                      void* context, OnRow on_row) {
    // Some errors (a full disk) end the transaction. A job that swallowed one must not go on outside of it, where
    // each statement would commit by itself.
    if (!connection_.in_transaction()) std::rethrow_exception(connection_.last_failure());
    return connection_.execute(statement, values, want == Want::first_row, context, on_row);
}

bool ReadTransaction::has_table(std::string_view name) {
    return exists("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", name);
}

void Transaction::run_script(std::string_view statements) {
    if (!connection_.in_transaction()) std::rethrow_exception(connection_.last_failure());
    connection_.run_script(statements);
}

}  // namespace league
