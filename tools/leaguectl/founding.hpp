// What the commands of founding share: the parts that their use cases need, and reading days, papers and pairs typed on
// a command line.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "lib/app/founding_parts.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {

/// Made anew for each command; `parts` refers to the words beside it.
struct FoundingDesk {
    explicit FoundingDesk(Desk& desk)
        : phrases(desk.config().paths.templates),
          parts{desk.ready_database(), desk.seals(), desk.random(), phrases,
                founding_rules(desk.config().organisations)} {}

    std::string new_id(Desk& desk) const { return make_uuid_v7(desk.random(), desk.clock().now()); }

    Phrases phrases;
    FoundingParts parts;
};

/// Options of one paper.
struct PaperArguments {
    std::string title;
    std::string series;
    int number = 0;
    std::string mark;
    std::string signatory;

    bool is_given() const {
        return !(title.empty() && series.empty() && mark.empty() && signatory.empty()) || number != 0;
    }
    PaperInput input() const {
        return {title, series, number == 0 ? std::nullopt : std::optional(number), mark, signatory};
    }
};

inline void add_paper_options(CLI::App* command, PaperArguments& paper) {
    command->add_option("--title", paper.title, "subject of the paper; left out: the usual one");
    command->add_option("--series", paper.series, "of a paper of the township; left out: the one used last");
    command->add_option("--number", paper.number, "of a paper of the township; left out: the next");
    command->add_option("--mark", paper.mark, "of a paper of others: the number that stands on it");
    command->add_option("--signatory", paper.signatory, "who signed it");
}

/// Throws Problem invalid_input naming the field unless it is a day; nothing for an empty text.
inline std::optional<Date> day_if_given(const std::string& field, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto day = date_from_iso(text);
    if (!day) throw Problem::invalid(field, "field.not_a_date");
    return day;
}

/// "name:rest" at its last colon; without one all is the name.
inline std::pair<std::string, std::string> split_last(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return {text, ""};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

/// Throws Problem invalid_input naming the field unless it is a whole number.
inline int number_in(const std::string& field, const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        throw Problem::invalid(field, "field.not_whole_number");
    return number;
}

}  // namespace league::ctl
