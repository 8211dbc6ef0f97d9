// The fields of a log as they come in, written once for creating and amending.
#pragma once

#include "lib/domain/activity.hpp"
#include "lib/http/message.hpp"
#include "server/json_input.hpp"

namespace league {

/// `org` of the answer holds what the caller wrote, id or code. `org_need` is optional for amendments.
ActivityContent read_content(JsonInput& body, Need org_need);

/// The {id} of the path. Throws invalid_input on "id" unless it is a UUID.
ActivityId read_activity_id(const http::Request& request);

}  // namespace league
