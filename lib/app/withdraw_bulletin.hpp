// A bulletin is taken back, or shown to chosen people before it goes.
#pragma once

#include <string>
#include <vector>

#include "lib/app/bulletin_flow.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// What followers could read is deleted in WeChat; what did not leave yet stays here and its draft is deleted. Neither
/// comes back: links to it break for good (wechat-api 6.4, 6.5).
class WithdrawBulletin {
public:
    struct Input {
        BulletinId id;
        std::string reason;       ///< at most 200 characters
        bool understood = false;  ///< the person was told that it cannot be undone
    };

    WithdrawBulletin(Database& database, const Seals& seals, Random& random)
        : database_(database), seals_(seals), flow_(seals, random, false) {}

    /// The bulletin is withdrawn at once when WeChat has nothing of it, else once WeChat deleted it. Throws Problem:
    /// not_found ("column_not_found"), not_allowed, invalid_input (reason), conflict ("bulletin.withdrawal_is_final"
    /// when it was not understood, "bulletin.under_way", "bulletin.look_first" for one of unknown outcome).
    Bulletin run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    BulletinFlow flow_;
};

/// The draft is sent to these people alone, as they follow the account.
class PreviewBulletin {
public:
    struct Input {
        BulletinId id;
        std::vector<PersonId> people;  ///< 1 to 10, with a role in the county
    };
    struct Output {
        int sent_to = 0;  ///< whom these words were not shown before
    };

    PreviewBulletin(Database& database, const Seals& seals, Random& random)
        : database_(database), seals_(seals), random_(random) {}

    /// Throws Problem: not_found ("column_not_found"), not_allowed, invalid_input ("people.N": nobody, without role,
    /// not following the account), conflict ("bulletin.no_draft").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
};

}  // namespace league
