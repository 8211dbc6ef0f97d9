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

/// Never changes once stored: what was published can always be shown again.
struct BulletinSnapshot {
    std::string unit_code;
    std::string unit_name;
    std::string period;  ///< "2026-11-H1"
    Instant as_of;
    Figures totals;
    std::vector<BulletinRow> rows;  ///< in the order of ranks
    std::vector<BulletinPraise> praise;
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
    std::string chart_url;
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

}  // namespace league
