// Fills an office's records with logs of past years: spread evenly over its branches and over at most ten years that
// end three months ago, with every figure that is kept of them. For readings that must not depend on how much lies
// behind them; the audit is left alone, so verify would find the logs without it.
//
//     bench_grow DATABASE LOGS
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "lib/platform/clock_system.hpp"
#include "tests/bench/bare_sqlite.hpp"

namespace {

using namespace league::bench;

using namespace league;

constexpr int kMostMonths = 120;
constexpr int kMonthsLeftOut = 3;
constexpr int kPresent = 28;

void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

struct Branch {
    std::string id;
    std::vector<std::string> line;  ///< its own id and those of the units above
};

std::vector<Branch> branches_of(sqlite3* db) {
    const Statement units = prepare(
        db,
        "WITH RECURSIVE line (branch, unit) AS (SELECT id, id FROM org_units WHERE kind IN ('branch', 'joint_branch') "
        "UNION ALL SELECT line.branch, org_units.parent_id FROM line JOIN org_units ON org_units.id = line.unit "
        "WHERE org_units.parent_id IS NOT NULL) SELECT branch, unit FROM line ORDER BY branch");
    std::vector<Branch> branches;
    while (sqlite3_step(units.get()) == SQLITE_ROW) {
        const auto text = [&](int column) {
            return std::string(reinterpret_cast<const char*>(sqlite3_column_text(units.get(), column)));
        };
        if (branches.empty() || branches.back().id != text(0)) branches.push_back({text(0), {}});
        branches.back().line.push_back(text(1));
    }
    return branches;
}

class Growth {
public:
    explicit Growth(sqlite3* db)
        : db_(db),
          branches_(branches_of(db)),
          log_(
              prepare(db,
                      "INSERT INTO activities (id, org_id, kind, title, started_at, place, expected, present, content, "
                      "details, photos, source, state, revision, first_content_hash, submitted_at, changed_at) VALUES "
                      "(?1, ?2, 'theme_day', '主题团日', ?3, '活动室', 30, 28, ?4, '{}', '[]', 'phone', 'accepted', 1, "
                      "?5, ?3, ?3)")),
          branch_(prepare(db,
                          "INSERT INTO branch_figures VALUES (?1, ?2, ?3, ?3 * 28) ON CONFLICT DO UPDATE SET "
                          "activities = activities + excluded.activities, present = present + excluded.present")),
          unit_(prepare(db,
                        "INSERT INTO unit_figures VALUES (?1, ?2, ?3, ?4, ?4 * 28) ON CONFLICT DO UPDATE SET "
                        "activities = activities + excluded.activities, present = present + excluded.present")),
          year_(prepare(db, "INSERT OR IGNORE INTO activity_years VALUES (?1, ?2, ?3)")) {
        const Statement count = prepare(db, "SELECT count(*) FROM activities");
        sqlite3_step(count.get());
        written_ = sqlite3_column_int64(count.get(), 0);
    }

    /// Comes back with how many there are then.
    long long add(long long logs) {
        const auto per_round = static_cast<long long>(branches_.size());
        const int a_month = static_cast<int>(std::max(1LL, logs / (per_round * kMostMonths)));
        const int months = static_cast<int>(std::min<long long>(kMostMonths, logs / (per_round * a_month)));
        Month month = Month::of(SystemClock().now());
        for (int i = 0; i < kMonthsLeftOut; ++i) month = month.previous();
        for (int i = 0; i < months; ++i, month = month.previous()) add_month(month, a_month);
        return written_;
    }

private:
    void add_month(const Month& month, int each) {
        const Instant first = month.span().begin;
        for (const Branch& branch : branches_) {
            for (int i = 0; i < each; ++i) add_log(branch.id, first + std::chrono::hours(9 + i % 300));
        }
        // All of them lie in the first half: 300 hours are twelve days and a half.
        const std::string half = HalfMonth::of(first).str();
        std::map<std::string, long long> below;
        for (const Branch& branch : branches_) {
            for (const std::string& unit : branch.line) ++below[unit];
            bind(branch_.get(), 1, branch.id);
            bind(branch_.get(), 2, half);
            sqlite3_bind_int(branch_.get(), 3, each);
            step(branch_.get());
            remember_year(branch.id, month, each);
        }
        for (const auto& [unit, count] : below) {
            for (const std::string& period : {half, month.str()}) {
                bind(unit_.get(), 1, unit);
                bind(unit_.get(), 2, period);
                sqlite3_bind_int64(unit_.get(), 3, count);
                sqlite3_bind_int64(unit_.get(), 4, count * each);
                step(unit_.get());
            }
        }
    }

    void add_log(const std::string& branch, Instant at) {
        char id[48];
        const auto millis = static_cast<unsigned long long>(to_millis(at));
        std::snprintf(id, sizeof id, "%08llx-%04llx-7000-8000-%012llx", millis >> 16, millis & 0xFFFF,
                      static_cast<unsigned long long>(written_++));
        bind(log_.get(), 1, id);
        bind(log_.get(), 2, branch);
        sqlite3_bind_int64(log_.get(), 3, to_millis(at));
        bind(log_.get(), 4, content_);
        bind(log_.get(), 5, hash_);
        step(log_.get());
    }

    /// The whole year is taken to be like this month.
    void remember_year(const std::string& branch, const Month& month, int each) {
        const char digit = "0123456789abcdefghijklmnopqrstuvwxyz"[std::min(each, 35)];
        bind(year_.get(), 1, branch);
        sqlite3_bind_int(year_.get(), 2, std::atoi(month.str().c_str()));
        bind(year_.get(), 3, "theme_day:" + std::string(12, digit));
        step(year_.get());
    }

    void step(sqlite3_stmt* statement) {
        check(db_, sqlite3_step(statement));
        sqlite3_reset(statement);
    }

    sqlite3* db_;
    std::vector<Branch> branches_;
    Statement log_;
    Statement branch_;
    Statement unit_;
    Statement year_;
    const std::string content_ = std::string(240, 'x');
    const std::string hash_ = std::string(64, 'f');
    long long written_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_grow DATABASE LOGS\n");
        return 2;
    }
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(argv[1], &raw, SQLITE_OPEN_READWRITE, nullptr);
    const Connection db(raw);
    check(raw, opened);
    run(raw, "PRAGMA synchronous = OFF");
    run(raw, "PRAGMA cache_size = -1000000");
    run(raw, "BEGIN IMMEDIATE");
    const long long written = Growth(raw).add(std::atoll(argv[2]));
    run(raw, "COMMIT");
    run(raw, "PRAGMA wal_checkpoint(TRUNCATE)");
    std::printf("%lld\n", written);
    return 0;
}
