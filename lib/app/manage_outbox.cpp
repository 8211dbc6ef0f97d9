#include "lib/app/manage_outbox.hpp"

#include "lib/app/tell_person.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "outbox";

void require_operator(const Actor& actor) {
    if (!actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_allowed");
}

OutboxRow find(ReadTransaction& tx, const Seals& seals, const OutboxId& id) {
    std::optional<OutboxRow> row = OutboxStore(tx, seals).find(id);
    if (!row) throw Problem(ProblemCode::not_found, "outbox_not_found");
    return *std::move(row);
}

/// A message to a person that WeChat itself does not keep from arriving twice.
bool may_double(const OutboxRow& row) {
    return row.state == OutboxState::unknown && (row.kind == kTellNotice || row.kind == kTellText);
}

std::string words_or_nothing(const Phrases& phrases, const std::string& key) {
    return phrases.has(kWords, key) ? phrases.text(kWords, key) : std::string();
}

}  // namespace

std::vector<OutboxRow> ManageOutbox::list(const Actor& actor, const OutboxFilter& filter) {
    require_operator(actor);
    return database_.read([&](ReadTransaction& tx) { return OutboxStore(tx, seals_).list(filter); });
}

std::map<OutboxState, long long> ManageOutbox::counts(const Actor& actor) {
    require_operator(actor);
    return database_.read([&](ReadTransaction& tx) { return OutboxStore(tx, seals_).count_by_state(); });
}

OutboxRow ManageOutbox::show(const Actor& actor, const OutboxId& id) {
    require_operator(actor);
    return database_.read([&](ReadTransaction& tx) { return find(tx, seals_, id); });
}

OutboxRow ManageOutbox::retry(const Actor& actor, const OutboxId& id, bool may_send_twice) {
    require_operator(actor);
    return database_.write([&](Transaction& tx) {
        if (may_double(find(tx, seals_, id)) && !may_send_twice) {
            throw Problem(ProblemCode::conflict, "outbox_may_be_sent");
        }
        if (!OutboxWriter(tx, seals_).retry(id)) throw Problem(ProblemCode::conflict, "outbox_not_to_retry");
        AuditWriter(tx, seals_.digest).append(actor, {"retry_outbox", "outbox", id.str(), {"state"}});
        return find(tx, seals_, id);
    });
}

OutboxRow ManageOutbox::cancel(const Actor& actor, const OutboxId& id) {
    require_operator(actor);
    return database_.write([&](Transaction& tx) {
        find(tx, seals_, id);
        if (!OutboxWriter(tx, seals_).cancel(id, "by the operator")) {
            throw Problem(ProblemCode::conflict, "outbox_not_to_cancel");
        }
        AuditWriter(tx, seals_.digest).append(actor, {"cancel_outbox", "outbox", id.str(), {"state"}});
        return find(tx, seals_, id);
    });
}

std::string explain_errcode(const Phrases& phrases, const std::string& errcode) {
    const std::string cure = words_or_nothing(phrases, "cure." + errcode);
    return cure.empty() ? phrases.text(kWords, "cure.other", {{"errcode", errcode}}) : cure;
}

std::string explain_outcome(const Phrases& phrases, const OutboxRow& row) {
    if (row.errcode != 0) return explain_errcode(phrases, std::to_string(row.errcode));
    return row.state == OutboxState::unknown ? phrases.text(kWords, "unknown") : std::string();
}

std::string explain_note(const Phrases& phrases, const std::string& note) {
    if (note.empty()) return "";
    const std::string words = words_or_nothing(phrases, note);
    if (!words.empty()) return words;
    const std::string errcode = note.substr(note.find('.') + 1);
    return phrases.text(kWords, "cure.other", {{"errcode", errcode}});
}

}  // namespace league
