#include "lib/app/tell_person.hpp"

#include <algorithm>

#include "lib/app/call_outcome.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr long long kConsentUsedUp = 43101;
constexpr const char* kNotice = "notice";
constexpr const char* kText = "text";

OutboxDone ended(OutboxState state, std::string why) {
    OutboxDone done;
    done.settlement.state = state;
    done.settlement.outcome = std::move(why);
    return done;
}

OutboxDone due_again(Instant at, std::string why) {
    OutboxDone done = ended(OutboxState::due, std::move(why));
    done.settlement.again_at = at;
    done.settlement.counts = false;
    return done;
}

std::string payload_of(const OutboxRow& row, const char* name) {
    const auto found = row.payload.find(name);
    return found == row.payload.end() ? std::string() : found->second;
}

std::vector<ChannelStep> tried_of(const OutboxRow& row) {
    return trail_from_text(payload_of(row, "tried"));
}

bool was_tried(const OutboxRow& row, const ChannelStep& step) {
    const std::vector<ChannelStep> tried = tried_of(row);
    return std::any_of(tried.begin(), tried.end(), [&](const ChannelStep& one) { return one.is_same_channel(step); });
}

/// The row's payload without what belongs to one channel.
Values common_payload(const OutboxRow& row) {
    Values payload = row.payload;
    payload.erase("identity");
    payload.erase("template");
    payload.erase("skipped");
    payload.erase("msg_id");
    return payload;
}

OutboxRoute route_to(const OutboxRow& row, std::string_view kind, const ChannelStep& step, const OpenId& openid) {
    Values payload = common_payload(row);
    std::vector<ChannelStep> tried = tried_of(row);
    tried.push_back(step);
    payload["tried"] = trail_to_text(tried);
    payload["identity"] = step.identity;
    return {std::string(kind), step.account, openid, std::move(payload)};
}

/// Two rows were planned for two people who were then found to be one.
bool is_told_as_another(ReadTransaction& tx, const Seals& seals, const OutboxRow& row, const PersonId& person) {
    if (!row.person || *row.person == person || !row.dedupe_key.ends_with(row.person->str())) return false;
    const std::string what = row.dedupe_key.substr(0, row.dedupe_key.size() - row.person->str().size());
    return OutboxStore(tx, seals).find_by_key(what + person.str()).has_value();
}

/// Why the customer-service window of the identity is not open; empty when it is (wechat-api 5.3).
std::string window_obstacle(const Identity& identity, Instant now, const WechatLimits& limits) {
    if (!identity.follows) return "not_following";
    const bool is_open = identity.last_message_at && *identity.last_message_at > now - limits.custom_window;
    return is_open ? "" : "window_closed";
}

}  // namespace

OutboxDraft tell_draft(const std::string& about, std::string dedupe_key, const PersonId& person) {
    OutboxDraft draft;
    draft.kind = kTell;
    draft.dedupe_key = std::move(dedupe_key);
    draft.person = person;
    draft.payload["about"] = about;
    return draft;
}

TellChannels tell_channels(const Config& config) {
    TellChannels channels;
    for (const AccountKind kind : {AccountKind::mini_program, AccountKind::official_account}) {
        for (const NoticeConfig& notice : config.notices) {
            const WechatAccount* account = config.account(notice.account);
            if (account != nullptr && account->kind == kind) channels.notices.push_back(notice);
        }
    }
    for (const WechatAccount& account : config.accounts) {
        if (account.kind == AccountKind::official_account) channels.text_accounts.push_back(account.name);
    }
    channels.quiet = {config.reminders.quiet_from, config.reminders.quiet_until};
    channels.calendar = config.calendar;
    channels.limits = config.wechat.limits;
    return channels;
}

TellPerson::TellPerson(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
                       TellTable table, TellChannels channels)
    : database_(database),
      seals_(seals),
      clock_(clock),
      accounts_(accounts),
      table_(std::move(table)),
      channels_(std::move(channels)) {}

TellPerson::Now TellPerson::words_now(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const {
    const auto about = table_.find(payload_of(row, "about"));
    if (about == table_.end()) return ended(OutboxState::refused, "nobody writes these messages");
    const Instant allowed = about->second.on_days_off
                                ? after_quiet_hours(tx.now(), channels_.quiet)
                                : next_working_moment(tx.now(), channels_.quiet, channels_.calendar);
    if (allowed > tx.now()) return due_again(allowed, "quiet hours");
    if (is_told_as_another(tx, seals_, row, person)) return ended(OutboxState::cancelled, "told as the same person");
    TellAnswer answer = about->second.compose(tx, row, person);
    if (auto* no_more = std::get_if<TellNoMore>(&answer)) return ended(OutboxState::cancelled, no_more->why);
    if (auto* later = std::get_if<TellLater>(&answer)) return due_again(later->at, later->why);
    return std::get<TellWords>(std::move(answer));
}

/// Why this notice cannot go to the identity; empty when it can.
std::string TellPerson::notice_obstacle(ReadTransaction& tx, const Identity& identity,
                                        const NoticeConfig& notice) const {
    return ConsentStore(tx).balance(identity.id, notice.template_id) > 0 ? "" : "no_consent";
}

std::string TellPerson::text_obstacle(ReadTransaction& tx, const Identity& identity) const {
    const std::string obstacle = window_obstacle(identity, tx.now(), channels_.limits);
    if (!obstacle.empty()) return obstacle;
    const long long sent =
        OutboxStore(tx, seals_).count_to(kTellText, identity.account, identity.openid, *identity.last_message_at);
    return sent < static_cast<long long>(channels_.limits.custom_count) ? "" : "count_used_up";
}

TellPerson::Way TellPerson::find_way(ReadTransaction& tx, const OutboxRow& row, const PersonId& person,
                                     const TellWords& words) const {
    Way way;
    const std::vector<Identity> identities = IdentityStore(tx, seals_).list_for_person(person);
    // Offers every identity in the account; the first that nothing speaks against is the way.
    const auto try_account = [&](const char* channel, const std::string& account, const auto& obstacle) {
        bool is_bound = false;
        for (const Identity& identity : identities) {
            if (identity.account != account) continue;
            is_bound = true;
            ChannelStep step{channel, account, identity.id.str(), ""};
            if (was_tried(row, step)) continue;
            step.why = obstacle(identity);
            if (step.why.empty()) {
                way.route = route_to(row, channel == kNotice ? kTellNotice : kTellText, step, identity.openid);
                return true;
            }
            way.skipped.push_back(std::move(step));
        }
        if (!is_bound) way.skipped.push_back({channel, account, "", "not_bound"});
        return false;
    };
    bool is_configured = false;
    for (const NoticeConfig& notice : channels_.notices) {
        if (words.notice.empty() || notice.name != words.notice) continue;
        is_configured = true;
        if (try_account(kNotice, notice.account,
                        [&](const Identity& identity) { return notice_obstacle(tx, identity, notice); })) {
            way.route->payload["template"] = notice.template_id;
            return way;
        }
    }
    if (!is_configured && !words.notice.empty()) way.skipped.push_back({kNotice, "", "", "not_configured"});
    if (words.text.empty()) return way;
    for (const std::string& account : channels_.text_accounts) {
        if (try_account(kText, account, [&](const Identity& identity) { return text_obstacle(tx, identity); })) break;
    }
    return way;
}

OutboxDone TellPerson::choose(const OutboxRow& row) const {
    return database_.read([&](ReadTransaction& tx) {
        const PersonId person = PersonStore(tx, seals_).current(row.person.value_or(PersonId()));
        Now now = words_now(tx, row, person);
        if (auto* other = std::get_if<OutboxDone>(&now)) return *std::move(other);
        Way way = find_way(tx, row, person, std::get<TellWords>(now));
        if (!way.route) return give_back(row, person, std::move(way.skipped));
        way.route->payload["skipped"] = trail_to_text(way.skipped);
        OutboxDone done = due_again(tx.now(), row.outcome);
        done.settlement.errcode = row.errcode;
        done.settlement.route = std::move(way.route);
        return done;
    });
}

OutboxDone TellPerson::give_back(const OutboxRow& row, const PersonId& person, std::vector<ChannelStep> skipped) const {
    OutboxDone done = ended(OutboxState::cancelled, kNoChannel);
    done.settlement.errcode = row.errcode;
    Values payload = common_payload(row);
    payload["skipped"] = trail_to_text(skipped);
    const std::vector<ChannelStep> trail = trail_of(payload);
    done.settlement.route = OutboxRoute{std::string(kTell), "", std::nullopt, std::move(payload)};
    const auto about = table_.find(payload_of(row, "about"));
    if (about != table_.end() && about->second.unreached) {
        done.then = [unreached = about->second.unreached, row, person, trail](Transaction& tx) {
            unreached(tx, row, person, trail);
        };
    }
    return done;
}

/// Back to choosing; the channel just tried keeps its reason.
OutboxRoute route_to_next_channel(const OutboxRow& row, const std::string& why) {
    Values payload = common_payload(row);
    std::vector<ChannelStep> tried = tried_of(row);
    if (!tried.empty()) tried.back().why = why;
    payload["tried"] = trail_to_text(tried);
    return OutboxRoute{std::string(kTell), "", std::nullopt, std::move(payload)};
}

OutboxDone TellPerson::next_channel(const OutboxRow& row, const std::string& why, long long errcode) const {
    OutboxDone done = due_again(clock_.now(), why);
    done.settlement.errcode = errcode;
    done.settlement.route = route_to_next_channel(row, why);
    return done;
}

const NoticeConfig* TellPerson::notice_of(const OutboxRow& row) const {
    const std::string template_id = payload_of(row, "template");
    const auto notice = std::find_if(channels_.notices.begin(), channels_.notices.end(), [&](const NoticeConfig& one) {
        return one.account == row.account && one.template_id == template_id;
    });
    return notice == channels_.notices.end() ? nullptr : &*notice;
}

std::optional<wechat::NoticeData> TellPerson::notice_data(const NoticeConfig& notice, const TellWords& words) const {
    wechat::NoticeData data;
    for (const auto& [field, name] : notice.fields) {
        const auto wordings = words.values.find(name);
        const auto type = wechat::notice_type(field);
        if (wordings == words.values.end() || !type) return std::nullopt;
        std::optional<std::string> chosen;
        for (const std::string& wording : wordings->second) {
            std::optional<std::string> fitted = wechat::fit_notice_value(*type, wording, channels_.limits);
            if (!fitted) continue;
            chosen = std::move(fitted);
            if (*chosen == wording) break;
        }
        if (!chosen) return std::nullopt;
        data[field] = *std::move(chosen);
    }
    return data;
}

OutboxDone TellPerson::send_notice(const OutboxRow& row) const {
    const IdentityId identity(payload_of(row, "identity"));
    const NoticeConfig* notice = notice_of(row);
    wechat::WechatClient* client = accounts_.find(row.account);
    if (notice == nullptr || client == nullptr || !row.recipient) return next_channel(row, "not_configured", 0);

    bool is_bound = false;
    long long balance = 0;
    const Now now = database_.read([&](ReadTransaction& tx) {
        const PersonId person = PersonStore(tx, seals_).current(row.person.value_or(PersonId()));
        const auto found = IdentityStore(tx, seals_).find(identity);
        is_bound = found && found->person == person;
        balance = ConsentStore(tx).balance(identity, notice->template_id);
        return words_now(tx, row, person);
    });
    if (const auto* other = std::get_if<OutboxDone>(&now)) return *other;
    if (!is_bound) return next_channel(row, "not_bound", 0);
    if (balance <= 0) return next_channel(row, "no_consent", 0);
    const auto data = notice_data(*notice, std::get<TellWords>(now));
    if (!data) return next_channel(row, "values_do_not_fit", 0);

    wechat::Notice message;
    message.to = *row.recipient;
    message.template_id = notice->template_id;
    message.page = notice->page;
    message.data = *data;
    const auto sent = client->send_notice(message);
    if (sent) {
        OutboxDone done = ended(OutboxState::sent, "notice");
        // By its number WeChat's later report of the delivery finds the row.
        Values payload = row.payload;
        payload["msg_id"] = *sent;
        done.settlement.route = OutboxRoute{row.kind, row.account, row.recipient, std::move(payload)};
        done.then = [identity, template_id = notice->template_id, long_term = notice->long_term](Transaction& tx) {
            if (!long_term) ConsentWriter(tx).add(identity, template_id, -1);
        };
        return done;
    }
    const CallFailure failure = failure_of(sent);
    if (!is_final(failure)) return {settlement_of(failure, row, clock_.now()), {}};
    const long long errcode = sent.refused()->errcode;
    OutboxDone done = next_channel(row, "refused." + std::to_string(errcode), errcode);
    if (errcode == kConsentUsedUp) {
        done.then = [identity, template_id = notice->template_id](Transaction& tx) {
            ConsentWriter(tx).set_zero(identity, template_id);
        };
    }
    return done;
}

OutboxDone TellPerson::send_text(const OutboxRow& row) const {
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr || !row.recipient) return next_channel(row, "not_configured", 0);
    std::string obstacle = "not_bound";
    const Now now = database_.read([&](ReadTransaction& tx) {
        const PersonId person = PersonStore(tx, seals_).current(row.person.value_or(PersonId()));
        const auto found = IdentityStore(tx, seals_).find(IdentityId(payload_of(row, "identity")));
        if (found && found->person == person) obstacle = window_obstacle(*found, tx.now(), channels_.limits);
        return words_now(tx, row, person);
    });
    if (const auto* other = std::get_if<OutboxDone>(&now)) return *other;
    if (!obstacle.empty()) return next_channel(row, obstacle, 0);
    const std::string& words = std::get<TellWords>(now).text;
    if (words.empty() || words.size() > channels_.limits.custom_text_bytes) {
        return next_channel(row, "values_do_not_fit", 0);
    }
    const auto sent = client->send_customer_text(*row.recipient, words);
    if (sent) return ended(OutboxState::sent, "text");
    const CallFailure failure = failure_of(sent);
    if (!is_final(failure)) return {settlement_of(failure, row, clock_.now()), {}};
    const long long errcode = sent.refused()->errcode;
    return next_channel(row, "refused." + std::to_string(errcode), errcode);
}

}  // namespace league
