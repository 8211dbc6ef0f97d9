#include <utility>

#include "lib/app/top_unit.hpp"
#include "lib/documents/guide.hpp"
#include "lib/documents/privacy.hpp"
#include "lib/platform/config.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr const char* kAnHour = "public, max-age=3600";

json shown(const Guide& guide) {
    json chapters = json::array();
    for (const Guide::Chapter& chapter : guide.chapters()) {
        chapters.push_back({{"number", chapters.size() + 1}, {"title", chapter.title}, {"text", chapter.text}});
    }
    return {{"chapters", std::move(chapters)}};
}

json shown(const PrivacyNotice& notice) {
    json sections = json::array();
    for (const auto& section : notice.sections) {
        sections.push_back({{"title", section.title}, {"text", section.text}});
    }
    return {{"version", notice.version},
            {"title", notice.title},
            {"intro", notice.intro},
            {"sections", std::move(sections)}};
}

}  // namespace

std::string office_name(const Phrases& phrases, const OfficeConfig& office, const std::optional<OrgUnit>& top) {
    if (!office.name.empty()) return office.name;
    return top ? top->name : phrases.text("privacy", "office");
}

void add_reading_routes(ApiRoutes& routes, Database& database, const Phrases& phrases, const Guide& guide,
                        const OfficeConfig& office) {
    // A sentence that is missing or asks for an unknown name shows itself at the start and not in somebody's hand.
    privacy_notice(phrases, office_name(phrases, office, std::nullopt), office.phone);

    routes.open("GET", "/api/v1/guide", [&guide](const ApiCall&) {
        return std::move(shapes::answer(200, shown(guide)).with_header("Cache-Control", kAnHour));
    });
    routes.open("GET", "/api/v1/privacy", [&database, &phrases, office](const ApiCall&) {
        const auto top = database.read([](ReadTransaction& tx) { return top_unit(tx); });
        const PrivacyNotice notice = privacy_notice(phrases, office_name(phrases, office, top), office.phone);
        return std::move(shapes::answer(200, shown(notice)).with_header("Cache-Control", kAnHour));
    });
}

}  // namespace league
