#include "server/talk/record_talk.hpp"

#include "lib/base/ensure.hpp"
#include "lib/domain/chat_numbers.hpp"
#include "lib/platform/log.hpp"
#include "server/talk/branches.hpp"

namespace league::talk {
namespace {

constexpr int kTries = 8;  // against other messages of the same person at the same moment

/// Where a field of a log was asked, so that a refused log goes back there.
std::optional<Step> step_of(const std::string& field) {
    if (field == "org_id") return Step::unit;
    if (field == "kind") return Step::kind;
    if (field == "started_at") return Step::date;
    if (field == "title") return Step::title;
    if (field == "expected" || field == "present") return Step::heads;
    if (field == "content") return Step::words;
    return std::nullopt;
}

bool has_choice(const Dialog& dialog) {
    return dialog.offered.size() > 1 || dialog.may_search;
}

}  // namespace

RecordTalk::State RecordTalk::look(const Turn& turn) const {
    const auto stored = dialogs_.find(turn);
    if (!stored) return {};
    State state;
    state.repeated = stored->dialog.answer_to(turn.message);
    if (stored->dialog.step != Step::over) state.open = stored->dialog.step;
    return state;
}

std::string RecordTalk::start(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    Dialog fresh;
    fresh.id = ActivityId(make_uuid_v7(random_, turn.at));
    for (const OrgUnit& unit : database_.read([&](ReadTransaction& tx) { return own_branches(tx, turn.actor); })) {
        fresh.offered.push_back({unit.id.str(), unit.name});
    }
    fresh.may_search = logs_for_others(turn.actor);
    if (!has_choice(fresh)) {
        if (fresh.offered.empty()) return phrases_.text("replies/record", "no_branch");
        fresh.unit = fresh.offered.front();
    }
    fresh.step = has_choice(fresh) ? Step::unit : Step::kind;
    const std::string question = steps_.question(fresh, turn.at);
    for (int i = 0; i < kTries; ++i) {
        const auto before = dialogs_.find(turn);
        Dialog next = fresh;
        if (before) {
            if (auto answer = before->dialog.answer_to(turn.message)) return *std::move(answer);
            next.answered = before->dialog.answered;
        }
        next.keep_answer(turn.message, question);
        if (dialogs_.save(turn, before, next)) return question;
    }
    throw Problem(ProblemCode::busy, "too_many_at_once");
}

std::optional<std::string> RecordTalk::go_on(const Turn& turn, std::string_view said) {
    for (int i = 0; i < kTries; ++i) {
        const auto before = dialogs_.find(turn);
        if (!before) return std::nullopt;
        if (auto answer = before->dialog.answer_to(turn.message)) return answer;
        if (before->dialog.step == Step::over) return std::nullopt;
        const bool saves = before->dialog.step == Step::words && !words_.is_cancel(said) && !words_.is_back(said);
        Move made = move(turn, before->dialog, said);
        made.next.keep_answer(turn.message, made.answer);
        try {
            if (dialogs_.save(turn, before, made.next) || (saves && made.next.step == Step::over)) return made.answer;
        } catch (const CacheDown&) {
            // A saved log is saved, whatever the cache remembers; the receipt answers WeChat's repeat.
            if (!saves || made.next.step != Step::over) throw;
            return made.answer;
        }
    }
    throw Problem(ProblemCode::busy, "too_many_at_once");
}

void RecordTalk::abandon(const Turn& turn) {
    const auto before = dialogs_.find(turn);
    if (!before || before->dialog.step == Step::over) return;
    Dialog over = before->dialog;
    over.step = Step::over;
    dialogs_.save(turn, before, over);
}

RecordTalk::Move RecordTalk::move(const Turn& turn, const Dialog& now, std::string_view said) {
    Dialog next = now;
    if (words_.is_cancel(said)) {
        next.step = Step::over;
        return {next, phrases_.text("replies/record", "cancelled")};
    }
    if (words_.is_back(said)) return back(turn, std::move(next));
    if (now.step == Step::words) {
        if (const auto present = parse_bare_count(said)) return take_present(turn, std::move(next), *present);
        return save(turn, std::move(next), said);
    }
    std::string answer = steps_.take(next, turn, said);
    return {std::move(next), std::move(answer)};
}

/// Who sends due and present one after the other: the first alone was taken for both, and nobody describes an activity
/// by a number.
RecordTalk::Move RecordTalk::take_present(const Turn& turn, Dialog dialog, int present) {
    if (auto wrong = steps_.fault_of({dialog.heads.expected, present})) {
        dialog.step = Step::heads;
        return {std::move(dialog), *std::move(wrong)};
    }
    dialog.heads.present = present;
    return {dialog, steps_.question(dialog, turn.at)};
}

RecordTalk::Move RecordTalk::back(const Turn& turn, Dialog dialog) {
    switch (dialog.step) {
        case Step::unit: break;
        case Step::kind:
            if (has_choice(dialog)) dialog.step = Step::unit;
            break;
        case Step::date: dialog.step = Step::kind; break;
        case Step::title: dialog.step = Step::date; break;
        case Step::heads: dialog.step = Step::title; break;
        case Step::words: dialog.step = Step::heads; break;
        case Step::over: stop("going back in a dialog that is over");
    }
    std::string answer = steps_.question(dialog, turn.at);
    return {std::move(dialog), std::move(answer)};
}

RecordTalk::Move RecordTalk::save(const Turn& turn, Dialog dialog, std::string_view said) {
    ActivityContent content;
    content.org = OrgUnitId(dialog.unit.id);
    content.kind = dialog.kind;
    content.title = dialog.title;
    content.started_at = at_beijing(*dialog.date, dialog.minute);
    content.expected = dialog.heads.expected;
    content.present = dialog.heads.present;
    content.content = steps_.content(said);
    try {
        std::string answer =
            effects_.once(turn, [&](Transaction& tx) { return save_.run_in(tx, turn, dialog.id, content); });
        dialog.step = Step::over;
        return {std::move(dialog), std::move(answer)};
    } catch (const Problem& problem) {
        if (problem.key() == "activity.other_content_under_id") {
            // The program died between saving and closing the dialog, or two last answers came at once.
            dialog.step = Step::over;
            return {std::move(dialog), phrases_.text("replies/record", "saved_before")};
        }
        if (problem.code() != ProblemCode::invalid_input) throw;
        for (const FieldError& error : problem.errors()) {
            if (const auto step = step_of(error.field); step && (*step != Step::unit || has_choice(dialog))) {
                dialog.step = *step;
                break;
            }
        }
        std::string answer =
            phrases_.text("replies/record", "refused", {{"faults", faults_in_words(phrases_, problem)}});
        if (dialog.step != Step::words) answer += "\n\n" + steps_.question(dialog, turn.at);
        return {std::move(dialog), std::move(answer)};
    }
}

}  // namespace league::talk
