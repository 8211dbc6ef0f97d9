// What is due from the person who asks: this month's log of each branch, and for townships what waits for review.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/activity.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/progress.hpp"

namespace league {

class Database;
class ReadTransaction;

class MyDuties {
public:
    struct Branch {
        OrgUnit unit;
        long long logs = 0;            ///< counted in this month
        long long present = 0;         ///< heads of these
        Date due;                      ///< last day of the month
        std::optional<Activity> last;  ///< newest that counts, of any month
        long long returned = 0;        ///< waiting to be put right

        bool is_done() const { return logs > 0; }
    };
    struct Township {
        OrgUnit unit;
        Figures figures;  ///< of this month
        long long to_review = 0;
        std::vector<OrgUnit> without_log;
    };
    struct Output {
        Month month;
        Instant as_of;
        std::vector<Branch> branches;     ///< that the person is secretary of
        std::vector<Township> townships;  ///< that the person reviews
    };

    explicit MyDuties(Database& database) : database_(database) {}

    /// Throws Problem not_allowed ("not_bound") for somebody without any role.
    Output run(const Actor& actor);
    Output run_in(ReadTransaction& tx, const Actor& actor) const;

private:
    Database& database_;
};

}  // namespace league
