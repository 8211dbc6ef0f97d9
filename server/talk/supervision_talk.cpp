#include "server/talk/supervision_talk.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league::talk {
namespace {

// As much as fits one message: 2048 bytes (wechat-api 1.7).
constexpr std::size_t kMostLines = 5;
constexpr std::size_t kWords = 60;  // characters

bool is_told(Role role) {
    return role == Role::township_secretary || role == Role::county_officer || role == Role::county_leader;
}

/// Each figure that the rule went by, as the newest of its periods has it.
Values figures_of(const Supervision& supervision) {
    Values figures;
    for (const SupervisionFact& fact : supervision.facts) {
        figures[fact.figure] = std::to_string(fact.value);  // the newest stands last
    }
    return figures;
}

/// The newest word that the county or the township gave.
std::string last_words(const Supervision& supervision) {
    for (std::size_t i = supervision.steps.size(); i-- > 0;) {
        const SupervisionStep& step = supervision.steps[i];
        if (!step.words.empty()) return text::shorten(text::plain_line(step.words), kWords);
    }
    return "";
}

}  // namespace

std::string SupervisionTalk::answer(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    std::vector<SupervisionRow> rows;
    bool is_anybodys = false;
    for (const RoleGrant& grant : turn.actor.roles) {
        if (!is_told(grant.role)) continue;
        is_anybodys = true;
        for (SupervisionRow& row : read_.list(turn.actor, grant.unit.str(), /*open_only=*/true).rows) {
            const bool known = std::any_of(rows.begin(), rows.end(), [&](const SupervisionRow& other) {
                return other.supervision.id == row.supervision.id;
            });
            if (!known) rows.push_back(std::move(row));
        }
    }
    if (!is_anybodys) return text("not_yours");
    if (rows.empty()) return text("none");
    std::string told = text("head", {{"count", std::to_string(rows.size())}});
    for (std::size_t i = 0; i < rows.size() && i < kMostLines; ++i) {
        told += "\n" + line(turn, rows[i], beijing_date(turn.at));
    }
    if (rows.size() > kMostLines) told += "\n" + text("more", {{"count", std::to_string(rows.size() - kMostLines)}});
    return told;
}

std::string SupervisionTalk::line(const Turn& turn, const SupervisionRow& row, Date today) {
    const SupervisionView view = read_.show(turn.actor, row.supervision.id);
    const Supervision& supervision = view.supervision;
    const std::string stage(to_string(supervision.stage));
    const bool is_overdue = is_answer_overdue(supervision, today);
    return text("line", {{"unit", row.unit.name},
                         {"cause", text("cause." + std::string(to_string(supervision.cause)), figures_of(supervision))},
                         {"stage", text(is_overdue ? "stage.overdue" : "stage." + stage,
                                        {{"due", supervision.due ? to_chinese_day(*supervision.due) : ""}})},
                         {"words", last_words(supervision)}});
}

std::string SupervisionTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/supervision", key, values);
}

}  // namespace league::talk
