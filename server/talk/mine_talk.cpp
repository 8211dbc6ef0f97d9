#include "server/talk/mine_talk.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "server/talk/health_words.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

// As much as fits one message: 2048 bytes (wechat-api 1.7).
constexpr std::size_t kMostUnits = 8;
constexpr int kLogsOfOne = 3;
constexpr int kLogsOfMany = 1;
constexpr std::size_t kMostBytes = 1800;  // of one message, with a head and the line of how many are left out
constexpr std::size_t kMostNames = 5;
constexpr std::size_t kTitle = 20;   // characters
constexpr std::size_t kReason = 40;  // characters

void add_line(std::string& lines, const std::string& line) {
    if (!lines.empty()) lines += '\n';
    lines += line;
}

}  // namespace

std::string MineTalk::answer(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    const MyDuties::Output mine = duties_.run(turn.actor);
    if (mine.branches.empty() && mine.townships.empty() && mine.areas.empty()) return text("no_duties");
    std::string parts;
    std::size_t shown = 0;
    bool is_full = false;
    const auto add = [&](const std::string& part) {
        is_full = shown == kMostUnits || (shown > 0 && parts.size() + part.size() > kMostBytes);
        if (is_full) return;
        ++shown;
        if (!parts.empty()) parts += "\n\n";
        parts += part;
    };
    for (const auto& one : mine.branches) {
        if (!is_full) add(branch(turn, one, mine.month));
    }
    for (const auto& one : mine.townships) {
        if (!is_full) add(township(turn, one));
    }
    for (const auto& one : mine.areas) {
        if (!is_full) add(area(turn, one));
    }
    const std::size_t all = mine.branches.size() + mine.townships.size() + mine.areas.size();
    if (all > shown) parts += "\n\n" + text("more", {{"count", std::to_string(all - shown)}});
    return text("head", {{"month", mine.month.chinese()}}) + "\n" + parts;
}

std::string MineTalk::branch(const Turn& turn, const MyDuties::Branch& branch, const Month& month) {
    const Values told{{"unit", branch.unit.name},
                      {"month", month.chinese()},
                      {"due", to_chinese_day(branch.due)},
                      {"count", std::to_string(branch.logs)},
                      {"present", std::to_string(branch.present)}};
    std::string lines = text(branch.is_done() ? "branch_done" : "branch_due", told);
    if (const auto health = health_.find(turn.actor, branch.unit)) {
        const AliveRules& rules = health_.rules().alive;
        add_line(lines, turn.actor.roles.size() == 1 ? health_in_full(phrases_, *health, rules)
                                                     : health_in_short(phrases_, *health, rules));
    }
    if (branch.term_ends) {
        const bool over = term_notice(*branch.term_ends, beijing_date(turn.at)) == TermNotice::over;
        add_line(lines, text(over ? "term_over" : "term_soon", {{"day", to_iso(*branch.term_ends)}}));
    }
    const int wanted = turn.actor.roles.size() > 2 ? kLogsOfMany : kLogsOfOne;
    ListActivities::Input latest;
    latest.unit = branch.unit.id.str();
    latest.limit = wanted;
    long long returned_below = branch.returned;
    for (const ActivityRow& row : activities_.run(turn.actor, latest).rows) {
        const Activity& log = row.activity;
        if (log.state == ActivityState::returned && log.content.org == branch.unit.id) --returned_below;
        add_line(lines, text("log." + std::string(to_string(log.state)),
                             {{"day", SaveLog::day_of(log.content.started_at, turn.at)},
                              {"title", text::shorten(log.content.title, kTitle)},
                              {"reason", text::shorten(text::plain_line(log.return_reason), kReason)}}));
    }
    if (returned_below > 0) add_line(lines, text("returned_below", {{"count", std::to_string(returned_below)}}));
    return lines;
}

std::string MineTalk::township(const Turn& turn, const MyDuties::Township& township) {
    const auto names_of = [&](const auto& list, auto unit_of) {
        std::string names;
        for (std::size_t i = 0; i < list.size() && i < kMostNames; ++i) {
            if (i > 0) names += phrases_.text("replies/form", "between");
            names += unit_of(list[i]).name;
        }
        if (list.size() > kMostNames) names += phrases_.text("replies/form", "and_more");
        return names;
    };
    const std::string names = names_of(township.without_log, [](const OrgUnit& unit) { return unit; });
    ReadAlive::Input asked;
    asked.unit = township.unit.id.str();
    asked.limit = 1;
    const AliveCounts counts = alive_.run(turn.actor, asked).totals;
    std::string lines = text("township", {{"unit", township.unit.name},
                                          {"alive", std::to_string(counts.alive)},
                                          {"weak", std::to_string(counts.weak)},
                                          {"hollow", std::to_string(counts.hollow)},
                                          {"branches", std::to_string(township.figures.branches)},
                                          {"active", std::to_string(township.figures.active)},
                                          {"activities", std::to_string(township.figures.activities)},
                                          {"review", township.to_review > 0 ? std::to_string(township.to_review) : ""},
                                          {"without", names},
                                          {"without_count", std::to_string(township.without_log.size())}});
    if (!township.terms.empty()) {
        add_line(lines, text("terms",
                             {{"count", std::to_string(township.terms.size())},
                              {"names", names_of(township.terms, [](const EndingTerm& term) { return term.unit; })}}));
    }
    if (township.waiting > 0) add_line(lines, text("waiting", {{"count", std::to_string(township.waiting)}}));
    if (const auto& due = township.report) {
        const bool is_overdue = due->state == ReportState::overdue;
        add_line(lines, text(is_overdue ? "report_overdue" : "report_due",
                             {{"period", due->period.chinese()},
                              {"due", to_chinese_day(due->dates.due)},
                              {"until", to_chinese_day(due->dates.open_until)}}));
    }
    if (const std::size_t open = township.supervisions.size(); open > 0) {
        add_line(lines, text("supervisions", {{"count", std::to_string(open)}}));
    }
    return lines;
}

std::string MineTalk::area(const Turn& turn, const MyDuties::Area& area) {
    ReadAlive::Input asked;
    asked.unit = area.whole.unit.id.str();
    asked.limit = 1;
    const AliveCounts counts = alive_.run(turn.actor, asked).totals;
    std::vector<MyDuties::AreaRow> rows = area.rows;
    std::erase_if(rows, [&](const auto& row) { return row.without_log == 0 || row.unit.id == area.whole.unit.id; });
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.without_log > b.without_log; });
    std::string most;
    for (std::size_t i = 0; i < rows.size() && i < kMostNames; ++i) {
        if (i > 0) most += phrases_.text("replies/form", "between");
        most += text("area_row", {{"unit", rows[i].unit.short_name}, {"count", std::to_string(rows[i].without_log)}});
    }
    const long long open = area.whole.without_log;
    return text("area", {{"unit", area.whole.unit.name},
                         {"alive", std::to_string(counts.alive)},
                         {"weak", std::to_string(counts.weak)},
                         {"hollow", std::to_string(counts.hollow)},
                         {"branches", std::to_string(area.whole.figures.branches)},
                         {"active", std::to_string(area.whole.figures.active)},
                         {"activities", std::to_string(area.whole.figures.activities)},
                         {"without", open > 0 ? std::to_string(open) : ""},
                         {"most", most}});
}

std::string MineTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/mine", key, values);
}

}  // namespace league::talk
