// Messages to one person: a wish to tell somebody something is an outbox row of kind `tell`; which channel it takes is
// decided when it is due. A notice the person consented to comes first (mini program, then official account), then a
// customer-service text while its window is open; whom none of them reaches is given back to whoever wanted it told.
//
// What is said is composed anew before each step and right before the call, so that nobody hears of what is done
// already. A definite refusal moves on to the next channel; an unknown outcome ends it. Nothing leaves at night, and on
// days off only what may.
//
//     OutboxDraft draft = tell_draft("reminder", key_ending_with_the_person, person);
//     OutboxWriter(tx, seals).enqueue(draft);
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/tell_trail.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/people.hpp"
#include "lib/domain/quiet_hours.hpp"
#include "lib/platform/config.hpp"
#include "lib/wechat/limits.hpp"

namespace league {

/// Outbox kinds: choosing the channel, as a notice, as a customer-service text.
inline constexpr std::string_view kTell = "tell";
inline constexpr std::string_view kTellNotice = "tell_notice";
inline constexpr std::string_view kTellText = "tell_text";
/// Outcome of a row whom no channel reached.
inline constexpr const char* kNoChannel = "no channel";

/// What one message says.
struct TellWords {
    std::string notice;  ///< name of the [[notice]] that carries it; empty: text alone
    /// Each value of the notice in several wordings, the fullest first: the first that fits its field whole is taken.
    std::map<std::string, std::vector<std::string>> values;
    std::string text;  ///< for the customer-service channel; empty: a notice alone
};
/// Nothing is to be said any more; a few words why, for the row.
struct TellNoMore {
    std::string why;
};
/// Not now, but at that moment; a few words why.
struct TellLater {
    Instant at;
    std::string why;
};
using TellAnswer = std::variant<TellWords, TellNoMore, TellLater>;

/// How one kind of message is made.
struct TellAbout {
    /// Looks at the records of this moment. `person` is whom the row's person is now, after merges.
    std::function<TellAnswer(ReadTransaction&, const OutboxRow&, const PersonId& person)> compose;
    /// No channel is left; runs with the row's end. May be empty.
    std::function<void(Transaction&, const OutboxRow&, const PersonId& person, const std::vector<ChannelStep>& trail)>
        unreached;
    bool on_days_off = false;  ///< may leave on a day that is not worked
};
/// By what the payload calls it: "reminder".
using TellTable = std::map<std::string, TellAbout, std::less<>>;

/// A row that tells the person; `dedupe_key` ends with the person's id, so that two rows of people who turn out to be
/// one are seen as one. The id is left to the caller.
OutboxDraft tell_draft(const std::string& about, std::string dedupe_key, const PersonId& person);

/// The way of a row whose present channel did not take it: choosing again, with the reason kept ("refused.43101").
OutboxRoute route_to_next_channel(const OutboxRow& row, const std::string& why);

struct TellChannels {
    std::vector<NoticeConfig> notices;       ///< in the order of trying
    std::vector<std::string> text_accounts;  ///< official accounts
    QuietHours quiet;
    WorkCalendar calendar;
    WechatLimits limits;
};
TellChannels tell_channels(const Config& config);

class TellPerson {
public:
    TellPerson(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
               TellTable table, TellChannels channels);

    /// kTell: nothing is sent.
    OutboxDone choose(const OutboxRow& row) const;
    OutboxDone send_notice(const OutboxRow& row) const;
    OutboxDone send_text(const OutboxRow& row) const;

private:
    struct Way {
        std::optional<OutboxRoute> route;
        std::vector<ChannelStep> skipped;
    };
    /// What is said now, or how the row goes on without a message.
    using Now = std::variant<TellWords, OutboxDone>;
    Now words_now(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const;

    Way find_way(ReadTransaction& tx, const OutboxRow& row, const PersonId& person, const TellWords& words) const;
    std::string notice_obstacle(ReadTransaction& tx, const Identity& identity, const NoticeConfig& notice) const;
    std::string text_obstacle(ReadTransaction& tx, const Identity& identity) const;
    OutboxDone give_back(const OutboxRow& row, const PersonId& person, std::vector<ChannelStep> skipped) const;
    OutboxDone next_channel(const OutboxRow& row, const std::string& why, long long errcode) const;
    std::optional<wechat::NoticeData> notice_data(const NoticeConfig& notice, const TellWords& words) const;
    const NoticeConfig* notice_of(const OutboxRow& row) const;

    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    const WechatAccounts& accounts_;
    TellTable table_;
    TellChannels channels_;
};

}  // namespace league
