#include "lib/app/verify.hpp"
#include "lib/storage/report_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

}  // namespace

CheckResult verify_reports(Database& database, const Digest& digest) {
    CheckResult result{"reports", true, 0, {}};
    database.read([&](ReadTransaction& tx) { result.details = ReportStore(tx).faults(digest, result.examined); });
    result.ok = result.details.empty();
    if (result.details.size() > kMostDetails) result.details.resize(kMostDetails);
    return result;
}

}  // namespace league
