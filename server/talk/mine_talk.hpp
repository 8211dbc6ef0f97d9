// 我的: what is due from the person this month, and how the newest logs stand. Only reads.
#pragma once

#include <string>

#include "lib/app/list_activities.hpp"
#include "lib/app/my_duties.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class MineTalk {
public:
    MineTalk(MyDuties& duties, ListActivities& activities, const Phrases& phrases)
        : duties_(duties), activities_(activities), phrases_(phrases) {}

    std::string answer(const Turn& turn);

private:
    std::string branch(const Turn& turn, const MyDuties::Branch& branch, const Month& month);
    std::string township(const MyDuties::Township& township);
    std::string text(std::string_view key, const Values& values = {}) const;

    MyDuties& duties_;
    ListActivities& activities_;
    const Phrases& phrases_;
};

}  // namespace league::talk
