#include "lib/app/tell_trail.hpp"

#include <algorithm>

#include "lib/app/manage_outbox.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr const char* kWords = "outbox";
constexpr std::string_view kRefused = "refused.";

std::string words_of(const Phrases& phrases, const std::string& why) {
    if (!why.starts_with(kRefused)) return phrases.text(kWords, "why." + why);
    return phrases.text(kWords, "why.refused", {{"cure", explain_errcode(phrases, why.substr(kRefused.size()))}});
}

}  // namespace

std::string trail_to_text(const std::vector<ChannelStep>& trail) {
    std::string line;
    for (const ChannelStep& step : trail) {
        if (!line.empty()) line += ";";
        line += step.channel + "," + step.account + "," + step.identity + "," + step.why;
    }
    return line;
}

std::vector<ChannelStep> trail_from_text(const std::string& line) {
    std::vector<ChannelStep> trail;
    if (line.empty()) return trail;
    for (const std::string& one : text::split(line, ';')) {
        const std::vector<std::string> parts = text::split(one, ',');
        if (parts.size() == 4) trail.push_back({parts[0], parts[1], parts[2], parts[3]});
    }
    return trail;
}

std::vector<ChannelStep> trail_of(const Values& payload) {
    std::vector<ChannelStep> whole;
    for (const char* part : {"tried", "skipped"}) {
        const auto found = payload.find(part);
        if (found == payload.end()) continue;
        for (ChannelStep& step : trail_from_text(found->second)) whole.push_back(std::move(step));
    }
    return whole;
}

std::vector<std::string> explain_trail(const Phrases& phrases, const std::vector<ChannelStep>& trail) {
    std::vector<std::string> lines;
    for (const ChannelStep& step : trail) {
        if (step.why.empty()) continue;
        std::string line = phrases.text(kWords, "step",
                                        {{"channel", phrases.text(kWords, "channel." + step.channel)},
                                         {"account", step.account},
                                         {"why", words_of(phrases, step.why)}});
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace league
