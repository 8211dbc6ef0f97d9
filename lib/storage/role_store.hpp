// Who holds which role at which unit, now and earlier. Asked for every request, so actor_of() is one statement and
// opens no sealed value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/domain/people.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// A role as stored.
struct HeldRole {
    RoleGrantId id;
    PersonId person;
    Role role = Role::branch_secretary;
    OrgUnit unit;
    Instant granted_at;
    std::optional<Instant> ended_at;
};

/// A role with the person who holds it: for those who may see people.
struct RoleHolder {
    RoleGrantId id;
    PersonId person;
    std::string name;
    std::optional<std::string> phone;
    Role role = Role::branch_secretary;
    OrgUnitId unit;
    std::string unit_code;
    std::string unit_name;
    OrgPath path;
    Instant granted_at;
};

/// How many people hold a role at one unit.
struct RoleCount {
    Role role = Role::branch_secretary;
    std::string unit_code;
    std::string unit_name;
    long long people = 0;
};

class RoleStore {
public:
    explicit RoleStore(ReadTransaction& tx) : tx_(tx) {}

    /// Identity, person (merges followed) and the roles not ended at open units. Nothing for an unknown identity.
    std::optional<Actor> actor_of(const IdentityId& identity) const;
    std::optional<HeldRole> find(const RoleGrantId& id) const;
    /// Not ended, at open units, the highest unit first.
    std::vector<HeldRole> list_for_person(const PersonId& person) const;
    /// Not ended, at and below `root`, by path.
    std::vector<RoleHolder> list_under(const OrgPath& root, const Seals& seals) const;
    /// Grants not ended at this unit and those above it, the unit's own first.
    std::vector<RoleCount> count_along(const OrgPath& unit) const;
    /// Grants not ended.
    long long count() const;
    /// Grants not ended at units that are closed: what verify reports.
    std::vector<RoleGrantId> list_at_closed_units() const;
    /// Grants not ended at the unit itself.
    std::vector<RoleGrantId> list_at(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
};

class RoleWriter {
public:
    explicit RoleWriter(Transaction& tx) : tx_(tx) {}

    /// False when the person holds that role there already.
    bool grant(const RoleGrantId& id, const PersonId& person, Role role, const OrgUnitId& unit);
    /// False when it had ended before.
    bool end(const RoleGrantId& id);
    /// All grants of `from` become grants of `to`; where `to` holds the same already, that of `from` ends.
    void move(const PersonId& from, const PersonId& to);

private:
    Transaction& tx_;
};

}  // namespace league
