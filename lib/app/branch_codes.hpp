// Codes that lead people to a branch: a permanent one of each official account, a mini-program code of each mini
// program (wechat-api 3.4, 5.5). All say the same short reference, which tells nobody anything without our records.
// Made once and kept; what was lost of a picture is fetched again for the same code.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Database;
class ReadTransaction;

/// What stands before a reference in the scene of an official account's code, and of a mini program's.
inline constexpr std::string_view kBranchScene = "branch:";
inline constexpr std::string_view kBranchSceneOfMiniProgram = "b.";

/// The unit whose code carries the scene; nothing for another scene, an unknown reference, or a unit that is closed.
std::optional<OrgUnit> unit_of_scene(ReadTransaction& tx, std::string_view scene);

struct CodePicture {
    std::string account;
    bool is_mini_program = false;
    std::string bytes;
    std::string content_type;
};

/// The picture of a permanent or temporary code by its ticket: from another host than the interfaces, without a token.
class TicketPictures {
public:
    explicit TicketPictures(const WechatConfig& config);

    /// Throws Problem upstream ("wechat_unavailable").
    std::string fetch(const std::string& ticket);

private:
    http::HttpClient http_;
};

class MakeBranchCodes {
public:
    struct Output {
        OrgUnit unit;
        std::vector<CodePicture> pictures;  ///< one an account
        int made = 0;                       ///< of these, now
    };

    MakeBranchCodes(Database& database, const Seals& seals, Random& random, BlobStore& blobs,
                    const std::vector<WechatAccount>& configured, const WechatAccounts& accounts,
                    TicketPictures& tickets)
        : database_(database),
          seals_(seals),
          random_(random),
          blobs_(blobs),
          configured_(configured),
          accounts_(accounts),
          tickets_(tickets) {}

    /// Asks WeChat for what is not there yet, outside of any transaction. Throws Problem: not_found, not_allowed;
    /// invalid_input on "unit" for what is no branch; closed ("unit_closed", "codes_used_up" when the account has made
    /// all the permanent codes there are); upstream.
    Output run(const Actor& actor, const std::string& unit);

private:
    struct Wish {
        OrgUnit unit;
        std::string reference;
    };
    Wish prepare(const Actor& actor, const std::string& unit);
    CodePicture picture(const Actor& actor, const Wish& wish, const WechatAccount& account, int& made);
    std::string make_mini_program_code(const WechatAccount& account, const std::string& reference);
    std::string make_ticket(const WechatAccount& account, const std::string& reference);

    Database& database_;
    const Seals& seals_;
    Random& random_;
    BlobStore& blobs_;
    const std::vector<WechatAccount>& configured_;
    const WechatAccounts& accounts_;
    TicketPictures& tickets_;
};

class ShowBranchCode {
public:
    ShowBranchCode(Database& database, BlobStore& blobs, const std::vector<WechatAccount>& configured)
        : database_(database), blobs_(blobs), configured_(configured) {}

    /// Of a branch below the actor's township or county. Throws Problem: not_found ("code_not_made" while the office
    /// has not made it), not_allowed.
    CodePicture run(const Actor& actor, const std::string& unit, const std::string& account);

private:
    Database& database_;
    BlobStore& blobs_;
    const std::vector<WechatAccount>& configured_;
};

}  // namespace league
