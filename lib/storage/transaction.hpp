// What a store is built on: one open transaction, statements run in it, rows read from it.
//
// A statement is a whole text constant with $1, $2, ... bound by these names; as many arguments follow as it has
// names. Arguments may be text, string ids, integers, bool, Instant, an enum with to_string, values with str()
// (Month, HalfMonth, OrgPath), std::optional of these, and std::nullopt.
//
//     constexpr std::string_view kFind = "SELECT id, code, founded_at FROM org_units WHERE code = $1";
//     auto unit = tx.find_one(kFind, code, [](Row& row) {
//         return Unit{row.next<OrgUnitId>(), row.next<std::string>(), row.next<std::optional<Instant>>()};
//     });
//
// A ReadTransaction sees one snapshot, the newest commit when it began, and refuses to write. A Transaction is
// one job of the writer thread and can also be passed where a ReadTransaction is wanted. Both live only as long
// as the function that Database handed them to, and belong to its thread.
//
// Failures: Problem busy (database_busy, database_read_only) and no_space; ConstraintFailure; anything else is
// DatabaseError. Let all but ConstraintFailure pass: the driver undoes the job.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/storage/value.hpp"

namespace league {

namespace sqlite {
class Connection;
class Cursor;
}  // namespace sqlite
class Row;

namespace sql {
template <class... Args>
using Last = std::tuple_element_t<sizeof...(Args) - 1, std::tuple<Args...>>;
/// What the mapper at the end of an argument list makes of a row.
template <class... ArgsThenFn>
using Mapped = std::decay_t<std::invoke_result_t<Last<ArgsThenFn...>, Row&>>;
}  // namespace sql

/// A statement broke a rule of the schema. Only that statement is undone; the transaction can go on.
class ConstraintFailure : public std::runtime_error {
public:
    enum class Kind { unique, primary_key, foreign_key, check, not_null, other };

    ConstraintFailure(Kind kind, std::string where);
    Kind kind() const { return kind_; }
    /// True for unique and primary_key: the row is there already.
    bool is_duplicate() const { return kind_ == Kind::unique || kind_ == Kind::primary_key; }
    /// What the database names: "people.phone_hash", "index 'x'", the name of a CHECK; empty for foreign keys.
    /// For the log and for telling two unique rules of one table apart.
    const std::string& where() const { return where_; }

private:
    Kind kind_;
    std::string where_;
};

/// A bug or a damaged file: wrong SQL, a value of the wrong type, a page that does not read.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One row of a result, valid until the function it was handed to returns. Columns count from 0.
class Row {
public:
    explicit Row(sqlite::Cursor& cursor) : cursor_(cursor) {}
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    bool is_null(int column) const;
    /// Throw DatabaseError when the column is of another type or null.
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    Instant instant(int column) const { return from_millis(integer(column)); }

    /// Any argument type except enums (read their text and ask the domain): std::string, std::int64_t, int, bool,
    /// Instant, string ids, Month, HalfMonth, OrgPath, std::optional of these.
    template <class T>
    T get(int column) const;
    /// The column after the one that the last next() read; the first call reads column 0.
    template <class T>
    T next() {
        return get<T>(next_++);
    }

private:
    [[noreturn]] void unreadable(int column) const;

    sqlite::Cursor& cursor_;
    int next_ = 0;
};

class ReadTransaction {
public:
    /// The instant of this transaction, the same however often it is asked.
    Instant now() const { return now_; }

    /// Calls the last argument with every row: `query(sql, args..., [](Row& row) { ... })`.
    template <class... ArgsThenFn>
    void query(std::string_view statement, ArgsThenFn&&... args_then_fn);
    /// What the last argument makes of the first row; nothing when there is no row.
    template <class... ArgsThenFn>
    auto find_one(std::string_view statement, ArgsThenFn&&... args_then_fn)
        -> std::optional<sql::Mapped<ArgsThenFn...>>;
    /// What the last argument makes of each row, in their order.
    template <class... ArgsThenFn>
    auto list(std::string_view statement, ArgsThenFn&&... args_then_fn) -> std::vector<sql::Mapped<ArgsThenFn...>>;
    /// The first column of the first row; nothing when there is no row. Where it may be null ask for an optional T.
    template <class T, class... Args>
    std::optional<T> value(std::string_view statement, const Args&... args);
    /// Whether there is a row.
    template <class... Args>
    bool exists(std::string_view statement, const Args&... args);
    bool has_table(std::string_view name);

    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ~ReadTransaction() = default;

protected:
    enum class Want { first_row, all_rows };
    using OnRow = void (*)(void* context, Row& row);

    ReadTransaction(sqlite::Connection& connection, Instant now) : connection_(connection), now_(now) {}

    /// Returns how many rows the statement changed.
    std::int64_t execute(std::string_view statement, std::span<const sql::Value> values, Want want, void* context,
                         OnRow on_row);

private:
    friend class sqlite::Connection;
    friend class Transaction;

    template <class OnEach, class Tuple, std::size_t... I>
    void each(std::string_view statement, Want want, OnEach on_each, Tuple args, std::index_sequence<I...>);
    template <class OnEach, class... ArgsThenFn>
    void each_row(std::string_view statement, Want want, OnEach on_each, ArgsThenFn&&... args_then_fn);

    sqlite::Connection& connection_;
    Instant now_;
};

/// One job: it is undone alone when its function throws, and commits together with its neighbours.
class Transaction : public ReadTransaction {
public:
    /// Runs a statement for its effect; how many rows it changed. With RETURNING use find_one or list.
    template <class... Args>
    std::int64_t run(std::string_view statement, const Args&... args);
    /// Runs a text of several statements without arguments: migrations.
    void run_script(std::string_view statements);

private:
    friend class sqlite::Connection;
    Transaction(sqlite::Connection& connection, Instant now) : ReadTransaction(connection, now) {}
};

// Bodies of the templates above.

template <class T>
T Row::get(int column) const {
    if constexpr (sql::is_optional<T>) {
        if (is_null(column)) return std::nullopt;
        return get<typename T::value_type>(column);
    } else if constexpr (std::same_as<T, std::string>) {
        return text(column);
    } else if constexpr (std::same_as<T, bool>) {
        return boolean(column);
    } else if constexpr (std::integral<T>) {
        const std::int64_t number = integer(column);
        if (!std::in_range<T>(number)) unreadable(column);
        return static_cast<T>(number);
    } else if constexpr (std::same_as<T, Instant>) {
        return instant(column);
    } else if constexpr (sql::is_strong_id<T>) {
        return T(text(column));
    } else if constexpr (requires { T::from_stored(std::string()); }) {
        return T::from_stored(text(column));
    } else {
        std::optional<T> parsed = T::parse(text(column));
        if (!parsed) unreadable(column);
        return *std::move(parsed);
    }
}

template <class OnEach, class Tuple, std::size_t... I>
void ReadTransaction::each(std::string_view statement, Want want, OnEach on_each, Tuple args,
                           std::index_sequence<I...>) {
    const std::array<sql::Value, sizeof...(I)> values{sql::to_value(std::get<I>(args))...};
    auto on_row = [&](Row& row) { on_each(std::get<sizeof...(I)>(args), row); };
    execute(statement, values, want, &on_row,
            [](void* context, Row& row) { (*static_cast<decltype(on_row)*>(context))(row); });
}

template <class OnEach, class... ArgsThenFn>
void ReadTransaction::each_row(std::string_view statement, Want want, OnEach on_each, ArgsThenFn&&... args_then_fn) {
    each(statement, want, on_each, std::forward_as_tuple(args_then_fn...),
         std::make_index_sequence<sizeof...(ArgsThenFn) - 1>());
}

template <class... ArgsThenFn>
void ReadTransaction::query(std::string_view statement, ArgsThenFn&&... args_then_fn) {
    each_row(
        statement, Want::all_rows, [](auto& fn, Row& row) { fn(row); }, args_then_fn...);
}

template <class... ArgsThenFn>
auto ReadTransaction::find_one(std::string_view statement, ArgsThenFn&&... args_then_fn)
    -> std::optional<sql::Mapped<ArgsThenFn...>> {
    std::optional<sql::Mapped<ArgsThenFn...>> found;
    each_row(
        statement, Want::first_row, [&](auto& map, Row& row) { found.emplace(map(row)); }, args_then_fn...);
    return found;
}

template <class... ArgsThenFn>
auto ReadTransaction::list(std::string_view statement, ArgsThenFn&&... args_then_fn)
    -> std::vector<sql::Mapped<ArgsThenFn...>> {
    std::vector<sql::Mapped<ArgsThenFn...>> rows;
    each_row(
        statement, Want::all_rows, [&](auto& map, Row& row) { rows.push_back(map(row)); }, args_then_fn...);
    return rows;
}

template <class T, class... Args>
std::optional<T> ReadTransaction::value(std::string_view statement, const Args&... args) {
    return find_one(statement, args..., [](Row& row) { return row.get<T>(0); });
}

template <class... Args>
bool ReadTransaction::exists(std::string_view statement, const Args&... args) {
    return find_one(statement, args..., [](Row&) { return true; }).has_value();
}

template <class... Args>
std::int64_t Transaction::run(std::string_view statement, const Args&... args) {
    const std::array<sql::Value, sizeof...(Args)> values{sql::to_value(args)...};
    return execute(statement, values, Want::all_rows, nullptr, nullptr);
}

}  // namespace league
