// Due and present heads out of one chat answer: "30 28", "28/30", 应到30人,实到28人, 三十人都到了, 30人请假2人.
//
// The tables in chat_numbers.cpp hold Chinese words: they are what is read, not what is said. Input is whatever a
// phone sent: any bytes, of which the first 400 characters are looked at.
#pragma once

#include <optional>
#include <string_view>

#include "lib/base/result.hpp"

namespace league {

struct Heads {
    int expected = 0;  ///< 应到
    int present = 0;   ///< 实到

    bool operator==(const Heads&) const = default;
};

enum class HeadsFault {
    no_number,         ///< no number in these words
    too_many_numbers,  ///< more than two and no labels to tell them apart
    out_of_range,      ///< over 100000, or more absent than due
};

/// Labels decide first; of two bare numbers the larger is due; one number is both. 应到28实到30 comes back as it
/// was said: check_content refuses it.
Result<Heads, HeadsFault> parse_heads(std::string_view text);

/// One number alone in a text ("30", "30人", 三十), 0..100000.
std::optional<int> parse_count(std::string_view text);
/// The same when nothing else is said: "28", "28人", "实到28人", but not "看了3本书".
std::optional<int> parse_bare_count(std::string_view text);

}  // namespace league
