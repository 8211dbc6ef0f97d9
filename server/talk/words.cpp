#include "server/talk/words.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/chat_text.hpp"

namespace league::talk {
namespace {

constexpr std::string_view kSection = "replies/words";
constexpr std::size_t kLongestGuess = 12;  // characters of a message in which a word is looked for
constexpr std::array kCommands{
    Command::record,     Command::withdraw,       Command::mine,        Command::progress,    Command::founding,
    Command::report,     Command::confirm_report, Command::nothing_new, Command::supervision, Command::guide,
    Command::help,       Command::link,           Command::bind,        Command::review,      Command::accept,
    Command::accept_all, Command::confirm_accept, Command::give_back,   Command::not_logged,  Command::not_sent,
    Command::branch,     Command::visit};

enum class Follows {
    nothing,
    spaced,    ///< anything behind a space, in one line: more lines are a pasted form
    number,    ///< anything behind a space, a number also without one
    anything,  ///< with or without a space
};

Follows what_follows(Command command) {
    switch (command) {
        case Command::progress:
        case Command::report:
        case Command::confirm_report:
        case Command::nothing_new:
        case Command::guide:
        case Command::not_logged:
        case Command::not_sent:
        case Command::visit:
        case Command::bind: return Follows::anything;
        case Command::review:
        case Command::accept:
        case Command::give_back: return Follows::number;
        case Command::branch: return Follows::spaced;
        case Command::record:
        case Command::withdraw:
        case Command::mine:
        case Command::founding:
        case Command::supervision:
        case Command::accept_all:
        case Command::confirm_accept:
        case Command::help:
        case Command::link: return Follows::nothing;
    }
    stop("unknown Command");
}

/// Whether a message that is nearly its word is answered with it: words that everybody may use, and that stand in few
/// other sentences.
bool is_guessed(Command command) {
    constexpr std::array kNotGuessed{Command::review,         Command::accept,    Command::accept_all,
                                     Command::confirm_accept, Command::give_back, Command::not_logged,
                                     Command::not_sent,       Command::branch,    Command::visit};
    return std::find(kNotGuessed.begin(), kNotGuessed.end(), command) == kNotGuessed.end();
}

/// A title or a few words in a dialog may begin like these (走访 困难群众).
bool may_be_answer(Command command) {
    return command == Command::branch || command == Command::visit;
}

constexpr std::u32string_view kMarks = U" \t\r\n.!~,;:\"'()\u3002\u3001\u201c\u201d\u2018\u2019";

bool is_separator(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':' || c == ',' || c == '-';
}

/// The sentence marks that people put around a word; those of Chinese are half width by now, but 。 and 、 are not.
std::string strip_marks(std::string text) {
    std::u32string points = text::to_code_points(text);
    const std::size_t begin = points.find_first_not_of(kMarks);
    if (begin == std::u32string::npos) return {};
    const std::size_t end = points.find_last_not_of(kMarks);
    return text::to_utf8(points.substr(begin, end - begin + 1));
}

/// What was typed behind the word; half width and lower case change no number of characters.
std::string behind(std::string_view typed, std::string_view word) {
    const std::u32string half = text::to_code_points(text::to_half_width(typed));
    const std::u32string points = text::to_code_points(typed);
    const std::size_t begin = half.find_first_not_of(kMarks);
    std::size_t at = begin + text::count_characters(word);
    while (at < half.size() && kMarks.find(half[at]) != std::u32string_view::npos) ++at;
    return at < points.size() ? text::trim(text::to_utf8(points.substr(at))) : "";
}

bool is_one_line_behind_space(std::string_view text) {
    return text.starts_with(' ') && text.find('\n') == std::string_view::npos;
}

bool begins_with_number(std::string_view text) {
    const std::u32string points = text::to_code_points(text);
    return !points.empty() && chat::is_numeral(points.front());
}

/// Of equal length and one character apart, or the same with one more or one less.
bool is_one_apart(const std::u32string& a, const std::u32string& b) {
    if (a.size() > b.size()) return is_one_apart(b, a);
    if (b.size() - a.size() > 1) return false;
    std::size_t at = 0;
    while (at < a.size() && a[at] == b[at]) ++at;
    const std::size_t rest = at + (a.size() == b.size() ? 1 : 0);
    return a.substr(std::min(rest, a.size())) == b.substr(std::min(at + 1, b.size()));
}

}  // namespace

std::string_view to_string(Command command) {
    switch (command) {
        case Command::record: return "record";
        case Command::withdraw: return "withdraw";
        case Command::mine: return "mine";
        case Command::progress: return "progress";
        case Command::founding: return "founding";
        case Command::report: return "report";
        case Command::confirm_report: return "confirm_report";
        case Command::nothing_new: return "nothing_new";
        case Command::supervision: return "supervision";
        case Command::guide: return "guide";
        case Command::help: return "help";
        case Command::link: return "link";
        case Command::bind: return "bind";
        case Command::review: return "review";
        case Command::accept: return "accept";
        case Command::accept_all: return "accept_all";
        case Command::confirm_accept: return "confirm_accept";
        case Command::give_back: return "give_back";
        case Command::not_logged: return "not_logged";
        case Command::not_sent: return "not_sent";
        case Command::branch: return "branch";
        case Command::visit: return "visit";
    }
    stop("unknown Command");
}

std::string normal(std::string_view text) {
    std::string half = text::to_half_width(text);
    std::transform(half.begin(), half.end(), half.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return strip_marks(std::move(half));
}

Words::Words(const Phrases& phrases) : phrases_(phrases) {
    for (const Command command : kCommands) {
        for (const std::string& word : phrases_.list(kSection, to_string(command))) {
            entries_.push_back({normal(word), command});
        }
    }
    for (const char* key : {"cancel", "back", "nothing", "unit_endings", "this_month", "last_month", "month_endings",
                            "number_marks", "number_ends", "branch_labels", "visit_marks"}) {
        phrases_.list(kSection, key);
    }
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.word.size() > b.word.size(); });
}

std::optional<Words::Heard> Words::hear(std::string_view text) const {
    const std::string said = normal(text);
    for (const Entry& entry : entries_) {
        if (!said.starts_with(entry.word)) continue;
        if (said.size() == entry.word.size()) return Heard{entry.command, {}, {}, false};
        const Follows follows = what_follows(entry.command);
        if (follows == Follows::nothing) continue;
        const bool glued = !is_separator(said[entry.word.size()]);
        if (follows == Follows::spaced && !is_one_line_behind_space(said.substr(entry.word.size()))) continue;
        if (glued && follows == Follows::number && !begins_with_number(said.substr(entry.word.size()))) continue;
        return Heard{entry.command, strip_marks(said.substr(entry.word.size())), behind(text, entry.word),
                     glued || may_be_answer(entry.command)};
    }
    return std::nullopt;
}

std::optional<Command> Words::of_key(std::string_view key) const {
    for (const Command command : kCommands) {
        if (key == to_string(command)) return command;
    }
    const auto heard = hear(key);
    return heard && heard->rest.empty() ? std::optional(heard->command) : std::nullopt;
}

std::optional<std::string> Words::nearest(std::string_view text) const {
    const std::string said = normal(text);
    const std::u32string points = text::to_code_points(said);
    if (points.empty() || points.size() > kLongestGuess) return std::nullopt;
    for (const Entry& entry : entries_) {
        if (is_guessed(entry.command) && said.find(entry.word) != std::string::npos)
            return list(to_string(entry.command)).front();
    }
    for (const Entry& entry : entries_) {
        const std::u32string word = text::to_code_points(entry.word);
        if (is_guessed(entry.command) && word.size() >= 2 && points.size() >= 2 && is_one_apart(points, word)) {
            return list(to_string(entry.command)).front();
        }
    }
    return std::nullopt;
}

bool Words::is_in(std::string_view key, std::string_view text) const {
    const std::string said = normal(text);
    const auto& words = list(key);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return normal(word) == said; });
}

std::string Words::without_ending(std::string_view name) const {
    std::string left(name);
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string& ending : list("unit_endings")) {
            // A name is never all ending.
            if (left.size() > ending.size() && left.ends_with(ending)) {
                left.resize(left.size() - ending.size());
                cut = true;
            }
        }
    }
    return left;
}

const std::vector<std::string>& Words::list(std::string_view key) const {
    return phrases_.list(kSection, key);
}

}  // namespace league::talk
