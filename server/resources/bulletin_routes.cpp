#include "lib/app/column_words.hpp"
#include "lib/app/edit_bulletin.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/read_bulletins.hpp"
#include "lib/app/withdraw_bulletin.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown(const BulletinWords& words) {
    return {{"title", words.title},   {"digest", words.digest},     {"opening", words.opening},
            {"praise", words.praise}, {"problems", words.problems}, {"next_steps", words.next_steps},
            {"body", words.body}};
}

json shown(const ReadBulletins::View& view, const Phrases& phrases) {
    const Bulletin& bulletin = view.bulletin;
    const bool is_readable = is_public(bulletin.state);
    return {{"id", bulletin.id.str()},
            {"kind", to_string(bulletin.kind)},
            {"issue", bulletin.issue},
            {"edition", bulletin.edition},
            {"period", bulletin.period},
            {"title", bulletin.title},
            {"digest", bulletin.digest},
            {"state", to_string(bulletin.state)},
            {"release", to_string(bulletin.release)},
            {"goes_at", shapes::instant(bulletin.goes_at)},
            {"revision", bulletin.revision},
            {"edited_by", view.editor.empty() ? json(nullptr) : json(view.editor)},
            {"approved_by", bulletin.is_approved() ? json(view.approver) : json(nullptr)},
            {"waits_for_approval", view.waits_for_approval},
            {"under_way", view.is_under_way},
            {"note", explain_note(phrases, bulletin.note)},
            {"withdrawal", bulletin.withdrawal},
            {"composed_at", to_rfc3339(bulletin.composed_at)},
            {"published_at", shapes::instant(bulletin.published_at)},
            {"article_url", bulletin.article_url},
            {"page", is_readable ? json(bulletin_path(bulletin)) : json(nullptr)}};
}

json in_full(const ReadBulletins::View& view, const Phrases& phrases) {
    json whole = shown(view, phrases);
    whole["article"] = shown(view.bulletin.words);
    whole["about"] = view.bulletin.about ? json(view.bulletin.about->str()) : json(nullptr);
    whole["correction"] = view.bulletin.snapshot.correction;
    whole["as_of"] = to_rfc3339(view.bulletin.snapshot.as_of);
    return whole;
}

BulletinId read_id(const ApiCall& call) {
    const std::string& id = call.request.parameter("id");
    if (!is_uuid(id)) throw Problem::invalid("id", "field.not_an_id");
    return BulletinId(id);
}

BulletinWords read_words(JsonInput& body) {
    BulletinWords words;
    JsonInput* given = body.object("article", Need::optional);
    if (given == nullptr) return words;
    words.title = given->text("title", Need::optional);
    words.digest = given->text("digest", Need::optional);
    words.opening = given->text("opening", Need::optional);
    words.praise = given->text("praise", Need::optional);
    words.problems = given->text("problems", Need::optional);
    words.next_steps = given->text("next_steps", Need::optional);
    words.body = given->text("body", Need::optional);
    return words;
}

http::Response answer_with(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call,
                           const BulletinId& id, int status) {
    return shapes::answer(status, in_full(cases.read.find(call.actor, id), phrases));
}

http::Response list(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    ReadBulletins::Input input;
    input.unit = query.optional_text("unit").value_or("");
    input.kind = query.choice<BulletinKind>("kind", bulletin_kind_from);
    input.state = query.choice<BulletinState>("state", bulletin_state_from);
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    json all = json::array();
    for (const ReadBulletins::View& view : cases.read.list(call.actor, input)) all.push_back(shown(view, phrases));
    return shapes::answer(200, {{"bulletins", std::move(all)}});
}

/// Revision 0 is the wish for a new one, any other the words that were changed.
http::Response put(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    const BulletinId id = read_id(call);
    JsonInput body(call.request.body);
    const int base_revision = body.integer("base_revision");
    const BulletinWords words = read_words(body);
    if (base_revision > 0) {
        body.finish();
        const auto output = cases.edit.run(call.actor, {id, base_revision, words});
        return answer_with(cases, phrases, call, output.bulletin.id, output.changed ? 201 : 200);
    }
    ComposeBulletin::Input input;
    input.id = id;
    input.words = words;
    input.unit = body.text("unit", Need::optional);
    input.correction = body.text("correction", Need::optional);
    input.kind = body.choice("kind", bulletin_kind_from).value_or(input.kind);
    const std::string period = body.text("period", Need::optional);
    const std::string about = body.text("about", Need::optional);
    if (!period.empty()) {
        input.period = parse_period(period);
        if (!input.period) body.wrong("period", "field.period_malformed", {{"example", "2026-11-H1"}});
    }
    if (!about.empty()) {
        if (!is_uuid(about)) body.wrong("about", "field.not_an_id");
        input.about = BulletinId(about);
    }
    body.finish();
    const auto output = cases.compose.run(call.actor, input);
    // A period has one bulletin of its kind; another wish for it is told so.
    if (output.bulletin.id != id) throw Problem(ProblemCode::conflict, "bulletin.period_has_one");
    if (!output.created && tidied(words) != output.bulletin.words) {
        throw Problem(ProblemCode::conflict, "bulletin.base_is_old");
    }
    return answer_with(cases, phrases, call, id, output.created ? 201 : 200);
}

http::Response approve(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    const BulletinId id = read_id(call);
    JsonInput body(call.request.body);
    const int revision = body.integer("revision");
    body.finish();
    cases.approve.run(call.actor, {id, revision, std::nullopt});
    return answer_with(cases, phrases, call, id, 200);
}

http::Response release(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    ReleaseBulletin::Input input;
    input.id = read_id(call);
    JsonInput body(call.request.body);
    input.release = body.choice("release", release_from).value_or(Release::draft);
    input.goes_at = body.instant("goes_at", Need::optional);
    body.finish();
    cases.release.run(call.actor, input);
    return answer_with(cases, phrases, call, input.id, 200);
}

http::Response preview(const BulletinCases& cases, const ApiCall& call) {
    PreviewBulletin::Input input;
    input.id = read_id(call);
    JsonInput body(call.request.body);
    for (std::string& person : body.texts("people")) input.people.emplace_back(std::move(person));
    body.finish();
    return shapes::answer(201, {{"sent_to", cases.preview.run(call.actor, input).sent_to}});
}

http::Response withdraw(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    WithdrawBulletin::Input input;
    input.id = read_id(call);
    JsonInput body(call.request.body);
    input.reason = body.text("reason");
    input.understood = body.boolean("understood", Need::optional);
    body.finish();
    cases.withdraw.run(call.actor, input);
    return answer_with(cases, phrases, call, input.id, 200);
}

http::Response confirm(const BulletinCases& cases, const Phrases& phrases, const ApiCall& call) {
    const BulletinId id = read_id(call);
    JsonInput body(call.request.body);
    const std::string url = body.text("article_url", Need::optional);
    body.finish();
    cases.confirm.run(call.actor, {id, url});
    return answer_with(cases, phrases, call, id, 200);
}

http::Response paper(std::string html) {
    http::Headers headers = article_headers();
    http::Response response = http::Response::html(200, std::move(html));
    response.headers = std::move(headers);
    return response;
}

}  // namespace

void add_bulletin_routes(ApiRoutes& routes, const Phrases& phrases, BulletinCases cases) {
    const auto add = [&](const char* method, const std::string& tail, auto handle) {
        routes.signed_in(method, "/api/v1/bulletins" + tail,
                         [cases, &phrases, handle](const ApiCall& call) { return handle(cases, phrases, call); });
    };
    add("GET", "", list);
    add("GET", "/{id}", [](const BulletinCases& all, const Phrases& words, const ApiCall& call) {
        return answer_with(all, words, call, read_id(call), 200);
    });
    add("PUT", "/{id}", put);
    add("POST", "/{id}/approval", approve);
    add("POST", "/{id}/release", release);
    add("POST", "/{id}/withdrawal", withdraw);
    add("POST", "/{id}/confirmation", confirm);
    routes.signed_in("POST", "/api/v1/bulletins/{id}/previews",
                     [cases](const ApiCall& call) { return preview(cases, call); });
    // Its pictures are drawn anew.
    routes.signed_in(
        "GET", "/api/v1/bulletins/{id}/article",
        [cases](const ApiCall& call) { return paper(cases.read.page_to_copy(call.actor, read_id(call))); }, kJsonBody,
        Pace::slow);
    routes.signed_in("GET", "/api/v1/bulletins/{id}/internal", [cases](const ApiCall& call) {
        return paper(cases.read.internal_page(call.actor, read_id(call)));
    });
}

}  // namespace league
