// How values look in JSON, written once for all resources: which fields may leave is decided here. Instants leave as
// RFC 3339 in Beijing time, ids as opaque text, units with their unchanging code.
#pragma once

#include <nlohmann/json.hpp>

#include "lib/app/load_actor.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/progress.hpp"
#include "lib/http/message.hpp"
#include "lib/storage/activity_store.hpp"

namespace league::shapes {

using nlohmann::json;

/// Raw UTF-8.
std::string text_of(const json& body);
/// The response with `body`.
http::Response answer(int status, const json& body);

json user(const UserView& user);
json unit_line(const OrgUnit& unit);  ///< id, code, name, kind
json unit(const OrgUnit& unit);       ///< with short name, parent, dates
json kind(const ActivityKind& kind);
/// A log with the same field names as it was sent with, and its state.
json activity(const Activity& activity);
/// The same with its unit's names, for lists.
json activity(const ActivityRow& row);
json figures(const Figures& figures);
json instant(const std::optional<Instant>& instant);

}  // namespace league::shapes
