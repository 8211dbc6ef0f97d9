// Bulletins of every kind. The snapshot is written once; what changes afterwards is the words around it, who approved
// them and how far the bulletin got.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/bulletin.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct BulletinFilter {
    std::optional<OrgUnitId> unit;
    std::optional<BulletinKind> kind;
    std::optional<std::string> period;
    std::optional<BulletinState> state;
    bool is_public = false;  ///< only what followers can read
    int limit = 50;
    int offset = 0;
};

class BulletinStore {
public:
    explicit BulletinStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Bulletin> find(const BulletinId& id) const;
    /// The newest edition of a kind in a period.
    std::optional<Bulletin> find(const OrgUnitId& unit, BulletinKind kind, const std::string& period) const;
    std::optional<Bulletin> find_by_issue(const OrgUnitId& unit, BulletinKind kind, int issue) const;
    std::optional<Bulletin> find_by_publish_id(const std::string& account, const std::string& publish_id) const;
    std::optional<Bulletin> find_by_mass_id(const std::string& account, const std::string& mass_id) const;
    /// What WeChat pushed about a mass send, also when it came before the answer that names the send.
    std::optional<MassResult> mass_result(const std::string& account, const std::string& mass_id) const;
    /// Newest first.
    std::vector<Bulletin> list(const BulletinFilter& filter) const;
    /// The newest edition of each half month before `period` ("2026-11-H2", "2026-12") that has an issue of the column,
    /// the latest first.
    std::vector<Bulletin> columns_before(const OrgUnitId& unit, const std::string& period, int limit) const;
    int last_issue(const OrgUnitId& unit, BulletinKind kind) const;

private:
    ReadTransaction& tx_;
};

class BulletinWriter {
public:
    explicit BulletinWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when the issue or edition is there.
    void insert(const Bulletin& bulletin);
    /// Writes everything that may change (words, state, release, addresses, note); the snapshot stays.
    void update(const Bulletin& bulletin);
    /// The first one stays.
    void keep_mass_result(const MassResult& result);

private:
    Transaction& tx_;
};

}  // namespace league
