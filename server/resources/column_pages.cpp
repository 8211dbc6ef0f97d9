#include <algorithm>
#include <utility>

#include "lib/app/column_words.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/base/digest.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

http::Response page(std::string html, const Digest& digest) {
    http::Headers headers = page_headers(html, digest);
    http::Response response = http::Response::html(200, std::move(html));
    response.headers = std::move(headers);
    // An issue does not change; a minute spares the server when a whole county opens the link at once.
    return std::move(response.with_header("Cache-Control", "public, max-age=60"));
}

}  // namespace

void add_column_pages(http::Router& router, ReadColumns& columns, const Phrases& phrases, const ColumnWriter& writer,
                      const Digest& digest) {
    router.add("GET", "/column", [&](const http::Request&) {
        const std::vector<Bulletin> issues = columns.published("");
        return page(issues.empty() ? writer.empty_page(column_name(phrases))
                                   : writer.page(to_column(phrases, issues.front()), column_links(issues, 1)),
                    digest);
    });
    router.add("GET", "/column/{issue}", [&](const http::Request& request) {
        const std::vector<Bulletin> issues = columns.published("");
        const auto asked = std::find_if(issues.begin(), issues.end(), [&](const Bulletin& bulletin) {
            return std::to_string(bulletin.issue) == request.parameter("issue");
        });
        // A mistyped link leads to what there is.
        if (asked == issues.end()) return http::Response::redirect(302, "/column");
        return page(writer.page(to_column(phrases, *asked), column_links(issues, 0)), digest);
    });
}

}  // namespace league
