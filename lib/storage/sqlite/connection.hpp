// One SQLite connection with its prepared statements. Used by one thread at a time.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/storage/transaction.hpp"
#include "lib/storage/value.hpp"

namespace league::sqlite {

/// What a Row reads from.
class Cursor {
public:
    explicit Cursor(const SQLite::Statement& statement) : statement_(statement) {}
    const SQLite::Statement& statement() const { return statement_; }

private:
    const SQLite::Statement& statement_;
};

struct ConnectionOptions {
    std::string path;
    enum class Access { read_only, read_write, create } access = Access::read_only;
    int cache_kib = 1024;
    std::chrono::milliseconds busy_timeout{3000};
    bool durable = true;
};

class Connection {
public:
    /// Opens and sets it up. Throws as errors.hpp says.
    explicit Connection(const ConnectionOptions& options);

    /// Runs one statement with $1.. bound to `values`; calls on_row(context, row) for each row, or only for the first.
    /// Returns how many rows it changed.
    std::int64_t execute(std::string_view statement, std::span<const sql::Value> values, bool first_row_only,
                         void* context, void (*on_row)(void*, Row&));
    /// A statement without arguments and rows: BEGIN, SAVEPOINT, ...
    void control(std::string_view statement) { execute(statement, {}, /*first_row_only=*/false, nullptr, nullptr); }
    void run_script(std::string_view statements);

    /// False once COMMIT or ROLLBACK ran, or an error ended the transaction.
    bool in_transaction() const;
    /// Ends what is open and never throws; true when the connection can be used again.
    bool roll_back() noexcept;
    /// The newest failure that was not a broken rule of the schema, for a job that swallowed it.
    std::exception_ptr last_failure() const;

    Transaction write_transaction(Instant now) { return Transaction(*this, now); }
    ReadTransaction read_transaction(Instant now) { return ReadTransaction(*this, now); }

    SQLite::Database& raw() { return database_; }

private:
    struct Prepared {
        std::unique_ptr<SQLite::Statement> statement;
        std::vector<int> places;      ///< SQLite's number of $1, $2, ...
        bool may_stop_early = false;  ///< false where RETURNING may stand: the effect is whole only at the end
        bool in_use = false;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    Prepared prepare(std::string_view statement);
    Prepared& prepared(std::string_view statement, Prepared& spare);
    [[noreturn]] void fail(int code, std::string_view doing);

    SQLite::Database database_;
    ConnectionOptions::Access access_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
    int last_code_ = 0;
    std::string last_message_;
};

}  // namespace league::sqlite
