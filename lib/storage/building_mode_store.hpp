// Ways of building with the partners they need, and the villages, offices and firms of a township that organisations
// are built on (R29-R37).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/building_mode.hpp"
#include "lib/domain/ids.hpp"

namespace league {

class ReadTransaction;
class Transaction;

class BuildingModeStore {
public:
    explicit BuildingModeStore(ReadTransaction& tx) : tx_(tx) {}

    /// Those out of use too, in their order.
    std::vector<BuildingMode> list() const;
    /// Out of use or not.
    std::optional<BuildingMode> find(const std::string& code) const;

private:
    ReadTransaction& tx_;
};

class BuildingModeWriter {
public:
    explicit BuildingModeWriter(Transaction& tx) : tx_(tx) {}

    /// Adds the mode or replaces all of it.
    void save(const BuildingMode& mode);

private:
    Transaction& tx_;
};

/// A partner as kept: what several organisations may be built on.
struct Partner {
    PartnerId id;
    PartnerKind kind = PartnerKind::other;
    std::string name;
    std::string credit_code;

    bool operator==(const Partner&) const = default;
};

class PartnerStore {
public:
    explicit PartnerStore(ReadTransaction& tx) : tx_(tx) {}

    /// Of the township, not closed, by kind and name.
    std::vector<Partner> list(const OrgUnitId& township) const;

private:
    ReadTransaction& tx_;
};

class PartnerWriter {
public:
    explicit PartnerWriter(Transaction& tx) : tx_(tx) {}

    /// The township's partner of that kind and name, added under `id` when there is none. A credit code is taken over.
    PartnerId find_or_add(const PartnerId& id, const OrgUnitId& township, const ProjectPartner& partner);

private:
    Transaction& tx_;
};

}  // namespace league
