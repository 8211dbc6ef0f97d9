// Phone numbers that were shown in full to somebody who sees them masked, each time with the reason that was given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct Disclosure {
    std::string id;
    std::optional<PersonId> person;  ///< who saw them
    OrgUnitId unit;                  ///< whose people were listed
    std::string reason;
    int numbers = 0;  ///< how many were shown
    Instant made_at;
};

class DisclosureStore {
public:
    DisclosureStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}
    /// Of the unit and those below it, newest first.
    std::vector<Disclosure> list(const OrgPath& under, int limit) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class DisclosureWriter {
public:
    DisclosureWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}
    void insert(const Disclosure& disclosure);
    /// So many at most; how many went.
    long long erase_before(Instant limit_instant, int limit);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
