// Every route tried by everybody: one table, which fails when a route is missing from it. What is asked for belongs to
// the branch QH-CG-01 unless a row says otherwise.
//
// The same answers are held against the served OpenAPI document, refusals included.
#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "lib/http/url.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

struct Try {
    std::string path;
    json body = nullptr;
    std::string bytes = {};  ///< instead of a body
};

/// Nobody signed in; signed in but unbound; secretary of the branch; of another branch; of its township; of another
/// township; officer of the county; leader with the township as area.
using Statuses = std::array<int, 8>;
constexpr std::array<const char*, 8> kWho = {"nobody",       "unbound",        "own branch", "other branch",
                                             "own township", "other township", "officer",    "leader"};

struct RouteTrial {
    const char* method;
    const char* pattern;
    Statuses expected;
    std::function<Try(Scene&, const CastMember&)> make;
    bool spoils = false;  ///< changes what the cast may do: the next row begins with a new county
};

constexpr Statuses kAllSignedIn = {401, 200, 200, 200, 200, 200, 200, 200};
constexpr Statuses kAllSignedInDone = {401, 204, 204, 204, 204, 204, 204, 204};
constexpr Statuses kEverybody = {200, 200, 200, 200, 200, 200, 200, 200};
constexpr Statuses kReaders = {401, 403, 200, 403, 200, 403, 200, 200};
constexpr Statuses kLoggers = {401, 403, 201, 403, 201, 403, 201, 403};
constexpr Statuses kReviewers = {401, 403, 403, 403, 201, 403, 201, 403};
constexpr Statuses kOfficer = {401, 403, 403, 403, 403, 403, 204, 403};

std::function<Try(Scene&, const CastMember&)> plain(std::string path, json body = nullptr) {
    return [path = std::move(path), body = std::move(body)](Scene&, const CastMember&) { return Try{path, body, {}}; };
}

std::function<Try(Scene&, const CastMember&)> on_log(std::string tail, json body = nullptr) {
    return [tail = std::move(tail), body = std::move(body)](Scene& scene, const CastMember&) {
        return Try{"/api/v1/activities/" + scene.new_log() + tail, body, {}};
    };
}

std::vector<RouteTrial> session_rows() {
    return {
        {"POST",
         "/api/v1/sessions",
         {201, 201, 201, 201, 201, 201, 201, 201},
         [](Scene& scene, const CastMember& who) {
             return Try{"/api/v1/sessions", {{"account", "oa"}, {"code", scene.login_code("oa", who.openid)}}, {}};
         }},
        {"GET", "/api/v1/me", kAllSignedIn, plain("/api/v1/me")},
        {"DELETE", "/api/v1/sessions/current", kAllSignedInDone, plain("/api/v1/sessions/current"), true},
        {"DELETE", "/api/v1/sessions", kAllSignedInDone, plain("/api/v1/sessions"), true},
        {"POST",
         "/api/v1/bindings",
         {401, 201, 201, 201, 201, 201, 201, 201},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/bindings", {{"invite", scene.new_invite()}}, {}};
         },
         true},
        {"POST", "/api/v1/link-codes", {401, 403, 201, 201, 201, 201, 201, 201}, plain("/api/v1/link-codes")},
        // A code of the officer, who has an identity in this account already: only for himself is there nothing to do.
        {"POST",
         "/api/v1/links",
         {401, 409, 409, 409, 409, 409, 201, 409},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/links", {{"code", scene.new_link_code()}}, {}};
         },
         true},
    };
}

std::vector<RouteTrial> people_rows() {
    const json branch = {{"org_id", "QH-CG-01"}, {"role", "branch_secretary"}, {"name", "吴小青"}};
    const json township = {{"org_id", "QH-CG"}, {"role", "township_secretary"}, {"days", 7}};
    return {
        {"POST", "/api/v1/invites", {401, 403, 403, 403, 201, 403, 201, 403}, plain("/api/v1/invites", branch)},
        {"POST", "/api/v1/invites", {401, 403, 403, 403, 403, 403, 201, 403}, plain("/api/v1/invites", township)},
        {"GET", "/api/v1/roles", {401, 403, 200, 403, 200, 403, 200, 403}, plain("/api/v1/roles?unit=QH-CG-01")},
        {"GET", "/api/v1/roles", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/roles?unit=QH")},
        {"GET",
         "/api/v1/roles",
         {401, 403, 200, 403, 200, 403, 200, 403},
         plain("/api/v1/roles?unit=QH-CG-01&reveal=" + http::percent_encode("防汛通知"))},
        {"GET", "/api/v1/readers", kReaders, plain("/api/v1/readers?unit=QH-CG-01")},
        // The role of the branch's secretary: nobody else hands it over, nor takes the handover back.
        {"POST",
         "/api/v1/handovers",
         {401, 403, 201, 403, 403, 403, 403, 403},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/handovers", {{"role_id", scene.role_of(scene.world.cg01_secretary)}}, {}};
         }},
        {"GET", "/api/v1/handovers", kAllSignedIn, plain("/api/v1/handovers")},
        {"DELETE",
         "/api/v1/handovers/{id}",
         {401, 403, 204, 404, 404, 404, 404, 404},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/handovers/" + scene.new_handover(), nullptr, {}};
         }},
        {"DELETE", "/api/v1/roles/{id}", kOfficer,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/roles/" + scene.new_role(), nullptr, {}};
         }},
        {"GET", "/api/v1/merge-proposals", kAllSignedIn, plain("/api/v1/merge-proposals")},
        {"POST", "/api/v1/merge-proposals/{id}/decision", kOfficer,
         [](Scene& scene, const CastMember&) {
             return Try{
                 "/api/v1/merge-proposals/" + scene.new_merge_proposal() + "/decision", {{"verdict", "merged"}}, {}};
         }},
    };
}

std::vector<RouteTrial> activity_rows() {
    json amendment = ServedWorld::log_body("QH-CG-01");
    amendment["base_revision"] = 1;
    return {
        {"GET", "/api/v1/activity-kinds", kAllSignedIn, plain("/api/v1/activity-kinds")},
        {"PUT", "/api/v1/activities/{id}", kLoggers,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/activities/" + scene.new_id(), ServedWorld::log_body("QH-CG-01"), {}};
         }},
        {"GET", "/api/v1/activities/{id}", kReaders, on_log("")},
        {"GET", "/api/v1/activities", kReaders, plain("/api/v1/activities?unit=QH-CG-01&period=2026-11&limit=2")},
        {"GET", "/api/v1/activities", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/activities?unit=QH")},
        {"POST", "/api/v1/activities/{id}/revisions", kLoggers, on_log("/revisions", amendment)},
        {"POST", "/api/v1/activities/{id}/withdrawal", kLoggers, on_log("/withdrawal")},
        {"POST", "/api/v1/activities/{id}/review", kReviewers, on_log("/review", {{"verdict", "accept"}})},
        {"POST", "/api/v1/activities/{id}/review", kReviewers,
         on_log("/review", {{"verdict", "return"}, {"reason", "请补充人数"}})},
        // Each log of the list is decided for itself; that one may not is told beside it (reviews_test below).
        {"POST",
         "/api/v1/reviews",
         {401, 403, 200, 200, 200, 200, 200, 200},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/reviews", {{"ids", {scene.new_log()}}, {"verdict", "accept"}}, {}};
         }},
        {"POST", "/api/v1/photos", kLoggers,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/photos?unit=QH-CG-01", nullptr, scene.new_picture()};
         }},
        // A hash tells nothing: what one may not see is not there.
        {"GET",
         "/api/v1/photos/{sha256}",
         {401, 404, 200, 404, 200, 404, 200, 200},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/photos/" + scene.new_photo(), nullptr, {}};
         }},
        {"GET",
         "/api/v1/photos/{sha256}/thumbnail",
         {401, 404, 200, 404, 200, 404, 200, 200},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/photos/" + scene.new_photo() + "/thumbnail", nullptr, {}};
         }},
    };
}

std::vector<RouteTrial> feedback_rows() {
    const json said = {{"category", "complaint"}, {"content", "打不开"}, {"contact", "13800000000"}};
    return {
        {"PUT",
         "/api/v1/feedback/{id}",
         {401, 201, 201, 201, 201, 201, 201, 201},
         [said](Scene& scene, const CastMember&) {
             return Try{"/api/v1/feedback/" + scene.new_id(), said, {}};
         }},
        {"GET", "/api/v1/feedback", kAllSignedIn, plain("/api/v1/feedback")},
        {"GET",
         "/api/v1/feedback/inbox",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/feedback/inbox?open=true&limit=5")},
        {"POST",
         "/api/v1/feedback/{id}/answer",
         {401, 403, 403, 403, 403, 403, 201, 403},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/feedback/" + scene.new_feedback() + "/answer", {{"answer", "已改"}}, {}};
         }},
    };
}

std::vector<RouteTrial> overview_rows() {
    const json consent = {{"template_id", "T-oa"}, {"accepted", true}};
    return {
        {"GET", "/api/v1/units", kReaders, plain("/api/v1/units?unit=QH-CG-01")},
        // The county is in everybody's line, or public; what lies below it is shown as far as one may see it.
        {"GET", "/api/v1/units", kAllSignedIn, plain("/api/v1/units?unit=QH")},
        {"GET", "/api/v1/duties", {401, 403, 200, 200, 200, 200, 200, 200}, plain("/api/v1/duties")},
        {"GET", "/api/v1/progress", kReaders, plain("/api/v1/progress?unit=QH-CG-01&period=2026-11-H1")},
        {"GET", "/api/v1/progress", kAllSignedIn, plain("/api/v1/progress?unit=QH")},
        {"GET", "/api/v1/months", kReaders, plain("/api/v1/months?unit=QH-CG-01&until=2026-11&count=3")},
        {"GET", "/api/v1/months", kAllSignedIn, plain("/api/v1/months?unit=QH")},
        {"POST", "/api/v1/consents", {401, 201, 201, 201, 201, 201, 201, 201}, plain("/api/v1/consents", consent)},
        {"GET", "/api/v1/consents", kAllSignedIn, plain("/api/v1/consents")},
        {"GET", "/api/v1/columns", kAllSignedIn, plain("/api/v1/columns")},
        {"GET", "/api/v1/columns/{issue}", kAllSignedIn, plain("/api/v1/columns/1")},
        {"GET", "/api/v1/client", kEverybody, plain("/api/v1/client")},
        {"GET",
         "/api/v1/sign-in",
         {302, 302, 302, 302, 302, 302, 302, 302},
         plain("/api/v1/sign-in?account=oa&state=0123abcd")},
        {"GET", "/api/v1/guide", kEverybody, plain("/api/v1/guide")},
        {"GET", "/api/v1/privacy", kEverybody, plain("/api/v1/privacy")},
        {"GET", "/api/v1/openapi.json", kEverybody, plain("/api/v1/openapi.json")},
        {"GET", "/column", kEverybody, plain("/column")},
        {"GET", "/column/{issue}", kEverybody, plain("/column/1")},
        {"GET", "/healthz", kEverybody, plain("/healthz")},
        {"GET", "/readyz", kEverybody, plain("/readyz")},
        {"GET", "/metrics", kEverybody, plain("/metrics")},
        // Signed by WeChat or nothing: who has a session is nobody there.
        {"GET", "/wechat/{account}", {403, 403, 403, 403, 403, 403, 403, 403}, plain("/wechat/oa")},
        {"POST", "/wechat/{account}", {403, 403, 403, 403, 403, 403, 403, 403}, plain("/wechat/oa")},
    };
}

std::function<Try(Scene&, const CastMember&)> on_import(std::string tail, json body = nullptr) {
    return [tail = std::move(tail), body = std::move(body)](Scene& scene, const CastMember&) {
        return Try{"/api/v1/imports/" + scene.new_import() + tail, body, {}};
    };
}

std::vector<RouteTrial> import_rows() {
    constexpr Statuses officer_reads = {401, 403, 403, 403, 403, 403, 200, 403};
    const json link = {{"decision", "link"}, {"unit", "QH-LS-01"}};
    const json all = {{"outcome", "unknown"}, {"decision", "ignore"}};
    return {
        {"POST",
         "/api/v1/imports",
         {401, 403, 403, 403, 403, 403, 201, 403},
         [](Scene&, const CastMember&) {
             return Try{"/api/v1/imports?unit=QH&name=a.csv", nullptr, "组织全称,上级组织\n东街团支部,城关镇\n"};
         }},
        {"GET", "/api/v1/imports", officer_reads, plain("/api/v1/imports?unit=QH")},
        {"GET", "/api/v1/imports/{id}", officer_reads, on_import("")},
        {"DELETE", "/api/v1/imports/{id}", kOfficer, on_import("")},
        {"GET", "/api/v1/imports/{id}/rows", officer_reads, on_import("/rows?outcome=unknown")},
        {"PUT", "/api/v1/imports/{id}/rows/{row}/decision", officer_reads, on_import("/rows/1/decision", link)},
        {"DELETE", "/api/v1/imports/{id}/rows/{row}/decision", officer_reads, on_import("/rows/1/decision")},
        {"POST", "/api/v1/imports/{id}/decisions", officer_reads, on_import("/decisions", all)},
        {"POST", "/api/v1/imports/{id}/commit", officer_reads, on_import("/commit")},
        {"POST", "/api/v1/imports/{id}/undo", officer_reads,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/imports/" + scene.new_committed_import() + "/undo", nullptr, {}};
         }},
        {"GET", "/api/v1/nms-differences", kReaders, plain("/api/v1/nms-differences?unit=QH-CG-01")},
        {"GET", "/api/v1/nms-differences", officer_reads, plain("/api/v1/nms-differences?unit=QH")},
    };
}

std::vector<RouteTrial> table() {
    std::vector<RouteTrial> all;
    for (const auto& rows : {session_rows(), people_rows(), activity_rows(), feedback_rows(), overview_rows()}) {
        all.insert(all.end(), rows.begin(), rows.end());
    }
    for (RouteTrial& row : import_rows()) all.push_back(std::move(row));
    return all;
}

std::unique_ptr<Scene> new_scene() {
    auto scene = std::make_unique<Scene>();
    scene->publish_issue(1, "2026-10-H2");
    return scene;
}

}  // namespace

TEST_CASE("no route is missing from the table of permissions") {
    Scene scene;
    std::set<std::pair<std::string, std::string>> tried;
    for (const RouteTrial& row : table()) tried.emplace(row.method, row.pattern);
    const auto& routes = scene.app().routes();
    const std::set<std::pair<std::string, std::string>> served(routes.begin(), routes.end());
    for (const auto& [method, pattern] : served) {
        INFO(method << " " << pattern);
        CHECK(tried.contains({method, pattern}));
    }
    for (const auto& [method, pattern] : tried) {
        INFO(method << " " << pattern);
        CHECK(served.contains({method, pattern}));
    }
}

TEST_CASE("every route lets in whom it should, and answers what the document describes") {
    std::unique_ptr<Scene> scene = new_scene();
    const Description description = Description::of(*scene);
    for (const RouteTrial& row : table()) {
        const World& world = scene->world;
        const std::array<const CastMember*, 8> cast = {nullptr,
                                                       &world.stranger,
                                                       &world.cg01_secretary,
                                                       &world.ls01_secretary,
                                                       &world.cg_secretary,
                                                       &world.ls_secretary,
                                                       &world.officer,
                                                       &world.leader};
        const bool of_api = std::string_view(row.pattern).starts_with("/api/");
        for (std::size_t i = 0; i < cast.size(); ++i) {
            const Try attempt = row.make(*scene, cast[i] != nullptr ? *cast[i] : world.stranger);
            http::Headers headers;
            if (cast[i] != nullptr) headers.emplace_back("Authorization", "Bearer " + scene->token(*cast[i]));
            const std::string body = !attempt.bytes.empty()   ? attempt.bytes
                                     : attempt.body.is_null() ? ""
                                                              : attempt.body.dump();
            const Served answer = scene->ask(row.method, attempt.path, body, headers,
                                             attempt.bytes.empty() ? "application/json" : "image/png");
            INFO(kWho[i] << ": " << row.method << " " << attempt.path << "\n" << answer.body.substr(0, 500));
            CHECK(answer.status == row.expected[i]);
            if (!of_api) continue;
            CHECK(description.faults_of_request(row.method, row.pattern, attempt.body) == std::vector<std::string>{});
            CHECK(description.faults_of_answer(row.method, row.pattern, answer) == std::vector<std::string>{});
        }
        if (row.spoils) scene = new_scene();
    }
}

TEST_CASE("a list of reviews tells beside each log that it may not be reviewed") {
    Scene scene;
    const std::string log = scene.new_log();
    const json order = {{"ids", {log}}, {"verdict", "accept"}};
    for (const CastMember* who : {&scene.world.cg01_secretary, &scene.world.ls_secretary, &scene.world.leader}) {
        const json outcome = scene.as(*who, "POST", "/api/v1/reviews", order).json().at("outcomes").at(0);
        CHECK(outcome.at("code") == "not_allowed");
        CHECK(outcome.at("changed") == false);
    }
    const json outcome = scene.as(scene.world.cg_secretary, "POST", "/api/v1/reviews", order).json()["outcomes"][0];
    CHECK(outcome.at("code").is_null());
    CHECK(outcome.at("state") == "accepted");
}
