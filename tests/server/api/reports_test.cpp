// Half-month reports over HTTP: the document's examples are what the service answers, and wrong input is told in
// sentences.
#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

constexpr const char* kReport = "/api/v1/reports/QH-CG/2026-11-H1";

/// QH-CG-01 and QH-CG-02 came up in the campaign, the first of them counted.
struct Reporting : Scene {
    Reporting() {
        open_campaign();
        as(world.officer, "POST", "/api/v1/targets",
           json{{"unit", "QH-CG"},
                {"formula", "fixed"},
                {"amount", 20},
                {"owner_title", "团委书记"},
                {"owner_name", "王城关"},
                {"base_revision", 0}});
        world.database().write([&](Transaction& tx) {
            OrgRecordWriter records(tx);
            for (const OrgUnit* unit : {&world.cg01, &world.cg02}) {
                OrgRecord record = OrgRecordStore(tx).find(unit->id).value();
                record.is_new = true;
                record.founded_at = at_beijing(*date_from_iso(unit == &world.cg01 ? "2026-10-15" : "2026-11-03"));
                records.save(record);
            }
            records.begin_counting(world.cg01.id, at_beijing(*date_from_iso("2026-10-20")));
        });
    }
    Served put(const json& body) { return as(world.cg_secretary, "PUT", kReport, body); }
};

/// Ids aside, two answers to the same story are equal.
json without_ids(json body) {
    if (body.is_object()) {
        for (const char* key : {"id", "unit_id"}) {
            if (body.contains(key)) body[key] = "id";
        }
    }
    for (json& part : body) {
        if (part.is_structured()) part = without_ids(part);
    }
    return body;
}

}  // namespace

TEST_CASE("the examples of half-month reports are what the service is asked and answers") {
    Reporting scene;
    const json paths = Description::of(scene).document().at("paths");
    const auto run = [&](const char* method, const std::string& path, const char* status, const std::string& address) {
        json operation = paths.at(path).at(std::string(method) == "GET"   ? "get"
                                           : std::string(method) == "PUT" ? "put"
                                                                          : "post");
        const json sent = operation.contains("requestBody")
                              ? operation["requestBody"]["content"]["application/json"].at("example")
                              : json();
        const Served answer = scene.as(std::string(method) == "PUT" ? scene.world.cg_secretary : scene.world.officer,
                                       method, address, sent);
        INFO(method << " " << address << "\n" << answer.body);
        CHECK(std::to_string(answer.status) == status);
        CHECK(without_ids(answer.json()) ==
              without_ids(operation["responses"].at(status)["content"]["application/json"].at("example")));
    };
    const std::string one = "/api/v1/reports/{unit}/{period}";
    run("GET", one, "200", kReport);
    run("PUT", one, "201", kReport);
    run("GET", "/api/v1/reports", "200", "/api/v1/reports?unit=QH&period=2026-11-H1");
    run("GET", one + "/revisions", "200", std::string(kReport) + "/revisions");
    run("POST", one + "/exceptions", "201", "/api/v1/reports/QH-CG/2026-10-H1/exceptions");
}

TEST_CASE("every wrong field of a half-month report is told in a sentence that names it, and nothing is kept") {
    Reporting scene;
    const Served refused = scene.put({{"base_revision", 0},
                                      {"why", std::string(300, 'x')},
                                      {"corrections",
                                       {{{"figure", "counted_new"}, {"value", 3}, {"reason", "已录入"}},
                                        {{"figure", "founded_new"}, {"value", -1}, {"reason", ""}}}}});
    CHECK(refused.status == 422);
    CHECK(refused.message("corrections.0.figure").find("以导入为准") != std::string::npos);
    CHECK(refused.message("corrections.1.value") == "第 2 条更正的数应在 0 到 1000000 之间。");
    CHECK(refused.message("why").find("修改原因") == 0);
    CHECK(scene.put({{"base_revision", 0}, {"corrections", {{{"figure", "founded_new"}, {"value", "三"}}}}})
              .message("corrections.0.value") == "第 1 条更正的数应填整数。");
    CHECK(scene.put({{"base_revision", 0}, {"nothing_new", true}}).message("nothing_new").find("本期新增 1 个") == 0);
    CHECK(scene.as(scene.world.officer, "GET", kReport).json().at("receipt").is_null());

    const auto period = [&](const std::string& path, const json& body) {
        return scene.as(scene.world.officer, "PUT", path, body).message("period");
    };
    const json nothing = {{"base_revision", 0}};
    CHECK(period("/api/v1/reports/QH-CG/2026-11", nothing).find("2026-11-H1") != std::string::npos);
    CHECK(period("/api/v1/reports/QH-CG/2026-11-H2", nothing) == "2026年11月下半月还没有开始，2026-11-16起才能报送。");
    CHECK(period("/api/v1/reports/QH-CG/2026-10-H1", nothing).find("在 2026-10-25 已经截止") != std::string::npos);
    CHECK(scene.as(scene.world.officer, "PUT", "/api/v1/reports/QH/2026-11-H1", nothing)
              .message("unit")
              .find("县和支部不报") != std::string::npos);
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/reports?unit=QH&period=11月").status == 422);
}

TEST_CASE("the second of two people who correct a half-month report at once reads that it was changed") {
    Reporting scene;
    CHECK(scene.put({{"base_revision", 0}}).status == 201);
    CHECK(scene.put({{"base_revision", 1}, {"words", "已开推进会"}, {"why", "补充"}}).status == 201);
    const Served second = scene.put({{"base_revision", 1}, {"words", "别的话"}, {"why", "补充"}});
    CHECK(second.status == 409);
    CHECK(second.json().at("detail") == "城关镇2026年11月上半月半月报刚被别人改过，请看过最新内容再改。");
    CHECK(scene.as(scene.world.officer, "GET", kReport).json()["report"]["words"] == "已开推进会");
}

TEST_CASE("the first screen of a township tells which half-month report is due") {
    Reporting scene;
    const json township = scene.as(scene.world.cg_secretary, "GET", "/api/v1/duties").json().at("townships").at(0);
    CHECK(township.at("report") ==
          json{{"period", "2026-10-H2"}, {"due", "2026-10-31"}, {"open_until", "2026-11-10"}, {"state", "overdue"}});
}
