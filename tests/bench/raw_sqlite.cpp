// The raw limit of a durable log: the rows that one log writes (the log, the kept figures of its branch and the three
// units of its line in two periods, what is kept of the branch's year and pulse, the audit row), by prepared statements
// on one connection, without any of our code. Prints logs per second for one commit a log and for one commit per 64
// logs.
//
//     bench_raw_sqlite FOLDER SECONDS
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lib/storage/migrations.hpp"
#include "tests/bench/bare_sqlite.hpp"

namespace {

using namespace league::bench;

using Seconds = std::chrono::duration<double>;

void step(sqlite3* db, sqlite3_stmt* statement) {
    check(db, sqlite3_step(statement));
    sqlite3_reset(statement);
}

void bind(sqlite3_stmt* statement, int place, const std::string& value) {
    sqlite3_bind_text(statement, place, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

std::string id_of(const char* what, long long number) {
    char text[48];
    std::snprintf(text, sizeof text, "%.8s-0000-7000-8000-%012lld", what, number);
    return text;
}

class RawLog {
public:
    explicit RawLog(sqlite3* db)
        : db_(db),
          log_(prepare(
              db,
              "INSERT INTO activities (id, org_id, kind, title, started_at, place, expected, present, "
              "content, details, photos, source, state, revision, first_content_hash, submitted_at, changed_at) "
              "VALUES (?1, ?2, 'theme_day', 'bench', 1, '', 30, 28, ?3, '{}', '[]', 'phone', 'submitted', 1, ?4, 1, "
              "1)")),
          branch_(prepare(db,
                          "INSERT INTO branch_figures VALUES (?1, ?2, 1, 28) ON CONFLICT (unit_id, half_month) DO "
                          "UPDATE SET activities = activities + 1, present = present + 28")),
          unit_(prepare(db,
                        "INSERT INTO unit_figures VALUES (?1, ?2, 0, 1, 28) ON CONFLICT (unit_id, period) DO "
                        "UPDATE SET activities = activities + 1, present = present + 28")),
          year_(prepare(db,
                        "INSERT INTO activity_years VALUES (?1, 2026, ?2) ON CONFLICT (unit_id, year) DO UPDATE SET "
                        "kinds = excluded.kinds")),
          pulse_(prepare(db,
                         "INSERT INTO org_pulses VALUES (?1, ?2, 1, 30, 28, '2026-11', 1) ON CONFLICT (unit_id) DO "
                         "UPDATE SET last_log = excluded.last_log")),
          audit_(prepare(
              db, "INSERT INTO audit VALUES (?1, 1, NULL, 'person', 'create_activity', 'activity', ?2, '', ?3)")) {}

    void write(long long number) {
        const std::string id = id_of("00000001", number);
        const std::string branch = id_of("0000000b", number % 2000);
        const std::string hash(64, 'f');
        bind(log_.get(), 1, id);
        bind(log_.get(), 2, branch);
        bind(log_.get(), 3, std::string(240, 'x'));
        bind(log_.get(), 4, hash);
        step(db_, log_.get());
        bind(branch_.get(), 1, branch);
        bind(branch_.get(), 2, "2026-11-H1");
        step(db_, branch_.get());
        for (const std::string& unit : {branch, id_of("0000000a", number % 12), id_of("0000000c", 0)}) {
            for (const char* period : {"2026-11-H1", "2026-11"}) {
                bind(unit_.get(), 1, unit);
                bind(unit_.get(), 2, period);
                step(db_, unit_.get());
            }
        }
        bind(year_.get(), 1, branch);
        bind(year_.get(), 2, "branch_meeting:001001001001 theme_day:111111111110");
        step(db_, year_.get());
        bind(pulse_.get(), 1, branch);
        bind(pulse_.get(), 2, id);
        step(db_, pulse_.get());
        sqlite3_bind_int64(audit_.get(), 1, number);
        bind(audit_.get(), 2, id);
        bind(audit_.get(), 3, hash);
        step(db_, audit_.get());
    }

private:
    sqlite3* db_;
    Statement log_;
    Statement branch_;
    Statement unit_;
    Statement year_;
    Statement pulse_;
    Statement audit_;
};

/// Logs per second with `group` logs a commit.
double measure(sqlite3* db, int group, double seconds, long long& number) {
    RawLog log(db);
    const auto begin = std::chrono::steady_clock::now();
    long long written = 0;
    Seconds spent{};
    do {
        run(db, "BEGIN IMMEDIATE");
        for (int i = 0; i < group; ++i) log.write(++number);
        run(db, "COMMIT");
        written += group;
        spent = std::chrono::steady_clock::now() - begin;
    } while (spent.count() < seconds);
    return static_cast<double>(written) / spent.count();
}

Connection open_fresh(const std::filesystem::path& file) {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    sqlite3* raw = nullptr;
    const int code = sqlite3_open(file.c_str(), &raw);
    Connection db(raw);
    check(raw, code);
    run(raw, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    // Foreign keys stay off: their look-ups are our price, not SQLite's limit.
    for (const league::Migration& migration : league::built_in_migrations()) run(raw, std::string(migration.sql));
    return db;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_raw_sqlite FOLDER SECONDS\n");
        return 2;
    }
    const Connection db = open_fresh(std::filesystem::path(argv[1]) / "raw.db");
    const double seconds = std::atof(argv[2]);
    long long number = 0;
    const double groups = measure(db.get(), 64, seconds, number);
    const double single = measure(db.get(), 1, seconds, number);
    std::printf("%.0f %.0f\n", groups, single);
    return 0;
}
