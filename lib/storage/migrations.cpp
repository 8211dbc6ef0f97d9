#include "lib/storage/migrations.hpp"

#include "lib/base/problem.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

constexpr std::string_view kCreateTable = R"(
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    applied_at BIGINT NOT NULL
))";

constexpr std::string_view kListApplied = R"(
SELECT name, sha256
FROM schema_migrations
ORDER BY name)";

constexpr std::string_view kFirstApplied = R"(
SELECT min(applied_at)
FROM schema_migrations)";

constexpr std::string_view kRecord = R"(
INSERT INTO schema_migrations (name, sha256, applied_at)
VALUES ($1, $2, $3))";

struct Applied {
    std::string name;
    std::string sha256;
};

/// How many of `known` the database has seen: always its first ones.
std::size_t count_applied(ReadTransaction& tx, std::span<const Migration> known) {
    if (!tx.has_table("schema_migrations")) return 0;
    const auto applied = tx.list(kListApplied, [](Row& row) {
        return Applied{row.next<std::string>(), row.next<std::string>()};
    });
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (i >= known.size()) throw Problem(ProblemCode::conflict, "schema_newer", {{"name", applied[i].name}});
        if (applied[i].name != known[i].name || applied[i].sha256 != known[i].sha256)
            throw Problem(ProblemCode::conflict, "schema_changed", {{"name", applied[i].name}});
    }
    return applied.size();
}

}  // namespace

std::vector<std::string> migrate(Database& database, std::span<const Migration> known) {
    database.write([](Transaction& tx) { tx.run(kCreateTable); });
    std::vector<std::string> done;
    while (true) {
        // Asked again each time: another process may be doing the same.
        const auto name = database.write([&](Transaction& tx) -> std::optional<std::string> {
            const std::size_t applied = count_applied(tx, known);
            if (applied == known.size()) return std::nullopt;
            const Migration& next = known[applied];
            tx.run_script(next.sql);
            tx.run(kRecord, next.name, next.sha256, tx.now());
            return std::string(next.name);
        });
        if (!name) return done;
        done.push_back(*name);
    }
}

std::vector<std::string> pending(Database& database, std::span<const Migration> known) {
    return database.read([&](ReadTransaction& tx) {
        std::vector<std::string> names;
        for (const Migration& migration : known.subspan(count_applied(tx, known))) names.emplace_back(migration.name);
        return names;
    });
}

Instant records_begin(ReadTransaction& tx) {
    return tx.value<Instant>(kFirstApplied).value();
}

}  // namespace league
