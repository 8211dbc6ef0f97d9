#include "server/talk/form_talk.hpp"

#include <algorithm>

#include "server/talk/branches.hpp"

namespace league::talk {
namespace {

constexpr std::string_view kSection = "replies/form";

}  // namespace

std::optional<PastedForm> FormTalk::read(const Turn& turn, std::string_view text) const {
    // A form has at least one label with a value behind it: shorter messages need no look at the kinds.
    constexpr std::size_t kShortest = 15;
    if (text.size() < kShortest) return std::nullopt;
    return read_pasted_form(text, beijing_date(turn.at), steps_.kinds());
}

std::string FormTalk::answer(const Turn& turn, const PastedForm& form, std::string_view text) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    if (!form.is_complete()) {
        const bool day_unread =
            std::find(form.unreadable.begin(), form.unreadable.end(), FormField::date) != form.unreadable.end();
        return phrases_.text(kSection, "incomplete",
                             {{"missing", list_of(form.missing)},
                              {"unreadable", list_of(form.unreadable)},
                              {"day", day_unread ? "1" : ""}});
    }
    if (auto wrong = steps_.fault_of(*form.heads)) return *std::move(wrong);
    std::vector<OrgUnit> choice;
    const auto branch = branch_of(turn, text, choice);
    if (!branch && choice.empty() && !logs_for_others(turn.actor)) return phrases_.text("replies/record", "no_branch");
    if (!branch) {
        std::string names;
        for (const OrgUnit& unit : choice) names += (names.empty() ? "" : "\n") + unit.name;
        return phrases_.text(kSection, "which_branch", {{"list", names}});
    }
    ActivityContent content;
    content.org = branch->id;
    content.kind = *form.kind;
    content.title = *form.title;
    content.started_at = SaveLog::start_of(*form.date, form.minute, turn.at);
    content.place = form.place;
    content.expected = form.heads->expected;
    content.present = form.heads->present;
    content.content = form.content;
    const ActivityId id(make_uuid_v7(random_, turn.at));
    try {
        return effects_.once(turn, [&](Transaction& tx) { return save_.run_in(tx, turn, id, content); });
    } catch (const Problem& problem) {
        if (problem.code() != ProblemCode::invalid_input) throw;
        return phrases_.text("replies/record", "refused", {{"faults", faults_in_words(phrases_, problem)}});
    }
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
        if (choice.size() == 1) return choice.front();
        if (choice.empty() && !logs_for_others(turn.actor)) return std::nullopt;
        auto named = named_branches(tx, turn.actor, Verb::log_activity, words_, text);
        if (named.size() == 1) return named.front();
        if (!named.empty()) choice = std::move(named);
        return std::nullopt;
    });
}

}  // namespace league::talk
