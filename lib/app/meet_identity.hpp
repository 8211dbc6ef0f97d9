// Somebody spoke to an account or follows it: which identity is that? For callbacks, so it writes only when
// something is new. What the unionid tells is here too.
#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/version_memory.hpp"

namespace league {

class MeetIdentity {
public:
    struct Input {
        std::string account;
        OpenId openid;
        std::optional<bool> follows;  ///< of an official account: true for any message, false for unsubscribe
    };
    struct Output {
        IdentityId identity;
        Actor actor;
        bool has_unionid = false;  ///< else user/info may be asked for it, outside the answer
    };

    MeetIdentity(Database& database, const Seals& seals, Random& random);
    Output run(const Input& input);

private:
    static constexpr std::size_t kMostKnown = 4096;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    /// By account and openid: those who are known, and follow as they did.
    VersionMemory<std::tuple<std::string, OpenId, std::optional<bool>>, Output> known_{kMostKnown};
};

/// Keeps the unionid that WeChat gave for an identity, and joins what belongs together: an unbound identity is bound
/// to the person whom another identity of the same unionid is bound to; two people are proposed for merging.
class RememberUnionid {
public:
    struct Input {
        IdentityId identity;
        std::string unionid;
    };

    RememberUnionid(Database& database, const Seals& seals, Random& random);
    void run(const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

/// The joining alone, inside the transaction of a sign-in or a binding. Without a unionid it does nothing.
void join_by_unionid(Transaction& tx, const Seals& seals, Random& random, const IdentityId& identity);

}  // namespace league
