// Leading groups of county and townships, and who is in charge of an area. Names and phones are sealed.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/org_life.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ReadTransaction;
class Row;
class Transaction;

class AreaStore {
public:
    AreaStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Compositions of the unit's group, newest first, each with its members in their order.
    std::vector<LeadingGroup> groups(const OrgUnitId& unit) const;
    /// The composition of today; nothing where no group was set up.
    std::optional<LeadingGroup> group_now(const OrgUnitId& unit) const;
    std::optional<AreaContact> find_contact(const std::string& id) const;
    /// Of units at and below, the running first, then the newest.
    std::vector<AreaContact> contacts_below(const OrgPath& root) const;

private:
    AreaContact contact(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class AreaWriter {
public:
    AreaWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Ends the composition before; over what was known of one that began on that day.
    void save_group(const LeadingGroup& group, const std::optional<PersonId>& by);
    void insert_contact(const AreaContact& contact, const std::optional<PersonId>& by);
    void end_contact(const std::string& id, Date until);
    /// The role that comes with it from now on.
    void set_grant(const std::string& id, const RoleGrantId& grant);
    /// Erases phone numbers of compositions and contacts that ended before the day; how many.
    long long forget_phones(Instant before);

private:
    Transaction& tx_;
    const Seals& seals_;
};

/// Ends the group and the contacts of a unit that is closed on that day. Needs no seals.
void end_areas_of(Transaction& tx, const OrgUnitId& unit, Instant at);

}  // namespace league
