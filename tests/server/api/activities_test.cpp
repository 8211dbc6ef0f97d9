#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

std::string path_of(const std::string& id) {
    return "/api/v1/activities/" + id;
}

long long total(Scene& scene) {
    return scene.as(scene.world.officer, "GET", "/api/v1/activities?unit=QH").json().at("total").get<long long>();
}

}  // namespace

TEST_CASE("ten phones' worth of the same log at once make one row: one 201, nine 200") {
    Scene scene;
    const std::string id = scene.new_id();
    const json body = ServedWorld::log_body("QH-CG-01");
    const http::Headers headers = {{"Authorization", "Bearer " + scene.token(scene.world.cg01_secretary)}};
    std::vector<int> statuses(10);
    std::vector<std::thread> phones;
    for (int& status : statuses) {
        phones.emplace_back([&] { status = scene.ask("PUT", path_of(id), body.dump(), headers).status; });
    }
    for (std::thread& phone : phones) phone.join();
    CHECK(std::count(statuses.begin(), statuses.end(), 201) == 1);
    CHECK(std::count(statuses.begin(), statuses.end(), 200) == 9);
    CHECK(total(scene) == 1);
    const json progress = scene.as(scene.world.officer, "GET", "/api/v1/progress?unit=QH&period=2026-11-H1").json();
    CHECK(progress.at("totals") == json{{"branches", 4}, {"active", 1}, {"activities", 1}, {"present", 17}});
}

TEST_CASE("other content under the same id is a conflict, also after an amendment") {
    Scene scene;
    const CastMember& secretary = scene.world.cg01_secretary;
    const std::string id = scene.new_id();
    const json first = ServedWorld::log_body("QH-CG-01");
    const Served created = scene.as(secretary, "PUT", path_of(id), first);
    CHECK(created.status == 201);
    CHECK(created.header("Location") == path_of(id));
    CHECK(created.header("Cache-Control") == "no-store");

    json other = first;
    other["present"] = 18;
    CHECK(scene.as(secretary, "PUT", path_of(id), other).code() == "conflict");

    other["base_revision"] = 1;
    other.erase("org_id");
    const Served amended = scene.as(secretary, "POST", path_of(id) + "/revisions", other);
    CHECK(amended.status == 201);
    CHECK(amended.json().at("revision") == 2);
    CHECK(scene.as(secretary, "POST", path_of(id) + "/revisions", other).status == 200);
    other["present"] = 19;
    CHECK(scene.as(secretary, "POST", path_of(id) + "/revisions", other).status == 409);

    const Served repeated = scene.as(secretary, "PUT", path_of(id), first);
    CHECK(repeated.status == 200);
    CHECK(repeated.json().at("present") == 18);
}

TEST_CASE("a wrong field is named as it was sent, in Chinese") {
    Scene scene;
    const CastMember& secretary = scene.world.cg01_secretary;
    const auto put = [&](const json& body) { return scene.as(secretary, "PUT", path_of(scene.new_id()), body); };
    json body = ServedWorld::log_body("QH-CG-01");

    SECTION("one rule broken") {
        body["present"] = 21;
        const Served answer = put(body);
        CHECK(answer.status == 422);
        CHECK(answer.header("Content-Type") == "application/problem+json");
        CHECK(answer.code() == "invalid_input");
        CHECK(answer.message("present") == "实到人数 21 比应到人数 20 还多，请核对。");
        CHECK(answer.json().at("request_id") == answer.header("X-Request-Id"));
    }
    SECTION("several fields of the wrong type are told at once") {
        body["present"] = "17";
        body["title"] = 5;
        body["started_at"] = "昨天";
        body["ended_at"] = 12.5;
        body["photos"] = "none";
        body["details"] = json::array();
        body.erase("expected");
        const Served answer = put(body);
        CHECK(answer.status == 422);
        CHECK(answer.message("present") == "实到人数应填整数。");
        CHECK(answer.message("title") == "活动名称应填文字，且不能有乱码。");
        CHECK(answer.message("expected") == "应到人数还没有填。");
        for (const char* field : {"started_at", "ended_at", "photos", "details"}) CHECK(answer.message(field) != "");
    }
    SECTION("a field that nobody asked for is refused by its name") {
        body["longitude"] = 1;
        CHECK(put(body).message("longitude") == "没有“longitude”这一项，请去掉。");
    }
    SECTION("a field of the kind") {
        body["details"]["weather"] = "晴";
        CHECK(put(body).status == 422);
        CHECK(put(body).message("details.weather") != "");
    }
    SECTION("numbers that no head count is") {
        for (const json& number : {json(1e300), json(17.0), json(-1), json(9223372036854775807LL), json(nullptr)}) {
            body["present"] = number;
            INFO(number.dump());
            CHECK(put(body).status == 422);
        }
    }
    SECTION("an id that is none") {
        const Served answer = scene.as(secretary, "PUT", path_of("7"), body);
        CHECK(answer.status == 422);
        CHECK(answer.message("id") != "");
    }
    CHECK(total(scene) == 0);
}

TEST_CASE("what is no JSON object in UTF-8 is unreadable, not a wrong field") {
    Scene scene;
    const auto put = [&](const std::string& bytes) {
        return scene.as(scene.world.cg01_secretary, "PUT", path_of(scene.new_id()), bytes, "application/json");
    };
    std::string deep(100000, '[');
    for (const std::string& bytes :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"), deep, std::string("{\"a\":\xff}"),
          std::string("\0\x01\x02", 3), std::string("{\"title\": NaN}")}) {
        const Served answer = put(bytes);
        INFO(bytes.substr(0, 20));
        CHECK(answer.status == 400);
        CHECK(answer.code() == "invalid_input");
    }
    const Served invalid_text = put("{\"title\":\"\xff\xfe\"}");
    CHECK((invalid_text.status == 400 || invalid_text.status == 422));
    const Served nested = put(R"({"details":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":1}}}}}}}}})");
    CHECK(nested.status == 400);
}

TEST_CASE("a unit is taken by its id and by its code, in bodies and in queries") {
    Scene scene;
    const CastMember& secretary = scene.world.cg01_secretary;
    const std::string& unit = scene.world.cg01.id.str();
    const Served by_id = scene.as(secretary, "PUT", path_of(scene.new_id()), ServedWorld::log_body(unit));
    const Served by_code = scene.as(secretary, "PUT", path_of(scene.new_id()), ServedWorld::log_body("QH-CG-01"));
    CHECK(by_id.json().at("org_id") == unit);
    CHECK(by_code.json().at("org_id") == unit);
    for (const std::string& name : {unit, std::string("QH-CG-01")}) {
        CHECK(scene.as(secretary, "GET", "/api/v1/activities?unit=" + name).json().at("total") == 2);
        CHECK(scene.as(secretary, "GET", "/api/v1/progress?unit=" + name).json().at("unit").at("code") == "QH-CG-01");
    }
    CHECK(scene.as(secretary, "GET", "/api/v1/activities?unit=QH-XX").status == 404);
    CHECK(scene.as(secretary, "GET", "/api/v1/activities").message("unit") == "团组织还没有填。");
    CHECK(scene.as(secretary, "GET", "/api/v1/activities?unit=QH-CG-01&colour=red").message("colour") != "");
    CHECK(scene.as(secretary, "GET", "/api/v1/activities?unit=QH-CG-01&limit=101").message("limit") != "");
    CHECK(scene.as(secretary, "GET", "/api/v1/progress?period=2026-13").message("period") != "");
}

TEST_CASE("progress is answered 304 until something is written") {
    Scene scene;
    const std::string path = "/api/v1/progress?unit=QH&period=2026-11-H1";
    const std::string token = scene.token(scene.world.officer);
    const Served first = scene.as(scene.world.officer, "GET", path);
    CHECK(first.header("Cache-Control") == "private, no-cache");
    const auto again = [&] {
        return scene.ask("GET", path, "",
                         {{"Authorization", "Bearer " + token}, {"If-None-Match", first.header("ETag")}});
    };
    const Served unchanged = again();
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
    CHECK(unchanged.header("ETag") == first.header("ETag"));
    scene.as(scene.world.cg01_secretary, "PUT", path_of(scene.new_id()), ServedWorld::log_body("QH-CG-01"));
    const Served changed = again();
    CHECK(changed.status == 200);
    CHECK(changed.json().at("totals").at("present") == 17);
    scene.world.clock().advance(std::chrono::hours(24));
    CHECK(scene.ask("GET", path, "", {{"Authorization", "Bearer " + token}, {"If-None-Match", changed.header("ETag")}})
              .status == 200);
}

TEST_CASE("instants leave in Beijing time, whatever zone they came in") {
    Scene scene;
    json body = ServedWorld::log_body("QH-CG-01");
    body["started_at"] = "2026-11-09T11:00:00Z";
    const json log = scene.as(scene.world.cg01_secretary, "PUT", path_of(scene.new_id()), body).json();
    CHECK(log.at("started_at").get<std::string>().ends_with("+08:00"));
    CHECK(log.at("started_at").get<std::string>().starts_with("2026-11-09T19:00:00"));
}

TEST_CASE("a log says what the person who looks at it may do with it") {
    Scene scene;
    const std::string log = scene.new_log();
    const auto can = [&](const CastMember& who) {
        return scene.as(who, "GET", "/api/v1/activities/" + log).json().at("can");
    };
    const json writes{{"amend", true}, {"withdraw", true}, {"review", false}};
    const json all{{"amend", true}, {"withdraw", true}, {"review", true}};
    const json none{{"amend", false}, {"withdraw", false}, {"review", false}};
    CHECK(can(scene.world.cg01_secretary) == writes);
    CHECK(can(scene.world.cg_secretary) == all);
    CHECK(can(scene.world.leader) == none);
    const json returned{{"verdict", "return"}, {"reason", "请补充"}};
    scene.as(scene.world.cg_secretary, "POST", "/api/v1/activities/" + log + "/review", returned);
    CHECK(can(scene.world.cg01_secretary) == writes);
    CHECK(can(scene.world.cg_secretary) == all);
    scene.as(scene.world.cg01_secretary, "POST", "/api/v1/activities/" + log + "/withdrawal");
    CHECK(can(scene.world.cg01_secretary) == none);
    CHECK(can(scene.world.cg_secretary) == none);
}

TEST_CASE("months are asked for by unit, newest month and number") {
    Scene scene;
    scene.new_log();
    const Served answer = scene.as(scene.world.stranger, "GET", "/api/v1/months?unit=QH&until=2026-12&count=2");
    CHECK(answer.status == 200);
    const json november{{"period", "2026-11"}, {"active", 1}, {"activities", 1}, {"present", 17}};
    CHECK(answer.json().at("months").at(0) == november);
    CHECK(answer.json().at("months").at(1).at("period") == "2026-12");
    const auto refused = [&](const std::string& query) {
        return scene.as(scene.world.officer, "GET", "/api/v1/months?unit=QH" + query);
    };
    CHECK(refused("&until=2026-11-H1").message("until") == "截止时间应写成 2026-11 的样子。");
    CHECK(refused("&count=25").message("count") == "月数应在 1 到 24 之间。");
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/months").message("unit") != "");
}
