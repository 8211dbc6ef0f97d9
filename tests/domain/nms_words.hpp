// The words of an export, few enough to read; an installation's own stand in templates/import.toml.
#pragma once

#include "lib/domain/nms_words.hpp"

namespace league::test {

inline NmsWords nms_words() {
    NmsWords words;
    words.organisations = {{"name", {"组织全称", "组织名称"}},
                           {"parent", {"上级组织"}},
                           {"category", {"组织类别"}},
                           {"secretary", {"书记姓名"}},
                           {"phone", {"联系电话"}},
                           {"identity", {"身份证号"}},
                           {"members", {"团员数"}},
                           {"mark", {"成立时间"}}};
    words.members = {{"name", {"姓名"}},
                     {"identity", {"身份证号码"}},
                     {"branch", {"所在团支部"}},
                     {"parent", {"上级组织"}},
                     {"mark", {"性别"}}};
    words.totals = {"合计"};
    words.list_titles = {"团员名册", "团员名单"};
    words.openings = {"中国共产主义青年团", "共青团"};
    words.endings = {"委员会", "团委"};
    words.same = {{"团支部", "支部"}, {"团总支", "总支"}};
    words.committees = {"团委"};
    return words;
}

}  // namespace league::test
