// How a message looked for its way: each channel, and why it was not taken. Kept in the payload of the outbox row, for
// operators and for whoever phones in the end. Ids and words of ours only, nothing personal.
#pragma once

#include <string>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/documents/phrases.hpp"

namespace league {

struct ChannelStep {
    std::string channel;   ///< "notice" or "text"
    std::string account;   ///< empty: there is none to send it
    std::string identity;  ///< empty: the person has none in the account
    std::string why;       ///< key below "why" of templates/outbox.toml, or "refused.ERRCODE"; empty: it is being tried

    bool operator==(const ChannelStep&) const = default;
    bool is_same_channel(const ChannelStep& other) const {
        return channel == other.channel && account == other.account && identity == other.identity;
    }
};

std::string trail_to_text(const std::vector<ChannelStep>& trail);
std::vector<ChannelStep> trail_from_text(const std::string& text);
/// The whole way of a row so far: what was tried, and what was passed over when it was last looked for.
std::vector<ChannelStep> trail_of(const Values& payload);
/// One Chinese sentence for each step that has its reason, repeated ones once.
std::vector<std::string> explain_trail(const Phrases& phrases, const std::vector<ChannelStep>& trail);

}  // namespace league
