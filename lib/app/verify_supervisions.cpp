#include "lib/app/verify.hpp"
#include "lib/storage/supervision_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

}  // namespace

CheckResult verify_supervisions(Database& database) {
    CheckResult result{"supervisions", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        for (const SupervisionId& id : SupervisionStore::faults(tx, result.examined)) {
            result.ok = false;
            if (result.details.size() < kMostDetails) result.details.push_back("supervision " + id.str());
        }
    });
    return result;
}

}  // namespace league
