#include "lib/http/framing.hpp"

#include <charconv>

#include "lib/http/router.hpp"

namespace league::http {

bool may_have_body(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

bool must_have_length(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

bool is_httplib_note(std::string_view name) {
    return name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" || name == "LOCAL_PORT";
}

std::size_t announced_length(const httplib::Request& raw) {
    const auto count = raw.get_header_value_count("Content-Length");
    if (count == 0) return 0;
    const auto text = raw.get_header_value("Content-Length");
    std::size_t length = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
    if (count > 1 || read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
        throw HttpProblem(400, ProblemCode::invalid_input, "bad_request");
    }
    return length;
}

void check_framing(const httplib::Request& raw, std::size_t length) {
    if (raw.has_header("Transfer-Encoding")) {
        throw HttpProblem(411, ProblemCode::invalid_input, "length_required");
    }
    if (raw.has_header("Content-Encoding")) {
        throw HttpProblem(415, ProblemCode::invalid_input, "encoding_refused", {{"Accept-Encoding", "identity"}});
    }
    if (must_have_length(raw.method) && !raw.has_header("Content-Length")) {
        throw HttpProblem(411, ProblemCode::invalid_input, "length_required");
    }
    if (!may_have_body(raw.method) && length > 0) {
        throw HttpProblem(400, ProblemCode::invalid_input, "bad_request");
    }
}

}  // namespace league::http
