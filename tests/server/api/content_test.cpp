#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("the author is told in plain words what the check found, a leader reads nothing of it") {
    Scene scene;
    const World& world = scene.world;
    const std::string id = scene.new_doubtful_log();
    const std::string path = "/api/v1/activities/" + id;
    CHECK(scene.as(world.ls01_secretary, "GET", path).status == 403);

    const json own = scene.as(world.cg01_secretary, "GET", path).json();
    CHECK(own.at("content_check").at("state") == "risky");
    CHECK(own.at("content_check").at("words").get<std::string>().starts_with("微信提示"));
    CHECK(own.at("title") != "（内容待审核，暂不显示）");

    const json led = scene.as(world.leader, "GET", path).json();
    CHECK(led.at("title") == "（内容待审核，暂不显示）");
    CHECK(led.at("content") == "");
    CHECK(led.at("content_check").is_null());
    CHECK(led.at("present") == own.at("present"));
    const json listed = scene.as(world.leader, "GET", "/api/v1/activities?unit=QH-CG-01").json();
    CHECK(listed.at("activities").at(0).at("title") == "（内容待审核，暂不显示）");
}

TEST_CASE("an officer reads what is left to him and refuses it for a reason, which the author reads") {
    Scene scene;
    const World& world = scene.world;
    const std::string id = scene.new_doubtful_log();
    const std::string path = "/api/v1/content-checks/" + id + "/verdict";
    const json open = scene.as(world.officer, "GET", "/api/v1/content-checks").json();
    CHECK(open.at("total") == 1);
    CHECK(open.at("content_checks").at(0).at("id") == id);

    const json refusal{{"revision", 1}, {"verdict", "refuse"}, {"reason", "有广告"}};
    CHECK(scene.as(world.cg_secretary, "POST", path, refusal).status == 403);
    const auto wrong = [&](const json& body) { return scene.as(world.officer, "POST", path, body); };
    CHECK(wrong({{"revision", 1}, {"verdict", "maybe"}}).message("verdict") != "");
    CHECK(wrong({{"revision", 1}, {"verdict", "refuse"}}).message("reason") != "");
    CHECK(wrong({{"revision", 2}, {"verdict", "allow"}}).status == 409);
    CHECK(scene.as(world.officer, "GET", "/api/v1/content-checks?limit=0").message("limit") != "");

    CHECK(scene.as(world.officer, "POST", path, refusal).status == 201);
    CHECK(scene.as(world.officer, "POST", path, refusal).status == 200);
    const json own = scene.as(world.cg01_secretary, "GET", "/api/v1/activities/" + id).json();
    CHECK(own.at("content_check").at("words") == "团县委认为文字不合适：有广告。请改好后再提交。次数照常统计。");
    CHECK(scene.as(world.officer, "GET", "/api/v1/content-checks").json().at("total") == 0);
}

TEST_CASE("a doubtful picture is kept from a leader, and its sender reads what to do") {
    Scene scene;
    const World& world = scene.world;
    const std::string hash = scene.new_doubtful_photo();
    const std::string picture = "/api/v1/photos/" + hash;
    CHECK(scene.as(world.leader, "GET", picture).status == 404);
    CHECK(scene.as(world.cg01_secretary, "GET", picture).status == 200);
    CHECK(scene.as(world.officer, "GET", picture).status == 200);
    const json logs = scene.as(world.leader, "GET", "/api/v1/activities?unit=QH-CG-01").json().at("activities");
    const std::string log = "/api/v1/activities/" + logs.at(0).at("id").get<std::string>();
    const json own = scene.as(world.cg01_secretary, "GET", log).json();
    CHECK(own.at("photo_check").at("words").get<std::string>().starts_with("微信提示有照片"));
    const json led = scene.as(world.leader, "GET", log).json();
    CHECK(led.at("photo_check").is_null());
    CHECK(led.at("photo_states").empty());
    CHECK(led.at("photos").empty());

    const std::string verdict = "/api/v1/photo-checks/" + hash + "/verdict";
    CHECK(scene.as(world.officer, "GET", "/api/v1/photo-checks").json().at("photo_checks").at(0).at("org_code") ==
          "QH-CG-01");
    CHECK(scene.as(world.officer, "POST", verdict, {{"verdict", "refuse"}}).message("reason") != "");
    CHECK(scene.as(world.officer, "POST", verdict, {{"verdict", "refuse"}, {"reason", "拍到证件"}}).status == 201);
    CHECK(scene.as(world.cg01_secretary, "GET", log).json().at("photo_check").at("words") ==
          "团县委认为有照片不合适：拍到证件。请换掉后再提交。次数照常统计。");
    CHECK(scene.as(world.officer, "POST", verdict, {{"verdict", "allow"}}).status == 201);
    CHECK(scene.as(world.leader, "GET", picture).status == 200);
    CHECK(scene.as(world.officer, "GET", "/api/v1/photo-checks").json().at("total") == 0);
}
