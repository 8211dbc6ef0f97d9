// 我的: what is due from the person this month, how the newest logs stand, and which of the five conditions of a living
// organisation are met. Only reads.
#pragma once

#include <string>

#include "lib/app/list_activities.hpp"
#include "lib/app/my_duties.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/app/read_health.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class MineTalk {
public:
    MineTalk(MyDuties& duties, ListActivities& activities, ReadHealth& health, ReadAlive& alive, const Phrases& phrases)
        : duties_(duties), activities_(activities), health_(health), alive_(alive), phrases_(phrases) {}

    std::string answer(const Turn& turn);

private:
    std::string branch(const Turn& turn, const MyDuties::Branch& branch, const Month& month);
    std::string township(const Turn& turn, const MyDuties::Township& township);
    std::string area(const Turn& turn, const MyDuties::Area& area);
    std::string text(std::string_view key, const Values& values = {}) const;

    MyDuties& duties_;
    ListActivities& activities_;
    ReadHealth& health_;
    ReadAlive& alive_;
    const Phrases& phrases_;
};

}  // namespace league::talk
