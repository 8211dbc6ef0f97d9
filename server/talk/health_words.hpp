// How an organisation stands, in plain words: the five conditions of the alive index and what is still to be done this
// month. All sentences are of templates/replies/mine.toml.
#pragma once

#include <string>

#include "lib/app/read_health.hpp"
#include "lib/documents/phrases.hpp"

namespace league::talk {

/// One line for each condition, met or not, then what is due this month.
std::string health_in_full(const Phrases& phrases, const ReadHealth::Output& health, const AliveRules& rules);
/// One line: how many are met, and the open ones.
std::string health_in_short(const Phrases& phrases, const ReadHealth::Output& health, const AliveRules& rules);

}  // namespace league::talk
