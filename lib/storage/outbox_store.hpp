// Everything that must leave for WeChat, written in the transaction of its cause (design rule 4). One row is one wish
// with one dedupe key. A sender claims rows (committed as `sending` before the call), calls, and settles; a claim that
// ran out becomes `unknown`. Openid and payload are sealed.
//
//     OutboxDraft draft;
//     draft.id = OutboxId(make_uuid_v7(random, tx.now()));
//     draft.kind = kFetchMedia;
//     draft.account = "oa";
//     draft.dedupe_key = "fetch_media:oa:" + msg_id;
//     draft.subject = activity.id.str();
//     draft.payload = {{"media_id", media_id}, {"identity", actor.identity->str()}};
//     if (!OutboxWriter(tx, seals).enqueue(draft)) ...  // the same wish is there already
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/sending_store.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

enum class OutboxState { due, sending, sent, refused, unknown, cancelled };
std::string_view to_string(OutboxState state);
std::optional<OutboxState> outbox_state_from(std::string_view text);

struct OutboxDraft {
    OutboxId id;
    std::string kind;                 ///< "fetch_media": names the handler
    std::string account;              ///< empty: decided when it is sent
    std::string dedupe_key;           ///< what, to whom, which period; unique for ever
    std::optional<OpenId> recipient;  ///< in `account`; sends to one openid happen one after the other
    std::optional<PersonId> person;
    std::string subject;  ///< id of the activity, bulletin, ... it is about
    std::string period;
    Values payload;
    std::optional<Instant> due_at;  ///< nothing: now
};

struct OutboxRow {
    OutboxId id;
    std::string kind;
    std::string account;
    std::string dedupe_key;
    std::optional<OpenId> recipient;
    std::optional<PersonId> person;
    std::string subject;
    std::string period;
    Values payload;
    OutboxState state = OutboxState::due;
    int attempts = 0;  ///< claims so far, the present one included
    Instant due_at;
    std::string claimed_by;
    Instant claim_until;
    long long errcode = 0;  ///< of the last refusal
    std::string outcome;    ///< a few words for operators about the last try
    Instant created_at;
    std::optional<Instant> sent_at;  ///< also of unknown: it may have been sent then
};

/// Where a row goes next when one channel refused.
struct OutboxRoute {
    std::string kind;
    std::string account;
    std::optional<OpenId> recipient;
    Values payload;
};

/// How a claimed row ends.
struct OutboxSettlement {
    OutboxState state = OutboxState::sent;
    long long errcode = 0;
    std::string outcome;
    std::optional<Instant> again_at;   ///< of state `due`
    bool counts = true;                ///< false: this try does not use up attempts (of state `due`)
    std::optional<OutboxRoute> route;  ///< another kind, account, recipient and payload from now on
    /// WeChat refuses more than this row: what is like it waits without a call.
    std::optional<SendingRefusal> hold;
    /// WeChat took the call, though the row is not at its end.
    bool was_heard = false;
};

struct OutboxFilter {
    std::optional<OutboxState> state;
    std::optional<std::string> kind;
    std::optional<std::string> subject;
    std::optional<std::string> period;
    std::optional<std::string> account;
    int limit = 100;
    int offset = 0;
};

class OutboxStore {
public:
    OutboxStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<OutboxRow> find(const OutboxId& id) const;
    std::optional<OutboxRow> find_by_key(const std::string& dedupe_key) const;
    /// Newest first.
    std::vector<OutboxRow> list(const OutboxFilter& filter) const;
    std::map<OutboxState, long long> count_by_state() const;
    /// Rows of this kind about the subject, in any state but refused and cancelled.
    long long count_of_subject(std::string_view kind, const std::string& subject) const;
    /// Sends of this kind to the openid since then, those that may have happened included: quotas are counted here.
    long long count_to(std::string_view kind, const std::string& account, const OpenId& recipient, Instant since) const;
    /// The same to anybody.
    long long count_sent(std::string_view kind, const std::string& account, Instant since) const;
    /// Sends to the person as notice or text since then, those that may have happened included; of people who were
    /// merged into him too, without `row` itself. `prefix` is how the dedupe keys begin.
    long long count_to_person(const PersonId& person, std::string_view prefix, Instant since,
                              const OutboxId& row) const;
    /// Whether another such row is being sent to him that was claimed before `row`.
    bool is_being_sent_to(const PersonId& person, std::string_view prefix, const OutboxRow& row) const;
    /// Sent to the openid since then, the newest first.
    std::vector<OutboxRow> list_sent_to(std::string_view kind, const std::string& account, const OpenId& recipient,
                                        Instant since) const;
    /// When the oldest due row became due; nothing when none waits.
    std::optional<Instant> oldest_due() const;

private:
    OutboxRow read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
    friend class OutboxWriter;
};

class OutboxWriter {
public:
    OutboxWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// False, with nothing written, when the dedupe key is there already, in whatever state.
    bool enqueue(const OutboxDraft& draft);

    /// Moves up to `batch` due rows to `sending` until `claim_until`, oldest first, at most one for each openid and
    /// none for an openid that is being sent to; none beyond the rates, and of what is held one as a probe when its
    /// time has come. The caller sends after the commit.
    std::vector<OutboxRow> claim(const std::string& claimed_by, int batch, Instant claim_until,
                                 const SendingRates& rates = {});
    /// True while the claim is held and has not run out; it then lasts until `claim_until`.
    bool prolong(const OutboxId& id, const std::string& claimed_by, Instant claim_until);
    /// Only by the holder of a claim that has not run out; else false and nothing changes.
    bool settle(const OutboxId& id, const std::string& claimed_by, const OutboxSettlement& settlement);
    /// Claims that ran out become unknown; how many.
    long long expire_claims();
    /// The same with every claim, where no sender is left that could hold one.
    long long end_claims();
    /// Unknown rows of a kind that may be tried again (the handler looks first) become due: at once, and when
    /// `max_attempts` are used up after that long a rest.
    long long take_up_unknown(std::string_view kind, int max_attempts, std::chrono::seconds rest);

    /// A due row, or one of unknown or refused outcome, is given up; false when it was none of these.
    bool cancel(const OutboxId& id, const std::string& outcome);
    /// Refused, unknown or cancelled becomes due now with all its attempts; false when it was none of these.
    bool retry(const OutboxId& id);
    /// A sent row that did not arrive after all goes on by another way, now; false when it is not sent.
    bool go_on(const OutboxId& id, const OutboxRoute& route, long long errcode, const std::string& outcome);

private:
    void set_route(const OutboxId& id, const OutboxRoute& route);

    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
