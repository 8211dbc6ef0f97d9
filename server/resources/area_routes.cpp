#include "server/json_input.hpp"
#include "server/org_life.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr std::size_t kMostPeople = 100;  // what fits is the use case's question

std::optional<std::string> optional_text(JsonInput& body, const std::string& field) {
    const std::string value = body.text(field, Need::optional);
    return value.empty() ? std::nullopt : std::optional(value);
}

json text_or_null(const std::optional<std::string>& words) {
    return words ? json(*words) : json(nullptr);
}

json group(const LeadingGroup& group) {
    json people = json::array();
    for (const GroupMember& member : group.members) {
        people.push_back({{"role", to_string(member.role)},
                          {"name", member.name},
                          {"post", member.post},
                          {"phone", text_or_null(member.phone)}});
    }
    return {{"from", to_iso(group.from)}, {"paper", group.paper}, {"people", std::move(people)}};
}

json contact(const AreaContact& contact, const OrgUnit& unit) {
    return {{"id", contact.id},
            {"unit", shapes::unit_line(unit)},
            {"role", to_string(contact.kind)},
            {"person_id", contact.person ? json(contact.person->str()) : json(nullptr)},
            {"name", contact.name},
            {"post", contact.post},
            {"phone", text_or_null(contact.phone)},
            {"from", to_iso(contact.from)},
            {"until", contact.until ? json(to_iso(*contact.until)) : json(nullptr)}};
}

http::Response list_groups(ListGroups& use, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    json rows = json::array();
    for (const ListGroups::Entry& entry : use.run(call.actor, unit)) {
        rows.push_back(
            {{"unit", shapes::unit_line(entry.unit)}, {"group", entry.group ? group(*entry.group) : json(nullptr)}});
    }
    return shapes::answer(200, {{"groups", std::move(rows)}});
}

http::Response compose_group(ComposeGroup& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    ComposeGroup::Input input;
    input.unit = call.request.parameter("id");
    input.group.from = body.date("from").value_or(Date());
    input.group.paper = body.text("paper", Need::optional);
    const auto people = body.objects("people");
    if (people.size() > kMostPeople) body.wrong("people", "field.too_many", {{"limit", std::to_string(kMostPeople)}});
    for (JsonInput* person : people) {
        GroupMember member;
        member.role = person->choice("role", group_role_from).value_or(GroupRole::member);
        member.name = person->text("name");
        member.post = person->text("post", Need::optional);
        member.phone = optional_text(*person, "phone");
        input.group.members.push_back(std::move(member));
    }
    body.finish();
    return shapes::answer(200, group(use.run(call.actor, input)));
}

http::Response list_contacts(ListContacts& use, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    const auto kind = query.choice<ContactKind>("role", contact_kind_from);
    query.finish();
    json rows = json::array();
    for (const ListContacts::Entry& entry : use.run(call.actor, unit, kind)) {
        rows.push_back(contact(entry.contact, entry.unit));
    }
    return shapes::answer(200, {{"contacts", std::move(rows)}});
}

http::Response assign_contact(AssignContact& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    AssignContact::Input input;
    input.unit = body.text("org_id");
    input.contact.id = call.request.parameter("id");
    input.contact.kind = body.choice("role", contact_kind_from).value_or(ContactKind::leader);
    if (const auto person = optional_text(body, "person_id")) input.contact.person = PersonId(*person);
    input.contact.name = body.text("name");
    input.contact.post = body.text("post", Need::optional);
    input.contact.phone = optional_text(body, "phone");
    input.contact.from = body.date("from").value_or(Date());
    body.finish();
    const AssignContact::Output output = use.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, contact(output.contact, output.unit));
}

http::Response end_contact(EndContact& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    const EndContact::Input input{call.request.parameter("id"), body.date("on").value_or(Date())};
    body.finish();
    use.run(call.actor, input);
    return http::Response::no_content();
}

}  // namespace

void add_area_routes(ApiRoutes& routes, OrgLife& uses) {
    const auto add = [&](const char* method, const char* path, auto& use, auto handle) {
        routes.signed_in(method, path, [&use, handle](const ApiCall& call) { return handle(use, call); });
    };
    add("GET", "/api/v1/leading-groups", uses.list_groups, list_groups);
    add("PUT", "/api/v1/leading-groups/{id}", uses.compose_group, compose_group);
    add("GET", "/api/v1/contacts", uses.list_contacts, list_contacts);
    add("PUT", "/api/v1/contacts/{id}", uses.assign_contact, assign_contact);
    add("POST", "/api/v1/contacts/{id}/end", uses.end_contact, end_contact);
}

}  // namespace league
