// Looking into the outbox and putting it right: for operators (leaguectl) and for the officers of the top of the tree.
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
    struct Line {
        OutboxRow row;
        SendingGate gate;  ///< of a due row: what keeps it back
    };
    struct Page {
        std::map<OutboxState, long long> counts;  ///< of all rows, whatever the filter
        std::vector<Line> lines;
        std::vector<SendingHold> holds;
    };

    ManageOutbox(Database& database, const Seals& seals, SendingRates rates = {})
        : database_(database), seals_(seals), rates_(std::move(rates)) {}

    // All throw Problem not_allowed to who may not manage_sending at the top of the tree.

    /// Throws Problem invalid_input (limit 1..200, 10000 for the operator; offset 0..100000).
    Page list(const Actor& actor, const OutboxFilter& filter);
    /// Throws Problem not_found ("outbox_not_found").
    Line show(const Actor& actor, const OutboxId& id);
    /// `may_send_twice` must be said for a row of unknown outcome whose message may have arrived. Throws Problem:
    /// not_found, conflict ("outbox_may_be_sent", "outbox_not_to_retry").
    Line retry(const Actor& actor, const OutboxId& id, bool may_send_twice);
    /// Throws Problem: not_found, conflict ("outbox_not_to_cancel").
    Line cancel(const Actor& actor, const OutboxId& id);
    /// A person did it in WeChat's own console or by phone: the row ends, nothing is sent. Throws as cancel.
    Line mark_done(const Actor& actor, const OutboxId& id);
    /// What held the account was cured: it is tried again at once. How many holds. Throws Problem not_found
    /// ("outbox_nothing_held").
    long long try_again(const Actor& actor, const std::string& account);

private:
    Line line_of(ReadTransaction& tx, OutboxRow row) const;
    Line end(const Actor& actor, const OutboxId& id, const char* deed, const char* outcome);

    Database& database_;
    const Seals& seals_;
    SendingRates rates_;
};

/// What an error number of WeChat means and what cures it, in one Chinese sentence.
std::string explain_errcode(const Phrases& phrases, const std::string& errcode);
/// What a refusal means and what cures it, in one Chinese sentence (templates/outbox.toml); empty when there is nothing
/// to say.
std::string explain_outcome(const Phrases& phrases, const OutboxRow& row);
/// The same for a row with what keeps it back; also how it was ended by hand.
std::string explain_line(const Phrases& phrases, const ManageOutbox::Line& line);
std::string explain_hold(const Phrases& phrases, const SendingHold& hold);
/// What a row is: "订阅消息"; the kind itself when it has no words.
std::string words_of_kind(const Phrases& phrases, const std::string& kind);
/// The same for the note of a bulletin.
std::string explain_note(const Phrases& phrases, const std::string& note);

}  // namespace league
