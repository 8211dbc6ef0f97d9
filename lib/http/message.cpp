#include "lib/http/message.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"

namespace league::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

Response make(int status, std::string content_type, std::string body) {
    Response response;
    response.status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

}  // namespace

std::optional<std::string> find_header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (same_name(key, name)) return value;
    }
    return std::nullopt;
}

const std::string& Request::parameter(std::string_view name) const {
    for (const auto& [key, value] : captures) {
        if (key == name) return value;
    }
    stop("a handler asked for a path parameter that its pattern does not have");
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

const FormPart* Request::part(std::string_view name) const {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const FormPart& p) { return p.name == name; });
    return found == parts.end() ? nullptr : &*found;
}

Response Response::text(int status, std::string body) {
    return make(status, "text/plain; charset=utf-8", std::move(body));
}
Response Response::html(int status, std::string body) {
    return make(status, "text/html; charset=utf-8", std::move(body));
}
Response Response::json(int status, std::string body) {
    return make(status, "application/json", std::move(body));
}
Response Response::bytes(std::string content_type, std::string body) {
    return make(200, std::move(content_type), std::move(body));
}
Response Response::no_content() {
    return make(204, "", "");
}
Response Response::redirect(int status, std::string location) {
    return make(status, "", "").with_header("Location", std::move(location));
}

Response& Response::with_header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

}  // namespace league::http
