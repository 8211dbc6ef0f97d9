// The outbox steps of group robots: text and picture, composed of the records of the moment. What is done meanwhile is
// not told, nothing leaves at night or on days off, and yesterday's reminder is none.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/app/column_words.hpp"
#include "lib/app/group_news.hpp"
#include "lib/app/outbox_pump.hpp"
#include "lib/app/report_rules.hpp"
#include "lib/app/undone_duties.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/quiet_hours.hpp"

namespace league {

class GroupMessages {
public:
    /// Throws Problem internal when a sentence is missing.
    GroupMessages(const Config& config, Database& database, const Seals& seals, const Clock& clock, Random& random,
                  const WechatAccounts& accounts, const Phrases& phrases, const ColumnWriter& column);

    /// After the words of an issue its picture follows.
    OutboxDone send_text(const OutboxRow& row) const;
    OutboxDone send_picture(const OutboxRow& row) const;

private:
    /// The words, or why nothing is said.
    struct NothingToSay {
        std::string why;
    };
    using Said = std::variant<std::string, NothingToSay>;

    std::optional<OutboxDone> not_now(const OutboxRow& row) const;
    Said words(ReadTransaction& tx, const OutboxRow& row, const RobotConfig& robot) const;
    Said column_words(ReadTransaction& tx, const OutboxRow& row, const OrgUnit& unit) const;
    Said due_words(ReadTransaction& tx, const OutboxRow& row, const OrgUnit& unit) const;
    Said alarm_words(ReadTransaction& tx, const OutboxRow& row) const;
    std::string silent_words(ReadTransaction& tx, UndoneDuties& undone, const OrgUnit& unit, const Month& month) const;
    std::string report_words(ReadTransaction& tx, UndoneDuties& undone, const OrgUnit& unit,
                             const HalfMonth& half) const;
    std::string names(const std::vector<std::string>& all) const;
    void add_picture(Transaction& tx, const OutboxRow& row) const;
    std::optional<Bulletin> issue_of(ReadTransaction& tx, const OutboxRow& row) const;
    const RobotConfig* robot_of(const OutboxRow& row) const;

    std::vector<RobotConfig> robots_;
    QuietHours quiet_;
    WorkCalendar calendar_;
    ReportRules rules_;
    std::size_t text_bytes_;
    std::string public_url_;
    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    Random& random_;
    const WechatAccounts& accounts_;
    const Phrases& phrases_;
    const ColumnWriter& column_;
};

}  // namespace league
