// Supervision, visits and advice over HTTP: the document's examples are what the service answers, and wrong input is
// told in sentences.
#include <catch2/catch.hpp>

#include "lib/app/lead_areas.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

/// Ids aside, two answers to the same story are equal.
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
        return paths.at(path).at(method == "GET" ? "get" : method == "PUT" ? "put" : "post");
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

struct Supervised : Scene {
    /// The leader of QH-CG in charge of it, by name.
    std::string leader_in_charge() {
        AssignContact::Input input;
        input.unit = "QH-CG";
        input.contact.id = new_id();
        input.contact.person = world.leader.person;
        input.contact.name = "周联系";
        input.contact.post = "县委组织部副部长";
        input.contact.from = *date_from_iso("2026-11-01");
        return AssignContact(world.database(), world.seals(), world.random()).run(Actor::system(), input).contact.id;
    }
    Served step(const CastMember& who, const std::string& id, const json& body) {
        return as(who, "POST", "/api/v1/supervisions/" + id + "/steps", body);
    }
};

}  // namespace

TEST_CASE("the examples of supervision, visits and advice are what the service is asked and answers") {
    Supervised scene;
    // The third organisation, from which on a share of hollow ones says something.
    scene.world.found("QH-CG-03", "城关镇西街团支部", OrgKind::branch, "QH-CG");
    const Document document(scene);
    const auto run = [&](const CastMember& who, const std::string& method, const std::string& path,
                         const std::string& status, const std::string& address, json sent = nullptr) {
        if (sent.is_null()) sent = document.sent(method, path);
        const Served answer = scene.as(who, method, address, sent);
        INFO(method << " " << address << "\n" << answer.body);
        CHECK(std::to_string(answer.status) == status);
        CHECK(without_ids(answer.json()) == without_ids(document.answered(method, path, status)));
        return answer.json();
    };
    const World& world = scene.world;
    const std::string one = "/api/v1/supervisions/{id}";
    const std::string id = scene.new_id();
    run(world.officer, "POST", "/api/v1/supervisions/proposals", "200", "/api/v1/supervisions/proposals");
    scene.world.clock().advance(std::chrono::minutes(1));
    run(world.officer, "PUT", one, "201", "/api/v1/supervisions/" + id);
    scene.step(world.cg_secretary, id, {{"base_revision", 1}, {"act", "explain"}, {"words", "书记刚换，材料在补。"}});
    scene.step(world.officer, id, {{"base_revision", 2}, {"act", "confirm"}});
    scene.step(world.officer, id,
               {{"base_revision", 3}, {"act", "visit"}, {"on", "2026-11-10"}, {"visitors", {"李团县", "周部长"}}});
    run(world.officer, "POST", one + "/steps", "201", "/api/v1/supervisions/" + id + "/steps");
    run(world.officer, "GET", one, "200", "/api/v1/supervisions/" + id);
    run(world.officer, "GET", "/api/v1/supervisions", "200", "/api/v1/supervisions?unit=QH&open_only=true");

    json note = document.sent("PUT", "/api/v1/area-notes/{id}");
    note["contact_id"] = scene.leader_in_charge();
    run(world.leader, "PUT", "/api/v1/area-notes/{id}", "201", "/api/v1/area-notes/" + scene.new_id(), note);
    run(world.cg_secretary, "GET", "/api/v1/area-notes", "200", "/api/v1/area-notes?unit=QH-CG");
    run(world.leader, "GET", "/api/v1/my-areas", "200", "/api/v1/my-areas");
}

TEST_CASE("every wrong field of a step and of a note is told in a sentence that names it") {
    Supervised scene;
    const std::string id = scene.new_supervision();
    scene.step(scene.world.officer, id, {{"base_revision", 1}, {"act", "confirm"}});
    const Served visit = scene.step(
        scene.world.officer, id,
        {{"base_revision", 2}, {"act", "visit"}, {"on", "2026-11-11"}, {"visitors", {""}}, {"due", "2026-11-30"}});
    CHECK(visit.status == 422);
    CHECK(visit.message("on") == "督导日期应在 2026-09-11 到 2026-11-10 之间。");
    CHECK(visit.message("visitors.0").find("督导人员") == 0);
    CHECK(visit.message("due") == "答复期限只在反馈意见时填。");
    CHECK(scene.step(scene.world.officer, id, {{"base_revision", 2}, {"act", "propose"}}).message("act") ==
          "办理事项请从给出的选项中选一个。");
    const Served note = scene.as(scene.world.officer, "PUT", "/api/v1/area-notes/" + scene.new_id(),
                                 json{{"unit", "QH-CG"}, {"kind", "visit"}, {"on", "2026-11-11"}, {"words", "走访"}});
    CHECK(note.message("contact_id") == "联系人还没有填。");
    CHECK(note.message("on") == "走访日期应在 2026-09-11 到 2026-11-10 之间。");
    CHECK(scene
              .as(scene.world.officer, "PUT", "/api/v1/supervisions/" + scene.new_id(),
                  json{{"unit", "QH-CG-01"}, {"reason", "落后"}})
              .message("unit") == "督导的对象是县以下的乡镇、街道、直属团委。");
}

TEST_CASE("a step at the wrong stage and an old revision are refused in a sentence") {
    Supervised scene;
    const std::string id = scene.new_supervision();
    const auto detail = [&](const json& body) {
        const Served refused = scene.step(scene.world.officer, id, body);
        CHECK(refused.status == 409);
        return refused.json().value("detail", "");
    };
    CHECK(detail({{"base_revision", 1}, {"act", "close"}, {"words", "已办"}}) ==
          "这项督导还没有确认，请先确认，或说明理由后不再督导。");
    CHECK(scene.step(scene.world.officer, id, {{"base_revision", 1}, {"act", "confirm"}}).status == 201);
    CHECK(scene.step(scene.world.officer, id, {{"base_revision", 1}, {"act", "confirm"}}).status == 200);
    CHECK(detail({{"base_revision", 1}, {"act", "drop"}, {"words", "误报"}}) ==
          "城关镇的这项督导刚有新的进展，请看过最新内容再办。");
    scene.step(scene.world.officer, id,
               {{"base_revision", 2}, {"act", "visit"}, {"on", "2026-11-10"}, {"visitors", {"李团县"}}});
    scene.step(scene.world.officer, id,
               {{"base_revision", 3}, {"act", "find"}, {"words", "没有活动"}, {"due", "2026-11-20"}});
    CHECK(detail({{"base_revision", 4}, {"act", "close"}, {"words", "已办"}}) ==
          "乡镇可以在 2026-11-20 前答复，答复前或到期前不能办结。");
}

TEST_CASE("open supervisions stand on the first screen of the township") {
    Supervised scene;
    const std::string id = scene.new_supervision();
    const json township = scene.as(scene.world.cg_secretary, "GET", "/api/v1/duties").json().at("townships").at(0);
    REQUIRE(township.at("supervisions").size() == 1);
    CHECK(township["supervisions"][0]["id"] == id);
    CHECK(township["supervisions"][0]["stage"] == "proposed");
}
