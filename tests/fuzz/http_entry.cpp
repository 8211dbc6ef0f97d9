#include <fstream>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/http/server.hpp"
#include "lib/http/static_files.hpp"
#include "tests/fuzz/entries.hpp"
#include "tests/http/raw_line.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::fuzz {
namespace {

constexpr const char* kHidden = "nobody may read this";
constexpr std::size_t kMaxBody = 4096;

/// A server with every kind of route and small limits, so that short inputs meet them.
class Served {
public:
    Served() : server_(options(), router(), http::plain_errors) { server_.start(); }

    std::string answers(std::string_view bytes) const {
        test::RawLine line(server_.port());
        line.send(std::string(bytes));
        line.end_sending();
        return line.receive();
    }

private:
    static http::ServerOptions options() {
        http::ServerOptions options;
        options.workers = 4;
        options.max_head = 2048;
        options.max_body = kMaxBody;
        return options;
    }
    http::Router router() {
        std::filesystem::create_directory(folder_.path() / "page");
        std::ofstream(folder_.file("hidden.txt")) << kHidden;
        std::ofstream(folder_.file("page/.hidden")) << kHidden;
        std::ofstream(folder_.file("page/index.html")) << "<p>page</p>";

        http::Router router;
        for (const char* method : {"GET", "POST", "PUT", "DELETE"}) router.add(method, "/echo/{id}", echo);
        http::mount(router, {"/m/", folder_.path() / "page"});
        return router;
    }
    static http::Response echo(const http::Request& request) {
        const std::string& id = request.parameter("id");
        ensure(!id.empty() && id.size() <= 128 && text::is_valid_utf8(id));
        ensure(request.body.size() <= kMaxBody && request.parts.size() <= 64);
        std::size_t held = 0;
        for (const http::FormPart& part : request.parts) held += part.content.size();
        ensure(held <= kMaxBody);
        // Whatever a caller may write comes back in a header, and must stay in its line.
        return http::Response::text(200, "echo").with_header("X-Echo", id + request.query_value("q").value_or(""));
    }

    test::TempFolder folder_;
    http::Server server_;
};

}  // namespace

void http_connection(std::string_view bytes) {
    static const Served served;
    const std::string got = served.answers(bytes);
    ensure(got.empty() || got.starts_with("HTTP/1.1 "));
    ensure(got.find(kHidden) == std::string::npos);
    ensure(got.find("\nX-Injected:") == std::string::npos);
    ensure(got.find("[nothing came]") == std::string::npos);
}

}  // namespace league::fuzz
