#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
namespace fs = std::filesystem;

namespace {

/// A page as the build leaves it.
class BuiltPage {
public:
    BuiltPage() {
        fs::create_directories(folder_.path() / "h5" / "assets");
        write("index.html", "<main>page</main>");
        write("assets/index-1a2b3c4d.js", "run()");
        write("assets/index-1a2b3c4d.js.gz", "packed");
    }
    std::string path() const { return folder_.file("h5"); }

private:
    void write(const std::string& name, const std::string& text) {
        std::ofstream(folder_.path() / "h5" / name) << text;
    }
    TempFolder folder_;
};

}  // namespace

TEST_CASE("the phone page is served with its caching, and may load from nowhere else") {
    const BuiltPage page;
    Scene scene([&](Config& config) { config.server.phone_page = page.path(); });
    const Served index = scene.ask("GET", "/m/");
    CHECK(index.status == 200);
    CHECK(index.body == "<main>page</main>");
    CHECK(index.header("Cache-Control") == "no-cache");
    CHECK(index.header("Content-Security-Policy").starts_with("default-src 'self'; img-src 'self' data: blob:;"));
    CHECK(index.header("Content-Security-Policy").find("http") == std::string::npos);
    CHECK(index.header("Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(index.header("X-Content-Type-Options") == "nosniff");
    CHECK(index.header("Referrer-Policy") == "no-referrer");
    CHECK(index.header("Permissions-Policy") == "geolocation=(), microphone=(), camera=(self)");

    const Served script = scene.ask("GET", "/m/assets/index-1a2b3c4d.js", "", {{"Accept-Encoding", "gzip, br"}});
    CHECK(script.body == "packed");
    CHECK(script.header("Content-Encoding") == "gzip");
    CHECK(script.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(scene.ask("GET", "/m/assets/index-1a2b3c4d.js").body == "run()");
    CHECK(scene.ask("GET", "/m").status == 301);
    // WeChat comes back to the page with its answer in the query.
    CHECK(scene.ask("GET", "/m/?code=C&state=S").body == "<main>page</main>");
}

TEST_CASE("no other site may put the console into a frame") {
    const BuiltPage page;
    Scene scene([&](Config& config) { config.server.console_page = page.path(); });
    const Served index = scene.ask("GET", "/console/");
    CHECK(index.status == 200);
    CHECK(index.header("Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(index.header("Referrer-Policy") == "no-referrer");
}

TEST_CASE("a phone page that is not built stops nothing and says so in plain words") {
    Scene scene([](Config& config) { config.server.phone_page = "/nowhere/h5"; });
    const Served answer = scene.ask("GET", "/m/");
    CHECK(answer.status == 404);
    CHECK(answer.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(answer.header("Content-Security-Policy").starts_with("default-src 'none'; style-src 'sha256-"));
    CHECK(answer.body.find("<h1>手机页面还没有装好</h1>") != std::string::npos);
    CHECK(scene.ask("GET", "/m/assets/x.js").code() == "not_found");
    CHECK(scene.ask("GET", "/readyz").status == 200);
}

TEST_CASE("every answer of the interface says the server's time, so that a phone can know its own is wrong") {
    Scene scene;
    for (const char* path : {"/api/v1/openapi.json", "/api/v1/me", "/api/v1/none"}) {
        INFO(path);
        CHECK(scene.ask("GET", path).header("Date") == "Tue, 10 Nov 2026 01:00:00 GMT");
    }
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/progress").header("Date") == "Tue, 10 Nov 2026 01:00:00 GMT");
}
