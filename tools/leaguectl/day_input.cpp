#include "tools/leaguectl/day_input.hpp"

#include "lib/base/problem.hpp"

namespace league::ctl {

Date day_from(const std::string& field, const std::string& words) {
    const auto day = date_from_iso(words);
    if (!day) throw Problem::invalid(field, "field.not_a_date");
    return *day;
}

Month month_from(const std::string& field, const std::string& words) {
    const auto month = Month::parse(words);
    if (!month) throw Problem::invalid(field, "field.not_a_month");
    return *month;
}

}  // namespace league::ctl
