#include "server/resources/content_shapes.hpp"

#include "lib/domain/beijing_time.hpp"
#include "server/resources/shapes.hpp"

namespace league::shapes {

json content_check(const ContentCheck& check, const Phrases& phrases) {
    const std::string state(to_string(check.state));
    return {{"state", state},
            {"words", phrases.text(kContentWords, "state." + state, {{"reason", check.reason}})},
            {"reason", check.reason}};
}

json photo_check(const PhotoCheck& check, const Phrases& phrases) {
    const std::string state(to_string(check.state));
    return {{"sha256", check.photo.str()},
            {"state", state},
            {"words", phrases.text(kContentWords, "photo." + state, {{"reason", check.reason}})},
            {"reason", check.reason}};
}

json content_check_row(const ContentCheckRow& row) {
    json details = json::object();
    for (const auto& [code, value] : row.content.details) {
        std::visit([&](const auto& plain) { details[code] = plain; }, value);
    }
    return {{"id", row.check.activity.str()},
            {"revision", row.check.revision},
            {"state", to_string(row.check.state)},
            {"label", row.check.label},
            {"org_code", row.unit_code},
            {"org_name", row.unit_name},
            {"title", row.content.title},
            {"place", row.content.place},
            {"content", row.content.content},
            {"details", std::move(details)},
            {"asked_at", to_rfc3339(row.check.asked_at)}};
}

}  // namespace league::shapes
