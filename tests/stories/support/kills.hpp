// For stories in which the bot is killed while WeChat is answering a call.
#pragma once

#include <cstdlib>
#include <string>

#include "tests/stories/support/stage.hpp"

namespace league::test {

/// How often each moment is tried: LEAGUE_KILLS_EACH, by default once without effect and once with it.
inline int kills_each() {
    const char* text = std::getenv("LEAGUE_KILLS_EACH");
    return text == nullptr ? 2 : std::atoi(text);
}

/// The next call of the path comes to nothing, or has its effect, and its answer takes so many milliseconds.
inline void stall(Stage& stage, const std::string& path, bool has_effect, int answer_takes_ms = 6000) {
    nlohmann::json fault = {{"path", path}, {"delay_ms", answer_takes_ms}, {"times", 1}};
    if (!has_effect) fault["hangup"] = true;
    stage.order("faults", fault);
}

inline bool is_stalled(Stage& stage) {
    return stage.see("faults").at("faults").empty();
}

}  // namespace league::test
