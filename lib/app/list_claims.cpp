#include "lib/app/list_claims.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"

namespace league {

ListClaims::Output ListClaims::run(const Actor& actor, const std::string& asked) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, asked);
        // Organisation by organisation, so not public as figures are.
        require(actor, Verb::see_activities, unit);
        Output output{unit, tx.now(), {}, {}};
        for (ClaimLine& line : StandingStore(tx).not_counted_below(unit.id)) {
            auto& list = line.claimed_at ? output.claimed_not_counted : output.not_claimed;
            list.push_back(std::move(line));
        }
        std::stable_sort(output.claimed_not_counted.begin(), output.claimed_not_counted.end(),
                         [](const ClaimLine& a, const ClaimLine& b) { return *a.claimed_at < *b.claimed_at; });
        return output;
    });
}

}  // namespace league
