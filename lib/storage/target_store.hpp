// Targets of units in a campaign, every revision of them. Which one holds on a day is the newest that is valid from
// that day or an earlier one; figures of a past day use the target of that day (R49).
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "lib/domain/target.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class TargetStore {
public:
    TargetStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Target> newest(const CampaignId& campaign, const OrgUnitId& unit) const;
    /// Of every unit that has one, by unit.
    std::unordered_map<OrgUnitId, Target> newest_of_all(const CampaignId& campaign) const;
    /// All revisions of a unit, the newest first.
    std::vector<Target> history(const CampaignId& campaign, const OrgUnitId& unit) const;

    /// Amounts that hold on a day, by unit, without opening any name.
    static std::unordered_map<OrgUnitId, long long> amounts_on(ReadTransaction& tx, const CampaignId& campaign,
                                                               Date day);

private:
    Target read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class TargetWriter {
public:
    TargetWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Throws ConstraintFailure when the revision is there.
    void insert(const Target& target);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
