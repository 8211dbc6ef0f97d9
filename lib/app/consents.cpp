#include "lib/app/consents.hpp"

#include <algorithm>

#include "lib/base/problem.hpp"
#include "lib/storage/identity_store.hpp"

namespace league {
namespace {

/// Reports are for a short time only: joining the two of one tap, and answering a repeat of the phone.
constexpr int kErasedAtOnce = 20;
constexpr std::chrono::days kReportsKept{30};

const IdentityId& identity_of(const Actor& actor) {
    if (!actor.identity) throw Problem(ProblemCode::not_signed_in, "not_signed_in");
    return *actor.identity;
}

}  // namespace

RecordConsent::Output RecordConsent::run(const Actor& actor, const Input& input) {
    const IdentityId& identity = identity_of(actor);
    if (!input.id.empty() && !is_uuid(input.id)) throw Problem::invalid("id", "consent.id_not_uuid");
    const bool known = std::any_of(notices_.begin(), notices_.end(),
                                   [&](const NoticeConfig& notice) { return notice.template_id == input.template_id; });
    if (!known) throw Problem::invalid("template_id", "consent.template_unknown");
    return database_.write([&](Transaction& tx) { return run_in(tx, identity, input); });
}

RecordConsent::Output RecordConsent::run_in(Transaction& tx, const IdentityId& identity, const Input& input) const {
    const auto notice = std::find_if(notices_.begin(), notices_.end(),
                                     [&](const NoticeConfig& one) { return one.template_id == input.template_id; });
    const ConsentStore store(tx);
    ConsentWriter writer(tx);
    if (notice == notices_.end()) return {};
    if (!input.id.empty() && store.has_report(input.id)) return {store.balance(identity, input.template_id), false};

    writer.erase_reports_before(tx.now() - kReportsKept, kErasedAtOnce);
    const std::string id = input.id.empty() ? make_uuid_v7(random_, tx.now()) : input.id;
    if (!input.accepted) {
        writer.insert_report(id, identity, input.template_id, input.source, false, false);
        // Refusing one popup leaves earlier consents; switching the template off in the settings ends them.
        if (input.in_settings) writer.set_zero(identity, input.template_id);
        return {store.balance(identity, input.template_id), false};
    }
    const ConsentSource other = input.source == ConsentSource::phone ? ConsentSource::event : ConsentSource::phone;
    const std::optional<std::string> of_same_tap =
        store.find_unmatched(identity, input.template_id, other, tx.now() - options_.one_tap);
    writer.insert_report(id, identity, input.template_id, input.source, true, of_same_tap.has_value());
    if (of_same_tap) {
        writer.mark_matched(*of_same_tap);
    } else if (notice->long_term) {
        // One acceptance allows many sends: 1 stands for "yes".
        if (store.balance(identity, input.template_id) == 0) writer.add(identity, input.template_id, 1);
    } else {
        writer.add(identity, input.template_id, 1);
    }
    return {store.balance(identity, input.template_id), !of_same_tap};
}

std::vector<ConsentBalance::Line> ConsentBalance::run(const Actor& actor) {
    const IdentityId& id = identity_of(actor);
    return database_.read([&](ReadTransaction& tx) {
        const std::optional<Identity> identity = IdentityStore(tx, seals_).find(id);
        if (!identity) throw Problem(ProblemCode::not_signed_in, "not_signed_in");
        std::vector<Line> lines;
        for (const NoticeConfig& notice : notices_) {
            if (notice.account != identity->account) continue;
            lines.push_back({notice.name, notice.account, notice.template_id, notice.long_term,
                             ConsentStore(tx).balance(id, notice.template_id)});
        }
        return lines;
    });
}

}  // namespace league
