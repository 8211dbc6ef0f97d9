#include "lib/http/multipart.hpp"

#include <algorithm>

namespace league::http {

namespace {

/// Quotes, backslashes and control characters cannot stand inside the quoted name.
std::string quoted(const std::string& name) {
    std::string clean = "\"";
    for (const char c : name) {
        const bool bad = c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        clean += bad ? '_' : c;
    }
    return clean + "\"";
}

}  // namespace

EncodedForm encode_form(const std::vector<FormPart>& parts) {
    std::string boundary = "----league-desk-form";
    for (unsigned attempt = 0;; ++attempt) {
        const auto candidate = boundary + std::to_string(attempt);
        const bool taken = std::any_of(parts.begin(), parts.end(), [&](const FormPart& part) {
            return part.content.find(candidate) != std::string::npos;
        });
        if (!taken) {
            boundary = candidate;
            break;
        }
    }
    std::string body;
    for (const auto& part : parts) {
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(part.name);
        if (!part.filename.empty()) body += "; filename=" + quoted(part.filename);
        if (!part.content_type.empty()) body += "\r\nContent-Type: " + part.content_type;
        body += "\r\n\r\n" + part.content + "\r\n";
    }
    body += "--" + boundary + "--\r\n";
    return {"multipart/form-data; boundary=" + boundary, std::move(body)};
}

}  // namespace league::http
