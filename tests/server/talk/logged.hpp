// What the tests of logs by chat share: the five answers, and a look at what was saved.
#pragma once

#include <string>
#include <vector>

#include "lib/storage/activity_store.hpp"
#include "tests/server/chat.hpp"

namespace league::test {

/// The logs of a unit and all below it.
inline std::vector<ActivityRow> logs_of(ServedWorld& served, const OrgUnit& unit) {
    return served.world.database().read([&](ReadTransaction& tx) {
        ActivityFilter filter;
        filter.under = unit.path;
        return ActivityStore(tx).list(filter).rows;
    });
}

/// Up to, not including, the last answer.
inline void answer_four(Chat& chat, const CastMember& who) {
    chat.say(who, "记录");
    chat.say(who, "志愿服务");
    chat.say(who, "昨天晚上7点半");
    chat.say(who, "清扫村道");
    chat.say(who, "30 28");
}

inline const std::string kForm =
    "记录\n类型:志愿服务\n名称:清扫村道\n时间:11月3日下午3点\n地点:东街\n应到:20 实到:18\n内容:清扫村道两公里。";

}  // namespace league::test
