// Clients that send or read a few bytes and then keep everybody waiting (docs/security.md). How long honest callers
// wait meanwhile is measured elsewhere (docs/performance.md); here it is only asked whether they are served at all.
#include <catch2/catch.hpp>
#include <deque>

#include "tests/http/raw_line.hpp"
#include "tests/stories/support/stage.hpp"

using namespace league::test;
using Catch::Matchers::Contains;

namespace {

/// In turn: a head that does not end, a body that does not come, an answer that nobody takes.
class SlowCrowd {
public:
    SlowCrowd(int port, int count) {
        for (int i = 0; i < count; ++i) {
            RawLine& line = lines_.emplace_back(port);
            switch (i % 3) {
                case 0: line.send("GET /api/v1/duties HTTP/1.1\r\nHost: a\r\nX-Slow: "); break;
                case 1:
                    line.send(
                        "POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        "Content-Length: 1000\r\n\r\n{\"");
                    break;
                default:
                    for (int again = 0; again < 20; ++again)
                        line.send("GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n");
            }
        }
    }

private:
    std::deque<RawLine> lines_;
};

int port_of(const std::string& url) {
    return std::stoi(url.substr(url.rfind(':') + 1));
}

}  // namespace

SCENARIO("behind nginx hundreds of slow clients keep nobody from logging") {
    // A busy server closes connections that nginx keeps idle, sometimes as nginx takes one up: no sign of a dead
    // server.
    Stage stage(
        {.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false, .copies = 2, .front_fails = 1000});
    const std::string token = stage.sign_in("demo-mp-QH-CG-02");
    REQUIRE_FALSE(token.empty());
    const SlowCrowd crowd(port_of(stage.server_url()), 500);
    for (int i = 0; i < 20; ++i) {
        const auto put = stage.ask("PUT", "/api/v1/activities/" + stage.new_id(), token,
                                   stage.log_body("QH-CG-02", "学习讨论" + std::to_string(i)));
        INFO(put.body);
        // 200: nginx asked the other server, too, when the first took its time, and the log was there already.
        CHECK((put.status == 201 || put.status == 200));
        CHECK_THAT(put.body, Contains("学习讨论" + std::to_string(i) + "\""));
        CHECK_THAT(stage.say("demo-oa-QH-CG-02", "进度"), Contains("已开展活动"));
    }
}

SCENARIO("without nginx slow clients are sent away, and honest ones are served after them") {
    Stage stage(
        {.settings = {{"server.read_timeout_ms", "300"}, {"server.write_timeout_ms", "300"}, {"server.workers", "16"}},
         .branches_per_township = 8,
         .months = 1,
         .with_bot = false});
    const std::string token = stage.sign_in("demo-mp-QH-CG-02");
    REQUIRE_FALSE(token.empty());
    const SlowCrowd crowd(port_of(stage.server_url()), 200);
    CHECK(stage.ask("GET", "/api/v1/duties", token).status == 200);
    CHECK(stage.ask("GET", "/api/v1/duties", token).status == 200);
}
