#include "lib/storage/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "lib/base/problem.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;

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

void write_whole(const fs::path& file, const std::string& text) {
    const fs::path fresh = file.string() + ".new";
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) throw Problem(ProblemCode::no_space, "no_space");
    sync(fresh, O_RDONLY);
    fs::rename(fresh, file);
    sync(folder_of(file), O_RDONLY | O_DIRECTORY);
}

}  // namespace league
