#include "server/resources/page_headers.hpp"

#include <string>

#include "lib/wechat/crypto.hpp"

namespace league {
namespace {

constexpr std::string_view kStyleBegins = "<style>";
constexpr std::string_view kStyleEnds = "</style>";

std::string bytes_of_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

std::string style_source(std::string_view html, const Digest& digest) {
    const std::size_t begin = html.find(kStyleBegins);
    if (begin == std::string_view::npos) return "'none'";
    const std::size_t end = html.find(kStyleEnds, begin);
    if (end == std::string_view::npos) return "'none'";
    const std::size_t from = begin + kStyleBegins.size();
    return "'sha256-" + wechat::base64_encode(bytes_of_hex(digest.sha256(html.substr(from, end - from)))) + "'";
}

http::Headers headers_with(const std::string& sources) {
    return {{"Content-Security-Policy",
             "default-src 'none'; " + sources + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
            {"X-Content-Type-Options", "nosniff"},
            {"Referrer-Policy", "no-referrer"}};
}

}  // namespace

http::Headers page_headers(std::string_view html, const Digest& digest) {
    return headers_with("style-src " + style_source(html, digest));
}

http::Headers article_headers() {
    return headers_with("style-src 'unsafe-inline'; img-src data:");
}

// Vue sets styles of elements, which a policy without 'unsafe-inline' would refuse; scripts stay files.
http::Headers client_page_headers() {
    return {
        {"Content-Security-Policy",
         "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'none'"},
        {"Referrer-Policy", "no-referrer"},
        {"Permissions-Policy", "geolocation=(), microphone=(), camera=(self)"}};
}

}  // namespace league
