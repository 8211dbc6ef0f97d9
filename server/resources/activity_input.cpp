#include "server/resources/activity_input.hpp"

#include "lib/base/random.hpp"

namespace league {

ActivityContent read_content(JsonInput& body, Need org_need) {
    ActivityContent content;
    content.org = OrgUnitId(body.text("org_id", org_need));
    content.kind = body.text("kind");
    content.title = body.text("title");
    content.started_at = body.instant("started_at").value_or(Instant());
    content.ended_at = body.instant("ended_at", Need::optional);
    content.place = body.text("place", Need::optional);
    content.expected = body.integer("expected");
    content.present = body.integer("present");
    content.content = body.text("content", Need::optional);
    content.details = body.details("details");
    for (std::string& hash : body.texts("photos", Need::optional)) content.photos.emplace_back(std::move(hash));
    return content;
}

ActivityId read_activity_id(const http::Request& request) {
    const std::string& id = request.parameter("id");
    if (!is_uuid(id)) throw Problem::invalid("id", "field.not_an_id");
    return ActivityId(id);
}

}  // namespace league
