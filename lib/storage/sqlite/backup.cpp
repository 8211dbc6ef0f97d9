#include "lib/storage/sqlite/backup.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "lib/base/problem.hpp"
#include "lib/storage/sqlite/errors.hpp"

namespace league::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAStep = 256;

[[noreturn]] void refuse_existing(const std::string& path) {
    throw Problem(ProblemCode::conflict, "backup_exists", {{"path", path}});
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

/// The half-made copy: gone unless it was finished.
class Partial {
public:
    explicit Partial(fs::path path) : path_(std::move(path)) { remove(); }
    ~Partial() { remove(); }
    Partial(const Partial&) = delete;
    Partial& operator=(const Partial&) = delete;
    const fs::path& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(path_.string() + suffix, ignored);
    }
    fs::path path_;
};

void copy_pages(Connection& source, const std::string& path) {
    SQLite::Database target(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE);
    SQLite::Backup copying(target, source.raw());
    int code = SQLITE_OK;
    while ((code = copying.executeStep(kPagesAStep)) == SQLITE_OK) {
    }
    if (code != SQLITE_DONE) raise(code, "the copy stopped", "backup to " + path);
}

void add_page_fault(void* faults, Row& row) {
    std::string line = row.text(0);
    if (line != "ok") static_cast<std::vector<std::string>*>(faults)->push_back(std::move(line));
}

void add_key_fault(void* faults, Row& row) {
    static_cast<std::vector<std::string>*>(faults)->push_back("a row of " + row.text(0) + " names a missing row of " +
                                                              row.text(2));
}

}  // namespace

void backup(Connection& source, const std::string& path) {
    if (fs::exists(path)) refuse_existing(path);
    const Partial partial(path + ".partial");
    try {
        // One snapshot for all steps. Without it each commit made meanwhile would start the copy over, and it might
        // never end.
        source.control("BEGIN");
        source.control("SELECT 1 FROM sqlite_master");
        copy_pages(source, partial.path().string());
        source.control("COMMIT");
    } catch (const SQLite::Exception& failure) {
        raise(failure, "backup to " + path);
    }
    fs::permissions(partial.path(), fs::perms::owner_read | fs::perms::owner_write);
    // A link, unlike a rename, does not replace a file that appeared meanwhile.
    std::error_code failure;
    fs::create_hard_link(partial.path(), path, failure);
    if (failure == std::errc::file_exists) refuse_existing(path);
    if (failure) fs::rename(partial.path(), path);
    sync_folder(fs::absolute(path).parent_path());
}

std::vector<std::string> faults_in(Connection& connection) {
    std::vector<std::string> faults;
    try {
        connection.execute("PRAGMA integrity_check", {}, /*first_row_only=*/false, &faults, add_page_fault);
        connection.execute("PRAGMA foreign_key_check", {}, /*first_row_only=*/false, &faults, add_key_fault);
    } catch (const DatabaseError& damage) {
        // Some damage stops the check itself.
        faults.emplace_back(damage.what());
    }
    return faults;
}

}  // namespace league::sqlite
