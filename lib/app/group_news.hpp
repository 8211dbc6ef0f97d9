// What robots of work groups (企业微信群机器人) are told besides people: a new issue of the column with its picture,
// what is not done yet on the days of reminders, what needs a person. Each fact is one outbox row for each robot,
// whoever runs this and however often. What is said is composed right before the call (group_messages.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/domain/reminder.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// Outbox kinds; the account is that of robot_account().
inline constexpr std::string_view kRobotText = "robot_text";
inline constexpr std::string_view kRobotPicture = "robot_picture";
/// What a robot is told ([[robot]] tells), and what the payload of its rows calls it under "about".
inline constexpr const char* kTellsColumn = "column";
inline constexpr const char* kTellsDue = "due";
inline constexpr const char* kTellsAlarm = "alarm";

class GroupNews {
public:
    GroupNews(Database& database, const Seals& seals, Random& random, const std::vector<RobotConfig>& robots)
        : database_(database), seals_(seals), random_(random), robots_(robots) {}

    /// Issues published in the last days and alarms that are open, where a robot has not been told. Writes nothing
    /// while there is no news. Returns the rows that it put into the outbox.
    int gather();
    /// On a day of reminders: one row for each robot that is told what is due.
    int remind(const std::vector<ReminderTopic>& topics);
    /// The issue counts as told to every robot that has not been told: rows that are cancelled with this outcome stand
    /// for it. Returns how many.
    int pass_over(Transaction& tx, const BulletinId& issue, const std::string& outcome) const;

private:
    struct Item {
        std::string account;
        std::string about;
        std::string subject;
    };
    std::vector<Item> news(ReadTransaction& tx) const;
    bool enqueue(Transaction& tx, const Item& item, Values payload = {}) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    std::vector<RobotConfig> robots_;
};

/// An issue is news for so long.
inline constexpr std::chrono::days kIssueIsNews{3};

}  // namespace league
