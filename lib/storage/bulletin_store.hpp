// Issues of the progress column. The snapshot is written once; what changes afterwards is how far the issue got.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/bulletin.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct BulletinFilter {
    std::optional<OrgUnitId> unit;
    std::optional<std::string> period;
    std::optional<BulletinState> state;
    int limit = 50;
};

class BulletinStore {
public:
    explicit BulletinStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Bulletin> find(const BulletinId& id) const;
    /// The newest edition.
    std::optional<Bulletin> find(const OrgUnitId& unit, const HalfMonth& period) const;
    std::optional<Bulletin> find_by_issue(const OrgUnitId& unit, int issue) const;
    std::optional<Bulletin> find_by_publish_id(const std::string& account, const std::string& publish_id) const;
    /// Newest issue first.
    std::vector<Bulletin> list(const BulletinFilter& filter) const;
    /// The newest edition of each earlier half month that has one, the latest first.
    std::vector<Bulletin> before(const OrgUnitId& unit, const HalfMonth& period, int limit) const;
    int last_issue(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
};

class BulletinWriter {
public:
    explicit BulletinWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when the issue or edition is there.
    void insert(const Bulletin& bulletin);
    /// Writes everything that may change (state, release, addresses, note); the snapshot stays.
    void update(const Bulletin& bulletin);

private:
    Transaction& tx_;
};

}  // namespace league
