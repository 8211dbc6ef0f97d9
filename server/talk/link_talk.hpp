// 关联: a person who is bound asks for six digits, and types them in another account of this installation.
#pragma once

#include <string>

#include "lib/app/link_accounts.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/effects.hpp"

namespace league::talk {

class LinkTalk {
public:
    LinkTalk(Effects& effects, IssueLinkCode& issue, RedeemLinkCode& redeem, const Phrases& phrases)
        : effects_(effects), issue_(issue), redeem_(redeem), phrases_(phrases) {}

    std::string issue(const Turn& turn);
    /// `digits` as typed.
    std::string redeem(const Turn& turn, const std::string& digits);

private:
    Effects& effects_;
    IssueLinkCode& issue_;
    RedeemLinkCode& redeem_;
    const Phrases& phrases_;
};

}  // namespace league::talk
