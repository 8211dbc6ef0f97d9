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
        write("pages/index.html", "<p>home</p>");
        write("pages/sub/index.html", "<p>sub</p>");
        write("pages/app.js", "run()");
        write("pages/.hidden", "no");
        write("outside.txt", "no");
        fs::create_symlink(folder_.path() / "outside.txt", folder_.path() / "pages" / "link.txt");
        Router router;
        mount(router, {"/m/", folder_.path() / "pages", "max-age=60", {{"Referrer-Policy", "no-referrer"}}});
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
    CHECK(find_header(script.headers, "Cache-Control") == "max-age=60");
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
