// Writes multipart/form-data bodies (RFC 7578); reading is done by the server.
#pragma once

#include <string>
#include <vector>

#include "lib/http/message.hpp"

namespace league::http {

struct EncodedForm {
    std::string content_type;  ///< with the boundary
    std::string body;
};

/// The boundary is chosen so that it occurs in no part.
EncodedForm encode_form(const std::vector<FormPart>& parts);

}  // namespace league::http
