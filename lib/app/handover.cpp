#include "lib/app/handover.hpp"

#include "lib/app/invite_guest.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

/// The grant, held by the actor at this moment.
HeldRole own_grant(ReadTransaction& tx, const Actor& actor, const RoleGrantId& id) {
    if (!actor.person) throw Problem(ProblemCode::not_allowed, "not_bound");
    std::optional<HeldRole> held = RoleStore(tx).find(id);
    if (!held) throw Problem(ProblemCode::not_found, "role_not_found");
    if (held->person != *actor.person) throw Problem(ProblemCode::not_allowed, "not_allowed");
    if (held->ended_at) throw Problem(ProblemCode::closed, "role_ended");
    if (held->unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    return *std::move(held);
}

}  // namespace

CreateHandover::CreateHandover(Database& database, const Seals& seals, Random& random)
    : database_(database), seals_(seals), random_(random) {}

CreateHandover::Output CreateHandover::run(const Actor& actor, const Input& input) {
    const std::string code = make_code(random_, kInviteCodeCharacters);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const HeldRole held = own_grant(tx, current, input.grant);
        std::vector<FieldError> errors;
        const InviteGuest guest = read_guest(input.name, input.phone, errors);
        if (held.role != Role::branch_secretary && held.role != Role::township_secretary) {
            errors.push_back({"role_id", "people.role_not_handed_over", {}});
        }
        if (!errors.empty()) throw Problem::invalid(std::move(errors));

        AuditWriter audit(tx, seals_.digest);
        for (const InviteId& earlier : InviteWriter(tx, seals_).cancel_open_handovers(held.id)) {
            audit.append(current, {"cancel_handover", "invite", earlier.str(), {"cancelled_at"}});
        }
        Invite invite;
        invite.id = InviteId(make_uuid_v7(random_, tx.now()));
        invite.role = held.role;
        invite.unit = held.unit.id;
        invite.name = guest.name;
        invite.phone = guest.phone;
        invite.created_by = current.person;
        invite.created_at = tx.now();
        invite.expires_at = tx.now() + std::chrono::days(input.days);
        invite.ends_grant = held.id;
        InviteWriter(tx, seals_).insert(invite, code);
        audit.append(current,
                     {"create_handover", "invite", invite.id.str(), {"role", "unit", "name", "phone", "ends_grant"}});
        return Output{invite.id, printed_invite_code(code), held.role, held.unit, invite.expires_at};
    });
}

std::vector<OpenHandover> ListHandovers::run(const Actor& actor) {
    if (!actor.person) return {};
    return database_.read(
        [&](ReadTransaction& tx) { return InviteStore(tx, seals_).list_open_handovers(*actor.person); });
}

void CancelHandover::run(const Actor& actor, const InviteId& id) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        if (!current.person) throw Problem(ProblemCode::not_allowed, "not_bound");
        const std::optional<Invite> invite = InviteStore(tx, seals_).find(id);
        const std::optional<HeldRole> held =
            invite && invite->ends_grant ? RoleStore(tx).find(*invite->ends_grant) : std::nullopt;
        if (!held || held->person != *current.person) throw Problem(ProblemCode::not_found, "handover_not_found");
        if (invite->used_at) throw Problem(ProblemCode::closed, "handover_done");
        if (!InviteWriter(tx, seals_).cancel(id)) return;
        AuditWriter(tx, seals_.digest).append(current, {"cancel_handover", "invite", id.str(), {"cancelled_at"}});
    });
}

}  // namespace league
