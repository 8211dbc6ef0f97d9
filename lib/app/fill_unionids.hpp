// Followers whom we know by openid alone are asked for in WeChat, a few at a time: with the unionid they become the
// same person as in the mini program (wechat-api 5.6, 5.9). Who has none is asked for again after some weeks, since an
// account may be bound to the Open Platform later.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lib/app/meet_identity.hpp"
#include "lib/app/wechat_accounts.hpp"

namespace league {

class FillUnionids {
public:
    struct Options {
        int batch = 10;                        ///< asked at once
        std::chrono::days again{30};           ///< after an answer without a unionid
        std::chrono::minutes pause_after{60};  ///< a refusal that says no more may be asked now
    };
    struct Output {
        int asked = 0;
        int found = 0;
    };

    FillUnionids(Database& database, const Seals& seals, Random& random, const std::vector<WechatAccount>& configured,
                 const WechatAccounts& accounts)
        : FillUnionids(database, seals, random, configured, accounts, Options{}) {}
    FillUnionids(Database& database, const Seals& seals, Random& random, const std::vector<WechatAccount>& configured,
                 const WechatAccounts& accounts, Options options);

    /// One batch of each official account. Called from one thread.
    Output run();

private:
    /// False when WeChat wants to be asked no more for now.
    bool ask(const Identity& identity, Output& output);
    void keep(const Identity& identity, const wechat::Follower& follower, Output& output);

    Database& database_;
    const Seals& seals_;
    RememberUnionid remember_;
    const std::vector<WechatAccount>& configured_;
    const WechatAccounts& accounts_;
    Options options_;
    Instant not_before_{};
};

}  // namespace league
