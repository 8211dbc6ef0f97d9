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
#include "lib/storage/outbox_store.hpp"
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
        {"GET", "/api/v1/activity-kinds", kAllSignedIn, plain("/api/v1/activity-kinds?all=1")},
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
        {"GET",
         "/api/v1/units/{id}/codes/{account}",
         {401, 403, 403, 403, 200, 403, 200, 403},
         [](Scene& scene, const CastMember&) {
             scene.new_branch_codes();
             return Try{"/api/v1/units/QH-CG-01/codes/oa", nullptr, {}};
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

std::vector<RouteTrial> outbox_rows() {
    constexpr Statuses officer = {401, 403, 403, 403, 403, 403, 200, 403};
    const auto on_row = [officer](const char* verb, OutboxState state, json body = nullptr) {
        return RouteTrial{"POST", verb, officer, [=](Scene& scene, const CastMember&) {
                              std::string path = verb;
                              path.replace(path.find("{id}"), 4, scene.new_outbox_row(state));
                              return Try{path, body, {}};
                          }};
    };
    return {
        {"GET", "/api/v1/alarms", officer, plain("/api/v1/alarms?all=true")},
        {"GET", "/api/v1/outbox", officer, plain("/api/v1/outbox?state=refused&limit=5")},
        on_row("/api/v1/outbox/{id}/retry", OutboxState::refused, {{"may_send_twice", false}}),
        on_row("/api/v1/outbox/{id}/cancel", OutboxState::due),
        on_row("/api/v1/outbox/{id}/done", OutboxState::unknown),
    };
}

std::vector<RouteTrial> content_rows() {
    return {
        {"GET",
         "/api/v1/content-checks",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/content-checks?limit=5")},
        {"POST",
         "/api/v1/content-checks/{id}/verdict",
         {401, 403, 403, 403, 403, 403, 201, 403},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/content-checks/" + scene.new_doubtful_log() + "/verdict",
                        {{"revision", 1}, {"verdict", "allow"}},
                        {}};
         }},
        {"GET", "/api/v1/photo-checks", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/photo-checks")},
        {"POST",
         "/api/v1/photo-checks/{sha256}/verdict",
         {401, 403, 403, 403, 403, 403, 201, 403},
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/photo-checks/" + scene.new_doubtful_photo() + "/verdict", {{"verdict", "allow"}}, {}};
         }},
        {"GET", "/check-photos/{ticket}", {404, 404, 404, 404, 404, 404, 404, 404}, plain("/check-photos/nothing")},
    };
}

constexpr Statuses kFounders = {401, 403, 403, 403, 201, 403, 201, 403};
constexpr Statuses kProjectReaders = {401, 403, 403, 403, 200, 403, 200, 200};

std::vector<RouteTrial> founding_rows() {
    const auto on_project = [](Stage stage, std::string tail, json body = nullptr) {
        return [=](Scene& scene, const CastMember&) {
            return Try{"/api/v1/org-projects/" + scene.new_project(stage) + tail, body, {}};
        };
    };
    json project = {{"org_id", "QH-CG"}, {"org_name", "团支部"}, {"org_kind", "branch"},       {"mode", "M1"},
                    {"members", 4},      {"youth", 20},          {"counted_on", "2026-10-01"}, {"tags", {"青创"}}};
    json correction = project;
    correction["base_revision"] = 1;
    correction["org_id"] = nullptr;
    const json prepared = {{"stage", "prepared"}, {"on", "2026-10-08"}, {"candidates", {"孙一"}}};
    const json word = {{"on", "2026-10-26"}, {"paper", {{"signatory", "王城关"}}}};
    const json mode = {{"mode_label", "按行业建团"}, {"needs", {{{"kind", "association"}, {"min", 1}}}}};
    return {
        {"GET", "/api/v1/org-projects", kProjectReaders, plain("/api/v1/org-projects?unit=QH-CG&open_only=true")},
        {"GET",
         "/api/v1/org-projects",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/org-projects?unit=QH&stage=surveyed&limit=2")},
        {"PUT", "/api/v1/org-projects/{id}", kFounders,
         [=](Scene& scene, const CastMember&) {
             json named = project;
             named["org_name"] = "团支部" + scene.new_id();
             return Try{"/api/v1/org-projects/" + scene.new_id(), named, {}};
         }},
        {"GET", "/api/v1/org-projects/{id}", kProjectReaders, on_project(Stage::result_reported, "")},
        {"POST", "/api/v1/org-projects/{id}/corrections", kFounders,
         [=](Scene& scene, const CastMember&) {
             json named = correction;
             named["org_name"] = "团支部" + scene.new_id();
             return Try{"/api/v1/org-projects/" + scene.new_project() + "/corrections", named, {}};
         }},
        {"PUT", "/api/v1/org-projects/{id}/steps/{step}", kFounders,
         [=](Scene& scene, const CastMember&) {
             return Try{"/api/v1/org-projects/" + scene.new_project() + "/steps/" + scene.new_id(), prepared, {}};
         }},
        {"POST", "/api/v1/org-projects/{id}/steps/{step}/withdrawal", kFounders,
         [](Scene& scene, const CastMember&) {
             const std::string id = scene.new_project(Stage::requested);
             return Try{"/api/v1/org-projects/" + id + "/steps/" + scene.last_step(id) + "/withdrawal",
                        {{"reason", "登记有误"}},
                        {}};
         }},
        {"GET", "/api/v1/batches", kProjectReaders, plain("/api/v1/batches?unit=QH-CG")},
        {"PUT", "/api/v1/batches/{id}", kFounders,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/batches/" + scene.new_id(),
                        {{"org_id", "QH-CG"}, {"projects", {scene.new_project(Stage::requested)}}},
                        {}};
         }},
        {"POST", "/api/v1/batches/{id}/approval", kFounders,
         [=](Scene& scene, const CastMember&) {
             return Try{"/api/v1/batches/" + scene.new_batch() + "/approval", word, {}};
         }},
        {"POST", "/api/v1/batches/{id}/founding", kFounders,
         [=](Scene& scene, const CastMember&) {
             return Try{"/api/v1/batches/" + scene.new_batch(Stage::result_reported) + "/founding", word, {}};
         }},
        {"DELETE",
         "/api/v1/batches/{id}/projects/{project}",
         {401, 403, 403, 403, 204, 403, 204, 403},
         [](Scene& scene, const CastMember&) {
             const std::string batch = scene.new_batch();
             const json in_it = scene.as(scene.world.officer, "GET", "/api/v1/org-projects?batch=" + batch).json();
             const std::string in_batch = in_it.at("projects").at(0).at("id");
             return Try{"/api/v1/batches/" + batch + "/projects/" + in_batch, nullptr, {}};
         }},
        {"GET", "/api/v1/papers", kProjectReaders, plain("/api/v1/papers?unit=QH-CG&paper_kind=founding_reply")},
        {"GET", "/api/v1/building-modes", kAllSignedIn, plain("/api/v1/building-modes")},
        {"PUT",
         "/api/v1/building-modes/{code}",
         {401, 403, 403, 403, 403, 403, 201, 403},
         plain("/api/v1/building-modes/N1", mode)},
        {"GET", "/api/v1/partners", kProjectReaders, plain("/api/v1/partners?unit=QH-CG")},
    };
}

std::vector<RouteTrial> org_life_rows() {
    constexpr Statuses counters = {401, 403, 200, 403, 200, 403, 200, 403};
    constexpr Statuses townships = {401, 403, 403, 403, 200, 403, 200, 403};
    constexpr Statuses unclaimers = {401, 403, 403, 403, 204, 403, 204, 403};
    constexpr Statuses movers = {401, 403, 403, 403, 403, 403, 201, 403};
    const std::string branch = "/api/v1/organisations/QH-CG-01";
    const json heads = {{"members", 12}, {"youth", 40}, {"counted_on", "2026-11-01"}};
    const json term = {{"began_on", "2025-06-18"}, {"years", 3}, {"manner", "elected"}};
    const json end = {{"how", "dissolved"}, {"on", "2026-11-10"}, {"reason", "停产"}, {"paper", "乡团发〔2026〕9号"}};
    const json move = {{"to", "QH-LS"}, {"reason", "区划调整"}};
    const json group = {{"from", "2026-03-01"},
                        {"people", {{{"role", "head"}, {"name", "刘书记"}}, {{"role", "member"}, {"name", "王城关"}}}}};
    const json contact = {{"org_id", "QH-CG"}, {"role", "leader"}, {"name", "周联系"}, {"from", "2026-11-01"}};
    return {
        {"GET", "/api/v1/organisations", kReaders, plain("/api/v1/organisations?unit=QH-CG-01")},
        {"GET", "/api/v1/organisations/{id}", kReaders, plain(branch)},
        {"GET", "/api/v1/terms", kReaders, plain("/api/v1/terms?unit=QH-CG-01")},
        {"PUT", "/api/v1/organisations/{id}/heads", counters, plain(branch + "/heads", heads)},
        {"PUT", "/api/v1/organisations/{id}/term", townships, plain(branch + "/term", term)},
        {"DELETE", "/api/v1/organisations/{id}/terms/{began_on}", unclaimers,
         [branch, term](Scene& scene, const CastMember&) {
             scene.as(scene.world.officer, "PUT", branch + "/term", term);
             return Try{branch + "/terms/2025-06-18", nullptr, {}};
         }},
        {"PUT", "/api/v1/organisations/{id}/tags", townships, plain(branch + "/tags", {{"tags", {"两新"}}})},
        {"PUT", "/api/v1/organisations/{id}/claim", townships,
         plain(branch + "/claim", {{"claimed_on", "2026-11-02"}})},
        {"DELETE", "/api/v1/organisations/{id}/claim", unclaimers, plain(branch + "/claim")},
        {"PUT", "/api/v1/organisations/{id}/moves/{month}", movers, plain(branch + "/moves/2026-12", move)},
        {"DELETE", "/api/v1/organisations/{id}/moves/{month}", kOfficer, plain(branch + "/moves/2026-12")},
        {"PUT", "/api/v1/organisations/{id}/end", townships, plain(branch + "/end", end), true},
        {"GET", "/api/v1/leading-groups", townships, plain("/api/v1/leading-groups?unit=QH-CG")},
        {"PUT", "/api/v1/leading-groups/{id}", townships, plain("/api/v1/leading-groups/QH-CG", group)},
        {"GET", "/api/v1/contacts", {401, 403, 403, 403, 200, 403, 200, 200}, plain("/api/v1/contacts?unit=QH-CG")},
        {"PUT", "/api/v1/contacts/{id}", movers,
         [contact](Scene& scene, const CastMember&) {
             return Try{"/api/v1/contacts/" + scene.new_id(), contact, {}};
         }},
        {"POST", "/api/v1/contacts/{id}/end", kOfficer,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/contacts/" + scene.new_contact() + "/end", {{"on", "2026-11-10"}}, {}};
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

std::function<Try(Scene&, const CastMember&)> on_bulletin(std::string tail, json body = nullptr,
                                                          BulletinState state = BulletinState::composed) {
    return [tail = std::move(tail), body = std::move(body), state](Scene& scene, const CastMember&) {
        return Try{"/api/v1/bulletins/" + scene.new_bulletin(state) + tail, body, {}};
    };
}

/// What is not published yet is the officers' own.
std::vector<RouteTrial> bulletin_rows() {
    constexpr Statuses officer_sees = {401, 403, 403, 403, 403, 403, 200, 403};
    constexpr Statuses officer_made = {401, 403, 403, 403, 403, 403, 201, 403};
    const json article = {{"title", "推进会召开"}, {"body", "两个镇的做法值得借鉴。"}};
    const json fresh = {{"base_revision", 0}, {"kind", "newsletter"}, {"article", article}};
    const json withdrawal = {{"reason", "数字有误"}, {"understood", true}};
    return {
        {"GET", "/api/v1/bulletins", officer_sees, plain("/api/v1/bulletins?kind=newsletter")},
        {"PUT", "/api/v1/bulletins/{id}", officer_made,
         [fresh](Scene& scene, const CastMember&) {
             return Try{"/api/v1/bulletins/" + scene.new_id(), fresh, {}};
         }},
        {"GET", "/api/v1/bulletins/{id}", officer_sees, on_bulletin("")},
        {"PUT", "/api/v1/bulletins/{id}", officer_sees, on_bulletin("", {{"base_revision", 1}, {"article", article}})},
        {"POST", "/api/v1/bulletins/{id}/approval", officer_sees, on_bulletin("/approval", {{"revision", 1}})},
        {"POST", "/api/v1/bulletins/{id}/release", officer_sees, on_bulletin("/release", {{"release", "draft"}})},
        {"POST", "/api/v1/bulletins/{id}/withdrawal", officer_sees, on_bulletin("/withdrawal", withdrawal)},
        {"POST", "/api/v1/bulletins/{id}/confirmation", officer_sees,
         on_bulletin("/confirmation", {{"article_url", "https://mp.weixin.qq.com/s/abc"}}, BulletinState::drafted)},
        {"POST", "/api/v1/bulletins/{id}/previews", officer_made,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/bulletins/" + scene.new_bulletin(BulletinState::drafted) + "/previews",
                        {{"people", {scene.world.officer.person->str()}}},
                        {}};
         }},
        {"GET", "/api/v1/bulletins/{id}/article", officer_sees, on_bulletin("/article")},
        {"GET", "/api/v1/bulletins/{id}/internal", officer_sees, on_bulletin("/internal")},
        {"GET", "/column/{kind}/{issue}", {302, 302, 302, 302, 302, 302, 302, 302}, plain("/column/newsletter/999")},
    };
}

std::vector<RouteTrial> organisation_rows() {
    const json field = {{"code", "households"}, {"label", "到会户数"}, {"type", "integer"}, {"max", 1000}};
    const json kind = {
        {"code", "yard_meeting"}, {"label", "院坝会"}, {"sort", 300}, {"fields", {field}}, {"checks", json::array()}};
    json change = kind;
    change.erase("code");
    change["base_revision"] = 1;
    const json rule = {{"unit_id", "QH"},
                       {"kind", "oath"},
                       {"period", "year"},
                       {"min_count", 1},
                       {"valid_from", "2027-01-01"},
                       {"source", "清团发〔2026〕8号"}};
    json told = ServedWorld::log_body("QH-CG-01");
    told["source"] = "paper";
    told["told_by"] = "老周";
    constexpr Statuses officer_done = {401, 403, 403, 403, 403, 403, 200, 403};
    constexpr Statuses officer_made = {401, 403, 403, 403, 403, 403, 201, 403};
    return {
        {"POST", "/api/v1/activity-kinds", officer_made, plain("/api/v1/activity-kinds", kind)},
        {"PUT", "/api/v1/activity-kinds/{code}", officer_done,
         [change](Scene& scene, const CastMember&) {
             return Try{"/api/v1/activity-kinds/" + scene.new_kind(), change, {}};
         }},
        {"POST", "/api/v1/activity-kinds/{code}/retirement", officer_done,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/activity-kinds/" + scene.new_kind() + "/retirement", nullptr, {}};
         }},
        {"GET", "/api/v1/cadence-rules", kAllSignedIn, plain("/api/v1/cadence-rules?unit=QH&all=1")},
        {"PUT", "/api/v1/cadence-rules/{id}", officer_made,
         [rule](Scene& scene, const CastMember&) {
             return Try{"/api/v1/cadence-rules/" + scene.new_id(), rule, {}};
         }},
        {"POST", "/api/v1/cadence-rules/{id}/end", officer_done,
         plain("/api/v1/cadence-rules/theme_day/end", {{"valid_to", "2026-12-31"}})},
        {"GET", "/api/v1/organisations/{unit}/health", kReaders,
         plain("/api/v1/organisations/QH-CG-01/health?period=2026-11")},
        {"GET", "/api/v1/alive", kReaders, plain("/api/v1/alive?unit=QH-CG-01&state=hollow")},
        {"GET", "/api/v1/alive", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/alive")},
        {"GET", "/api/v1/due", kReaders, plain("/api/v1/due?unit=QH-CG-01&period=2026-10&state=overdue")},
        {"GET", "/api/v1/due", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/due")},
        {"GET", "/api/v1/timeliness", kReaders, plain("/api/v1/timeliness?unit=QH-CG-01&period=2026-11-H1")},
        {"PUT",
         "/api/v1/activities/{id}",
         {401, 403, 403, 403, 201, 403, 201, 403},
         [told](Scene& scene, const CastMember&) {
             return Try{"/api/v1/activities/" + scene.new_id(), told, {}};
         }},
    };
}

std::vector<RouteTrial> target_rows() {
    constexpr Statuses kOfficerCreates = {401, 403, 403, 403, 403, 403, 201, 403};
    constexpr Statuses kOfficerReads = {401, 403, 403, 403, 403, 403, 200, 403};
    const json campaign = {
        {"unit", "QH"},         {"code", "2026"},           {"campaign_name", "集中行动"},
        {"from", "2026-10-10"}, {"deadline", "2026-12-10"}, {"paper_title", "关于推进乡镇实体化大团委建设的通知"}};
    const json deadline = {{"deadline", "2026-12-31"}, {"instead_of", "2026-12-10"}, {"reason", "上级统一延期"}};
    const json target = {{"unit", "QH-CG"},           {"formula", "committee"}, {"committee_members", 9},
                         {"owner_title", "团委书记"}, {"owner_name", "王城关"}, {"base_revision", 0}};
    const auto on_campaign = [](std::string tail, json body) {
        return [tail = std::move(tail), body = std::move(body)](Scene& scene, const CastMember&) {
            return Try{"/api/v1/campaigns/" + scene.open_campaign() + tail, body, {}};
        };
    };
    return {
        {"GET", "/api/v1/campaigns", kAllSignedIn, plain("/api/v1/campaigns?unit=QH")},
        {"POST", "/api/v1/campaigns", kOfficerCreates,
         [campaign](Scene& scene, const CastMember&) {
             scene.close_campaign();
             return Try{"/api/v1/campaigns", campaign, {}};
         }},
        {"POST", "/api/v1/campaigns/{id}/deadline", kOfficerReads, on_campaign("/deadline", deadline)},
        {"POST", "/api/v1/targets", kOfficerCreates, plain("/api/v1/targets", target)},
        {"GET", "/api/v1/targets", kReaders, plain("/api/v1/targets?unit=QH-CG")},
        {"GET", "/api/v1/targets", kAllSignedIn, plain("/api/v1/targets?unit=QH")},
        {"GET", "/api/v1/targets/history", kReaders, plain("/api/v1/targets/history?unit=QH-CG")},
        {"GET", "/api/v1/targets/check", kOfficerReads, plain("/api/v1/targets/check?unit=QH")},
        {"GET", "/api/v1/standing", kReaders, plain("/api/v1/standing?unit=QH-CG")},
        {"GET", "/api/v1/standing", kAllSignedIn, plain("/api/v1/standing?unit=QH&date=2026-11-09")},
        // Organisation by organisation: for those who see into the branches of the township.
        {"GET",
         "/api/v1/standing/claims",
         {401, 403, 403, 403, 200, 403, 200, 200},
         plain("/api/v1/standing/claims?unit=QH-CG")},
        {"POST", "/api/v1/campaigns/{id}/closing", kOfficerReads, on_campaign("/closing", nullptr)},
    };
}

std::vector<RouteTrial> report_rows() {
    constexpr Statuses kSheetReaders = {401, 403, 403, 403, 200, 403, 200, 200};
    const json exception = {{"open_until", "2026-11-20"}, {"reason", "书记换届交接"}};
    return {
        {"GET", "/api/v1/reports", kSheetReaders, plain("/api/v1/reports?unit=QH-CG&period=2026-11-H1")},
        {"GET", "/api/v1/reports", {401, 403, 403, 403, 403, 403, 200, 403}, plain("/api/v1/reports?unit=QH")},
        {"GET", "/api/v1/reports/{unit}/{period}", kSheetReaders, plain("/api/v1/reports/QH-CG/2026-11-H1")},
        // The second of the two says what was said already.
        {"PUT",
         "/api/v1/reports/{unit}/{period}",
         {401, 403, 403, 403, 201, 403, 200, 403},
         plain("/api/v1/reports/QH-CG/2026-11-H1", {{"base_revision", 0}, {"nothing_new", true}})},
        {"GET", "/api/v1/reports/{unit}/{period}/revisions", kSheetReaders,
         plain("/api/v1/reports/QH-CG/2026-11-H1/revisions")},
        {"POST",
         "/api/v1/reports/{unit}/{period}/exceptions",
         {401, 403, 403, 403, 403, 403, 201, 403},
         [exception](Scene& scene, const CastMember&) {
             json body = exception;
             body["id"] = scene.new_id();
             return Try{"/api/v1/reports/QH-CG/2026-10-H1/exceptions", body, {}};
         }},
    };
}

std::vector<RouteTrial> reminder_rows() {
    constexpr Statuses kTownship = {401, 403, 403, 403, 200, 403, 200, 403};
    constexpr Statuses kTownshipDone = {401, 403, 403, 403, 204, 403, 204, 403};
    const json settled = {{"unit", "QH-CG-01"}, {"period", "2026-11"}, {"note", "月底前开展"}};
    return {
        {"GET", "/api/v1/call-list", kTownship, plain("/api/v1/call-list?unit=QH-CG&period=2026-11")},
        {"GET",
         "/api/v1/call-list",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/call-list?unit=QH&reveal=" + http::percent_encode("电话催报"))},
        {"POST", "/api/v1/call-list", kTownship, plain("/api/v1/call-list", settled)},
        {"POST", "/api/v1/call-list/{id}/done", kTownshipDone,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/call-list/" + scene.new_call() + "/done", {{"note", "下周开展"}}, {}};
         }},
        {"GET", "/api/v1/reminder-pauses", kTownship, plain("/api/v1/reminder-pauses?unit=QH-CG")},
        {"PUT", "/api/v1/reminder-pauses/{id}", kReviewers,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/reminder-pauses/" + scene.new_id(),
                        {{"unit", "QH-CG"}, {"until", "2026-11-20"}, {"reason", "正在防汛"}},
                        {}};
         }},
        {"DELETE", "/api/v1/reminder-pauses/{id}", kTownshipDone,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/reminder-pauses/" + scene.new_pause(), nullptr, {}};
         }},
    };
}

std::vector<RouteTrial> supervision_rows() {
    constexpr Statuses kSupervised = {401, 403, 403, 403, 200, 403, 200, 200};
    constexpr Statuses kCountyMakes = {401, 403, 403, 403, 403, 403, 201, 403};
    const auto on_supervision = [](std::string tail, json body = nullptr) {
        return [=](Scene& scene, const CastMember&) {
            return Try{"/api/v1/supervisions/" + scene.new_supervision() + tail, body, {}};
        };
    };
    const auto note = [](const char* kind) {
        return [=](Scene& scene, const CastMember&) {
            return Try{"/api/v1/area-notes/" + scene.new_id(),
                       {{"unit", "QH-CG"}, {"kind", kind}, {"words", "先理顺两个支部"}},
                       {}};
        };
    };
    return {
        {"GET", "/api/v1/supervisions", kSupervised, plain("/api/v1/supervisions?unit=QH-CG&open_only=true")},
        {"GET",
         "/api/v1/supervisions",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/supervisions?unit=QH")},
        {"POST",
         "/api/v1/supervisions/proposals",
         {401, 403, 403, 403, 403, 403, 200, 403},
         plain("/api/v1/supervisions/proposals", {{"unit", "QH"}})},
        {"GET", "/api/v1/supervisions/{id}", kSupervised, on_supervision("")},
        {"PUT", "/api/v1/supervisions/{id}", kCountyMakes,
         [](Scene& scene, const CastMember&) {
             return Try{"/api/v1/supervisions/" + scene.new_id(), {{"unit", "QH-CG"}, {"reason", "来信反映"}}, {}};
         }},
        {"POST", "/api/v1/supervisions/{id}/steps", kCountyMakes,
         on_supervision("/steps", {{"base_revision", 1}, {"act", "confirm"}})},
        {"POST",
         "/api/v1/supervisions/{id}/steps",
         {401, 403, 403, 403, 201, 403, 201, 403},
         on_supervision("/steps", {{"base_revision", 1}, {"act", "explain"}, {"words", "书记刚换"}})},
        {"GET", "/api/v1/area-notes", kSupervised, plain("/api/v1/area-notes?unit=QH-CG&kind=visit&limit=5")},
        {"PUT", "/api/v1/area-notes/{id}", {401, 403, 403, 403, 403, 403, 201, 201}, note("advice")},
        {"PUT", "/api/v1/area-notes/{id}", {401, 403, 403, 403, 201, 403, 201, 403}, note("reply")},
        {"GET", "/api/v1/my-areas", {401, 403, 200, 200, 200, 200, 200, 200}, plain("/api/v1/my-areas")},
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
    for (const auto& rows :
         {session_rows(), people_rows(), activity_rows(), feedback_rows(), outbox_rows(), content_rows(),
          founding_rows(), organisation_rows(), org_life_rows(), overview_rows(), target_rows(), report_rows(),
          supervision_rows(), reminder_rows(), import_rows(), bulletin_rows()}) {
        all.insert(all.end(), rows.begin(), rows.end());
    }
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
