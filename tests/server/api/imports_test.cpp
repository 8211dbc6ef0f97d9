// An export of the national member system over HTTP: read, looked at, decided, committed, undone. The examples of the
// document are sent as they stand.
#include <catch2/catch.hpp>

#include "tests/http/raw_line.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"
#include "tests/support/workbooks.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

json example_of(Scene& scene, const std::string& path, const std::string& method) {
    return Description::of(scene)
        .document()
        .at("paths")
        .at(path)
        .at(method)
        .at("requestBody")
        .at("content")
        .at("application/json")
        .at("example");
}

Served upload(Scene& scene, const std::string& bytes, const std::string& query = "?unit=QH&as_of=2026-11-08") {
    return scene.as(scene.world.officer, "POST", "/api/v1/imports" + query, bytes, "application/octet-stream");
}

Served ask(Scene& scene, const std::string& method, const std::string& tail, const json& body = nullptr) {
    return scene.as(scene.world.officer, method, "/api/v1/imports/" + tail, body);
}

const Table kExport{{"组织全称", "上级组织", "团员数", "书记姓名", "联系电话"},
                    {"机关团支部", "", "#12", "张支书", "13812345678"},
                    {"东街团支部", "城关镇", "#30", "", ""}};

}  // namespace

TEST_CASE("an export is read, decided, committed and undone over HTTP") {
    Scene scene;
    const Served staged = upload(scene, zip_of({{"组织.xlsx", workbook(kExport)}}));
    REQUIRE(staged.status == 201);
    CHECK(staged.json()["state"] == "staged");
    CHECK(staged.json()["as_of"] == "2026-11-08");
    CHECK(staged.json()["rows"]["conflict"] == 1);
    CHECK(staged.json()["rows"]["new"] == 1);
    CHECK(staged.json()["files"][0]["name"] == "组织.xlsx");
    const std::string id = staged.json()["id"];

    const json rows = ask(scene, "GET", id + "/rows?undecided=true").json();
    REQUIRE(rows["total"] == 1);
    const json& row = rows["rows"][0];
    CHECK(row["reason"] == "several");
    CHECK(row["candidates"].size() == 2);
    CHECK(row["organisation"]["phone"] == "138****5678");
    CHECK(row["members_stated"] == 12);

    const Served undecided = ask(scene, "POST", id + "/commit");
    CHECK(undecided.status == 409);
    CHECK(undecided.json()["detail"].get<std::string>().find("还有 1 行有冲突") != std::string::npos);
    const json link = example_of(scene, "/api/v1/imports/{id}/rows/{row}/decision", "put");
    CHECK(ask(scene, "PUT", id + "/rows/1/decision", link).json()["decision"] == "link");
    const json committed = ask(scene, "POST", id + "/commit").json();
    CHECK(committed["began"] == 2);
    CHECK(ask(scene, "GET", id).json()["state"] == "committed");

    const Served second = upload(scene, workbook({kExport[0], kExport[2]}), "?as_of=2026-11-09");
    REQUIRE(second.status == 201);
    const std::string later = second.json()["id"];
    CHECK(second.json()["rows"]["missing"] == 1);
    const json all = example_of(scene, "/api/v1/imports/{id}/decisions", "post");
    CHECK(ask(scene, "POST", later + "/decisions", all).json()["decided"] == 1);
    CHECK(ask(scene, "POST", later + "/commit").json()["ended"] == 1);
    CHECK(ask(scene, "POST", later + "/undo").json()["ended"] == 1);
    const json list = scene.as(scene.world.officer, "GET", "/api/v1/imports").json();
    REQUIRE(list["imports"].size() == 2);
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/nms-differences?unit=QH").json()["counted"] == 2);
}

TEST_CASE("a file that cannot be imported is refused with its place and keeps nothing") {
    Scene scene;
    const Served refused =
        upload(scene, workbook({{"组织全称", "团员数"}, {"东街团支部", "=1+1"}}), "?name=%E8%A1%A8.xlsx");
    CHECK(refused.status == 422);
    CHECK(refused.message("表.xlsx!B2").find("第 2 行 B 列") != std::string::npos);
    CHECK(upload(scene, std::string(8 << 20, ' ')).status == 422);
    CHECK(upload(scene, "").status == 422);
    CHECK(upload(scene, "<html>").message("upload").find("网页") != std::string::npos);
    CHECK(upload(scene, "x", "?as_of=2026-13-01").message("as_of").find("导出日期") != std::string::npos);
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/imports").json()["imports"].empty());
}

TEST_CASE("whoever may not import is told before the file is read") {
    Scene scene([](Config& config) { config.imports.max_bytes = 64 << 20; });
    // The file is announced and never sent: an answer cannot have waited for it.
    const auto announce = [&](const std::string& headers) {
        RawLine line(scene.app().port());
        return line.exchange("POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nContent-Length: 50331648\r\n" + headers +
                             "\r\n");
    };
    CHECK(announce("Authorization: Bearer " + scene.token(scene.world.cg_secretary) + "\r\n")
              .starts_with("HTTP/1.1 403 "));
    CHECK(announce("").starts_with("HTTP/1.1 401 "));
}

TEST_CASE("an upload over the limit is refused, and an unknown batch or row is not found") {
    Scene scene([](Config& config) { config.imports.max_bytes = 2000; });
    CHECK(upload(scene, std::string(3000, 'x')).status == 413);
    CHECK(ask(scene, "GET", "nothing").status == 404);
    CHECK(ask(scene, "GET", "01900000-0000-7000-8000-000000000000").status == 404);
    CHECK(ask(scene, "PUT", scene.new_import() + "/rows/7/decision", {{"decision", "ignore"}}).status == 404);
    CHECK(ask(scene, "PUT", scene.new_import() + "/rows/x/decision", {{"decision", "ignore"}}).status == 404);
    CHECK(ask(scene, "PUT", scene.new_import() + "/rows/1/decision", {{"decision", "fly"}}).status == 422);
}
