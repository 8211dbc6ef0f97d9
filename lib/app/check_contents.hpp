// WeChat checks what others will read of a log (wechat-api 3.6). The bot looks for new words and asks through the
// outbox; saving a log waits for nothing of it, and no answer, fault or missing right ever keeps a log from counting.
#pragma once

#include <chrono>
#include <string>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/content_check.hpp"

namespace league {

/// Outbox kind of a question about a log's words; the subject is the log.
inline constexpr std::string_view kCheckText = "check_text";

struct ContentCheckRules {
    std::string account;              ///< the mini program that asks; empty: nothing is asked
    std::chrono::seconds window{0};   ///< after the author's visit, in which WeChat can be asked
    std::size_t most_characters = 0;  ///< of one question
};
/// Nothing is asked when it is switched off, or when the mini program is not configured.
ContentCheckRules content_check_rules(const Config& config);

class PlanContentChecks {
public:
    PlanContentChecks(Database& database, const Seals& seals, Random& random, ContentCheckRules rules)
        : database_(database), seals_(seals), random_(random), rules_(std::move(rules)) {}

    /// Takes up all logs of the window whose newest words have no check, and gives up those that had no answer in it;
    /// in slices. How many were taken up or given up. Running it twice does it once.
    long long run();

private:
    bool asks() const { return !rules_.account.empty(); }
    bool is_any_unchecked(ReadTransaction& tx);
    Instant unchecked_since(ReadTransaction& tx) const;
    long long slice(Transaction& tx) const;
    void take_up(Transaction& tx, const ActivityId& id, int revision, const std::optional<PersonId>& author) const;
    void ask(Transaction& tx, const ContentCheck& check, const PersonId& author) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    ContentCheckRules rules_;
    Instant all_checked_until_;  ///< logs that changed before are not read again, until the next look back
    Instant looked_back_at_;
};

/// Puts the question. Asking twice does no harm.
class CheckText {
public:
    CheckText(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
              ContentCheckRules rules)
        : database_(database), seals_(seals), clock_(clock), accounts_(accounts), rules_(std::move(rules)) {}

    OutboxDone check(const OutboxRow& row) const;

private:
    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    const WechatAccounts& accounts_;
    ContentCheckRules rules_;
};

}  // namespace league
