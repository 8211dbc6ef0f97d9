// One message of one person to an account, as the talks see it: who spoke, where, and the key under which WeChat
// repeats the message. No words and no answer; those are passed beside it.
#pragma once

#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/permission.hpp"

namespace league::talk {

struct Turn {
    std::string account;    ///< name of the configured account
    std::string unit_code;  ///< of the unit that this account belongs to; may be empty
    OpenId openid;
    IdentityId identity;
    Actor actor;
    std::string message;  ///< equal for WeChat's repeats of one message
    std::string msg_id;   ///< empty for events
    Instant at;           ///< when it arrived here
    std::string preface;  ///< words kept while Redis was away, told once with the next answer that is recorded
    std::vector<std::string> held;  ///< ids of the messages that the preface names

    bool is_bound() const { return actor.person.has_value(); }
};

}  // namespace league::talk
