// An office adds a kind of activity, changes its definition or takes it out of use. Kinds hold for the whole
// installation, so it is asked of the unit at the top of the tree.
#pragma once

#include <string>

#include "lib/base/digest.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;

class AddKind {
public:
    AddKind(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_allowed; invalid_input with every wrong part; conflict ("kind.code_taken"), unless the very
    /// same definition stands there, which is answered.
    ActivityKind run(const Actor& actor, const ActivityKind& kind);

private:
    Database& database_;
    const Digest& digest_;
};

class ChangeKind {
public:
    struct Input {
        ActivityKind kind;  ///< as it shall be; fields left out go out of use, `in_use` false retires the kind
        int base_revision = 0;
    };

    ChangeKind(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// The kind as it is kept now. Throws Problem: not_allowed, not_found ("kind.not_found"), invalid_input, conflict
    /// ("kind.base_is_old") when somebody else changed it meanwhile.
    ActivityKind run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

class RetireKind {
public:
    RetireKind(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Logs keep it, nobody is offered it any more. Rules of cadence that ask for it: refused as conflict
    /// ("kind.asked_by_rule") while one holds on or after today. Throws Problem: not_allowed, not_found.
    ActivityKind run(const Actor& actor, const std::string& code);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
