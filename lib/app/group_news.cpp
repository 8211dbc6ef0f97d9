#include "lib/app/group_news.hpp"

#include <algorithm>

#include "lib/app/wechat_accounts.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/alarm_store.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {
namespace {

constexpr int kNewestIssues = 10;

std::string key_of(const std::string& account, const std::string& about, const std::string& subject) {
    return account + ":" + about + ":" + subject;
}

bool tells(const RobotConfig& robot, const char* what) {
    return std::find(robot.tells.begin(), robot.tells.end(), what) != robot.tells.end();
}

}  // namespace

std::vector<GroupNews::Item> GroupNews::news(ReadTransaction& tx) const {
    BulletinFilter published;
    published.is_public = true;
    published.kind = BulletinKind::progress_column;
    published.limit = kNewestIssues;
    std::vector<Bulletin> issues = BulletinStore(tx).list(published);
    std::erase_if(issues, [&](const Bulletin& issue) {
        return !issue.published_at || *issue.published_at + kIssueIsNews < tx.now();
    });
    const std::vector<Alarm> alarms = AlarmStore(tx).open();
    const OutboxStore outbox(tx, seals_);
    std::vector<Item> items;
    const auto add = [&](const RobotConfig& robot, const char* about, const std::string& subject) {
        Item item{robot_account(robot.name), about, subject};
        if (!outbox.find_by_key(key_of(item.account, item.about, item.subject))) items.push_back(std::move(item));
    };
    for (const RobotConfig& robot : robots_) {
        if (tells(robot, kTellsColumn)) {
            for (const Bulletin& issue : issues) add(robot, kTellsColumn, issue.id.str());
        }
        if (tells(robot, kTellsAlarm)) {
            for (const Alarm& alarm : alarms) add(robot, kTellsAlarm, alarm.id);
        }
    }
    return items;
}

int GroupNews::gather() {
    if (robots_.empty()) return 0;
    if (database_.read([&](ReadTransaction& tx) { return news(tx).empty(); })) return 0;
    return database_.write([&](Transaction& tx) {
        int rows = 0;
        for (const Item& item : news(tx)) rows += enqueue(tx, item) ? 1 : 0;
        return rows;
    });
}

int GroupNews::remind(const std::vector<ReminderTopic>& topics) {
    const bool is_told =
        std::any_of(robots_.begin(), robots_.end(), [](const RobotConfig& robot) { return tells(robot, kTellsDue); });
    if (!is_told || topics.empty()) return 0;
    return database_.write([&](Transaction& tx) {
        int rows = 0;
        for (const RobotConfig& robot : robots_) {
            if (!tells(robot, kTellsDue)) continue;
            const Item item{robot_account(robot.name), kTellsDue, to_iso(beijing_date(tx.now()))};
            rows += enqueue(tx, item, {{"topics", topics_to_text(topics)}}) ? 1 : 0;
        }
        return rows;
    });
}

int GroupNews::pass_over(Transaction& tx, const BulletinId& issue, const std::string& outcome) const {
    int rows = 0;
    for (const RobotConfig& robot : robots_) {
        const Item item{robot_account(robot.name), kTellsColumn, issue.str()};
        if (!tells(robot, kTellsColumn) || !enqueue(tx, item)) continue;
        const auto row = OutboxStore(tx, seals_).find_by_key(key_of(item.account, item.about, item.subject));
        rows += OutboxWriter(tx, seals_).cancel(row->id, outcome) ? 1 : 0;
    }
    return rows;
}

bool GroupNews::enqueue(Transaction& tx, const Item& item, Values payload) const {
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kRobotText;
    draft.account = item.account;
    draft.dedupe_key = key_of(item.account, item.about, item.subject);
    draft.subject = item.subject;
    draft.payload = std::move(payload);
    draft.payload["about"] = item.about;
    return OutboxWriter(tx, seals_).enqueue(draft);
}

}  // namespace league
