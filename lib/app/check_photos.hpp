// WeChat checks the pictures that logs show (wechat-api 3.6). It is given an address under which it alone may fetch a
// picture while its answer is waited for; the answer is pushed, or never comes, and then a person looks. Logs count
// whatever comes of it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/photo_check_store.hpp"

namespace league {

/// Outbox kind of a question about a picture; the subject is its hash.
inline constexpr std::string_view kCheckPhoto = "check_photo";
/// Where WeChat fetches a picture: public_url + this + the ticket.
inline constexpr std::string_view kPhotoCheckPath = "/check-photos/";

struct PhotoCheckRules {
    std::string account;             ///< the mini program that asks; empty: nothing is asked
    std::string public_url;          ///< of this installation; WeChat fetches from https alone
    std::chrono::seconds window{0};  ///< after the uploader's visit, in which WeChat can be asked
    std::chrono::minutes wait{45};   ///< for the pushed answer
};
/// Nothing is asked when checks are switched off, or when the mini program is not configured.
PhotoCheckRules photo_check_rules(const Config& config);

class PlanPhotoChecks {
public:
    PlanPhotoChecks(Database& database, const Seals& seals, Random& random, PhotoCheckRules rules)
        : database_(database), seals_(seals), random_(random), rules_(std::move(rules)) {}

    /// Takes up the pictures of the window that logs name and that have no check, and leaves to a person those whose
    /// answer did not come; in slices. How many. Running it twice does it once.
    long long run();

private:
    long long slice(Transaction& tx) const;
    void take_up(Transaction& tx, const UncheckedPhoto& photo) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    PhotoCheckRules rules_;
};

/// Puts the question. Asking twice does no harm: the later answer is waited for.
class CheckPhoto {
public:
    CheckPhoto(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
               PhotoCheckRules rules)
        : database_(database), seals_(seals), clock_(clock), accounts_(accounts), rules_(std::move(rules)) {}

    OutboxDone check(const OutboxRow& row) const;

private:
    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    const WechatAccounts& accounts_;
    PhotoCheckRules rules_;
};

/// WeChat's answer, pushed as wxa_media_check.
class PhotoChecked {
public:
    /// Inside the transaction of the event's receipt. False when no such question waits; an answer to a question whose
    /// name is not known yet is kept.
    static bool run_in(Transaction& tx, const PhotoAnswer& answer);
    /// The question about the picture has this name at WeChat; an answer that was faster than the name counts now.
    static void name_question(Transaction& tx, const PhotoHash& photo, const std::string& trace_id);
};

/// The bytes behind a ticket, for WeChat alone.
class FetchForCheck {
public:
    FetchForCheck(Database& database, const Digest& digest, const BlobStore& blobs, std::chrono::minutes wait)
        : database_(database), digest_(digest), blobs_(blobs), wait_(wait) {}

    /// Nothing for a ticket that is wrong, answered or too old.
    std::optional<std::string> run(const std::string& ticket);

private:
    Database& database_;
    const Digest& digest_;
    const BlobStore& blobs_;
    std::chrono::minutes wait_;
};

/// Whether a picture is kept from those who only read. One that WeChat never answered about is not.
bool is_withheld(const PhotoCheck& check);

class ListPhotoChecks {
public:
    struct Input {
        int limit = 50;  ///< 1..100
        int offset = 0;  ///< 0..100000
    };

    explicit ListPhotoChecks(Database& database) : database_(database) {}
    /// Of the highest unit where the actor is an officer; of all for the operator. Throws Problem: not_allowed,
    /// invalid_input (limit, offset).
    PhotoCheckPage run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

class JudgePhoto {
public:
    struct Input {
        PhotoHash photo;
        ContentVerdict verdict = ContentVerdict::allow;
        std::string reason;  ///< needed to refuse, at most 200 characters; whoever sent it reads it
    };
    struct Output {
        bool changed = false;  ///< false: that verdict stood already
        PhotoCheck check;
    };

    JudgePhoto(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found ("photo_not_found"), not_allowed, invalid_input (reason), conflict
    /// ("content.nothing_to_judge").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
