#include "lib/app/bind_by_invite.hpp"

#include "lib/app/meet_identity.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/invite_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

Invite find_invite(ReadTransaction& tx, const Seals& seals, const std::string& typed) {
    const std::optional<std::string> code = normal_invite_code(typed);
    std::optional<Invite> invite = code ? InviteStore(tx, seals).find_by_code(*code) : std::nullopt;
    if (!invite) throw Problem(ProblemCode::not_found, "invite_unknown");
    return *std::move(invite);
}

/// The person of the identity, made from the invite when there is none. A name missing so far is taken over.
PersonId find_or_make_person(Transaction& tx, const Seals& seals, Random& random, const Actor& actor,
                             const Invite& invite) {
    PersonWriter people(tx, seals);
    if (!actor.person) {
        const Person person{PersonId(make_uuid_v7(random, tx.now())), invite.name.value_or(""), invite.phone, tx.now(),
                            std::nullopt};
        people.insert(person);
        IdentityWriter(tx, seals).set_person(*actor.identity, person.id);
        AuditWriter audit(tx, seals.digest);
        audit.append(actor, {"create_person", "person", person.id.str(), {"name", "phone"}});
        audit.append(actor, {"bind_identity", "identity", actor.identity->str(), {"person"}});
        return person.id;
    }
    const std::optional<Person> person = PersonStore(tx, seals).find(*actor.person);
    ensure(person.has_value());
    if ((person->name.empty() && invite.name) || (!person->phone && invite.phone)) {
        people.update_contact(person->id, person->name.empty() ? invite.name.value_or("") : person->name,
                              person->phone ? person->phone : invite.phone);
        AuditWriter(tx, seals.digest).append(actor, {"update_person", "person", person->id.str(), {"name", "phone"}});
    }
    return person->id;
}

/// Whose rights have ended since, or whose unit went to another township, gives none away either.
void check_giver(ReadTransaction& tx, const Seals& seals, const Invite& invite, const OrgUnit& unit) {
    if (!invite.created_by || invite.ends_grant) return;
    Actor giver;
    giver.person = PersonStore(tx, seals).current(*invite.created_by);
    for (const HeldRole& held : RoleStore(tx).list_for_person(*giver.person)) {
        giver.roles.push_back({held.role, held.unit.id, held.unit.path});
    }
    if (!may(giver, verb_to_invite(invite.role), unit)) throw Problem(ProblemCode::closed, "invite_void");
}

/// The giver must still hold the role, and be somebody else.
void check_handover(ReadTransaction& tx, const Actor& successor, const RoleGrantId& given) {
    const std::optional<HeldRole> held = RoleStore(tx).find(given);
    ensure(held.has_value());  // a foreign key holds it
    if (held->ended_at) throw Problem(ProblemCode::closed, "handover_void");
    if (successor.person && held->person == *successor.person) throw Problem(ProblemCode::conflict, "handover_own");
}

}  // namespace

BindByInvite::BindByInvite(Database& database, const Seals& seals, Random& random, RateLimits& limits)
    : database_(database), seals_(seals), random_(random), limits_(limits) {}

BindByInvite::Output BindByInvite::run(const Input& input) {
    limits_.check_invite(input.identity, input.address);
    return database_.write([&](Transaction& tx) { return bind(tx, input); });
}

BindByInvite::Output BindByInvite::bind(Transaction& tx, const Input& input) {
    const Actor before = load_actor(tx, input.identity);
    const Invite invite = find_invite(tx, seals_, input.invite);
    const std::optional<OrgUnit> unit = OrgStore(tx).find(invite.unit);
    ensure(unit.has_value());

    if (invite.used_at) {
        const bool by_this_person =
            before.person && invite.used_by && PersonStore(tx, seals_).current(*invite.used_by) == *before.person;
        if (!by_this_person) throw Problem(ProblemCode::closed, "invite_used");
        return {*load_user(tx, seals_, before), invite.role, *unit, true};
    }
    if (invite.cancelled_at) throw Problem(ProblemCode::closed, "handover_void");
    if (invite.expires_at <= tx.now()) throw Problem(ProblemCode::closed, "invite_expired");
    if (unit->closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    check_giver(tx, seals_, invite, *unit);
    if (invite.ends_grant) check_handover(tx, before, *invite.ends_grant);

    const PersonId person = find_or_make_person(tx, seals_, random_, before, invite);
    ensure(InviteWriter(tx, seals_).mark_used(invite.id, person));
    const RoleGrantId grant(make_uuid_v7(random_, tx.now()));
    const bool is_new_role = RoleWriter(tx).grant(grant, person, invite.role, unit->id);

    const Actor after = load_actor(tx, input.identity);
    AuditWriter audit(tx, seals_.digest);
    audit.append(after, {"use_invite", "invite", invite.id.str(), {"used_by"}});
    if (is_new_role) audit.append(after, {"grant_role", "role_grant", grant.str(), {"person", "role", "unit"}});
    if (invite.ends_grant) {
        ensure(RoleWriter(tx).end(*invite.ends_grant));
        audit.append(after, {"hand_over_role", "role_grant", invite.ends_grant->str(), {"ended_at"}});
    }
    join_by_unionid(tx, seals_, random_, input.identity);
    return {*load_user(tx, seals_, after), invite.role, *unit, false};
}

}  // namespace league
