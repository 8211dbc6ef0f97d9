#include "tools/leaguectl/files.hpp"

#include <fstream>

#include "lib/base/problem.hpp"

namespace league::ctl {

std::string read_whole(const std::string& path, std::size_t max_bytes) {
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open()) throw Problem(ProblemCode::not_found, "file_unreadable", {{"path", path}});
    std::string bytes(max_bytes + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad()) throw Problem(ProblemCode::not_found, "file_unreadable", {{"path", path}});
    const auto size = static_cast<std::size_t>(file.gcount());
    if (size > max_bytes) {
        throw Problem::invalid("file", "file_too_large", {{"limit_mb", std::to_string(max_bytes >> 20)}});
    }
    bytes.resize(size);
    bytes.shrink_to_fit();
    return bytes;
}

}  // namespace league::ctl
