#include "lib/storage/sqlite/errors.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "lib/base/problem.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

ConstraintFailure::ConstraintFailure(Kind kind, std::string where)
    : std::runtime_error("constraint failed: " + where), kind_(kind), where_(std::move(where)) {}

}  // namespace league

namespace league::sqlite {
namespace {

ConstraintFailure::Kind kind_of(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE: return ConstraintFailure::Kind::unique;
        case SQLITE_CONSTRAINT_ROWID:
        case SQLITE_CONSTRAINT_PRIMARYKEY: return ConstraintFailure::Kind::primary_key;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return ConstraintFailure::Kind::foreign_key;
        case SQLITE_CONSTRAINT_CHECK: return ConstraintFailure::Kind::check;
        case SQLITE_CONSTRAINT_NOTNULL: return ConstraintFailure::Kind::not_null;
        default: return ConstraintFailure::Kind::other;
    }
}

/// "UNIQUE constraint failed: people.phone_hash" -> "people.phone_hash"
std::string place_in(std::string_view message) {
    constexpr std::string_view kBefore = "failed: ";
    const auto at = message.find(kBefore);
    return at == std::string_view::npos ? std::string() : std::string(message.substr(at + kBefore.size()));
}

/// A disk that takes no more: also reported as a failed write to the log or its index.
bool is_failed_write(int code) {
    switch (code) {
        case SQLITE_IOERR_WRITE:
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_DIR_FSYNC:
        case SQLITE_IOERR_TRUNCATE:
        case SQLITE_IOERR_SHMSIZE:
        case SQLITE_IOERR_SHMMAP:
        case SQLITE_IOERR_GETTEMPPATH:
        case SQLITE_IOERR_COMMIT_ATOMIC: return true;
        default: return false;
    }
}

[[noreturn]] void raise_as(int code, int system_error, std::string_view message, std::string_view doing) {
    const int primary = code & 0xff;
    if (primary == SQLITE_CONSTRAINT) throw ConstraintFailure(kind_of(code), place_in(message));
    const std::string details = std::string(message) + " (" + std::to_string(code) + ") in: " + std::string(doing);
    if (primary == SQLITE_FULL || is_failed_write(code) || system_error == ENOSPC || system_error == EDQUOT)
        throw Problem(ProblemCode::no_space, "no_space").with_details(details);
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
        throw Problem(ProblemCode::busy, "database_busy").with_details(details);
    if (primary == SQLITE_READONLY) throw Problem(ProblemCode::busy, "database_read_only").with_details(details);
    throw DatabaseError(details);
}

template <class Ask>
auto ask_problem(const std::exception_ptr& failure, Ask ask) -> decltype(ask(std::declval<const Problem&>())) {
    try {
        std::rethrow_exception(failure);
    } catch (const Problem& problem) {
        return ask(problem);
    } catch (...) {
        return {};
    }
}

}  // namespace

void raise(sqlite3* handle, int code, std::string_view doing) {
    const int system_error =
        (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN ? sqlite3_system_errno(handle) : 0;
    raise_as(code, system_error, sqlite3_errmsg(handle), doing);
}

void raise(int code, std::string_view message, std::string_view doing) {
    raise_as(code, 0, message, doing);
}

void raise(const SQLite::Exception& failure, std::string_view doing) {
    // Where SQLiteCpp had no connection to ask, it knows the plain code only.
    const int extended = failure.getExtendedErrorCode();
    raise(extended == -1 ? failure.getErrorCode() : extended, failure.what(), doing);
}

bool is_no_space(const std::exception_ptr& failure) {
    return ask_problem(failure, [](const Problem& problem) { return problem.code() == ProblemCode::no_space; });
}

bool is_locked(const std::exception_ptr& failure) {
    return ask_problem(failure, [](const Problem& problem) { return problem.key() == "database_busy"; });
}

std::string key_of(const std::exception_ptr& failure) {
    const std::string key = ask_problem(failure, [](const Problem& problem) { return problem.key(); });
    return key.empty() ? "internal" : key;
}

}  // namespace league::sqlite
