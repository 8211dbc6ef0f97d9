#include "lib/app/invite_guest.hpp"

#include "lib/domain/people.hpp"

namespace league {

InviteGuest read_guest(const std::optional<std::string>& name, const std::optional<std::string>& phone,
                       std::vector<FieldError>& errors) {
    InviteGuest guest;
    if (name && !name->empty()) {
        guest.name = normal_person_name(*name);
        if (!guest.name) errors.push_back({"name", "people.name_malformed", {}});
    }
    if (phone && !phone->empty()) {
        guest.phone = normal_phone(*phone);
        if (!guest.phone) errors.push_back({"phone", "people.phone_malformed", {}});
    }
    return guest;
}

}  // namespace league
