#include "lib/domain/check_line.hpp"

#include "lib/base/text.hpp"

namespace league {

void check_line(std::vector<FieldError>& errors, const std::string& field, const std::string& value, std::size_t limit,
                Line need) {
    if (!text::is_valid_utf8(value)) {
        errors.push_back({field, "not_text", {}});
        return;
    }
    const std::string line = text::trim(value);
    if (line.empty()) {
        if (need == Line::required) errors.push_back({field, "missing", {}});
    } else if (text::plain_line(line) != line) {
        errors.push_back({field, "not_text", {}});
    } else if (text::count_characters(line) > limit) {
        errors.push_back({field, "too_long", {{"limit", std::to_string(limit)}}});
    }
}

}  // namespace league
