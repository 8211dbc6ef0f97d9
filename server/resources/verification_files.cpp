#include <algorithm>
#include <fstream>
#include <iterator>

#include "server/resources/routes.hpp"

namespace league {
namespace {

constexpr std::string_view kBegin = "MP_verify_";
constexpr std::string_view kEnd = ".txt";
constexpr std::size_t kLongestMiddle = 64;
constexpr std::uintmax_t kLargest = 4096;  // bytes; WeChat's have 16

bool is_verification_file(std::string_view name) {
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd)) return false;
    if (name.size() <= kBegin.size() + kEnd.size()) return false;
    const std::string_view middle = name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size());
    return middle.size() <= kLongestMiddle && std::all_of(middle.begin(), middle.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

http::Response file_of(const std::filesystem::path& folder, const std::string& name) {
    const Problem absent(ProblemCode::not_found, "not_found");
    if (!is_verification_file(name)) throw absent;
    const std::filesystem::path path = folder / name;
    std::error_code fault;
    if (std::filesystem::symlink_status(path, fault).type() != std::filesystem::file_type::regular) throw absent;
    if (std::filesystem::file_size(path, fault) > kLargest || fault) throw absent;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw absent;
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return std::move(http::Response::text(200, bytes).with_header("Cache-Control", "no-store"));
}

}  // namespace

void add_verification_files(http::Router& router, const std::filesystem::path& folder) {
    if (folder.empty()) return;
    router.add("GET", "/{file}", [folder](const http::Request& request) {
        return file_of(folder, std::string(request.parameter("file")));
    });
}

}  // namespace league
