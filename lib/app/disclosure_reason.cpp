#include "lib/app/disclosure_reason.hpp"

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/disclosure_store.hpp"

namespace league {
namespace {

constexpr std::size_t kShortestReason = 2;  // characters
constexpr std::size_t kLongestReason = 60;

}  // namespace

std::string checked_reason(const std::string& typed) {
    std::string reason = text::trim(typed);
    const std::size_t length = text::count_characters(reason);
    if (length < kShortestReason || length > kLongestReason) {
        throw Problem::invalid("reveal", "people.reason_length",
                               {{"min", std::to_string(kShortestReason)}, {"max", std::to_string(kLongestReason)}});
    }
    return reason;
}

void keep_disclosure(Transaction& tx, const Seals& seals, Random& random, const Actor& actor, const OrgUnitId& unit,
                     const std::string& reason, int numbers) {
    if (numbers == 0) return;
    const Disclosure made{make_uuid_v7(random, tx.now()), actor.person, unit, reason, numbers, tx.now()};
    DisclosureWriter(tx, seals).insert(made);
    AuditWriter(tx, seals.digest).append(actor, {"reveal_phones", "disclosure", made.id, {"unit", "reason", "phone"}});
}

}  // namespace league
