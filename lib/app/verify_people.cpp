#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr int kAuditRowsPerRead = 5000;
constexpr std::size_t kMostDetails = 50;

void add_detail(CheckResult& result, std::string detail) {
    result.ok = false;
    if (result.details.size() < kMostDetails) result.details.push_back(std::move(detail));
}

}  // namespace

CheckResult verify_audit_chain(Database& database, const Digest& digest) {
    CheckResult result{"audit_chain", true, 0, {}};
    AuditStore::Walk walk;
    for (std::int64_t before = -1; walk.rows != before && !walk.broken_at;) {
        before = walk.rows;
        walk =
            database.read([&](ReadTransaction& tx) { return AuditStore(tx, digest).check(walk, kAuditRowsPerRead); });
    }
    result.examined = walk.rows;
    if (walk.broken_at) add_detail(result, "audit " + std::to_string(*walk.broken_at));
    return result;
}

CheckResult verify_roles(Database& database) {
    CheckResult result{"roles", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        result.examined = RoleStore(tx).count();
        for (const RoleGrantId& id : RoleStore(tx).list_at_closed_units()) {
            add_detail(result, "role_grant " + id.str());
        }
    });
    return result;
}

CheckResult verify_unit_branches(Database& database) {
    CheckResult result{"unit_branches", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        result.examined = OrgStore(tx).count();
        for (const OrgStore::WrongCount& wrong : OrgStore(tx).wrong_branch_counts()) {
            add_detail(result, wrong.code + " kept " + std::to_string(wrong.kept) + " counted " +
                                   std::to_string(wrong.counted));
        }
    });
    return result;
}

CheckResult verify_unit_places(Database& database) {
    CheckResult result{"unit_places", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        result.examined = OrgStore(tx).count();
        for (const std::string& id : PlaceStore(tx).wrong(Month::of(tx.now()))) add_detail(result, "org_unit " + id);
    });
    return result;
}

}  // namespace league
