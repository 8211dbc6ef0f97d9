// Looking into the outbox and putting it right, for operators (leaguectl).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/documents/phrases.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {

class ManageOutbox {
public:
    ManageOutbox(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    // All throw Problem not_allowed to anybody but the operator.
    std::vector<OutboxRow> list(const Actor& actor, const OutboxFilter& filter);
    std::map<OutboxState, long long> counts(const Actor& actor);
    /// Throws Problem not_found ("outbox_not_found").
    OutboxRow show(const Actor& actor, const OutboxId& id);
    /// `may_send_twice` must be said for a row of unknown outcome whose message may have arrived. Throws Problem:
    /// not_found, conflict ("outbox_may_be_sent", "outbox_not_to_retry").
    OutboxRow retry(const Actor& actor, const OutboxId& id, bool may_send_twice);
    /// Throws Problem: not_found, conflict ("outbox_not_to_cancel").
    OutboxRow cancel(const Actor& actor, const OutboxId& id);

private:
    Database& database_;
    const Seals& seals_;
};

/// What an error number of WeChat means and what cures it, in one Chinese sentence.
std::string explain_errcode(const Phrases& phrases, const std::string& errcode);
/// What a refusal means and what cures it, in one Chinese sentence (templates/outbox.toml); empty when there is nothing
/// to say.
std::string explain_outcome(const Phrases& phrases, const OutboxRow& row);
/// The same for the note of a bulletin.
std::string explain_note(const Phrases& phrases, const std::string& note);

}  // namespace league
