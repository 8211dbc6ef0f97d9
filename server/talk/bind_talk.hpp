// 绑定: an invite code, typed or scanned, makes the follower a person with a role. The welcome of a new follower is
// here too, since most of them come by such a code.
#pragma once

#include <string>
#include <string_view>

#include "lib/app/bind_by_invite.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/effects.hpp"

namespace league::talk {

class BindTalk {
public:
    BindTalk(Effects& effects, BindByInvite& bind, RateLimits& limits, const Phrases& phrases)
        : effects_(effects), bind_(bind), limits_(limits), phrases_(phrases) {}

    /// `code` as typed; empty asks for it.
    std::string answer(const Turn& turn, const std::string& code);
    /// A new follower (or one who is back), with the scene of the scanned code, if any.
    std::string followed(const Turn& turn, const std::string& scene);
    /// Somebody who follows already scanned a code.
    std::string scanned(const Turn& turn, const std::string& scene);

private:
    std::string bind(const Turn& turn, const std::string& code);
    std::string welcome(const Turn& turn) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Effects& effects_;
    BindByInvite& bind_;
    RateLimits& limits_;
    const Phrases& phrases_;
};

}  // namespace league::talk
