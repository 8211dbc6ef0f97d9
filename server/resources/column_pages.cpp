#include <algorithm>
#include <memory>
#include <utility>

#include "lib/app/column_words.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/digest.hpp"
#include "lib/storage/version_memory.hpp"
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

/// What was published, read once between two commits: anybody may ask, as often as he likes.
class Published {
public:
    Published(Database& database, ReadColumns& columns) : database_(database), columns_(columns) {}

    using Issues = std::shared_ptr<const std::vector<Bulletin>>;
    Issues columns() {
        return keep("columns", [&] { return columns_.published(""); });
    }
    Issues others() {
        return keep("others", [&] { return columns_.others_published(""); });
    }
    Issues of(BulletinKind kind) {
        return keep(std::string(to_string(kind)), [&] { return columns_.published("", 200, kind); });
    }

private:
    template <class Read>
    Issues keep(const std::string& what, Read read) {
        const std::uint64_t version = database_.data_version();
        if (Issues kept = memory_.find(version, what)) return kept;
        return memory_.keep(version, what, read());
    }

    Database& database_;
    ReadColumns& columns_;
    VersionMemory<std::string, std::vector<Bulletin>> memory_{16};
};

}  // namespace

void add_column_pages(http::Router& router, Database& database, ReadColumns& columns, const Phrases& phrases,
                      const ColumnWriter& writer, const Digest& digest) {
    // A mistyped link leads to what there is.
    const auto elsewhere = [] { return http::Response::redirect(302, "/column"); };
    const auto published = std::make_shared<Published>(database, columns);
    router.add("GET", "/column", [&, published](const http::Request&) {
        const Published::Issues kept = published->columns();
        const std::vector<Bulletin>& issues = *kept;
        const std::vector<ColumnLink> others = column_links(*published->others(), 0);
        const std::optional<ColumnNow> now = figures_now(database, phrases);
        std::string html = issues.empty()
                               ? writer.empty_page(column_name(phrases), others, now)
                               : writer.page(to_column(phrases, issues.front()), column_links(issues, 1), others, now);
        http::Headers headers = page_headers(html, digest);
        return page(std::move(html), std::move(headers));
    });
    router.add("GET", "/column/{issue}", [&, published, elsewhere](const http::Request& request) {
        const Published::Issues issues = published->columns();
        const Bulletin* asked = find_issue(*issues, request.parameter("issue"));
        if (asked == nullptr) return elsewhere();
        std::string html = writer.page(to_column(phrases, *asked), column_links(*issues, 0));
        http::Headers headers = page_headers(html, digest);
        return page(std::move(html), std::move(headers));
    });
    router.add("GET", "/column/{kind}/{issue}", [&, published, elsewhere](const http::Request& request) {
        const std::optional<BulletinKind> kind = bulletin_kind_from(request.parameter("kind"));
        if (!kind || *kind == BulletinKind::progress_column) return elsewhere();
        const Published::Issues issues = published->of(*kind);
        const Bulletin* asked = find_issue(*issues, request.parameter("issue"));
        if (asked == nullptr) return elsewhere();
        return page(writer.article_page(to_column(phrases, *asked)), article_headers());
    });
}

}  // namespace league
