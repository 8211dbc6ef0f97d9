#include <utility>

#include "lib/documents/template.hpp"
#include "lib/http/static_files.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

constexpr const char* kNotBuilt = "pages/no_phone_page.html";

/// The page may load from us alone and use nothing of the phone but its camera. Vue sets styles of elements, which a
/// policy without 'unsafe-inline' would refuse; scripts stay files.
http::Headers phone_page_headers() {
    return {
        {"Content-Security-Policy",
         "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'none'"},
        {"Referrer-Policy", "no-referrer"},
        {"Permissions-Policy", "geolocation=(), microphone=(), camera=(self)"}};
}

}  // namespace

void add_phone_page(http::Router& router, const std::string& folder, const TemplateFolder& templates,
                    const Digest& digest) {
    templates.check({kNotBuilt});
    if (folder.empty()) return;
    const std::string html = templates.render(kNotBuilt, TemplateData());
    http::Response no_page = http::Response::html(404, html);
    no_page.headers = page_headers(html, digest);
    no_page.with_header("Cache-Control", "no-store");
    http::mount(router, {.prefix = "/m/",
                         .folder = folder,
                         .hashed_folders = {"assets"},
                         .headers = phone_page_headers(),
                         .no_page = std::move(no_page)});
}

}  // namespace league
