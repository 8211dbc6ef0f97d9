#include "lib/app/page_limits.hpp"

#include <string>

namespace league {
namespace {

constexpr int kMostSkipped = 100000;

void check_range(std::vector<FieldError>& errors, const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
}

}  // namespace

void check_page(int limit, int offset, int most) {
    std::vector<FieldError> errors;
    check_range(errors, "limit", limit, 1, most);
    check_range(errors, "offset", offset, 0, kMostSkipped);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

}  // namespace league
