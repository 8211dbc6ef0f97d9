#include <algorithm>
#include <utility>

#include "lib/app/column_words.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/digest.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

http::Response page(std::string html, http::Headers headers) {
    http::Response response = http::Response::html(200, std::move(html));
    response.headers = std::move(headers);
    // A minute spares the server when a whole county opens the link at once.
    return std::move(response.with_header("Cache-Control", "public, max-age=60"));
}

/// The one whose issue is written so; null for anything else.
const Bulletin* find_issue(const std::vector<Bulletin>& issues, const std::string& written) {
    const auto found = std::find_if(issues.begin(), issues.end(), [&](const Bulletin& bulletin) {
        return std::to_string(bulletin.issue) == written;
    });
    return found == issues.end() ? nullptr : &*found;
}

/// Figures of this moment of the unit at the top; nothing before it is founded.
std::optional<ColumnNow> figures_now(Database& database, const Phrases& phrases) {
    return database.read([&](ReadTransaction& tx) -> std::optional<ColumnNow> {
        const std::optional<OrgUnit> top = top_unit(tx);
        if (!top) return std::nullopt;
        // What anybody may see of a county, by its own rule.
        const ReadProgress::Input input{top->id.str(), Period(HalfMonth::of(tx.now()))};
        return to_column_now(phrases, ReadProgress(database).run_in(tx, Actor{}, input));
    });
}

}  // namespace

void add_column_pages(http::Router& router, Database& database, ReadColumns& columns, const Phrases& phrases,
                      const ColumnWriter& writer, const Digest& digest) {
    // A mistyped link leads to what there is.
    const auto elsewhere = [] { return http::Response::redirect(302, "/column"); };
    router.add("GET", "/column", [&](const http::Request&) {
        const std::vector<Bulletin> issues = columns.published("");
        const std::vector<ColumnLink> others = column_links(columns.others_published(""), 0);
        const std::optional<ColumnNow> now = figures_now(database, phrases);
        std::string html = issues.empty()
                               ? writer.empty_page(column_name(phrases), others, now)
                               : writer.page(to_column(phrases, issues.front()), column_links(issues, 1), others, now);
        http::Headers headers = page_headers(html, digest);
        return page(std::move(html), std::move(headers));
    });
    router.add("GET", "/column/{issue}", [&, elsewhere](const http::Request& request) {
        const std::vector<Bulletin> issues = columns.published("");
        const Bulletin* asked = find_issue(issues, request.parameter("issue"));
        if (asked == nullptr) return elsewhere();
        std::string html = writer.page(to_column(phrases, *asked), column_links(issues, 0));
        http::Headers headers = page_headers(html, digest);
        return page(std::move(html), std::move(headers));
    });
    router.add("GET", "/column/{kind}/{issue}", [&, elsewhere](const http::Request& request) {
        const std::optional<BulletinKind> kind = bulletin_kind_from(request.parameter("kind"));
        if (!kind || *kind == BulletinKind::progress_column) return elsewhere();
        const std::vector<Bulletin> issues = columns.published("", 200, *kind);
        const Bulletin* asked = find_issue(issues, request.parameter("issue"));
        if (asked == nullptr) return elsewhere();
        return page(writer.article_page(to_column(phrases, *asked)), article_headers());
    });
}

}  // namespace league
