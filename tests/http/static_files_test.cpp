#include "lib/http/static_files.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "lib/http/client.hpp"
#include "lib/http/server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace league;
using namespace league::http;
namespace fs = std::filesystem;

namespace {

class Site {
public:
    Site() {
        fs::create_directories(folder_.path() / "pages" / "sub");
        fs::create_directories(folder_.path() / "pages" / "assets");
        write("pages/index.html", "<p>home</p>");
        write("pages/sub/index.html", "<p>sub</p>");
        write("pages/app.js", "run()");
        write("pages/.hidden", "no");
        write("outside.txt", "no");
        fs::create_symlink(folder_.path() / "outside.txt", folder_.path() / "pages" / "link.txt");
        Router router;
        mount(router, {"/m/",
                       folder_.path() / "pages",
                       {"assets"},
                       {{"Referrer-Policy", "no-referrer"}},
                       Response::html(404, "<p>not built</p>")});
        server_ = std::make_unique<Server>(ServerOptions{}, std::move(router), plain_errors);
        server_->start();
        client_ = std::make_unique<HttpClient>(ClientOptions{.base_url = server_->base_url()});
    }
    HttpAnswer get(const std::string& path, const Headers& headers = {}) {
        const auto answer = client_->get(path, {}, headers);
        REQUIRE(answer);
        return *answer;
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_.path() / name) << text; }
    fs::path path(const std::string& name) const { return folder_.path() / name; }

private:
    test::TempFolder folder_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<HttpClient> client_;
};

}  // namespace

TEST_CASE("files come with their type and headers, folders with their index") {
    Site site;
    CHECK(site.get("/m/").body == "<p>home</p>");
    CHECK(site.get("/m/sub/").body == "<p>sub</p>");
    const auto script = site.get("/m/app.js");
    CHECK(script.body == "run()");
    CHECK(script.content_type() == "text/javascript; charset=utf-8");
    CHECK(find_header(script.headers, "Cache-Control") == "no-cache");
    CHECK(find_header(script.headers, "Referrer-Policy") == "no-referrer");
    CHECK(find_header(site.get("/m/").headers, "Cache-Control") == "no-cache");
    CHECK(site.get("/m").status == 301);
    CHECK(find_header(site.get("/m").headers, "Location") == "/m/");
}

TEST_CASE("a file that the client has is not sent again until it changes") {
    Site site;
    const auto etag = find_header(site.get("/m/app.js").headers, "ETag").value();
    const auto again = site.get("/m/app.js", {{"If-None-Match", etag}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    site.write("pages/app.js", "changed()");
    CHECK(site.get("/m/app.js", {{"If-None-Match", etag}}).body == "changed()");
}

TEST_CASE("nothing outside the folder and nothing hidden is served") {
    Site site;
    for (const auto* path :
         {"/m/../outside.txt", "/m/%2e%2e/outside.txt", "/m/..%2foutside.txt", "/m/sub/../../outside.txt", "/m/.hidden",
          "/m/link.txt", "/m//etc/passwd", "/m/%2Fetc/passwd", "/m/..%5coutside.txt", "/m/sub", "/m/none.js",
          "/m/app.js/", "/m/app.js%00.html"}) {
        CAPTURE(path);
        CHECK(site.get(path).status == 404);
    }
}

TEST_CASE("files whose names change with their content are kept by browsers, others are asked about") {
    Site site;
    site.write("pages/assets/index-1a2b.js", "run()");
    const auto caching = [&](const std::string& path) { return find_header(site.get(path).headers, "Cache-Control"); };
    CHECK(caching("/m/assets/index-1a2b.js") == "public, max-age=31536000, immutable");
    CHECK(caching("/m/app.js") == "no-cache");
    CHECK(caching("/m/sub/") == "no-cache");
}

TEST_CASE("a packed sibling is sent to who can read it, under a tag of its own") {
    Site site;
    site.write("pages/app.js.gz", "packed");
    const auto get = [&](const std::string& accepted, const Headers& more = {}) {
        Headers headers{{"Accept-Encoding", accepted}};
        headers.insert(headers.end(), more.begin(), more.end());
        return site.get("/m/app.js", headers);
    };
    for (const auto* accepted : {"gzip", "br, gzip;q=0.5", "deflate,gzip"}) {
        const auto answer = get(accepted);
        CAPTURE(accepted);
        CHECK(answer.body == "packed");
        CHECK(find_header(answer.headers, "Content-Encoding") == "gzip");
        CHECK(find_header(answer.headers, "Vary") == "Accept-Encoding");
        CHECK(answer.content_type() == "text/javascript; charset=utf-8");
    }
    for (const auto* refused : {"identity", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"}) {
        const auto answer = get(refused);
        CAPTURE(refused);
        CHECK(answer.body == "run()");
        CHECK_FALSE(find_header(answer.headers, "Content-Encoding"));
        CHECK(find_header(answer.headers, "Vary") == "Accept-Encoding");
    }
    const auto plain = find_header(get("identity").headers, "ETag").value();
    const auto packed = find_header(get("gzip").headers, "ETag").value();
    CHECK(plain != packed);
    CHECK(get("gzip", {{"If-None-Match", "W/" + packed}}).status == 304);
    CHECK(get("gzip", {{"If-None-Match", plain}}).body == "packed");
}

TEST_CASE("of two packed siblings the smaller goes to who can read both") {
    Site site;
    site.write("pages/app.js.gz", "packed");
    site.write("pages/app.js.br", "more");
    const auto get = [&](const std::string& accepted) {
        return site.get("/m/app.js", {{"Accept-Encoding", accepted}});
    };
    CHECK(get("gzip, deflate, br").body == "more");
    CHECK(find_header(get("gzip, deflate, br").headers, "Content-Encoding") == "br");
    CHECK(get("gzip, br;q=0").body == "packed");
    CHECK(find_header(get("gzip").headers, "Content-Encoding") == "gzip");
    CHECK(get("identity").body == "run()");
    CHECK(find_header(get("br").headers, "ETag") != find_header(get("gzip").headers, "ETag"));
}

TEST_CASE("a packed sibling that is older than its file or a link is not sent") {
    Site site;
    site.write("pages/app.js.gz", "packed");
    fs::last_write_time(site.path("pages/app.js.gz"),
                        fs::last_write_time(site.path("pages/app.js")) - std::chrono::seconds(1));
    CHECK(site.get("/m/app.js", {{"Accept-Encoding", "gzip"}}).body == "run()");
    fs::remove(site.path("pages/app.js.gz"));
    fs::create_symlink(site.path("outside.txt"), site.path("pages/app.js.gz"));
    CHECK(site.get("/m/app.js", {{"Accept-Encoding", "gzip"}}).body == "run()");
}

TEST_CASE("a page that is not built yet is a plain 404, and is there as soon as it is") {
    Site site;
    fs::rename(site.path("pages"), site.path("elsewhere"));
    const auto answer = site.get("/m/");
    CHECK(answer.status == 404);
    CHECK(answer.body == "<p>not built</p>");
    CHECK(site.get("/m/app.js").body == "not_found");
    fs::rename(site.path("elsewhere"), site.path("pages"));
    CHECK(site.get("/m/").body == "<p>home</p>");
}
