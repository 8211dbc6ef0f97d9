#include "tests/stories/support/ledger.hpp"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace league::test {
namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string column(sqlite3_stmt* statement, int index) {
    return reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
}

template <class Read>
void for_each_row(const std::string& database_file, const std::string& sql, Read read) {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(database_file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, Close> db(raw);
    if (opened != SQLITE_OK) throw std::runtime_error("cannot open " + database_file);
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(raw, sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(raw));
    }
    const std::unique_ptr<sqlite3_stmt, Close> statement(prepared);
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(prepared)) == SQLITE_ROW) read(prepared);
    if (step != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(raw));
}

}  // namespace

void Ledger::acknowledge(const std::string& title, const std::string& id) {
    const std::lock_guard lock(lock_);
    ids_[title] = id;
}

std::map<std::string, std::string> Ledger::acknowledged() const {
    const std::lock_guard lock(lock_);
    return ids_;
}

StoredLogs read_logs(const std::string& database_file, const std::string& beginning) {
    StoredLogs logs;
    for_each_row(database_file, "SELECT title, id FROM activities", [&](sqlite3_stmt* row) {
        const std::string title = column(row, 0);
        if (title.starts_with(beginning)) logs.ids.emplace(title, column(row, 1));
    });
    return logs;
}

std::map<std::string, int> read_counts(const std::string& database_file, const std::string& sql) {
    std::map<std::string, int> counts;
    for_each_row(database_file, sql, [&](sqlite3_stmt* row) { counts[column(row, 0)] += sqlite3_column_int(row, 1); });
    return counts;
}

}  // namespace league::test
