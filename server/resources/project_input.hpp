// Reads projects, their steps and papers out of JSON, for the routes of founding.
#pragma once

#include "lib/app/manage_batches.hpp"
#include "lib/domain/founding_step.hpp"
#include "lib/http/message.hpp"
#include "server/json_input.hpp"

namespace league {

/// The fields of a project; `org_id` goes into township.
ProjectContent read_project(JsonInput& body, Need org_need);
StepInput read_step(JsonInput& body);
BatchStepInput read_batch_step(JsonInput& body, const std::string& id);
BuildingMode read_mode(JsonInput& body, const std::string& code);
/// The id in the path under that name. Throws Problem invalid_input when it is none.
std::string read_path_id(const http::Request& request, const std::string& name);

}  // namespace league
