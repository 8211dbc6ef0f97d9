#include <utility>

#include "lib/documents/template.hpp"
#include "lib/http/static_files.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

constexpr const char* kNotBuilt = "pages/no_phone_page.html";

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
                         .headers = client_page_headers(),
                         .no_page = std::move(no_page)});
}

}  // namespace league
