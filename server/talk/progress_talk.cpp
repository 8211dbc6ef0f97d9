#include "server/talk/progress_talk.hpp"

#include <algorithm>
#include <cstdio>

#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/chat_numbers.hpp"
#include "lib/storage/org_store.hpp"
#include "server/talk/branches.hpp"

namespace league::talk {
namespace {

constexpr std::size_t kMostRows = 10;
constexpr std::size_t kLevels = 2;       // below the account's unit, in which a name is looked for
constexpr std::size_t kLongestAsk = 60;  // characters

std::string share(const Figures& figures) {
    if (figures.branches == 0) return "0";
    // Cut off as in the column, so that nobody is told two figures; 100 then means all of them.
    return std::to_string(figures.active * 100 / figures.branches);
}

/// Whether a has done more of what it could than b; without branches there is nothing to do.
bool is_ahead(const Figures& a, const Figures& b) {
    const long long left = a.active * std::max(b.branches, 1LL);
    const long long right = b.active * std::max(a.branches, 1LL);
    return left != right ? left > right : a.activities > b.activities;
}

OrgUnit unit_of_account(ReadTransaction& tx, const Turn& turn) {
    const OrgStore units(tx);
    if (!turn.unit_code.empty()) {
        if (auto unit = units.find_by_code(turn.unit_code)) return *std::move(unit);
    }
    const auto roots = units.roots();
    if (roots.empty()) throw Problem(ProblemCode::not_found, "unit_not_found");
    return roots.front();
}

}  // namespace

std::string ProgressTalk::answer(const Turn& turn, std::string_view asked) const {
    const Question question = read(asked, turn.at);
    // Everybody asks the same on the day of the column: what was worked out stands until something is recorded.
    const std::uint64_t version = database_.data_version();
    std::string key =
        turn.unit_code + '\n' + question.unit + '\n' + to_string(question.period) + '\n' + to_chinese_minute(turn.at);
    for (const RoleGrant& role : turn.actor.roles) {
        key += '\n' + std::string(to_string(role.role)) + ' ' + role.path.str();
    }
    if (const auto kept = answers_.find(version, key)) return *kept;
    return *answers_.keep(version, std::move(key), work_out(turn, question));
}

std::string ProgressTalk::work_out(const Turn& turn, const Question& question) const {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit top = unit_of_account(tx, turn);
        const Progress all = progress_.run_in(tx, turn.actor, {top.id.str(), question.period});
        if (question.unit.empty() || is_same_name(words_, question.unit, all.unit))
            return of_unit_with_rows(tx, turn, all);

        // The rows of the county's own table are open to everybody; anything deeper asks permission.
        for (const bool exact : {true, false}) {
            for (const ProgressRow& row : all.rows) {
                const bool fits = exact ? is_same_name(words_, question.unit, row.unit)
                                        : is_part_of_name(words_, question.unit, row.unit);
                if (!fits) continue;
                return of_one(row.unit, row.figures, question.period, all.as_of) +
                       of_target(tx, turn, row.unit, question.period);
            }
        }
        const OrgUnit* best = nullptr;
        const auto units = OrgStore(tx).subtree(top.path, kLevels);
        for (const CountedUnit& one : units) {
            if (!may(turn.actor, Verb::see_figures, one.unit)) continue;
            if (is_same_name(words_, question.unit, one.unit))
                return of_unit_with_rows(tx, turn,
                                         progress_.run_in(tx, turn.actor, {one.unit.id.str(), question.period}));
            if (best == nullptr && is_part_of_name(words_, question.unit, one.unit)) best = &one.unit;
        }
        if (best != nullptr) {
            return of_unit_with_rows(tx, turn, progress_.run_in(tx, turn.actor, {best->id.str(), question.period}));
        }
        std::string names;
        for (std::size_t i = 0; i < all.rows.size() && i < kMostRows; ++i) {
            if (i > 0) names += phrases_.text("replies/form", "between");
            names += all.rows[i].unit.short_name;
        }
        return text("unknown_unit", {{"asked", question.unit}, {"names", names}});
    });
}

ProgressTalk::Question ProgressTalk::read(std::string_view asked, Instant now) const {
    Question question{{}, Period(Month::of(now))};
    std::string plain = text::shorten(text::plain_line(asked), kLongestAsk);
    for (const std::string& word : text::split(plain, ' ')) {
        const std::string part = text::trim(word);
        if (part.empty()) continue;
        if (const auto period = period_in(part, now)) {
            question.period = *period;
        } else {
            question.unit += part;
        }
    }
    return question;
}

std::optional<Period> ProgressTalk::period_in(const std::string& word, Instant now) const {
    std::string upper = word;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c == 'h' ? 'H' : c; });
    if (const auto period = parse_period(upper)) return period;
    const Month current = Month::of(now);
    if (words_.is_in("this_month", word)) return Period(current);
    if (words_.is_in("last_month", word)) return Period(current.previous());
    for (const std::string& ending : words_.list("month_endings")) {
        if (!word.ends_with(ending)) continue;
        const auto number = parse_count(word.substr(0, word.size() - ending.size()));
        if (!number || *number < 1 || *number > 12) return std::nullopt;
        // The newest such month that has begun.
        Month month = current;
        while (static_cast<int>(static_cast<unsigned>(month.first_day().month())) != *number) month = month.previous();
        return Period(month);
    }
    return std::nullopt;
}

std::string ProgressTalk::of_unit_with_rows(ReadTransaction& tx, const Turn& turn, const Progress& progress) const {
    std::string answer = of_one(progress.unit, progress.totals, progress.period, progress.as_of);
    answer += of_target(tx, turn, progress.unit, progress.period);
    std::vector<ProgressRow> rows = progress.rows;
    std::erase_if(rows, [](const ProgressRow& row) { return row.figures.branches == 0 && row.figures.active == 0; });
    if (rows.empty()) return answer;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ProgressRow& a, const ProgressRow& b) { return is_ahead(a.figures, b.figures); });
    answer += "\n\n" + text(rows.size() > kMostRows ? "top" : "rows", {{"count", std::to_string(kMostRows)}});
    for (std::size_t i = 0; i < rows.size() && i < kMostRows; ++i) {
        const Figures& figures = rows[i].figures;
        answer += "\n" + text("row", {{"name", rows[i].unit.short_name},
                                      {"branches", std::to_string(figures.branches)},
                                      {"active", std::to_string(figures.active)},
                                      {"activities", std::to_string(figures.activities)},
                                      {"share", share(figures)}});
    }
    if (progress.unit.kind == OrgKind::county) {
        answer += "\n\n" + text("hint", {{"example", rows.front().unit.short_name}});
    }
    return answer;
}

std::string ProgressTalk::of_one(const OrgUnit& unit, const Figures& figures, const Period& period,
                                 Instant as_of) const {
    return text("totals", {{"unit", unit.name},
                           {"period", to_chinese(period)},
                           {"as_of", to_chinese_minute(as_of)},
                           {"branches", std::to_string(figures.branches)},
                           {"active", std::to_string(figures.active)},
                           {"activities", std::to_string(figures.activities)},
                           {"present", std::to_string(figures.present)},
                           {"share", share(figures)}});
}

std::string ProgressTalk::of_target(ReadTransaction& tx, const Turn& turn, const OrgUnit& unit,
                                    const Period& period) const {
    if (!span_of(period).contains(turn.at)) return "";
    if (counts_as_branch(unit.kind) || !may(turn.actor, Verb::see_activities, unit)) return "";
    StandingView view;
    try {
        view = standing_.run_in(tx, turn.actor, {unit.id.str(), std::nullopt});
    } catch (const Problem& problem) {
        // A unit above a county, or one deep below a township: nobody sets targets there.
        if (problem.code() != ProblemCode::invalid_input) throw;
        return "";
    }
    const Standing& figures = view.unit.figures;
    if (!figures.target || !view.campaign) return "";
    const auto rate = rate_of(figures);
    return "\n\n" + text(*figures.days_left > 0 ? "target" : "target_over",
                         {{"campaign", view.campaign->name},
                          {"target", std::to_string(*figures.target)},
                          {"founded", std::to_string(figures.founded.new_ones)},
                          {"counted", std::to_string(figures.counted.new_ones)},
                          {"rate", rate.value_or("")},
                          {"gap", *figures.gap > 0 ? std::to_string(*figures.gap) : ""},
                          {"deadline", to_chinese_day(view.campaign->deadline)},
                          {"days_left", std::to_string(*figures.days_left)}});
}

std::string ProgressTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/progress", key, values);
}

}  // namespace league::talk
