#include "lib/app/open_unit.hpp"

#include "lib/app/load_actor.hpp"

namespace league {

OrgUnit open_unit(ReadTransaction& tx, const Actor& actor, Verb verb, const std::string& id_or_code) {
    OrgUnit unit = find_unit_or_throw(tx, id_or_code);
    require(actor, verb, unit);
    if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    return unit;
}

void refuse_if_any(std::vector<FieldError> errors) {
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

}  // namespace league
