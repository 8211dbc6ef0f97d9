#include "lib/app/check_contents.hpp"

#include <algorithm>

#include "lib/app/call_outcome.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr int kSlice = 20;  // logs of one transaction
/// So often all logs of the window are read, for what becomes unchecked otherwise than by a change: the clock went
/// back, a kind is no longer restricted.
constexpr std::chrono::minutes kLookBackEvery{10};
constexpr long long kRiskyOld = 87014;  // how version 1 says risky

std::optional<OpenId> openid_of(ReadTransaction& tx, const Seals& seals, const PersonId& person,
                                const std::string& account) {
    // Merged into another meanwhile, the person's identities are that one's.
    const PersonId current = PersonStore(tx, seals).current(person);
    for (const Identity& identity : IdentityStore(tx, seals).list_for_person(current)) {
        if (identity.account == account) return identity.openid;
    }
    return std::nullopt;
}

/// What is to be asked about; nothing when it is settled, or the words are others by now.
struct Question {
    ContentCheck check;
    std::string words;
    OpenId author;
};
std::optional<Question> load(ReadTransaction& tx, const Seals& seals, const OutboxRow& row) {
    const std::optional<ContentCheck> check = ContentCheckStore(tx).find(ActivityId(row.subject));
    if (!check || check->state != ContentState::waiting) return std::nullopt;
    const std::optional<Activity> log = ActivityStore(tx).find(check->activity);
    ensure(log.has_value());  // a foreign key holds it
    const bool same = std::to_string(check->revision) == row.payload.at("revision") && log->revision == check->revision;
    if (!same || log->state == ActivityState::withdrawn || !row.person) return std::nullopt;
    std::optional<OpenId> author = openid_of(tx, seals, *row.person, row.account);
    if (!author) return std::nullopt;
    return Question{*check, words_of(log->content), *std::move(author)};
}

ContentState state_of(wechat::Suggestion suggestion) {
    switch (suggestion) {
        case wechat::Suggestion::pass: return ContentState::passed;
        case wechat::Suggestion::review: return ContentState::review;
        case wechat::Suggestion::risky: return ContentState::risky;
    }
    stop("unknown Suggestion");
}

OutboxDone ended(OutboxState state, std::string outcome, const ContentCheck& settled) {
    OutboxDone done;
    done.settlement.state = state;
    done.settlement.outcome = std::move(outcome);
    done.then = [settled](Transaction& tx) {
        const std::optional<ContentCheck> current = ContentCheckStore(tx).find(settled.activity);
        const bool asked = current && current->state == ContentState::waiting && current->revision == settled.revision;
        if (!asked) return;
        ContentCheck next = settled;
        next.changed_at = tx.now();
        ContentCheckWriter(tx).put(next);
    };
    return done;
}

OutboxDone answered(ContentCheck check, ContentState state, long long label) {
    check.state = state;
    check.label = label;
    return ended(OutboxState::sent, std::string(to_string(state)), check);
}

OutboxDone failed(const OutboxRow& row, const ContentCheck& asked, const CallFailure& failure, Instant now) {
    if (!is_final(failure)) return {settlement_of(failure, row, now), {}};
    const wechat::Refused& refused = std::get<wechat::Refused>(failure);
    if (refused.errcode == kRiskyOld) return answered(asked, ContentState::risky, 0);
    ContentCheck check = asked;
    check.state = ContentState::not_checked;
    check.cause = ContentCause::refused;
    OutboxDone done = ended(OutboxState::cancelled, "not checked: " + std::string(to_string(refused.kind)), check);
    done.settlement.errcode = refused.errcode;
    return done;
}

}  // namespace

ContentCheckRules content_check_rules(const Config& config) {
    ContentCheckRules rules;
    const WechatAccount* account = config.account(config.content.account);
    const bool can_ask = account != nullptr && account->kind == AccountKind::mini_program;
    if (config.content.check && can_ask) rules.account = config.content.account;
    rules.window = config.wechat.limits.check_visit_window;
    rules.most_characters = config.wechat.limits.checked_text;
    return rules;
}

long long PlanContentChecks::run() {
    long long all = 0;
    while (true) {
        // Most of the time there is nothing, and the writer is left alone.
        const bool any = database_.read([&](ReadTransaction& tx) {
            return (asks() && is_any_unchecked(tx)) ||
                   ContentCheckStore(tx).has_waiting_since_before(tx.now() - rules_.window);
        });
        if (!any) return all;
        all += database_.write([&](Transaction& tx) { return slice(tx); });
    }
}

Instant PlanContentChecks::unchecked_since(ReadTransaction& tx) const {
    return std::max(tx.now() - rules_.window, all_checked_until_);
}

bool PlanContentChecks::is_any_unchecked(ReadTransaction& tx) {
    if (tx.now() < looked_back_at_ || tx.now() >= looked_back_at_ + kLookBackEvery) {
        looked_back_at_ = tx.now();
        all_checked_until_ = Instant();
    }
    const ContentCheckStore store(tx);
    const std::vector<UncheckedLog> logs = store.unchecked(unchecked_since(tx), 1);
    all_checked_until_ = logs.empty() ? store.newest_change() : logs.front().changed_at;
    return !logs.empty();
}

long long PlanContentChecks::slice(Transaction& tx) const {
    std::vector<UncheckedLog> logs;
    if (asks()) logs = ContentCheckStore(tx).unchecked(unchecked_since(tx), kSlice);
    for (const UncheckedLog& log : logs) take_up(tx, log.id, log.revision, log.author);
    return static_cast<long long>(logs.size()) +
           ContentCheckWriter(tx).give_up_waiting(tx.now() - rules_.window, kSlice);
}

void PlanContentChecks::take_up(Transaction& tx, const ActivityId& id, int revision,
                                const std::optional<PersonId>& author) const {
    const std::optional<Activity> log = ActivityStore(tx).find(id);
    ensure(log.has_value());
    const std::string hash = seals_.digest.sha256(words_of(log->content));
    if (std::optional<ContentCheck> earlier = ContentCheckStore(tx).find(id);
        earlier && earlier->text_hash == hash && is_settled(earlier->state)) {
        earlier->revision = revision;
        ContentCheckWriter(tx).put(*earlier);
        return;
    }
    ContentCheck check;
    check.activity = id;
    check.revision = revision;
    check.text_hash = hash;
    check.asked_at = tx.now();
    check.changed_at = tx.now();
    const bool can_ask = author && openid_of(tx, seals_, *author, rules_.account);
    if (!can_ask) {
        check.state = ContentState::not_checked;
        check.cause = ContentCause::no_identity;
    }
    ContentCheckWriter(tx).put(check);
    if (can_ask) ask(tx, check, *author);
}

void PlanContentChecks::ask(Transaction& tx, const ContentCheck& check, const PersonId& author) const {
    const std::string revision = std::to_string(check.revision);
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kCheckText;
    draft.account = rules_.account;
    draft.dedupe_key = "check_text:" + check.activity.str() + ":" + revision;
    draft.person = author;
    draft.subject = check.activity.str();
    draft.payload = {{"revision", revision}};
    OutboxWriter(tx, seals_).enqueue(draft);
}

OutboxDone CheckText::check(const OutboxRow& row) const {
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr) throw Problem(ProblemCode::not_found, "account_not_configured");
    const auto question = database_.read([&](ReadTransaction& tx) { return load(tx, seals_, row); });
    if (!question || rules_.account.empty()) {
        OutboxDone done;
        done.settlement.state = OutboxState::cancelled;
        done.settlement.outcome = "nothing to ask any more";
        return done;
    }
    ContentState worst = ContentState::passed;
    long long label = 0;
    for (const std::string& piece : pieces_of(question->words, rules_.most_characters)) {
        wechat::TextCheck asked;
        asked.author = question->author;
        asked.content = piece;
        const auto verdict = client->check_text(asked);
        if (!verdict) return failed(row, question->check, failure_of(verdict), clock_.now());
        const ContentState state = state_of(verdict->suggestion);
        if (worse_of(worst, state) != worst) label = verdict->label;
        worst = worse_of(worst, state);
    }
    return answered(question->check, worst, label);
}

}  // namespace league
