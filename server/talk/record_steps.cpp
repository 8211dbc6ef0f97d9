#include "server/talk/record_steps.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/chat_date.hpp"
#include "lib/domain/chat_numbers.hpp"
#include "lib/domain/pasted_form.hpp"
#include "lib/storage/kind_store.hpp"
#include "server/talk/branches.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

constexpr std::size_t kMostOffered = 20;  // branches in one list; more would not fit one message

std::string numbered(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) list += '\n';
        list += std::to_string(i + 1) + " " + names[i];
    }
    return list;
}

/// The one that a number in a list of so many means.
std::optional<std::size_t> picked(std::string_view said, std::size_t count) {
    const auto number = parse_count(normal(said));
    if (!number || *number < 1 || static_cast<std::size_t>(*number) > count) return std::nullopt;
    return static_cast<std::size_t>(*number) - 1;
}

}  // namespace

std::string RecordSteps::question(const Dialog& dialog, Instant now) const {
    switch (dialog.step) {
        case Step::unit:
            return dialog.offered.empty()
                       ? text("ask_unit_name")
                       : text("ask_unit", {{"list", offered_list(dialog)}, {"others", dialog.may_search ? "1" : ""}});
        case Step::kind: {
            std::vector<std::string> labels;
            for (const ActivityKind& kind : kinds()) labels.push_back(kind.label);
            return text("ask_kind", {{"unit", dialog.unit.name}, {"list", numbered(labels)}});
        }
        case Step::date: return text("ask_date", {{"kind", dialog.kind_label}});
        case Step::title:
            return text("ask_title", {{"day", SaveLog::day_of(at_beijing(*dialog.date, dialog.minute), now)}});
        case Step::heads: return text("ask_heads", {{"title", dialog.title}});
        case Step::words:
            return text("ask_words", {{"expected", std::to_string(dialog.heads.expected)},
                                      {"present", std::to_string(dialog.heads.present)}});
        case Step::over: return text("over");
    }
    stop("unknown Step");
}

std::string RecordSteps::take(Dialog& dialog, const Turn& turn, std::string_view said) const {
    std::string fault;
    bool taken = false;
    switch (dialog.step) {
        case Step::unit:
            taken = take_unit(dialog, turn, said, fault);
            if (taken) dialog.step = Step::kind;
            break;
        case Step::kind:
            taken = take_kind(dialog, said, fault);
            if (taken) dialog.step = Step::date;
            break;
        case Step::date:
            taken = take_date(dialog, turn, said, fault);
            if (taken) dialog.step = Step::title;
            break;
        case Step::title:
            taken = take_title(dialog, said, fault);
            if (taken) dialog.step = Step::heads;
            break;
        case Step::heads:
            taken = take_heads(dialog, said, fault);
            if (taken) dialog.step = Step::words;
            break;
        case Step::words:
        case Step::over: stop("a step that takes no answer here");
    }
    return taken ? question(dialog, turn.at) : fault;
}

bool RecordSteps::take_unit(Dialog& dialog, const Turn& turn, std::string_view said, std::string& fault) const {
    if (const auto index = picked(said, dialog.offered.size())) {
        dialog.unit = dialog.offered[*index];
        return true;
    }
    const auto found = database_.read(
        [&](ReadTransaction& tx) { return named_branches(tx, turn.actor, Verb::log_activity, words_, said); });
    if (found.size() == 1) {
        dialog.unit = {found.front().id.str(), found.front().name};
        return true;
    }
    if (!found.empty() && dialog.may_search) {
        dialog.offered.clear();
        for (const OrgUnit& unit : found) {
            if (dialog.offered.size() < kMostOffered) dialog.offered.push_back({unit.id.str(), unit.name});
        }
    }
    fault = dialog.offered.empty()
                ? text("wrong_unit_name")
                : text("wrong_unit", {{"list", offered_list(dialog)}, {"others", dialog.may_search ? "1" : ""}});
    return false;
}

bool RecordSteps::take_kind(Dialog& dialog, std::string_view said, std::string& fault) const {
    const std::vector<ActivityKind> offered = kinds();
    auto index = picked(said, offered.size());
    if (!index) {
        const auto code = guess_kind(said, offered);
        const auto at =
            std::find_if(offered.begin(), offered.end(), [&](const ActivityKind& kind) { return kind.code == code; });
        if (at != offered.end()) index = static_cast<std::size_t>(at - offered.begin());
    }
    if (!index) {
        fault = text("wrong_kind", {{"count", std::to_string(offered.size())}});
        return false;
    }
    dialog.kind = offered[*index].code;
    dialog.kind_label = offered[*index].label;
    return true;
}

bool RecordSteps::take_date(Dialog& dialog, const Turn& turn, std::string_view said, std::string& fault) const {
    const auto day = parse_chat_date(said, beijing_date(turn.at));
    if (!day) {
        switch (day.error()) {
            case DateFault::nothing_found: fault = text("wrong_date"); break;
            case DateFault::no_such_day: fault = text("no_such_day"); break;
            case DateFault::in_the_future: fault = text("future_date"); break;
        }
        return false;
    }
    const Instant start = SaveLog::start_of(*day, parse_chat_minute(said), turn.at);
    const int oldest = ActivityLimits().oldest_days;
    if (start > turn.at) {
        fault = text("future_hour");
    } else if (*day < add_days(beijing_date(turn.at), -oldest)) {
        fault = text("too_long_ago", {{"days", std::to_string(oldest)}});
    } else {
        dialog.date = *day;
        dialog.minute = beijing_minute_of_day(start);
    }
    return fault.empty();
}

bool RecordSteps::take_title(Dialog& dialog, std::string_view said, std::string& fault) const {
    const std::string title = text::trim(text::plain_line(said));
    const std::size_t limit = ActivityLimits().title;
    if (title.empty() || words_.is_nothing(title)) {
        fault = text("no_title");
    } else if (text::count_characters(title) > limit) {
        fault = text("long_title", {{"limit", std::to_string(limit)}});
    } else {
        dialog.title = title;
    }
    return fault.empty();
}

bool RecordSteps::take_heads(Dialog& dialog, std::string_view said, std::string& fault) const {
    const auto heads = parse_heads(said);
    if (!heads) {
        fault = text("wrong_heads");
    } else if (const auto wrong = fault_of(*heads)) {
        fault = *wrong;
    } else {
        dialog.heads = *heads;
    }
    return fault.empty();
}

std::optional<std::string> RecordSteps::fault_of(const Heads& heads) const {
    if (heads.present == 0) return text("nobody_present");
    if (heads.present <= heads.expected) return std::nullopt;
    return text("present_over_expected",
                {{"expected", std::to_string(heads.expected)}, {"present", std::to_string(heads.present)}});
}

std::vector<ActivityKind> RecordSteps::kinds() const {
    auto all = database_.read([](ReadTransaction& tx) { return KindStore(tx).list(); });
    std::erase_if(all, [](const ActivityKind& kind) {
        return std::any_of(kind.fields.begin(), kind.fields.end(),
                           [](const KindField& field) { return field.required; });
    });
    return all;
}

std::string RecordSteps::content(std::string_view said) const {
    return words_.is_nothing(said) ? "" : text::trim(said);
}

std::string RecordSteps::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/record", key, values);
}

std::string RecordSteps::offered_list(const Dialog& dialog) const {
    std::vector<std::string> names;
    for (const OfferedUnit& unit : dialog.offered) names.push_back(unit.name);
    return numbered(names);
}

}  // namespace league::talk
