#include "lib/storage/activity_payload.hpp"

#include <nlohmann/json.hpp>

#include "lib/base/text.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

using Json = nlohmann::json;

Json to_json(const Details& details) {
    Json json = Json::object();
    for (const auto& [code, value] : details) {
        std::visit([&](const auto& plain) { json[code] = plain; }, value);
    }
    return json;
}

Details details_from(const Json& json) {
    Details details;
    for (const auto& [code, value] : json.items()) {
        if (value.is_boolean()) {
            details.emplace(code, value.get<bool>());
        } else if (value.is_number_integer()) {
            details.emplace(code, value.get<long long>());
        } else {
            details.emplace(code, value.get<std::string>());
        }
    }
    return details;
}

template <class Read>
auto or_database_error(Read read) {
    try {
        return read();
    } catch (const Json::exception& error) {
        throw DatabaseError(std::string("a stored log does not read: ") + error.what());
    }
}

}  // namespace

std::string details_to_text(const Details& details) {
    return details.empty() ? "{}" : to_json(details).dump();
}

Details details_from_text(const std::string& text) {
    if (text == "{}") return {};
    return or_database_error([&] { return details_from(Json::parse(text)); });
}

std::string photos_to_text(const std::vector<PhotoHash>& photos) {
    std::string text;
    for (const PhotoHash& photo : photos) {
        if (!text.empty()) text += ' ';
        text += photo.str();
    }
    return text;
}

std::vector<PhotoHash> photos_from_text(const std::string& text) {
    std::vector<PhotoHash> photos;
    if (text.empty()) return photos;
    for (std::string& hash : text::split(text, ' ')) photos.emplace_back(std::move(hash));
    return photos;
}

std::string wording_to_text(const StoredWording& wording) {
    const ActivityContent& content = wording.content;
    Json json = {{"org", content.org.str()},
                 {"kind", content.kind},
                 {"title", content.title},
                 {"started_at", to_millis(content.started_at)},
                 {"place", content.place},
                 {"expected", content.expected},
                 {"present", content.present},
                 {"content", content.content},
                 {"details", to_json(content.details)},
                 {"photos", photos_to_text(content.photos)},
                 {"state", to_string(wording.state)}};
    if (content.ended_at) json["ended_at"] = to_millis(*content.ended_at);
    return json.dump();
}

StoredWording wording_from_text(const std::string& text) {
    return or_database_error([&] {
        const Json json = Json::parse(text);
        StoredWording wording;
        ActivityContent& content = wording.content;
        content.org = OrgUnitId(json.at("org").get<std::string>());
        content.kind = json.at("kind").get<std::string>();
        content.title = json.at("title").get<std::string>();
        content.started_at = from_millis(json.at("started_at").get<long long>());
        if (json.contains("ended_at")) content.ended_at = from_millis(json.at("ended_at").get<long long>());
        content.place = json.at("place").get<std::string>();
        content.expected = json.at("expected").get<int>();
        content.present = json.at("present").get<int>();
        content.content = json.at("content").get<std::string>();
        content.details = details_from(json.at("details"));
        content.photos = photos_from_text(json.at("photos").get<std::string>());
        const auto state = activity_state_from(json.at("state").get<std::string>());
        if (!state) throw DatabaseError("a stored log is in no known state");
        wording.state = *state;
        return wording;
    });
}

}  // namespace league
