// Brings the schema of a database to the one this program was built with.
//
// Migrations are the numbered files of lib/storage/migrations, built into the program. Each runs once, in order, in a
// transaction of its own, and is recorded by name and SHA-256 in the table schema_migrations. Files are never edited
// once released. Not for changes of data that take long: those are use cases that run in slices.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace league {

class Database;
class ReadTransaction;

struct Migration {
    std::string_view name;    ///< "0001_people_and_units"
    std::string_view sha256;  ///< of the file, lower-case hex
    std::string_view sql;
};

/// In the order in which they run.
std::span<const Migration> built_in_migrations();

/// Runs what is pending and returns its names. Several processes may call it at once. Throws Problem conflict when the
/// database has seen a migration that this program does not know (schema_newer) or knows differently (schema_changed).
std::vector<std::string> migrate(Database& database, std::span<const Migration> known = built_in_migrations());

/// What migrate() would run; throws the same Problems. Programs other than leaguectl do not start unless it is empty.
std::vector<std::string> pending(Database& database, std::span<const Migration> known = built_in_migrations());

/// When the first migration was applied: the records are no older.
Instant records_begin(ReadTransaction& tx);

}  // namespace league
