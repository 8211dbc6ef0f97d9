// The words that start a talk, out of templates/replies/words.toml, and how a typed message is compared with them:
// full-width or half-width, with a full stop behind, in any case of letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/phrases.hpp"

namespace league::talk {

enum class Command {
    record,
    withdraw,
    mine,
    progress,
    founding,
    report,
    confirm_report,
    nothing_new,
    supervision,
    guide,
    help,
    link,
    bind,
    review,
    accept,
    accept_all,
    confirm_accept,
    give_back,
    not_logged,
    not_sent,
    branch,
    visit
};
/// Key of its words in templates/replies/words.toml, and its key in a menu.
std::string_view to_string(Command command);

/// Half width, lower case, without white space and punctuation at both ends.
std::string normal(std::string_view text);

class Words {
public:
    /// Throws Problem internal ("phrase_missing") when a list is absent.
    explicit Words(const Phrases& phrases);

    struct Heard {
        Command command;
        std::string rest;      ///< what follows the word, in normal form
        std::string as_typed;  ///< the same as it was typed
        bool glued = false;  ///< it follows without a space (进度城关镇), or may as well be an answer in a dialog
    };
    /// The command that the message begins with; the longest word wins. With something behind the word only commands
    /// that take it, `glued` or not.
    std::optional<Heard> hear(std::string_view text) const;
    /// The command of a menu key: its name or one of its words.
    std::optional<Command> of_key(std::string_view key) const;
    /// What may have been meant: a word inside the text, or one that differs in one character. Never for long texts.
    std::optional<std::string> nearest(std::string_view text) const;

    bool is_cancel(std::string_view text) const { return is_in("cancel", text); }
    bool is_back(std::string_view text) const { return is_in("back", text); }
    /// "无", "略": an answer that says there is nothing to say.
    bool is_nothing(std::string_view text) const { return is_in("nothing", text); }
    bool is_in(std::string_view list, std::string_view text) const;
    /// Without the endings of names of units (镇, 团委, 团支部).
    std::string without_ending(std::string_view name) const;
    const std::vector<std::string>& list(std::string_view key) const;

private:
    struct Entry {
        std::string word;  ///< normal form
        Command command;
    };

    const Phrases& phrases_;
    std::vector<Entry> entries_;  ///< longest first
};

}  // namespace league::talk
