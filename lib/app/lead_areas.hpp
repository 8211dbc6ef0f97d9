// Leading groups (R16, R18), contact points of county leaders (R60) and instructors (R61): who, where, from when to
// when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/domain/org_life.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Database;

/// A county's or township's leading group is composed, or composed anew.
class ComposeGroup {
public:
    struct Input {
        std::string unit;    ///< id or code
        LeadingGroup group;  ///< without `unit` and `until`
    };

    ComposeGroup(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found, not_allowed, closed, invalid_input.
    LeadingGroup run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

/// The groups of a unit and of the townships below it, those without a group too. Phones are masked outside their own
/// township (domain 10.2).
class ListGroups {
public:
    struct Entry {
        OrgUnit unit;
        std::optional<LeadingGroup> group;  ///< nothing: not yet set up
    };

    ListGroups(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found, not_allowed.
    std::vector<Entry> run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
    const Seals& seals_;
};

/// Somebody is put in charge of an area. Whom the system knows gets the right to read it, for as long as that lasts.
class AssignContact {
public:
    struct Input {
        std::string unit;
        AreaContact contact;  ///< without `unit` and `grant`; `id` was made by the caller
    };
    struct Output {
        bool created = false;  ///< false: the same was assigned under this id before
        AreaContact contact;
        OrgUnit unit;
    };

    AssignContact(Database& database, const Seals& seals, Random& random)
        : database_(database), seals_(seals), random_(random) {}
    /// Throws Problem: not_found, not_allowed, closed, invalid_input; conflict ("contact.other_under_id").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

class EndContact {
public:
    struct Input {
        std::string id;
        Date until;
    };

    EndContact(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// The right to read the area goes with it, unless the same person is still in charge there otherwise. Throws
    /// Problem: not_found ("contact.not_found"), not_allowed, invalid_input; closed ("contact.ended") when it
    /// ended on another day.
    AreaContact run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

/// Contacts at and below a unit, the running first. Phones only where the actor may see people, masked outside their
/// own township.
class ListContacts {
public:
    struct Entry {
        AreaContact contact;
        OrgUnit unit;
    };

    ListContacts(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// `kind` narrows. Throws Problem: not_found, not_allowed.
    std::vector<Entry> run(const Actor& actor, const std::string& unit, std::optional<ContactKind> kind);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
