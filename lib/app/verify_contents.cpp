#include "lib/app/verify.hpp"
#include "lib/storage/content_check_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

}  // namespace

CheckResult verify_contents(Database& database) {
    CheckResult result{"content_checks", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        for (const ActivityId& id : ContentCheckStore(tx).faults(result.examined)) {
            result.ok = false;
            if (result.details.size() < kMostDetails) result.details.push_back("activity " + id.str());
        }
    });
    return result;
}

}  // namespace league
