// What SQLite's result codes mean to us. The one place that knows them.
#pragma once

#include <exception>
#include <string>
#include <string_view>

struct sqlite3;

namespace SQLite {
class Exception;
}

namespace league::sqlite {

/// Throws what an (extended) result code means: Problem busy or no_space, ConstraintFailure, or DatabaseError with
/// SQLite's own words and `doing` for the log.
[[noreturn]] void raise(sqlite3* handle, int code, std::string_view doing);

/// The file could not be opened or a wrapper class gave up; `code` as above, without a connection to ask.
[[noreturn]] void raise(int code, std::string_view message, std::string_view doing);

/// The same for what SQLiteCpp threw.
[[noreturn]] void raise(const SQLite::Exception& failure, std::string_view doing);

/// True for a Problem no_space.
bool is_no_space(const std::exception_ptr& failure);
/// True when another process holds the lock, which passes.
bool is_locked(const std::exception_ptr& failure);
/// The key of a Problem, or "internal".
std::string key_of(const std::exception_ptr& failure);

}  // namespace league::sqlite
