// Phone numbers that somebody sees masked are shown in full for a reason, which is kept (domain 10.2).
#pragma once

#include <string>

#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Transaction;

/// The reason without surrounding space. Throws Problem invalid_input ("reveal": "people.reason_length").
std::string checked_reason(const std::string& typed);
/// Keeps that `numbers` of the unit's people were shown to the actor, with its audit row; nothing for none.
void keep_disclosure(Transaction& tx, const Seals& seals, Random& random, const Actor& actor, const OrgUnitId& unit,
                     const std::string& reason, int numbers);

}  // namespace league
