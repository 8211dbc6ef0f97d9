#include <catch2/catch.hpp>

#include "lib/storage/bulletin_store.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

json meeting(const std::string& opening = "11月20日召开推进会。") {
    return {{"base_revision", 0}, {"kind", "meeting"}, {"period", "2026-11"}, {"article", {{"opening", opening}}}};
}

}  // namespace

TEST_CASE("a bulletin is composed under the caller's id, once however often it is asked for") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const std::string path = "/api/v1/bulletins/" + scene.new_id();
    const Served made = scene.as(officer, "PUT", path, meeting());
    CHECK(made.status == 201);
    CHECK(made.json().at("state") == "composed");
    CHECK(made.json().at("title") == "2026年11月实体化“大团委”工作推进会通报");
    CHECK(made.json().at("article").at("opening") == "11月20日召开推进会。");
    CHECK(made.json().at("page").is_null());
    CHECK(scene.as(officer, "PUT", path, meeting()).status == 200);
    CHECK(scene.as(officer, "PUT", path, meeting("另一句")).status == 409);
    const Served second = scene.as(officer, "PUT", "/api/v1/bulletins/" + scene.new_id(), meeting());
    CHECK(second.status == 409);
    CHECK(second.body.find("已经有一期") != std::string::npos);
    CHECK(scene.as(officer, "GET", "/api/v1/bulletins?kind=meeting").json().at("bulletins").size() == 1);
    CHECK(scene.as(officer, "GET", "/api/v1/bulletins?kind=erratum").json().at("bulletins").empty());
}

TEST_CASE("each wrong part of a bulletin is named as its writer knows it") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const auto put = [&](const json& body) {
        return scene.as(officer, "PUT", "/api/v1/bulletins/" + scene.new_id(), body);
    };
    CHECK(put({{"base_revision", 0}, {"kind", "circular"}}).message("kind") != "");
    CHECK(put({{"base_revision", 0}, {"kind", "meeting"}}).message("period").find("2026-11") != std::string::npos);
    CHECK(put({{"base_revision", 0}, {"kind", "newsletter"}}).message("article.title") == "标题还没有填。");
    CHECK(put({{"base_revision", 0}, {"kind", "newsletter"}}).message("article.body") == "正文还没有填。");
    json crowded = meeting();
    crowded["article"]["digest"] = std::string(600, 'x');
    CHECK(put(crowded).message("article.digest").find("120") != std::string::npos);
    json unknown = meeting();
    unknown["article"]["subtitle"] = "x";
    CHECK(put(unknown).message("article.subtitle") != "");
    json ahead = meeting();
    ahead["period"] = "2027-12";
    CHECK(put(ahead).status == 409);
    CHECK(scene.as(officer, "PUT", "/api/v1/bulletins/x", meeting()).message("id") != "");
}

TEST_CASE("words are changed by who read the newest ones") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const std::string path = "/api/v1/bulletins/" + scene.new_bulletin();
    const auto put = [&](int base, const std::string& body) {
        return scene.as(officer, "PUT", path,
                        {{"base_revision", base}, {"article", {{"title", "推进会召开"}, {"body", body}}}});
    };
    const Served changed = put(1, "改过的正文。");
    CHECK(changed.status == 201);
    CHECK(changed.json().at("revision") == 2);
    CHECK(put(1, "改过的正文。").status == 200);
    CHECK(put(1, "别的正文。").status == 409);
    CHECK(scene.as(officer, "POST", path + "/approval", {{"revision", 1}}).status == 409);
    const json approved = scene.as(officer, "POST", path + "/approval", {{"revision", 2}}).json();
    CHECK(approved.at("approved_by").is_string());
}

TEST_CASE("a withdrawal is warned of before it happens") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const std::string path = "/api/v1/bulletins/" + scene.new_bulletin() + "/withdrawal";
    CHECK(scene.as(officer, "POST", path, {{"reason", ""}}).message("reason") != "");
    const Served warned = scene.as(officer, "POST", path, {{"reason", "数字有误"}});
    CHECK(warned.status == 409);
    CHECK(warned.body.find("不能恢复") != std::string::npos);
    const json done = scene.as(officer, "POST", path, {{"reason", "数字有误"}, {"understood", true}}).json();
    CHECK(done.at("state") == "withdrawn");
    CHECK(done.at("withdrawal") == "数字有误");
}

TEST_CASE("the page to copy holds the pictures, and the internal page names who is behind") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const std::string path = "/api/v1/bulletins/" + scene.new_id();
    scene.as(officer, "PUT", path, meeting());
    const Served copy = scene.as(officer, "GET", path + "/article");
    CHECK(copy.header("Content-Type").starts_with("text/html"));
    CHECK(copy.header("Content-Security-Policy")
              .starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
    CHECK(copy.body.find("data:image/png;base64,iVBOR") != std::string::npos);
    const Served inside = scene.as(officer, "GET", path + "/internal");
    CHECK(inside.body.find("还有2个没有") != std::string::npos);
    CHECK(copy.body.find("还有2个没有") == std::string::npos);
}

TEST_CASE("what was published has a page for everybody, and one that was taken back has none") {
    Scene scene;
    const std::string id = scene.new_bulletin(BulletinState::published);
    CHECK(scene.ask("GET", "/column/newsletter/1").body.find("两个镇的做法值得借鉴。") != std::string::npos);
    CHECK(scene.ask("GET", "/column").body.find("href=\"/column/newsletter/1\"") != std::string::npos);
    CHECK(scene.ask("GET", "/column/publicity/1").status == 302);
    CHECK(scene.ask("GET", "/column/progress_column/1").status == 302);
    CHECK(scene.ask("GET", "/column/x/1").status == 302);
    scene.world.database().write([&](Transaction& tx) {
        Bulletin bulletin = BulletinStore(tx).find(BulletinId(id)).value();
        bulletin.state = BulletinState::withdrawn;
        BulletinWriter(tx).update(bulletin);
    });
    CHECK(scene.ask("GET", "/column/newsletter/1").status == 302);
}

TEST_CASE("the public page tells the figures of this moment beside the frozen ones") {
    Scene scene;
    scene.publish_issue(1, "2026-10-H2");
    CHECK(scene.ask("GET", "/column").body.find("本月已开展活动的0个") != std::string::npos);
    scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(),
             ServedWorld::log_body("QH-CG-01"));
    CHECK(scene.ask("GET", "/column").body.find("本月已开展活动的1个") != std::string::npos);
    CHECK(scene.ask("GET", "/column/1").body.find("此刻") == std::string::npos);
}
