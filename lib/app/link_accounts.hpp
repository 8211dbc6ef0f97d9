// One person, another openid in each account: the person asks for a code in the account where he is bound and types it
// in the other. Six digits, ten minutes, one use, five attempts in ten minutes counted in the database.
#pragma once

#include <chrono>
#include <string>

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/base/result.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct LinkOptions {
    std::chrono::minutes lifetime{10};  ///< of a code, and the window in which attempts are counted
    int attempts = 5;                   ///< of one identity in that window
};

class IssueLinkCode {
public:
    struct Output {
        std::string code;  ///< six digits; earlier codes of the person stop working
        Instant expires_at;
    };

    IssueLinkCode(Database& database, const Seals& seals, Random& random, LinkOptions options = {});
    /// Throws not_allowed "not_bound".
    Output run(const Actor& actor);
    Output issue(Transaction& tx, const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    LinkOptions options_;
};

class RedeemLinkCode {
public:
    struct Input {
        IdentityId identity;  ///< unbound, in another account than those the person has
        std::string code;     ///< as typed
    };
    enum class Refusal {
        too_many_attempts,
        unknown_code,
        expired,
        bound_to_another,  ///< this identity is somebody else already
        account_taken,     ///< the person has an identity in this account already
    };

    RedeemLinkCode(Database& database, const Seals& seals, Random& random, LinkOptions options = {});
    /// Throws too_many "link_attempts_used_up" (value "seconds"), not_found "link_code_unknown", closed
    /// "link_code_expired", conflict "identity_bound_to_another" or "account_linked_already".
    UserView run(const Input& input);
    /// The part inside a transaction. A refusal is an answer, not a throw, since the attempt must be kept.
    Result<UserView, Refusal> redeem(Transaction& tx, const Input& input);
    /// The Problem that run() throws for it.
    Problem problem_of(Refusal refusal) const;

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    LinkOptions options_;
};

}  // namespace league
