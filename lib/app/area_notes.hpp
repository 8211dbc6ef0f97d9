// Visits of leaders and instructors, advice of the county and what townships say to it (R60-R62); and for whoever looks
// after an area, where each township of it stands.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/app/read_reports.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/domain/alive.hpp"
#include "lib/domain/area_note.hpp"
#include "lib/domain/org_life.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/supervision_store.hpp"

namespace league {

/// A note with the names beside it.
struct AreaNoteView {
    AreaNote note;
    OrgUnit unit;
    std::optional<AreaContact> contact;  ///< without phone
};

/// A township that somebody looks after, by one of his assignments.
struct VisitPlace {
    OrgUnit unit;
    std::string contact;  ///< id of the assignment
};

class WriteAreaNote {
public:
    struct Input {
        AreaNote note;     ///< without `unit`; `on` of anything but a visit is today
        std::string unit;  ///< id or code of a committee directly below a county
    };
    struct Output {
        bool created = false;  ///< false: it was there under this id
        AreaNoteView view;
    };

    WriteAreaNote(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// A visit is written down by whose visit it was, or by the county; advice by the county or a leader of the area; a
    /// reply by the township. Throws Problem: not_found, not_allowed; invalid_input with every wrong field; conflict
    /// ("area_note.other_under_id").
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;
    /// Where the actor himself is in charge today, in tree order; each township once, by the nearest assignment.
    std::vector<VisitPlace> places_in(ReadTransaction& tx, const Actor& actor) const;

private:
    Database& database_;
    const Seals& seals_;
};

class ListAreaNotes {
public:
    struct Input {
        std::string unit;                       ///< id or code; notes at and below it
        std::optional<AreaNoteKind> kind = {};  ///< narrows
        int limit = 20;                         ///< 1..100
        int offset = 0;                         ///< 0..100000
    };
    struct Output {
        OrgUnit unit;
        std::vector<AreaNoteView> notes;  ///< the newest first
        long long total = 0;
    };

    ListAreaNotes(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws Problem: not_found, not_allowed, invalid_input (limit, offset).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

/// What a leader or instructor looks after.
class MyAreas {
public:
    struct Area {
        OrgUnit unit;                         ///< a township
        std::optional<AreaContact> contact;   ///< the person's own assignment there or above, if any
        std::optional<StandingRow> standing;  ///< nothing where no county stands above it
        AliveCounts alive;
        std::optional<AskedReport> report;         ///< asked for and not sent
        std::vector<SupervisionRow> supervisions;  ///< open ones
        std::optional<AreaNote> last_visit;        ///< anybody's
    };
    struct Output {
        Instant as_of;
        std::vector<Area> areas;  ///< in tree order; of a county every township
    };

    MyAreas(Database& database, const ReadStanding& standing, const Seals& seals, ReportSettings settings)
        : database_(database), standing_(standing), seals_(seals), settings_(settings) {}

    /// Throws Problem not_allowed ("not_bound") for somebody without any role.
    Output run(const Actor& actor);

private:
    struct Own {
        AreaContact contact;
        OrgPath path;  ///< of its unit
    };
    /// Rows of counties that were worked out for this answer, by county.
    using Standings = std::unordered_map<OrgUnitId, std::vector<StandingRow>>;

    Area area_of(ReadTransaction& tx, OrgUnit unit, const std::vector<Own>& own, Standings& standings) const;
    std::optional<StandingRow> standing_of(ReadTransaction& tx, const OrgUnit& unit, const OrgUnit& county,
                                           Standings& standings) const;

    Database& database_;
    const ReadStanding& standing_;
    const Seals& seals_;
    ReportSettings settings_;
};

}  // namespace league
