#include "server/talk/form_talk.hpp"

#include <algorithm>
#include <sstream>

#include "lib/base/text.hpp"
#include "server/talk/branches.hpp"

namespace league::talk {
namespace {

constexpr std::string_view kSection = "replies/form";

/// The lines that can say which branch a form is about: without a label, or with that of the branch.
std::string lines_of_branch(const Words& words, std::string_view form) {
    const std::vector<std::string> labels = words.list("branch_labels");
    std::string lines;
    std::istringstream all{std::string(form)};
    for (std::string line; std::getline(all, line);) {
        const std::string typed = text::trim(text::to_half_width(line));
        const std::size_t colon = typed.find(':');
        const bool is_named =
            colon == std::string::npos ||
            std::find(labels.begin(), labels.end(), text::trim(typed.substr(0, colon))) != labels.end();
        if (is_named) lines += line + "\n";
    }
    return lines;
}

}  // namespace

std::optional<PastedForm> FormTalk::read(const Turn& turn, std::string_view text) const {
    // A form has at least one label with a value behind it: shorter messages need no look at the kinds.
    constexpr std::size_t kShortest = 15;
    if (text.size() < kShortest) return std::nullopt;
    return read_pasted_form(text, beijing_date(turn.at), steps_.kinds());
}

FormTalk::Answer FormTalk::answer(const Turn& turn, const PastedForm& form, std::string_view said) {
    if (!turn.is_bound()) return {phrases_.text("replies/bind", "needed")};
    if (!form.is_complete()) {
        const bool day_unread =
            std::find(form.unreadable.begin(), form.unreadable.end(), FormField::date) != form.unreadable.end();
        return {text("incomplete", {{"missing", list_of(form.missing)},
                                    {"unreadable", list_of(form.unreadable)},
                                    {"day", day_unread ? "1" : ""}})};
    }
    if (form.heads->present == 0) return {text("nobody_present")};
    if (form.heads->present > form.heads->expected) {
        return {text("present_over_expected", {{"expected", std::to_string(form.heads->expected)},
                                               {"present", std::to_string(form.heads->present)}})};
    }
    std::vector<OrgUnit> choice;
    const auto branch = branch_of(turn, said, choice);
    if (!branch && choice.empty() && !logs_for_others(turn.actor)) {
        return {phrases_.text("replies/record", "no_branch")};
    }
    if (!branch) {
        std::string names;
        for (const OrgUnit& unit : choice) names += (names.empty() ? "" : "\n") + unit.name;
        return {text("which_branch", {{"list", names}})};
    }
    ActivityContent content;
    content.org = branch->id;
    content.kind = *form.kind;
    content.title = *form.title;
    content.started_at = SaveLog::start_of(*form.date, form.minute, turn.at);
    if (content.started_at > turn.at) return {text("future_hour")};
    content.place = form.place;
    content.expected = form.heads->expected;
    content.present = form.heads->present;
    content.content = form.content;
    const ActivityId id(make_uuid_v7(random_, turn.at));
    try {
        return {effects_.once(turn, [&](Transaction& tx) { return save_.run_in(tx, turn, id, content); }), true};
    } catch (const Problem& problem) {
        if (problem.code() != ProblemCode::invalid_input) throw;
        return {phrases_.text("replies/record", "refused", {{"faults", faults_in_words(phrases_, problem)}})};
    }
}

std::string FormTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text(kSection, key, values);
}

std::string FormTalk::list_of(const std::vector<FormField>& fields) const {
    std::string names;
    for (const FormField field : fields) {
        if (!names.empty()) names += phrases_.text(kSection, "between");
        names += phrases_.text(kSection, "field." + std::string(to_string(field)));
    }
    return names;
}

std::optional<OrgUnit> FormTalk::branch_of(const Turn& turn, std::string_view text,
                                           std::vector<OrgUnit>& choice) const {
    return database_.read([&](ReadTransaction& tx) -> std::optional<OrgUnit> {
        choice = own_branches(tx, turn.actor);
        const bool for_others = logs_for_others(turn.actor);
        if (choice.size() == 1 && !for_others) return choice.front();
        if (choice.empty() && !for_others) return std::nullopt;
        // Where there is an own branch, another one's name among the words (with whom, where) does not make it its log.
        const std::string naming = choice.size() == 1 ? lines_of_branch(words_, text) : std::string(text);
        auto named = named_branches(tx, turn.actor, Verb::log_activity, words_, naming);
        if (named.size() == 1) return named.front();
        // A form that names no branch is about the own one.
        if (named.empty() && choice.size() == 1) return choice.front();
        if (!named.empty()) choice = std::move(named);
        return std::nullopt;
    });
}

}  // namespace league::talk
