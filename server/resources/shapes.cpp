#include "server/resources/shapes.hpp"

#include "lib/domain/beijing_time.hpp"

namespace league::shapes {

std::string text_of(const json& body) {
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

http::Response answer(int status, const json& body) {
    return http::Response::json(status, text_of(body));
}

json instant(const std::optional<Instant>& at) {
    return at ? json(to_rfc3339(*at)) : json(nullptr);
}

json user(const UserView& user) {
    json roles = json::array();
    for (const auto& held : user.roles) {
        roles.push_back({{"id", held.grant.str()},
                         {"role", to_string(held.role)},
                         {"org_id", held.org.str()},
                         {"org_code", held.org_code},
                         {"org_name", held.org_name}});
    }
    return {{"id", user.id.str()}, {"name", user.name}, {"roles", std::move(roles)}};
}

json unit_line(const OrgUnit& unit) {
    return {{"id", unit.id.str()}, {"code", unit.code}, {"name", unit.name}, {"kind", to_string(unit.kind)}};
}

json unit(const OrgUnit& unit) {
    json shown = unit_line(unit);
    shown["short_name"] = unit.short_name;
    shown["parent_id"] = unit.parent ? json(unit.parent->str()) : json(nullptr);
    shown["opened_at"] = to_rfc3339(unit.opened_at);
    shown["closed_at"] = instant(unit.closed_at);
    return shown;
}

json kind(const ActivityKind& kind) {
    json fields = json::array();
    for (const KindField& field : kind.fields) {
        if (!field.in_use) continue;
        json shown = {{"code", field.code},
                      {"label", field.label},
                      {"type", to_string(field.type)},
                      {"required", field.required}};
        if (field.type == FieldType::integer) shown["min"] = field.min;
        if (field.type == FieldType::integer || field.type == FieldType::text) shown["max"] = field.max;
        if (field.type == FieldType::choice) shown["choices"] = field.choices;
        fields.push_back(std::move(shown));
    }
    json checks = json::array();
    for (const KindCheck& check : kind.checks) {
        checks.push_back({{"relation", to_string(check.relation)},
                          {"left", check.left},
                          {"right", check.right},
                          {"sentence", check.sentence}});
    }
    return {{"code", kind.code},           {"label", kind.label},
            {"sort", kind.sort},           {"restricted", kind.restricted},
            {"in_use", kind.in_use},       {"revision", kind.revision},
            {"fields", std::move(fields)}, {"checks", std::move(checks)}};
}

json activity(const Activity& activity) {
    const ActivityContent& content = activity.content;
    json details = json::object();
    for (const auto& [code, value] : content.details) {
        std::visit([&](const auto& plain) { details[code] = plain; }, value);
    }
    json photos = json::array();
    for (const PhotoHash& photo : content.photos) photos.push_back(photo.str());
    return {
        {"id", activity.id.str()},
        {"org_id", content.org.str()},
        {"kind", content.kind},
        {"title", content.title},
        {"started_at", to_rfc3339(content.started_at)},
        {"ended_at", instant(content.ended_at)},
        {"place", content.place},
        {"expected", content.expected},
        {"present", content.present},
        {"content", content.content},
        {"details", std::move(details)},
        {"photos", std::move(photos)},
        {"source", to_string(activity.source)},
        {"state", to_string(activity.state)},
        {"return_reason", activity.return_reason},
        {"revision", activity.revision},
        {"made_at", instant(activity.made_at)},
        {"submitted_at", to_rfc3339(activity.submitted_at)},
        {"changed_at", to_rfc3339(activity.changed_at)},
    };
}

json activity(const ActivityRow& row) {
    json shown = activity(row.activity);
    shown["org"] = {{"code", row.unit_code}, {"name", row.unit_name}, {"short_name", row.unit_short_name}};
    shown["kind_label"] = row.kind_label;
    return shown;
}

json figures(const Figures& figures) {
    return {{"branches", figures.branches},
            {"active", figures.active},
            {"activities", figures.activities},
            {"present", figures.present}};
}

}  // namespace league::shapes
