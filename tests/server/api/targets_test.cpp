// Campaigns, targets and standings over HTTP: the document's examples are what the service answers, and wrong input is
// told in sentences.
#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

Instant day(const char* iso) {
    return at_beijing(*date_from_iso(iso));
}

/// QH-CG-01 was founded in October and is counted; QH-CG-02 is founded and claimed.
void found_new_ones(World& world) {
    world.database().write([&](Transaction& tx) {
        OrgRecordWriter records(tx);
        for (const OrgUnit* unit : {&world.cg01, &world.cg02}) {
            OrgRecord record = OrgRecordStore(tx).find(unit->id).value();
            record.is_new = true;
            record.founded_at = day("2026-10-15");
            if (unit == &world.cg02) record.nms_claimed_at = day("2026-11-02");
            records.save(record);
        }
        records.begin_counting(world.cg01.id, day("2026-10-20"));
    });
}

/// Ids and the reading order of keys aside, two answers to the same story are equal.
json without_ids(json body) {
    if (body.is_object() && body.contains("id")) body["id"] = "id";
    for (json& part : body) {
        if (part.is_structured()) part = without_ids(part);
    }
    return body;
}

struct Document {
    explicit Document(ServedWorld& served) : paths(Description::of(served).document().at("paths")) {}

    const json& operation(const std::string& method, const std::string& path) const {
        return paths.at(path).at(method == "GET" ? "get" : "post");
    }
    json sent(const std::string& method, const std::string& path) const {
        const json& one = operation(method, path);
        return one.contains("requestBody") ? one["requestBody"]["content"]["application/json"].at("example") : json();
    }
    json answered(const std::string& method, const std::string& path, const std::string& status) const {
        return operation(method, path).at("responses").at(status).at("content").at("application/json").at("example");
    }

    json paths;
};

}  // namespace

TEST_CASE("the examples of campaigns, targets and standings are what the service is asked and answers") {
    Scene scene;
    found_new_ones(scene.world);
    const Document document(scene);
    std::string campaign;
    const auto run = [&](const std::string& method, const std::string& path, const std::string& status,
                         const std::string& query = "") {
        std::string address = path + query;
        if (const auto at = address.find("{id}"); at != std::string::npos) address.replace(at, 4, campaign);
        const Served answer = scene.as(scene.world.officer, method, address, document.sent(method, path));
        INFO(method << " " << address << "\n" << answer.body);
        CHECK(std::to_string(answer.status) == status);
        CHECK(without_ids(answer.json()) == without_ids(document.answered(method, path, status)));
        return answer.json();
    };
    campaign = run("POST", "/api/v1/campaigns", "201").value("id", "");
    run("GET", "/api/v1/campaigns", "200", "?unit=QH");
    run("POST", "/api/v1/targets", "201");
    run("GET", "/api/v1/targets", "200", "?unit=QH");
    run("GET", "/api/v1/targets/history", "200", "?unit=QH-CG");
    run("GET", "/api/v1/targets/check", "200", "?unit=QH");
    run("GET", "/api/v1/standing", "200", "?unit=QH");
    run("GET", "/api/v1/standing/claims", "200", "?unit=QH-CG");
    run("POST", "/api/v1/campaigns/{id}/deadline", "200");
    run("POST", "/api/v1/campaigns/{id}/closing", "200");
}

TEST_CASE("every wrong field of a campaign is told in a sentence that names it") {
    Scene scene;
    const json wrong = {{"unit", "QH"},         {"code", "二零二六"}, {"campaign_name", ""},
                        {"from", "2026-02-30"}, {"deadline", "10月"}, {"minimum", "20"}};
    const Served refused = scene.as(scene.world.officer, "POST", "/api/v1/campaigns", wrong);
    CHECK(refused.status == 422);
    CHECK(refused.message("from") == "开始日期应写成 2026-11-03 的样子。");
    CHECK(refused.message("deadline") == "截止日期应写成 2026-11-03 的样子。");
    CHECK(refused.message("minimum") == "每个乡镇最低个数应填整数。");
    CHECK(refused.message("paper_title") == "文件名称还没有填。");

    json next = wrong;
    next["from"] = "2026-10-10";
    next["deadline"] = "2026-10-09";
    next["minimum"] = 20;
    next["paper_title"] = "通知";
    const Served again = scene.as(scene.world.officer, "POST", "/api/v1/campaigns", next);
    CHECK(again.message("code") == "行动编码应为 1 到 32 个字母、数字、横线、下划线或点。");
    CHECK(again.message("campaign_name") == "行动名称还没有填。");
    CHECK(again.message("deadline") == "截止日期早于开始日期 2026-10-10，请核对。");
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/campaigns?unit=QH").json().at("campaigns").empty());
}

TEST_CASE("two officers who set one target at once: the second learns of it and nothing is lost") {
    Scene scene;
    scene.open_campaign();
    json order = {{"unit", "QH-CG"},           {"formula", "fixed"},     {"amount", 20},
                  {"owner_title", "团委书记"}, {"owner_name", "王城关"}, {"base_revision", 0}};
    CHECK(scene.as(scene.world.officer, "POST", "/api/v1/targets", order).status == 201);
    CHECK(scene.as(scene.world.officer, "POST", "/api/v1/targets", order).status == 200);
    const CastMember second = scene.world.appoint("刘团县", Role::county_officer, "QH");
    order["amount"] = 25;
    const Served refused = scene.as(second, "POST", "/api/v1/targets", order);
    CHECK(refused.status == 409);
    CHECK(refused.json().at("detail") == "城关镇的目标刚被别人改过，请看过最新内容再改。");
    const json lines = scene.as(second, "GET", "/api/v1/targets?unit=QH-CG").json().at("lines");
    CHECK(lines[0]["target"]["amount"] == 20);
    order["base_revision"] = 1;
    CHECK(scene.as(second, "POST", "/api/v1/targets", order).status == 201);
}

TEST_CASE("a day that is none and a day to come are refused in sentences") {
    Scene scene;
    const auto asked = [&](const std::string& date) {
        return scene.as(scene.world.officer, "GET", "/api/v1/standing?unit=QH&date=" + date).message("date");
    };
    CHECK(asked("2026-02-29") == "日期应写成 2026-11-03 的样子。");
    CHECK(asked("2026-11-11") == "日期还没到，最晚可查 2026-11-10。");
    CHECK(asked("2028-02-29") == "日期还没到，最晚可查 2026-11-10。");
    CHECK(asked("2024-02-29") == "");
}
