// The progress column of one half month: ComposeColumn freezes the figures into an issue, PublishColumn also sends it
// on its way through the outbox (pictures, draft, publication). Both may be run again and again: one half month has one
// issue until a correction is asked for, or the half month was not over when the figures were frozen.
#pragma once

#include <optional>
#include <string>

#include "lib/app/report_rules.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/standing_store.hpp"

namespace league {

/// Outbox kinds of the chain; the row's subject is the bulletin.
inline constexpr std::string_view kColumnChart = "column_chart";
inline constexpr std::string_view kColumnGoalsChart = "column_chart_goals";
inline constexpr std::string_view kColumnHalvesChart = "column_chart_halves";
inline constexpr std::string_view kColumnCover = "column_cover";
inline constexpr std::string_view kColumnDraft = "column_draft";
inline constexpr std::string_view kColumnSubmit = "column_submit";
inline constexpr std::string_view kColumnPoll = "column_poll";

struct ColumnOptions {
    std::string account = "oa";  ///< the official account that publishes
    Release release = Release::draft;
    ReportSettings reports;  ///< of the half-month reports that an issue counts, and what counts as alive
};

class ComposeColumn {
public:
    struct Input {
        std::string unit;  ///< id or code; empty is the unit at the top of the tree
        HalfMonth period;
        std::optional<Release> release;  ///< nothing: as configured
        std::string correction;          ///< what was wrong in the issue before; not empty makes a new issue
    };
    struct Output {
        Bulletin bulletin;
        bool created = false;
    };

    ComposeColumn(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                  const ColumnWriter& writer, ColumnOptions options)
        : database_(database),
          seals_(seals),
          random_(random),
          phrases_(phrases),
          writer_(writer),
          options_(std::move(options)) {}

    /// Throws Problem: not_found (unit), not_allowed, conflict ("column_period_ahead").
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    BulletinSnapshot snapshot_of(Transaction& tx, const Actor& actor, const OrgUnit& unit, const Input& input,
                                 const std::optional<FrozenStanding>& standing) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    ColumnOptions options_;
};

class PublishColumn {
public:
    using Input = ComposeColumn::Input;
    using Output = ComposeColumn::Output;

    PublishColumn(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                  const ColumnWriter& writer, ColumnOptions options)
        : database_(database),
          seals_(seals),
          random_(random),
          compose_(database, seals, random, phrases, writer, std::move(options)) {}

    /// Composes the issue when needed and puts the next step into the outbox, if none is under way. An issue that waits
    /// as a draft goes on to publication when `release` says publish. Throws what ComposeColumn throws.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    ComposeColumn compose_;
};

/// A person pressed the button in WeChat's console: the issue counts as published, with the link if there is one.
class ConfirmColumnPublished {
public:
    struct Input {
        BulletinId bulletin;
        std::string article_url;  ///< https://mp.weixin.qq.com/...; may be empty
    };

    ConfirmColumnPublished(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found, not_allowed, conflict when it is on its way or there is no draft yet.
    Bulletin run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
