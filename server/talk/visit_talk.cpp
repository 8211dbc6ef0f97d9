#include "server/talk/visit_talk.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/chat_date.hpp"
#include "server/talk/branches.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

constexpr std::size_t kNames = 600;  // bytes

/// Whom it would not help to be sent to the office.
bool works_in_office(const Actor& actor) {
    return std::any_of(actor.roles.begin(), actor.roles.end(),
                       [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
}

/// The marks people put between the name and what they saw.
std::string without_marks(const Words& words, std::string text) {
    for (bool cut = true; cut;) {
        cut = false;
        text = text::trim(text);
        for (const std::string& mark : words.list("visit_marks")) {
            if (mark.empty() || !text.starts_with(mark)) continue;
            text.erase(0, mark.size());
            cut = true;
        }
    }
    return text;
}

/// The place whose name the text begins with, the longest name first; else the one that its first word means.
std::vector<VisitPlace> places_meant(const Words& words, const std::vector<VisitPlace>& all, std::string& said) {
    std::vector<VisitPlace> meant;
    std::size_t longest = 0;
    for (const VisitPlace& place : all) {
        for (const std::string& name : {place.unit.name, place.unit.short_name}) {
            if (name.empty() || !said.starts_with(name) || name.size() < longest) continue;
            if (name.size() > longest) meant.clear();
            longest = name.size();
            meant.push_back(place);
            break;
        }
    }
    if (!meant.empty()) {
        said = without_marks(words, said.substr(longest));
        return meant;
    }
    const std::string first = said.substr(0, said.find(' '));
    for (const bool exact : {true, false}) {
        for (const VisitPlace& place : all) {
            const bool fits =
                exact ? is_same_name(words, first, place.unit) : is_part_of_name(words, first, place.unit);
            if (fits) meant.push_back(place);
        }
        if (!meant.empty()) break;
    }
    if (!meant.empty()) said = without_marks(words, said.substr(first.size()));
    return meant;
}

}  // namespace

std::string VisitTalk::answer(const Turn& turn, std::string_view said) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return effects_.once(turn, [&](Transaction& tx) {
        const Actor actor = actor_now(tx, turn.actor);
        const std::vector<VisitPlace> all = write_.places_in(tx, actor);
        if (all.empty()) return text("not_yours", {{"office", works_in_office(actor) ? "1" : ""}});
        std::string words = without_marks(words_, std::string(said));
        const std::vector<VisitPlace> meant = places_meant(words_, all, words);
        if (meant.size() == 1) return save(tx, actor, meant.front(), std::move(words));
        std::vector<OrgUnit> units;
        for (const VisitPlace& place : meant.empty() ? all : meant) units.push_back(place.unit);
        return text(meant.empty() ? "how" : "which",
                    {{"names", names_within(phrases_, units, kNames)}, {"example", units.front().short_name}});
    });
}

std::string VisitTalk::save(Transaction& tx, const Actor& actor, const VisitPlace& place, std::string words) const {
    const Date today = beijing_date(tx.now());
    WriteAreaNote::Input input;
    input.unit = place.unit.id.str();
    input.note.id = make_uuid_v7(random_, tx.now());
    input.note.kind = AreaNoteKind::visit;
    input.note.contact = place.contact;
    input.note.on = today;
    std::string ends;
    for (const std::string& mark : words_.list("visit_marks")) ends += mark;
    const FirstDay said = parse_first_day(words, ends, today);
    if (said.is_wrong) return text("wrong_day", {{"day", said.word}});
    if (said.day) input.note.on = *said.day;
    if (said.day && !said.word.empty()) words = without_marks(words_, words.substr(said.word.size()));
    if (words.empty()) return text("no_words", {{"unit", place.unit.name}});
    input.note.words = words;
    try {
        const auto written = write_.run_in(tx, actor, input);
        return text("done", {{"unit", place.unit.name},
                             {"day", SaveLog::day_of(written.view.note.on, tx.now())},
                             {"words", text::shorten(text::plain_line(words), 100)}});
    } catch (const Problem& problem) {
        if (problem.code() != ProblemCode::invalid_input) throw;
        return text("refused", {{"faults", faults_in_words(phrases_, problem)}});
    }
}

std::string VisitTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/visit", key, values);
}

}  // namespace league::talk
