#include "tools/leaguectl/records_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "lib/base/problem.hpp"

namespace league::ctl {
namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool holds(const fs::path& process, const fs::path& file) {
    std::error_code refused;
    for (fs::directory_iterator open(process / "fd", refused), end; !refused && open != end; open.increment(refused)) {
        std::error_code gone;
        if (fs::read_symlink(open->path(), gone) == file) return true;
    }
    return false;
}

void sync(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

std::vector<std::string> holders_of(const fs::path& file) {
    std::vector<std::string> holders;
    const fs::path real = fs::weakly_canonical(file);
    const std::string self = std::to_string(::getpid());
    std::error_code refused;
    for (fs::directory_iterator process("/proc", refused), end; !refused && process != end;
         process.increment(refused)) {
        const std::string id = process->path().filename().string();
        if (is_number(id) && id != self && holds(process->path(), real)) holders.push_back(id);
    }
    return holders;
}

void require_unused(const fs::path& database) {
    if (!fs::exists(database)) return;
    const std::vector<std::string> holders = holders_of(database);
    if (holders.empty()) return;
    std::string ids;
    for (const std::string& id : holders) ids += (ids.empty() ? "" : ", ") + id;
    throw Problem(ProblemCode::conflict, "records_in_use", {{"processes", ids}});
}

fs::path put_in_place(const fs::path& fresh, const fs::path& database) {
    require_unused(database);
    sync(fresh, O_RDONLY);
    // The log goes with its database: alone, either would be another one's.
    std::string kept = database.string() + ".replaced";
    for (int number = 2; fs::exists(kept) || fs::exists(kept + "-wal"); ++number) {
        kept = database.string() + ".replaced-" + std::to_string(number);
    }
    for (const char* ending : {"-wal", "-shm", ""}) {
        if (fs::exists(database.string() + ending)) fs::rename(database.string() + ending, kept + ending);
    }
    fs::rename(fresh, database);
    sync(folder_of(database), O_RDONLY | O_DIRECTORY);
    return kept;
}

void remove_records(const fs::path& database) {
    for (const char* ending : {"", "-wal", "-shm", ".gate", ".write"}) fs::remove(database.string() + ending);
}

}  // namespace league::ctl
