#include "lib/app/tidy_records.hpp"

#include "lib/app/finish_import.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/area_store.hpp"
#include "lib/storage/disclosure_store.hpp"
#include "lib/storage/feedback_store.hpp"
#include "lib/storage/held_message_store.hpp"
#include "lib/storage/invite_store.hpp"
#include "lib/storage/link_store.hpp"
#include "lib/storage/nms_store.hpp"
#include "lib/storage/org_step_store.hpp"
#include "lib/storage/photo_check_store.hpp"
#include "lib/storage/receipt_store.hpp"

namespace league {

TidyRecords::TidyRecords(Database& database, const Seals& seals, TidyOptions options)
    : database_(database), seals_(seals), options_(options) {}

long long TidyRecords::run(Instant now) {
    long long total = 0;
    const auto until_done = [&](auto erase) {
        for (long long erased = options_.slice; erased >= options_.slice;) {
            erased = database_.write(erase);
            total += erased;
        }
    };
    until_done([&](Transaction& tx) {
        return ReceiptWriter(tx, seals_).erase_before(now - options_.receipts, options_.slice);
    });
    until_done([&](Transaction& tx) {
        return HeldMessageWriter(tx, seals_).erase_before(now - options_.held_messages, options_.slice);
    });
    until_done([&](Transaction& tx) {
        return FeedbackWriter(tx, seals_).erase_answered_before(now - options_.feedback, options_.slice);
    });
    until_done([&](Transaction& tx) {
        return FeedbackWriter(tx, seals_).erase_unanswered_before(now - options_.unanswered, options_.slice);
    });
    until_done([&](Transaction& tx) {
        return DisclosureWriter(tx, seals_).erase_before(now - options_.disclosures, options_.slice);
    });
    until_done(
        [&](Transaction& tx) { return ActivityWriter(tx).forget_tellers(now - options_.tellers, options_.slice); });
    until_done([&](Transaction& tx) {
        return OrgStepWriter(tx, seals_).forget_candidates(now - options_.candidates, options_.slice);
    });
    total += database_.write([&](Transaction& tx) {
        return LinkWriter(tx, seals_).erase_before(now - options_.link_attempts) +
               PhotoCheckWriter(tx).erase_answers_before(now - options_.photo_answers) +
               InviteWriter(tx, seals_).forget_contacts(now - options_.invite_contacts) +
               AreaWriter(tx, seals_).forget_phones(now - options_.area_phones);
    });
    total += database_.write(
        [&](Transaction& tx) { return NmsWriter(tx, seals_).forget_replaced(now - options_.replaced_lists); });
    return total + erase_forgotten_imports(database_, seals_, now - options_.staged_imports);
}

}  // namespace league
