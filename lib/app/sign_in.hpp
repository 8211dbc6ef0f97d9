// A phone signs in with the code that WeChat gave it; an openid nobody is bound to signs in too. Signing out everywhere
// is here as well. The exchange with WeChat happens before the transaction, never inside.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lib/app/load_actor.hpp"
#include "lib/app/sessions.hpp"
#include "lib/base/result.hpp"
#include "lib/storage/database.hpp"

namespace league {

/// What WeChat says about a login code. The session key that comes with it is not kept.
struct LoginProof {
    OpenId openid;
    std::optional<std::string> unionid;
};
struct LoginFailure {
    enum class Kind {
        unknown_account,  ///< no account of this name is configured
        bad_code,         ///< used, expired or made up
        unavailable,      ///< WeChat did not answer, or refused for a reason that is ours
    };
    Kind kind = Kind::unavailable;
    std::string details;  ///< for the log
};
/// Passed in by main: the client of the account of this name.
using LoginExchange =
    std::function<Result<LoginProof, LoginFailure>(const std::string& account, const std::string& code)>;

class SignIn {
public:
    struct Input {
        std::string account;
        std::string code;
    };
    struct Output {
        std::string token;
        Instant expires_at;
        IdentityId identity;
        std::optional<UserView> user;  ///< nothing: unbound
    };

    SignIn(Database& database, const Seals& seals, Random& random, Sessions& sessions, LoginExchange exchange);
    /// Throws invalid_input on "account" or "code", upstream when WeChat is away, CacheDown.
    Output run(const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    Sessions& sessions_;
    LoginExchange exchange_;
};

/// Ends every session of the actor's identities, in both accounts.
class SignOutEverywhere {
public:
    SignOutEverywhere(Database& database, const Seals& seals, Sessions& sessions);
    void run(const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
    Sessions& sessions_;
};

}  // namespace league
