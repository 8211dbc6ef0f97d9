// What an invite says about whom it is for, cleaned. Inside lib/app only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

constexpr std::size_t kInviteCodeCharacters = 8;

struct InviteGuest {
    std::optional<std::string> name;
    std::optional<std::string> phone;
};

/// Empty texts count as not given. Adds to `errors` ("name", "phone") what cannot be used.
InviteGuest read_guest(const std::optional<std::string>& name, const std::optional<std::string>& phone,
                       std::vector<FieldError>& errors);

}  // namespace league
