#include <catch2/catch.hpp>

#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;

SCENARIO("without Redis the callbacks go on, signed-in calls say busy, and all recovers by itself") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string me = "demo-oa-QH-CG-02";
    const std::string token = stage.sign_in("demo-mp-QH-CG-02");
    REQUIRE_FALSE(token.empty());
    // What the server holds of keys and people stays out of core dumps.
    CHECK_THAT(read_file("/proc/" + std::to_string(stage.server().pid()) + "/limits"),
               Matches("[^]*Max core file size +0 +0 [^]*"));
    CHECK_THAT(stage.say(me, "记录"), Contains("【1/5】"));
    CHECK_THAT(stage.say(me, "主题团日"), Contains("【2/5】"));

    WHEN("Redis is gone") {
        stage.redis.stop();
        THEN("what needs a session is busy and says when to come back") {
            const auto answer = stage.ask("GET", "/api/v1/duties", token);
            CHECK(answer.status == 503);
            CHECK(answer.json()["code"] == "busy");
            CHECK(league::http::find_header(answer.headers, "Retry-After").has_value());
        }
        THEN("/readyz names it, /healthz is alive") {
            const auto ready = stage.ask("GET", "/readyz");
            CHECK(ready.status == 503);
            CHECK_THAT(ready.body, Contains("redis"));
            CHECK(stage.ask("GET", "/healthz").status == 200);
        }
        THEN("chat answers what needs no dialog, and keeps the rest") {
            CHECK_THAT(stage.say(me, "进度"), Contains("已开展活动"));
            CHECK_THAT(stage.say(me, "帮助"), Contains("记录"));
            CHECK_THAT(stage.say(me, "记录"), Contains("系统繁忙"));
            CHECK_THAT(stage.say(me, "今天"), Contains("系统繁忙"));
            CHECK_THAT(stage.say(me, "类型：志愿服务\n名称：修水渠\n时间：今天\n应到：9 实到：8\n内容：修了水渠。"),
                       Contains("记好了"));
            CHECK_THAT(stage.say(me, "撤回"), Contains("已撤回"));
        }
        THEN("it is all well again when Redis is back, without a restart") {
            CHECK(stage.ask("GET", "/api/v1/duties", token).status == 503);
            stage.redis.start();
            wait_until("the service is ready", [&] { return stage.ask("GET", "/readyz").status == 200; });
            // What Redis held is gone: phones sign in again silently.
            CHECK(stage.ask("GET", "/api/v1/duties", token).status == 401);
            const std::string fresh = stage.sign_in("demo-mp-QH-CG-02");
            CHECK(stage.ask("GET", "/api/v1/duties", fresh).status == 200);
        }
    }
    WHEN("Redis was emptied") {
        stage.redis.flush();
        THEN("an open dialog is politely said to be over") {
            CHECK_THAT(stage.say(me, "今天"), Contains("没有正在进行的记录"));
            CHECK_THAT(stage.say(me, "记录"), Contains("【1/5】"));
        }
        THEN("the phone signs in again and goes on") {
            CHECK(stage.ask("GET", "/api/v1/duties", token).status == 401);
            CHECK(stage.ask("GET", "/api/v1/duties", stage.sign_in("demo-mp-QH-CG-02")).status == 200);
        }
    }
}
