// Consent to notices: what the phone and WeChat report about the popup, and how many notices that still allows
// (wechat-api 4.4). The two reports of one tap count once. The number is a hint: WeChat's own is not readable.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class RecordConsent {
public:
    struct Input {
        std::string id;  ///< of the report, made by the phone, which repeats it under the same; empty: made here
        std::string template_id;
        bool accepted = false;
        ConsentSource source = ConsentSource::phone;
        bool in_settings = false;  ///< a change event: the person switched the template off, nothing is left of it
    };
    struct Output {
        long long balance = 0;
        bool counted = false;  ///< false: a repeat, the second report of one tap, a refusal, or no template of ours
    };
    struct Options {
        std::chrono::seconds one_tap{120};  ///< reports of phone and WeChat this near are of one tap
    };

    RecordConsent(Database& database, Random& random, std::vector<NoticeConfig> notices)
        : RecordConsent(database, random, std::move(notices), Options()) {}
    RecordConsent(Database& database, Random& random, std::vector<NoticeConfig> notices, Options options)
        : database_(database), random_(random), notices_(std::move(notices)), options_(options) {}

    /// The phone's report about the identity that signed in. Throws Problem: not_signed_in, invalid_input
    /// ("template_id", "id").
    Output run(const Actor& actor, const Input& input);
    /// WeChat's event, in the transaction of its receipt. Templates that are not ours change nothing.
    Output run_in(Transaction& tx, const IdentityId& identity, const Input& input) const;

private:
    Database& database_;
    Random& random_;
    std::vector<NoticeConfig> notices_;
    Options options_;
};

/// The templates a phone may ask consent for, and what is left of each.
class ConsentBalance {
public:
    struct Line {
        std::string name;  ///< ours: "log_due"
        std::string account;
        std::string template_id;
        bool long_term = false;
        long long balance = 0;
    };

    ConsentBalance(Database& database, const Seals& seals, std::vector<NoticeConfig> notices)
        : database_(database), seals_(seals), notices_(std::move(notices)) {}

    /// A line for each notice of the account that the actor signed in with. Throws Problem not_signed_in.
    std::vector<Line> run(const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
    std::vector<NoticeConfig> notices_;
};

}  // namespace league
