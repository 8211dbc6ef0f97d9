#include "lib/app/notice_undelivered.hpp"

#include "lib/app/tell_person.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {
namespace {

constexpr std::chrono::days kLatest{3};
constexpr long long kConsentUsedUp = 43101;

}  // namespace

bool NoticeUndelivered::run_in(Transaction& tx, const Input& input) const {
    if (input.message_id.empty()) return false;
    const auto sent =
        OutboxStore(tx, seals_).list_sent_to(kTellNotice, input.account, input.recipient, tx.now() - kLatest);
    for (const OutboxRow& row : sent) {
        const auto number = row.payload.find("msg_id");
        if (number == row.payload.end() || number->second != input.message_id) continue;
        const auto identity = IdentityStore(tx, seals_).find_known(input.account, input.recipient);
        if (input.errcode == kConsentUsedUp && identity) ConsentWriter(tx).set_zero(identity->id, input.template_id);
        const OutboxRoute next = route_to_next_channel(row, "refused." + std::to_string(input.errcode));
        return OutboxWriter(tx, seals_).go_on(row.id, next, input.errcode, "not delivered");
    }
    return false;
}

}  // namespace league
