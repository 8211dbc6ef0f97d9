#include "lib/domain/bulletin.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

/// Below 0 when `a` did better: the share of active branches, then activities.
long long compare(const Figures& a, const Figures& b) {
    if ((a.branches > 0) != (b.branches > 0)) return a.branches > 0 ? -1 : 1;
    const long long share = b.active * a.branches - a.active * b.branches;
    return share != 0 ? share : b.activities - a.activities;
}

std::string number(long long value) {
    return std::to_string(value);
}

/// At most one fact of each kind, each about another unit. "The most in the county" is said only of one who has it
/// alone.
std::vector<BulletinPraise> praise_of(const std::vector<BulletinRow>& rows) {
    std::vector<BulletinPraise> praise;
    const auto is_praised = [&](const BulletinRow& row) {
        return std::any_of(praise.begin(), praise.end(),
                           [&](const BulletinPraise& one) { return one.name == row.name; });
    };
    for (const BulletinRow& row : rows) {
        if (row.figures.branches == 0 || row.figures.active < row.figures.branches) continue;
        praise.push_back({row.name, "all_active", {{"branches", number(row.figures.branches)}}});
        break;
    }
    const auto add_most = [&](const char* fact, const char* name, long long Figures::*figure) {
        const BulletinRow* best = nullptr;
        bool alone = false;
        for (const BulletinRow& row : rows) {
            const long long value = row.figures.*figure;
            const long long most = best == nullptr ? 0 : best->figures.*figure;
            if (value > most) {
                best = &row;
                alone = true;
            } else if (value == most) {
                alone = false;
            }
        }
        if (best == nullptr || !alone || is_praised(*best)) return;
        praise.push_back({best->name, fact, {{name, number(best->figures.*figure)}}});
    };
    add_most("most_activities", "activities", &Figures::activities);
    add_most("most_present", "present", &Figures::present);
    return praise;
}

BulletinGoal goal_of(const Standing& standing, const BulletinGoal* before) {
    BulletinGoal goal;
    goal.target = standing.target.value_or(0);
    goal.founded = standing.founded.new_ones;
    goal.counted = standing.counted.new_ones;
    goal.alive = standing.alive;
    if (before != nullptr) goal.more = goal.counted - before->counted;
    return goal;
}

const BulletinGoalRow* row_of(const BulletinGoals& goals, const std::string& code) {
    const auto found = std::find_if(goals.rows.begin(), goals.rows.end(),
                                    [&](const BulletinGoalRow& row) { return row.code == code; });
    return found == goals.rows.end() ? nullptr : &*found;
}

/// Reaching a target of 0 is no merit.
void praise_first(std::vector<BulletinPraise>& praise, const BulletinGoals& goals) {
    if (goals.rows.empty()) return;
    const BulletinGoalRow& first = goals.rows.front();
    if (first.goal.target == 0 || first.goal.counted < first.goal.target) return;
    std::erase_if(praise, [&](const BulletinPraise& one) { return one.name == first.name; });
    praise.insert(praise.begin(), {first.name,
                                   "target_reached",
                                   {{"target", number(first.goal.target)}, {"counted", number(first.goal.counted)}}});
}

BulletinHalf half_of(const BulletinSnapshot& snapshot) {
    return {snapshot.period, snapshot.totals.activities,
            snapshot.goals ? std::optional(snapshot.goals->total.counted) : std::nullopt};
}

}  // namespace

std::string_view to_string(BulletinState state) {
    switch (state) {
        case BulletinState::composed: return "composed";
        case BulletinState::uploading: return "uploading";
        case BulletinState::drafted: return "drafted";
        case BulletinState::publishing: return "publishing";
        case BulletinState::published: return "published";
        case BulletinState::sending: return "sending";
        case BulletinState::sent: return "sent";
        case BulletinState::withdrawn: return "withdrawn";
        case BulletinState::stopped_at_draft: return "stopped_at_draft";
        case BulletinState::refused: return "refused";
        case BulletinState::unknown: return "unknown";
    }
    stop("unknown BulletinState");
}

std::optional<BulletinState> bulletin_state_from(std::string_view text) {
    for (const BulletinState state :
         {BulletinState::composed, BulletinState::uploading, BulletinState::drafted, BulletinState::publishing,
          BulletinState::published, BulletinState::sending, BulletinState::sent, BulletinState::withdrawn,
          BulletinState::stopped_at_draft, BulletinState::refused, BulletinState::unknown}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

std::string_view to_string(Release release) {
    switch (release) {
        case Release::draft: return "draft";
        case Release::publish: return "publish";
        case Release::mass_send: return "mass_send";
    }
    stop("unknown Release");
}

std::optional<Release> release_from(std::string_view text) {
    for (const Release release : {Release::draft, Release::publish, Release::mass_send}) {
        if (to_string(release) == text) return release;
    }
    return std::nullopt;
}

BulletinSnapshot freeze(const Progress& progress) {
    BulletinSnapshot snapshot;
    snapshot.unit_code = progress.unit.code;
    // Short names: readers know them so, a phone's table has no room for more, and the committee's name is made of
    // them.
    snapshot.unit_name = progress.unit.short_name;
    snapshot.period = to_string(progress.period);
    snapshot.as_of = progress.as_of;
    snapshot.totals = progress.totals;
    for (const ProgressRow& row : progress.rows)
        snapshot.rows.push_back({0, row.unit.code, row.unit.short_name, row.figures});
    std::stable_sort(snapshot.rows.begin(), snapshot.rows.end(),
                     [](const BulletinRow& a, const BulletinRow& b) { return compare(a.figures, b.figures) < 0; });
    for (std::size_t i = 0; i < snapshot.rows.size(); ++i) {
        const bool equal = i > 0 && compare(snapshot.rows[i - 1].figures, snapshot.rows[i].figures) == 0;
        snapshot.rows[i].rank = equal ? snapshot.rows[i - 1].rank : static_cast<int>(i) + 1;
    }
    snapshot.praise = praise_of(snapshot.rows);
    return snapshot;
}

void freeze_goals(BulletinSnapshot& snapshot, const Campaign& campaign, const Standing& total,
                  const std::vector<GoalStanding>& rows, const BulletinSnapshot* before) {
    if (!total.target) return;
    const BulletinGoals* last = before != nullptr && before->goals ? &*before->goals : nullptr;
    BulletinGoals goals;
    goals.campaign = campaign.name;
    goals.deadline = campaign.deadline;
    goals.total = goal_of(total, last == nullptr ? nullptr : &last->total);
    goals.gap = total.gap.value_or(0);
    goals.days_left = total.days_left.value_or(0);
    goals.needed_per_half_month = total.needed_per_half_month;
    for (const GoalStanding& row : rows) {
        if (!row.figures.target || !row.rank) continue;
        const BulletinGoalRow* was = last == nullptr ? nullptr : row_of(*last, row.code);
        BulletinGoalRow& added = goals.rows.emplace_back();
        added.rank = *row.rank;
        if (was != nullptr) added.risen = was->rank - added.rank;
        added.code = row.code;
        added.name = row.name;
        added.goal = goal_of(row.figures, was == nullptr ? nullptr : &was->goal);
    }
    praise_first(snapshot.praise, goals);
    snapshot.goals = std::move(goals);
}

void freeze_halves(BulletinSnapshot& snapshot, const std::vector<BulletinSnapshot>& before) {
    snapshot.halves.clear();
    if (HalfMonth::parse(snapshot.period)) snapshot.halves.push_back(half_of(snapshot));
    for (const BulletinSnapshot& one : before) {
        if (snapshot.halves.size() == kBulletinHalves) break;
        snapshot.halves.push_back(half_of(one));
    }
    std::reverse(snapshot.halves.begin(), snapshot.halves.end());
}

std::vector<BulletinChange> changes_between(const BulletinSnapshot& told, const BulletinSnapshot& now) {
    struct Named {
        const char* name;
        long long Figures::*figure;
    };
    constexpr Named kFigures[] = {{"branches", &Figures::branches},
                                  {"active", &Figures::active},
                                  {"activities", &Figures::activities},
                                  {"present", &Figures::present}};
    std::vector<BulletinChange> changes;
    const auto compare_all = [&](const std::string& name, const Figures& before, const Figures& after) {
        for (const Named& one : kFigures) {
            if (before.*one.figure == after.*one.figure) continue;
            changes.push_back({name, one.name, before.*one.figure, after.*one.figure});
        }
    };
    compare_all(now.unit_name, told.totals, now.totals);
    for (const BulletinRow& row : told.rows) {
        const auto same = std::find_if(now.rows.begin(), now.rows.end(),
                                       [&](const BulletinRow& other) { return other.code == row.code; });
        if (same != now.rows.end()) compare_all(same->name, row.figures, same->figures);
    }
    return changes;
}

}  // namespace league
