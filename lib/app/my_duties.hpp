// What is due from the person who asks: this month's log of each branch, for townships what waits for review, elections
// where a term ends, and where the areas of officers and leaders stand. All that a first screen shows, in one call.
#pragma once

#include <optional>
#include <vector>

#include "lib/app/read_reports.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/progress.hpp"
#include "lib/storage/org_life_store.hpp"
#include "lib/storage/supervision_store.hpp"

namespace league {

class Database;
class ReadTransaction;

class MyDuties {
public:
    struct Branch {
        OrgUnit unit;
        long long logs = 0;                ///< counted in this month
        long long present = 0;             ///< heads of these
        Date due;                          ///< last day of the month
        std::optional<Activity> last;      ///< newest that counts, of any month
        long long returned = 0;            ///< waiting to be put right
        std::vector<MonthFigures> months;  ///< the last twelve, oldest first
        std::optional<Date> term_ends;     ///< when that is within 90 days, or over

        bool is_done() const { return logs > 0; }
    };
    struct Township {
        OrgUnit unit;
        Figures figures;  ///< of this month
        long long to_review = 0;
        std::vector<OrgUnit> without_log;
        std::vector<EndingTerm> terms;             ///< that end within 90 days or are over, its own too
        std::optional<AskedReport> report;         ///< asked for and not sent
        std::vector<SupervisionRow> supervisions;  ///< open ones
        long long waiting = 0;                     ///< projects that wait for the township's reply or its entry (R2)
    };
    /// A unit of an area with this month's figures.
    struct AreaRow {
        OrgUnit unit;
        Figures figures;
        long long without_log = 0;  ///< open branches at and below it that have no log yet
    };
    struct Area {
        AreaRow whole;
        /// Each committee directly below, or the unit itself where there are none.
        std::vector<AreaRow> rows;
    };
    struct Output {
        Month month;
        Instant as_of;
        std::vector<Branch> branches;     ///< that the person is secretary of
        std::vector<Township> townships;  ///< that the person reviews
        std::vector<Area> areas;          ///< of an officer or leader
    };

    explicit MyDuties(Database& database, ReportRules rules = {}) : database_(database), rules_(rules) {}

    /// Throws Problem not_allowed ("not_bound") for somebody without any role.
    Output run(const Actor& actor);
    Output run_in(ReadTransaction& tx, const Actor& actor) const;

private:
    Database& database_;
    ReportRules rules_;
};

}  // namespace league
