// The description of the API that programs read: server/resources/openapi.json, built into the program. A test holds
// it against the routes and against real answers.
#pragma once

#include <string_view>

namespace league {

extern const std::string_view kOpenApiDocument;

}  // namespace league
