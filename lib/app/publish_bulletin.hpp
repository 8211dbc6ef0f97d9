// Bulletins of every kind (domain 9.2): ComposeBulletin freezes the figures, PublishBulletin also sends it on its way
// through the outbox (pictures, draft, publication or mass send), ReleaseBulletin says how far one that is there goes
// and when. Composing may be repeated: one half month has one issue of the column, and one month one bulletin of the
// meeting, until a correction is asked for, or the period was not over when the figures were frozen.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "lib/app/bulletin_flow.hpp"
#include "lib/app/report_rules.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/quiet_hours.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/standing_store.hpp"

namespace league {

struct BulletinOptions {
    std::string account = "oa";  ///< the official account that publishes
    Release release = Release::draft;
    bool approval = false;   ///< nothing is published or sent before a person approved it
    QuietHours quiet;        ///< in which no mass send leaves
    ReportSettings reports;  ///< of the half-month reports that an issue counts, and what counts as alive
};

class ComposeBulletin {
public:
    struct Input {
        std::string unit;                     ///< id or code; empty is the unit at the top of the tree
        std::optional<Period> period = {};    ///< a half month of a column, a month of a meeting; others have none
        std::optional<Release> release = {};  ///< nothing: as configured for column and meeting, a draft for the others
        std::string correction = {};          ///< what was wrong in the issue before; not empty makes a new issue
        BulletinKind kind = BulletinKind::progress_column;
        BulletinWords words = {};
        std::optional<BulletinId> id = {};     ///< made by the caller, so that it may ask again; nothing: made here
        std::optional<BulletinId> about = {};  ///< what an erratum corrects
    };
    struct Output {
        Bulletin bulletin;
        bool created = false;
    };

    ComposeBulletin(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                    const ColumnWriter& writer, BulletinOptions options)
        : database_(database),
          seals_(seals),
          random_(random),
          phrases_(phrases),
          writer_(writer),
          options_(std::move(options)) {}

    /// Throws Problem: not_found (unit, about), not_allowed, invalid_input (period, about, words, correction), conflict
    /// ("column_period_ahead").
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Period period_of(ReadTransaction& tx, const Input& input, const std::optional<Bulletin>& about) const;
    std::optional<Bulletin> known_already(ReadTransaction& tx, const OrgUnit& unit, const Input& input,
                                          const Period& period) const;
    BulletinSnapshot snapshot_of(Transaction& tx, const Actor& actor, const OrgUnit& unit, const Period& period,
                                 const std::optional<FrozenStanding>& standing) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    BulletinOptions options_;
};

/// How far a bulletin goes, and when. May be said again as long as it has not left.
class ReleaseBulletin {
public:
    struct Input {
        BulletinId id;
        Release release = Release::publish;
        std::optional<Instant> goes_at = {};  ///< nothing: now
    };

    ReleaseBulletin(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                    BulletinOptions options)
        : database_(database),
          seals_(seals),
          phrases_(phrases),
          options_(std::move(options)),
          flow_(seals, random, options_.approval) {}

    /// Throws Problem: not_found ("column_not_found"), not_allowed, invalid_input (goes_at), conflict
    /// ("bulletin.under_way", "bulletin.over", "bulletin.needs_new_issue").
    Bulletin run(const Actor& actor, const Input& input);
    /// The next step of `bulletin`, which is there; rights were asked for already.
    void run_in(Transaction& tx, const Actor& actor, Bulletin& bulletin, Release release) const;

private:
    void check_time(const Input& input, Instant now) const;

    Database& database_;
    const Seals& seals_;
    const Phrases& phrases_;
    BulletinOptions options_;
    BulletinFlow flow_;
};

class PublishBulletin {
public:
    using Input = ComposeBulletin::Input;
    using Output = ComposeBulletin::Output;

    PublishBulletin(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                    const ColumnWriter& writer, BulletinOptions options)
        : database_(database),
          compose_(database, seals, random, phrases, writer, options),
          release_(database, seals, random, phrases, options) {}

    /// Composes the issue when needed and puts the next step into the outbox, if none is under way. An issue that waits
    /// as a draft goes on to publication when `release` says so. Throws what ComposeBulletin throws.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    ComposeBulletin compose_;
    ReleaseBulletin release_;
};

/// A person pressed the button in WeChat's console: the bulletin counts as published, with the link if there is one.
class ConfirmPublished {
public:
    struct Input {
        BulletinId bulletin;
        std::string article_url;  ///< https://mp.weixin.qq.com/...; may be empty
    };

    ConfirmPublished(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found, not_allowed, conflict when it is on its way or there is no draft yet.
    Bulletin run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
