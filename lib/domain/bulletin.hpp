// Bulletins (domain 9.2): the frozen figures of a half month or month, ranked, the words a person put around them, and
// how far the bulletin got on its way to the official account. How it all reads is templates' business.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/bulletin_words.hpp"
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
    sending,           ///< WeChat accepted the mass send; its end is not known yet
    sent,              ///< every follower got it, and can read it
    withdrawn,         ///< taken back by a person; nobody sees it any more
    stopped_at_draft,  ///< this account may not publish by program: a person presses the button
    refused,           ///< WeChat refused; `note` says why
    unknown,           ///< nobody can tell; a person must look
};
std::string_view to_string(BulletinState state);
std::optional<BulletinState> bulletin_state_from(std::string_view text);

/// Whether followers can read it.
inline bool is_public(BulletinState state) {
    return state == BulletinState::published || state == BulletinState::sent;
}

/// How far it goes by itself.
enum class Release {
    draft,      ///< a person presses the button in WeChat's console
    publish,    ///< a page that followers are not told of
    mass_send,  ///< every follower gets it; four a month each at most (wechat-api 6.5)
};
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

/// Activities of each township month by month.
struct BulletinHeat {
    struct Row {
        std::string code;
        std::string name;
        std::vector<long long> activities;  ///< one for each month

        bool operator==(const Row&) const = default;
    };
    std::vector<std::string> months;  ///< "2026-11", oldest first
    std::vector<Row> rows;            ///< in tree order

    bool operator==(const BulletinHeat&) const = default;
};

/// A figure that another bulletin told otherwise.
struct BulletinChange {
    std::string name;    ///< of the township, or of the county
    std::string figure;  ///< branches, active, activities, present
    long long told = 0;
    long long now = 0;

    bool operator==(const BulletinChange&) const = default;
};

/// Never changes once stored: what was published can always be shown again.
struct BulletinSnapshot {
    std::string unit_code;
    std::string unit_name;
    std::string period;  ///< "2026-11-H1", or the month "2026-11"
    Instant as_of;
    Figures totals;
    std::vector<BulletinRow> rows;  ///< in the order of ranks
    std::vector<BulletinPraise> praise;
    std::optional<BulletinGoals> goals;      ///< nothing without a campaign that has a target
    std::optional<BulletinReports> reports;  ///< nothing when none was sent
    std::vector<BulletinHalf> halves;        ///< the last twelve that had an issue, oldest first, this one with them
    int replaces = 0;                  ///< the issue of the same half month that this one takes the place of; 0 is none
    std::string correction;            ///< what a person says was wrong there; may be empty
    std::optional<BulletinHeat> heat;  ///< of a meeting's bulletin
    std::string about;                 ///< title of the bulletin that an erratum is about
    std::vector<BulletinChange> changes;  ///< what an erratum found to be otherwise

    bool operator==(const BulletinSnapshot&) const = default;
};

/// Addresses of uploaded pictures by what they show: "activities", "goals", ...
using BulletinPictures = std::map<std::string, std::string>;

struct Bulletin {
    BulletinId id;
    OrgUnitId unit;
    std::string account;
    BulletinKind kind = BulletinKind::progress_column;
    std::string period;
    int issue = 0;    ///< running number of the unit's bulletins of this kind
    int edition = 0;  ///< 1, 2, ... of one period
    BulletinState state = BulletinState::composed;
    Release release = Release::draft;
    std::optional<Instant> goes_at;    ///< not published or sent before; nothing: as soon as it can
    std::optional<Instant> wanted_at;  ///< when a person or the calendar wished it to go
    BulletinSnapshot snapshot;
    BulletinWords words;
    int revision = 1;                   ///< of the words
    int draft_revision = 0;             ///< which the draft in the account says; 0 before there is one
    std::optional<PersonId> edited_by;  ///< nothing: the program, or an operator
    std::optional<PersonId> approved_by;
    int approved_revision = 0;  ///< that he read; 0: nobody did
    std::optional<Instant> approved_at;
    std::optional<BulletinId> about;  ///< of an erratum: what it corrects
    std::string title;                ///< as the words or the template have it
    std::string digest;
    BulletinPictures pictures;
    std::string cover_media;
    std::string draft_media;
    std::string publish_id;
    std::string mass_id;             ///< WeChat's number of the mass send
    std::optional<Instant> mass_at;  ///< when it was first asked for: repeats are safe for a day after (wechat-api 6.5)
    std::string article_id;
    std::string article_url;
    std::string note;        ///< key of a sentence in templates/outbox.toml, "cure.48001"; empty when all is well
    std::string withdrawal;  ///< why a person wants it taken back; empty: nobody does
    Instant composed_at;
    Instant changed_at;
    std::optional<Instant> published_at;

    bool is_approved() const { return approved_revision == revision; }
};

/// How a mass send ended, as WeChat told it (wechat-api 6.6).
struct MassResult {
    std::string account;
    std::string mass_id;
    bool succeeded = false;
    std::optional<long long> error;  ///< the number inside err(...)
    std::string article_url;         ///< may be empty: only the event has it
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
/// Puts in how activities and counted ones came along; `before`: issues of earlier half months, newest first. The
/// snapshot's own half month comes last, a month has none of its own.
void freeze_halves(BulletinSnapshot& snapshot, const std::vector<BulletinSnapshot>& before);
/// What `now` says otherwise than `told`, the county first. Townships that one of them does not have are passed over.
std::vector<BulletinChange> changes_between(const BulletinSnapshot& told, const BulletinSnapshot& now);
inline constexpr std::size_t kBulletinHalves = 12;
inline constexpr int kBulletinMonths = 6;

}  // namespace league
