#include "lib/app/verify.hpp"
#include "lib/storage/org_project_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

}  // namespace

CheckResult verify_projects(Database& database) {
    CheckResult result{"projects", true, 0, {}};
    database.read([&](ReadTransaction& tx) { result.details = OrgProjectStore(tx).faults(result.examined); });
    result.ok = result.details.empty();
    if (result.details.size() > kMostDetails) result.details.resize(kMostDetails);
    return result;
}

}  // namespace league
