#include "lib/app/lead_areas.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/open_unit.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/area_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr std::size_t kLevels = 16;

/// The role that goes with an assignment, unless the person reads the area anyway.
std::optional<RoleGrantId> grant_area(Transaction& tx, Random& random, const PersonId& person, const OrgUnit& unit) {
    RoleGrantId id(make_uuid_v7(random, tx.now()));
    return RoleWriter(tx).grant(id, person, Role::county_leader, unit.id) ? std::optional(std::move(id)) : std::nullopt;
}

/// Another running assignment of the same person to the same unit, that came without a right since this one had brought
/// it.
std::optional<AreaContact> heir_of(ReadTransaction& tx, const Seals& seals, const AreaContact& contact,
                                   const OrgUnit& unit) {
    if (!contact.person) return std::nullopt;
    const PersonStore people(tx, seals);
    const PersonId person = people.current(*contact.person);
    for (AreaContact& other : AreaStore(tx, seals).contacts_below(unit.path)) {
        const bool runs_there = other.unit == unit.id && !other.until && other.id != contact.id;
        if (runs_there && !other.grant && other.person && people.current(*other.person) == person) {
            return std::move(other);
        }
    }
    return std::nullopt;
}

void mask(std::optional<std::string>& phone) {
    if (phone) phone = masked_phone(*phone);
}

void mask_phones(LeadingGroup& group) {
    for (GroupMember& member : group.members) mask(member.phone);
}

void show_phone_to(const Actor& actor, const OrgUnit& unit, std::optional<std::string>& phone) {
    if (!may(actor, Verb::see_people, unit)) {
        phone.reset();
    } else if (!sees_phone(actor, unit.path)) {
        mask(phone);
    }
}

bool is_the_same(const AreaContact& known, AreaContact asked) {
    asked.grant = known.grant;
    asked.until = known.until;
    return known == asked;
}

}  // namespace

LeadingGroup ComposeGroup::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = open_unit(tx, current, Verb::tend_organisation, input.unit);
        LeadingGroup group = input.group;
        group.unit = unit.id;
        group.until.reset();
        std::vector<FieldError> errors = check_group(group, unit, tx.now());
        const std::optional<LeadingGroup> before = AreaStore(tx, seals_).group_now(unit.id);
        if (before && at_beijing(group.from) < at_beijing(before->from)) {
            errors.push_back({"from", "group.newer_is_known", {{"day", to_iso(before->from)}}});
        }
        refuse_if_any(std::move(errors));
        AreaWriter(tx, seals_).save_group(group, current.person);
        AuditWriter(tx, seals_.digest)
            .append(current, {"compose_group", "org_unit", unit.id.str(), {"from", "members", "paper"}});
        return group;
    });
}

std::vector<ListGroups::Entry> ListGroups::run(const Actor& actor, const std::string& id_or_code) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit top = find_unit_or_throw(tx, id_or_code);
        require(actor, Verb::see_people, top);
        const AreaStore areas(tx, seals_);
        std::vector<Entry> entries;
        for (CountedUnit& counted : OrgStore(tx).subtree(top.path, kLevels)) {
            const OrgKind kind = counted.unit.kind;
            if (kind != OrgKind::county && kind != OrgKind::township) continue;
            auto group = areas.group_now(counted.unit.id);
            if (group && !sees_phone(actor, counted.unit.path)) mask_phones(*group);
            entries.push_back({std::move(counted.unit), std::move(group)});
        }
        return entries;
    });
}

AssignContact::Output AssignContact::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        OrgUnit unit = open_unit(tx, current, Verb::manage_people, input.unit);
        if (!is_uuid(input.contact.id)) throw Problem::invalid("id", "not_an_id");
        AreaContact contact = input.contact;
        contact.unit = unit.id;
        contact.until.reset();
        contact.grant.reset();
        std::vector<FieldError> errors = check_contact(contact, unit, tx.now());
        if (contact.person) {
            if (PersonStore(tx, seals_).find(*contact.person)) {
                contact.person = PersonStore(tx, seals_).current(*contact.person);
            } else {
                errors.push_back({"person_id", "contact.unknown_person", {}});
            }
        }
        refuse_if_any(std::move(errors));
        if (auto known = AreaStore(tx, seals_).find_contact(contact.id)) {
            if (!is_the_same(*known, contact)) throw Problem(ProblemCode::conflict, "contact.other_under_id");
            return Output{/*created=*/false, *std::move(known), std::move(unit)};
        }
        if (contact.person) contact.grant = grant_area(tx, random_, *contact.person, unit);
        AreaWriter(tx, seals_).insert_contact(contact, current.person);
        AuditWriter(tx, seals_.digest)
            .append(current, {"assign_contact",
                              "area_contact",
                              contact.id,
                              {"kind", "unit", "person_id", "name", "post", "phone", "from"}});
        return Output{/*created=*/true, std::move(contact), std::move(unit)};
    });
}

AreaContact EndContact::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::optional<AreaContact> contact = AreaStore(tx, seals_).find_contact(input.id);
        if (!contact) throw Problem(ProblemCode::not_found, "contact.not_found");
        const OrgUnit unit = find_unit_or_throw(tx, contact->unit.str());
        require(current, Verb::manage_people, unit);
        if (contact->until == input.until) return *contact;
        if (contact->until) throw Problem(ProblemCode::closed, "contact.ended");
        refuse_if_any(check_contact_end(*contact, input.until, tx.now()));
        AreaWriter(tx, seals_).end_contact(contact->id, input.until);
        if (contact->grant) {
            if (const auto heir = heir_of(tx, seals_, *contact, unit)) {
                AreaWriter(tx, seals_).set_grant(heir->id, *contact->grant);
            } else {
                RoleWriter(tx).end(*contact->grant);
            }
        }
        AuditWriter(tx, seals_.digest).append(current, {"end_contact", "area_contact", contact->id, {"until"}});
        contact->until = input.until;
        return *contact;
    });
}

std::vector<ListContacts::Entry> ListContacts::run(const Actor& actor, const std::string& id_or_code,
                                                   std::optional<ContactKind> kind) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit top = find_unit_or_throw(tx, id_or_code);
        require(actor, Verb::see_activities, top);
        std::vector<Entry> entries;
        for (AreaContact& contact : AreaStore(tx, seals_).contacts_below(top.path)) {
            if (kind && contact.kind != *kind) continue;
            OrgUnit unit = find_unit_or_throw(tx, contact.unit.str());
            show_phone_to(actor, unit, contact.phone);
            entries.push_back({std::move(contact), std::move(unit)});
        }
        return entries;
    });
}

}  // namespace league
