// Supervisions of townships with the figures they rest on and every step. Names of people are sealed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/domain/supervision.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// A supervision without facts and steps, for lists.
struct SupervisionRow {
    Supervision supervision;
    OrgUnit unit;
};

class SupervisionStore {
public:
    SupervisionStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Supervision> find(const SupervisionId& id) const;
    /// At and below a unit, the newest first. Needs no seals.
    static std::vector<SupervisionRow> list(ReadTransaction& tx, const OrgPath& under, bool open_only);
    /// Whether the rule has spoken already: of this basis, or of another one while that is open.
    static bool has(ReadTransaction& tx, const OrgUnitId& unit, const SupervisionProposal& proposal);
    /// Those whose kept stage, revision or due day is not what their steps make of them. `examined` counts them all.
    static std::vector<SupervisionId> faults(ReadTransaction& tx, long long& examined);

private:
    void add_parts(Supervision& supervision) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class SupervisionWriter {
public:
    SupervisionWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// With its facts and its first step. Throws ConstraintFailure when it is there.
    void insert(const Supervision& supervision);
    /// The newest step, and what follows from it.
    void add_step(const Supervision& supervision);

private:
    void insert_step(const SupervisionId& id, const SupervisionStep& step);

    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
