// An officer, a township secretary or the operator invites somebody into a role. The code is shown once.
#pragma once

#include <optional>
#include <string>

#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class CreateInvite {
public:
    struct Input {
        std::string org;  ///< id or code
        Role role = Role::branch_secretary;
        std::optional<std::string> name;  ///< of whom is invited; empty counts as not given
        std::optional<std::string> phone;
        int days = 30;  ///< 1..90 until it expires
    };
    struct Output {
        InviteId id;
        std::string code;  ///< "ABCD-2345"; only its hash is kept
        Instant expires_at;
        OrgUnit unit;
        Role role = Role::branch_secretary;
    };

    CreateInvite(Database& database, const Seals& seals, Random& random);
    /// Throws not_allowed, not_found (unit), closed (unit closed), invalid_input on "role", "name", "phone", "days".
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

}  // namespace league
