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

}  // namespace

std::string_view to_string(BulletinState state) {
    switch (state) {
        case BulletinState::composed: return "composed";
        case BulletinState::uploading: return "uploading";
        case BulletinState::drafted: return "drafted";
        case BulletinState::publishing: return "publishing";
        case BulletinState::published: return "published";
        case BulletinState::stopped_at_draft: return "stopped_at_draft";
        case BulletinState::refused: return "refused";
        case BulletinState::unknown: return "unknown";
    }
    stop("unknown BulletinState");
}

std::optional<BulletinState> bulletin_state_from(std::string_view text) {
    for (const BulletinState state :
         {BulletinState::composed, BulletinState::uploading, BulletinState::drafted, BulletinState::publishing,
          BulletinState::published, BulletinState::stopped_at_draft, BulletinState::refused, BulletinState::unknown}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

std::string_view to_string(Release release) {
    switch (release) {
        case Release::draft: return "draft";
        case Release::publish: return "publish";
    }
    stop("unknown Release");
}

std::optional<Release> release_from(std::string_view text) {
    for (const Release release : {Release::draft, Release::publish}) {
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

}  // namespace league
