// What the use cases that change a log have in common: load it and ask, write it with its figures and its audit row.
// Inside lib/app only.
#pragma once

#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class ReadTransaction;
class Transaction;

struct LoadedActivity {
    Activity activity;
    OrgUnit unit;
};

/// Throws Problem: not_allowed ("not_bound" for somebody without any role), not_found ("activity.not_found").
LoadedActivity load_activity(ReadTransaction& tx, const Actor& actor, Verb verb, const ActivityId& id);

/// Adds an error for each photo that only units of others uploaded. Photos that `before` names already are passed over.
void check_photo_owners(ReadTransaction& tx, const Actor& actor, const std::vector<PhotoHash>& photos,
                        const std::vector<PhotoHash>& before, std::vector<FieldError>& errors);

/// Lets the log's own unit see those of its photos that the actor uploaded at another unit.
void share_photos_with(Transaction& tx, const Actor& actor, const OrgUnitId& unit,
                       const std::vector<PhotoHash>& photos);

/// Writes `next` over `previous`; figures follow its state, day and heads; the audit row names what differs.
void replace_activity(Transaction& tx, const Digest& digest, const Actor& actor, const Activity& previous,
                      const Activity& next, const std::string& verb);

}  // namespace league
