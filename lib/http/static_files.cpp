#include "lib/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

namespace league::http {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
}};

[[noreturn]] void not_found() {
    throw HttpProblem(404, ProblemCode::not_found, "not_found");
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.find('\\') == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

/// The file asked for, or not found. Links are resolved before asking whether it lies inside.
fs::path locate(const fs::path& folder, std::string_view rest) {
    fs::path asked = folder;
    while (!rest.empty()) {
        const auto end = rest.find('/');
        const auto name = rest.substr(0, end);
        if (!is_safe_name(name)) not_found();
        asked /= name;
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        if (rest.empty()) asked /= "index.html";
    }
    if (asked == folder) asked /= "index.html";
    std::error_code failed;
    const auto root = fs::canonical(folder, failed);
    if (failed) not_found();
    const auto file = fs::canonical(asked, failed);
    if (failed || !fs::is_regular_file(file, failed)) not_found();
    const bool inside = std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
    if (!inside) not_found();
    return file;
}

std::string etag_of(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    const auto changed = fs::last_write_time(file, failed).time_since_epoch().count();
    return "\"" + std::to_string(size) + "-" + std::to_string(changed) + "\"";
}

Response serve(const StaticFiles& files, const Request& request) {
    const auto file = locate(files.folder, request.parameter("rest"));
    const auto etag = etag_of(file);
    const auto type = content_type_of(file);
    Response response;
    if (request.header("If-None-Match") == etag) {
        response.status = 304;
    } else {
        std::ifstream in(file, std::ios::binary);
        if (!in) not_found();
        response.body.assign(std::istreambuf_iterator<char>(in), {});
        response.content_type = type;
    }
    const bool page = file.extension() == ".html";
    response.with_header("ETag", etag).with_header("Cache-Control", page ? "no-cache" : files.cache_control);
    response.with_header("X-Content-Type-Options", "nosniff");
    response.headers.insert(response.headers.end(), files.headers.begin(), files.headers.end());
    return response;
}

}  // namespace

std::string content_type_of(const fs::path& file) {
    const auto extension = file.extension().string();
    for (const auto& [known, type] : kTypes) {
        if (known == extension) return std::string(type);
    }
    return "application/octet-stream";
}

void mount(Router& router, StaticFiles files) {
    const auto shared = std::make_shared<const StaticFiles>(std::move(files));
    const auto& prefix = shared->prefix;
    router.add_prefix(prefix, [shared](const Request& request) { return serve(*shared, request); });
    if (prefix.size() > 1) {
        router.add("GET", prefix.substr(0, prefix.size() - 1),
                   [prefix](const Request&) { return Response::redirect(301, prefix); });
    }
}

}  // namespace league::http
