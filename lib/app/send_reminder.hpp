// Sends a planned reminder through the first channel that can reach the person: a notice he consented to (mini program
// first), a customer-service text while its window is open, else the list to phone. Looks again right before the call
// whether the log is still missing. A definite refusal moves on to the next channel; an unknown outcome ends it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/wechat/limits.hpp"

namespace league {

struct ReminderChannels {
    std::vector<NoticeConfig> notices;       ///< those that may be used, in the order of trying
    std::vector<std::string> text_accounts;  ///< official accounts
    QuietHours quiet;
    WechatLimits limits;
};

class SendReminder {
public:
    /// Throws Problem internal when a sentence is missing.
    SendReminder(Database& database, const Seals& seals, const Clock& clock, Random& random,
                 const WechatAccounts& accounts, const Phrases& phrases, ReminderChannels channels);

    /// kRemind: chooses the channel; nothing is sent.
    OutboxDone choose(const OutboxRow& row) const;
    /// kRemindNotice and kRemindText.
    OutboxDone send_notice(const OutboxRow& row) const;
    OutboxDone send_text(const OutboxRow& row) const;

private:
    struct Duty {
        PersonId person;
        std::vector<OrgUnit> branches;  ///< without a counted log
    };
    Duty duty_of(ReadTransaction& tx, const OutboxRow& row, const Month& month) const;
    std::optional<OutboxDone> not_now(const OutboxRow& row, Instant now) const;
    std::optional<OutboxRoute> first_channel(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const;
    Values words(const Duty& duty, const Month& month) const;
    OutboxDone next_channel(const OutboxRow& row, long long errcode, const std::string& outcome) const;
    OutboxDone to_phone_list(const Duty& duty, const OutboxRow& row) const;
    wechat::NoticeData notice_values(const NoticeConfig& notice, const Values& words) const;

    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    Random& random_;
    const WechatAccounts& accounts_;
    const Phrases& phrases_;
    ReminderChannels channels_;
};

}  // namespace league
