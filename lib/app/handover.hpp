// A secretary hands the role over in one step: a code for the successor, who uses it like any invite. With its use, in
// the same transaction, the successor holds the role and the giver's grant ends (BindByInvite).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/invite_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class CreateHandover {
public:
    struct Input {
        RoleGrantId grant;                ///< of the actor's own
        std::optional<std::string> name;  ///< of the successor; empty counts as not given
        std::optional<std::string> phone;
        int days = 14;  ///< until it expires
    };
    struct Output {
        InviteId id;
        std::string code;  ///< "ABCD-2345"; only its hash is kept
        Role role = Role::branch_secretary;
        OrgUnit unit;
        Instant expires_at;
    };

    CreateHandover(Database& database, const Seals& seals, Random& random);
    /// Earlier codes for this grant stop working. Throws Problem: not_found ("role_not_found"); not_allowed when the
    /// actor does not hold it; closed ("role_ended", "unit_closed"); invalid_input on "role_id" (no secretary's role),
    /// "name", "phone".
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

/// The codes of the actor that can still be used.
class ListHandovers {
public:
    ListHandovers(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Newest first; nothing for somebody who is not bound.
    std::vector<OpenHandover> run(const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
};

class CancelHandover {
public:
    CancelHandover(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Cancelling twice is the same as once. Throws Problem: not_found ("handover_not_found"), also for those of
    /// others; closed ("handover_done") when it was used.
    void run(const Actor& actor, const InviteId& id);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
