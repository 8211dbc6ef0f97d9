// 撤回: takes back the person's newest log, in one answer that shows which one it was.
#pragma once

#include <string>

#include "lib/app/show_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/effects.hpp"

namespace league::talk {

class WithdrawTalk {
public:
    WithdrawTalk(Effects& effects, const ShowActivity& show, const WithdrawActivity& withdraw, const Phrases& phrases)
        : effects_(effects), show_(show), withdraw_(withdraw), phrases_(phrases) {}

    std::string answer(const Turn& turn);

private:
    Effects& effects_;
    const ShowActivity& show_;
    const WithdrawActivity& withdraw_;
    const Phrases& phrases_;
};

}  // namespace league::talk
