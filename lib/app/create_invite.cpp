#include "lib/app/create_invite.hpp"

#include <vector>

#include "lib/app/invite_guest.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/invite_store.hpp"

namespace league {
namespace {

constexpr int kMostDays = 90;

}  // namespace

CreateInvite::CreateInvite(Database& database, const Seals& seals, Random& random)
    : database_(database), seals_(seals), random_(random) {}

CreateInvite::Output CreateInvite::run(const Actor& actor, const Input& input) {
    const std::string code = make_code(random_, kInviteCodeCharacters);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.org);
        require(current, verb_to_invite(input.role), unit);
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");

        std::vector<FieldError> errors;
        const InviteGuest guest = read_guest(input.name, input.phone, errors);
        if (!fits(input.role, unit.kind)) errors.push_back({"role", "people.role_does_not_fit", {}});
        if (input.days < 1 || input.days > kMostDays) {
            errors.push_back({"days", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostDays)}}});
        }
        if (!errors.empty()) throw Problem::invalid(std::move(errors));

        Invite invite;
        invite.id = InviteId(make_uuid_v7(random_, tx.now()));
        invite.role = input.role;
        invite.unit = unit.id;
        invite.name = guest.name;
        invite.phone = guest.phone;
        invite.created_by = current.person;
        invite.created_at = tx.now();
        invite.expires_at = tx.now() + std::chrono::days(input.days);
        InviteWriter(tx, seals_).insert(invite, code);
        AuditWriter(tx, seals_.digest)
            .append(current, {"create_invite", "invite", invite.id.str(), {"role", "unit", "name", "phone"}});
        return Output{invite.id, printed_invite_code(code), invite.expires_at, unit, invite.role};
    });
}

}  // namespace league
