// What the national member system said, from one import to the next: organisations, and hashes of who stands on their
// lists. A version holds from the row of a batch that brought it to the row that replaced it, so that taking a batch
// back is exact. Not for what counts: org_record_store.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct NmsPage {
    std::vector<NmsVersion> orgs;
    long long total = 0;
};

class NmsStore {
public:
    NmsStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Versions that hold now, of places at and below `root`.
    std::vector<NmsVersion> list_below(const OrgPath& root) const;
    /// Those known to the member system alone and not dismissed, by name.
    NmsPage unknown_below(const OrgPath& root, int limit, int offset) const;
    std::optional<NmsVersion> of_unit(const OrgUnitId& unit) const;
    /// People on the unit's list now.
    long long members_of(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class NmsWriter {
public:
    NmsWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Replaces whatever holds for the unit or, among those without a unit, for the key.
    void replace(const ImportBatchId& batch, int row, const NmsVersion& version);
    /// Nothing holds for the unit, or for the key, any more.
    void end(const ImportBatchId& batch, int row, const std::optional<OrgUnitId>& unit, const std::string& key);
    /// The unit's list becomes the staged one, without those whom a decision gave to another unit; somebody from
    /// another unit's list leaves that one. How many stand on it.
    long long replace_members(const ImportBatchId& batch, int row, int list, const OrgUnitId& unit);
    /// Of what batches committed before the instant replaced: clears contacts of organisations, erases members. An undo
    /// of such an old batch brings organisations back without them. How many rows.
    long long forget_replaced(Instant before);
    /// What that row of that batch brought or ended is as before.
    void take_back(const ImportBatchId& batch, int row);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
