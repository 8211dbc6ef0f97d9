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

constexpr const char* kIndex = "index.html";

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

/// The file asked for; nothing when it is not there or not to be seen. Links are resolved before asking whether it
/// lies inside.
std::optional<fs::path> locate(const fs::path& folder, std::string_view rest) {
    fs::path asked = folder;
    while (!rest.empty()) {
        const auto end = rest.find('/');
        const auto name = rest.substr(0, end);
        if (!is_safe_name(name)) return std::nullopt;
        asked /= name;
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        if (rest.empty()) asked /= kIndex;
    }
    if (asked == folder) asked /= kIndex;
    std::error_code failed;
    const auto root = fs::canonical(folder, failed);
    if (failed) return std::nullopt;
    auto file = fs::canonical(asked, failed);
    if (failed || !fs::is_regular_file(file, failed)) return std::nullopt;
    const bool inside = std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
    return inside ? std::optional(std::move(file)) : std::nullopt;
}

std::string etag_of(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    const auto changed = fs::last_write_time(file, failed).time_since_epoch().count();
    return "\"" + std::to_string(size) + "-" + std::to_string(changed) + "\"";
}

/// How a file may lie packed beside itself, the smallest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kPackings{{{".br", "br"}, {".gz", "gzip"}}};

/// The same file packed, made with it or later; nothing when there is none.
std::optional<fs::path> packed_beside(const fs::path& file, std::string_view ending) {
    fs::path packed = file;
    packed += ending;
    std::error_code failed;
    if (fs::symlink_status(packed, failed).type() != fs::file_type::regular) return std::nullopt;
    const bool current = fs::last_write_time(packed, failed) >= fs::last_write_time(file, failed);
    return current && !failed ? std::optional(std::move(packed)) : std::nullopt;
}

/// Whether Accept-Encoding names the coding without giving it the weight 0.
bool accepts(const Request& request, std::string_view coding) {
    const std::string header = request.header("Accept-Encoding").value_or("");
    for (std::size_t at = 0; at < header.size();) {
        const std::size_t end = std::min(header.find(',', at), header.size());
        std::string entry = header.substr(at, end - at);
        std::erase_if(entry, [](char c) { return c == ' ' || c == '\t'; });
        const std::size_t weight = entry.find(";q=");
        if (entry.substr(0, entry.find(';')) == coding) {
            return weight == std::string::npos || entry.find_first_of("123456789", weight) != std::string::npos;
        }
        at = end + 1;
    }
    return false;
}

/// What of a file is sent to this reader.
struct Sent {
    fs::path file;
    std::string_view coding = {};  ///< empty for the file itself
    bool varies = false;           ///< others may be sent something else
};

Sent choose(const fs::path& file, const Request& request) {
    Sent sent{.file = file};
    for (const auto& [ending, coding] : kPackings) {
        auto packed = packed_beside(file, ending);
        if (!packed) continue;
        sent.varies = true;
        if (!sent.coding.empty() || !accepts(request, coding)) continue;
        sent.file = std::move(*packed);
        sent.coding = coding;
    }
    return sent;
}

/// A proxy that packs an answer itself makes the tag a weak one, and a browser may hold several.
bool has_tag(const Request& request, const std::string& etag) {
    return request.header("If-None-Match").value_or("").find(etag) != std::string::npos;
}

std::string cache_control_of(const StaticFiles& files, const std::string& rest) {
    const auto& hashed = files.hashed_folders;
    const bool never_changes = std::any_of(hashed.begin(), hashed.end(),
                                           [&](const std::string& name) { return rest.starts_with(name + "/"); });
    return never_changes ? "public, max-age=31536000, immutable" : "no-cache";
}

Response serve(const StaticFiles& files, const Request& request) {
    const std::string& rest = request.parameter("rest");
    const auto file = locate(files.folder, rest);
    if (!file && rest.empty() && files.no_page) return *files.no_page;
    if (!file) not_found();
    const Sent sent = choose(*file, request);

    Response response;
    const auto etag = etag_of(sent.file);
    if (has_tag(request, etag)) {
        response.status = 304;
    } else {
        std::ifstream in(sent.file, std::ios::binary);
        if (!in) not_found();
        response.body.assign(std::istreambuf_iterator<char>(in), {});
        response.content_type = content_type_of(*file);
    }
    response.with_header("ETag", etag).with_header("Cache-Control", cache_control_of(files, rest));
    if (sent.varies) response.with_header("Vary", "Accept-Encoding");
    if (!sent.coding.empty()) response.with_header("Content-Encoding", std::string(sent.coding));
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
