// Issues of the progress column (domain 9.2): the frozen figures of one half month, ranked, and how far the issue got
// on its way to the official account. Words around the figures are templates' business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/progress.hpp"
#include "lib/domain/standing.hpp"

namespace league {

enum class BulletinState {
    composed,          ///< frozen, nothing sent
    uploading,         ///< its pictures are on their way
    drafted,           ///< a draft in the account, to be published by a person
    publishing,        ///< WeChat accepted the publication
    published,         ///< followers can read it; the link is kept
    stopped_at_draft,  ///< this account may not publish by program: a person presses the button
    refused,           ///< WeChat refused; `note` says why
    unknown,           ///< nobody can tell; a person must look
};
std::string_view to_string(BulletinState state);
std::optional<BulletinState> bulletin_state_from(std::string_view text);

enum class Release { draft, publish };
std::string_view to_string(Release release);
std::optional<Release> release_from(std::string_view text);

struct BulletinRow {
    int rank = 0;  ///< equal work shares a rank
    std::string code;
    std::string name;
    Figures figures;

    bool operator==(const BulletinRow&) const = default;
};

/// `fact` names a sentence of the column's template, `values` fill it in.
struct BulletinPraise {
    std::string name;
    std::string fact;
    Values values;

    bool operator==(const BulletinPraise&) const = default;
};

/// What an issue tells of a target on the day it was composed (domain 9.2): new organisations alone.
struct BulletinGoal {
    long long target = 0;
    long long founded = 0;              ///< and open
    long long counted = 0;              ///< of these: found in the national member system
    std::optional<AliveFigures> alive;  ///< of all open organisations
    std::optional<long long> more;      ///< counted since the issue before; below 0 when some were lost

    bool operator==(const BulletinGoal&) const = default;
};

struct BulletinGoalRow {
    int rank = 0;              ///< by rate, alive share, earlier day; equal ones share a rank
    std::optional<int> risen;  ///< places since the issue before; below 0 when it fell
    std::string code;
    std::string name;
    BulletinGoal goal;

    bool operator==(const BulletinGoalRow&) const = default;
};

/// How a county stands against the target of its campaign.
struct BulletinGoals {
    std::string campaign;
    std::optional<Date> deadline;
    BulletinGoal total;
    long long gap = 0;
    int days_left = 0;
    std::optional<long long> needed_per_half_month;
    std::vector<BulletinGoalRow> rows;  ///< those with a target, by rank

    bool operator==(const BulletinGoals&) const = default;
};

/// Half-month reports of the townships (R54).
struct BulletinReports {
    long long expected = 0;
    long long received = 0;
    long long on_time = 0;

    bool operator==(const BulletinReports&) const = default;
};

/// A half month as its own issue told it.
struct BulletinHalf {
    std::string period;
    long long activities = 0;
    std::optional<long long> counted;

    bool operator==(const BulletinHalf&) const = default;
};

/// Never changes once stored: what was published can always be shown again.
struct BulletinSnapshot {
    std::string unit_code;
    std::string unit_name;
    std::string period;  ///< "2026-11-H1"
    Instant as_of;
    Figures totals;
    std::vector<BulletinRow> rows;  ///< in the order of ranks
    std::vector<BulletinPraise> praise;
    std::optional<BulletinGoals> goals;      ///< nothing without a campaign that has a target
    std::optional<BulletinReports> reports;  ///< nothing when none was sent
    std::vector<BulletinHalf> halves;        ///< the last twelve that had an issue, oldest first, this one with them
    int replaces = 0;        ///< the issue of the same half month that this one takes the place of; 0 is none
    std::string correction;  ///< what a person says was wrong there; may be empty

    bool operator==(const BulletinSnapshot&) const = default;
};

struct Bulletin {
    BulletinId id;
    OrgUnitId unit;
    std::string account;
    std::string period;
    int issue = 0;    ///< running number of the unit's column
    int edition = 0;  ///< 1, 2, ... of one half month
    BulletinState state = BulletinState::composed;
    Release release = Release::draft;
    BulletinSnapshot snapshot;
    std::string title;
    std::string digest;
    std::string chart_url;  ///< of the picture of activities; the next two are empty when the issue has no such chart
    std::string goals_url;
    std::string halves_url;
    std::string cover_media;
    std::string draft_media;
    std::string publish_id;
    std::string article_id;
    std::string article_url;
    std::string note;  ///< key of a sentence in templates/outbox.toml, "cure.48001"; empty when all is well
    Instant composed_at;
    Instant changed_at;
    std::optional<Instant> published_at;
};

/// Ranks by the share of active branches, then by activities; a row without branches comes last. Rows of equal work
/// share a rank and stand in tree order.
BulletinSnapshot freeze(const Progress& progress);

/// A unit of the county with its figures of the day.
struct GoalStanding {
    std::string code;
    std::string name;
    Standing figures;
    std::optional<int> rank;
};
/// Puts the targets into a snapshot, and the first township that reached its own at the head of those praised. Without
/// a target of the county nothing is put in. `before`: the issue of the half month before, when there was one.
void freeze_goals(BulletinSnapshot& snapshot, const Campaign& campaign, const Standing& total,
                  const std::vector<GoalStanding>& rows, const BulletinSnapshot* before);
/// Puts in how activities and counted ones came along; `before`: issues of earlier half months, newest first.
void freeze_halves(BulletinSnapshot& snapshot, const std::vector<BulletinSnapshot>& before);
inline constexpr std::size_t kBulletinHalves = 12;

}  // namespace league
