#include "lib/app/send_reminder.hpp"

#include <algorithm>

#include "lib/app/call_outcome.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "notices/log_due";
constexpr long long kConsentUsedUp = 43101;

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

std::vector<std::string> tried_channels(const OutboxRow& row) {
    const auto tried = row.payload.find("tried");
    return tried == row.payload.end() ? std::vector<std::string>{} : text::split(tried->second, ',');
}

std::string payload_of(const OutboxRow& row, const char* name) {
    const auto found = row.payload.find(name);
    return found == row.payload.end() ? std::string() : found->second;
}

Month month_of_row(const OutboxRow& row) {
    const std::optional<Month> month = Month::parse(row.period);
    ensure(month.has_value());  // PlanReminders writes no other
    return *month;
}

}  // namespace

SendReminder::SendReminder(Database& database, const Seals& seals, const Clock& clock, Random& random,
                           const WechatAccounts& accounts, const Phrases& phrases, ReminderChannels channels)
    : database_(database),
      seals_(seals),
      clock_(clock),
      random_(random),
      accounts_(accounts),
      phrases_(phrases),
      channels_(std::move(channels)) {
    phrases_.check({{kWords, "unit"},
                    {kWords, "units"},
                    {kWords, "item"},
                    {kWords, "deadline"},
                    {kWords, "note"},
                    {kWords, "customer_text"}});
}

SendReminder::Duty SendReminder::duty_of(ReadTransaction& tx, const OutboxRow& row, const Month& month) const {
    Duty duty;
    duty.person = PersonStore(tx, seals_).current(row.person.value_or(PersonId()));
    const auto has_log = [&](const OrgUnit& branch) {
        FiguresStore store(tx);
        return store.of_branch(branch.id, HalfMonth(month, HalfMonth::Part::first)).activities > 0 ||
               store.of_branch(branch.id, HalfMonth(month, HalfMonth::Part::second)).activities > 0;
    };
    for (const HeldRole& held : RoleStore(tx).list_for_person(duty.person)) {
        if (held.role == Role::branch_secretary && !has_log(held.unit)) duty.branches.push_back(held.unit);
    }
    return duty;
}

/// What ends or postpones a reminder whatever its channel.
std::optional<OutboxDone> SendReminder::not_now(const OutboxRow& row, Instant now) const {
    const Month month = month_of_row(row);
    if (now >= month.span().end) return ended(OutboxState::cancelled, "month is over");
    const Instant allowed = after_quiet_hours(now, channels_.quiet);
    if (allowed > now) return due_again(allowed, "quiet hours");
    return std::nullopt;
}

std::optional<OutboxRoute> SendReminder::first_channel(ReadTransaction& tx, const OutboxRow& row,
                                                       const PersonId& person) const {
    const std::vector<std::string> tried = tried_channels(row);
    const std::vector<Identity> identities = IdentityStore(tx, seals_).list_for_person(person);
    const auto route = [&](std::string_view kind, const Identity& identity, const std::string& name, Values payload) {
        const std::string before = payload_of(row, "tried");
        payload["tried"] = before.empty() ? name : before + "," + name;
        payload["identity"] = identity.id.str();
        return OutboxRoute{std::string(kind), identity.account, identity.openid, std::move(payload)};
    };
    const auto is_new = [&](const std::string& name) {
        return std::find(tried.begin(), tried.end(), name) == tried.end();
    };
    for (const NoticeConfig& notice : channels_.notices) {
        for (const Identity& identity : identities) {
            const std::string name = "notice-" + notice.account + "-" + identity.id.str();
            if (identity.account != notice.account || !is_new(name)) continue;
            if (ConsentStore(tx).balance(identity.id, notice.template_id) <= 0) continue;
            return route(kRemindNotice, identity, name, {{"template", notice.template_id}});
        }
    }
    const Instant window_begin = tx.now() - channels_.limits.custom_window;
    for (const std::string& account : channels_.text_accounts) {
        for (const Identity& identity : identities) {
            const std::string name = "text-" + account + "-" + identity.id.str();
            if (identity.account != account || !identity.follows || !is_new(name)) continue;
            if (!identity.last_message_at || *identity.last_message_at <= window_begin) continue;
            const long long sent =
                OutboxStore(tx, seals_).count_to(kRemindText, account, identity.openid, *identity.last_message_at);
            if (sent >= static_cast<long long>(channels_.limits.custom_count)) continue;
            return route(kRemindText, identity, name, {});
        }
    }
    return std::nullopt;
}

OutboxDone SendReminder::choose(const OutboxRow& row) const {
    const Month month = month_of_row(row);
    return database_.read([&](ReadTransaction& tx) {
        if (std::optional<OutboxDone> other = not_now(row, tx.now())) return *std::move(other);
        const Duty duty = duty_of(tx, row, month);
        if (duty.branches.empty()) return ended(OutboxState::cancelled, "logged meanwhile");
        // Planned for as two people who were then found to be one.
        if (row.person != duty.person &&
            OutboxStore(tx, seals_).find_by_key(reminder_key(row.period, duty.person)).has_value()) {
            return ended(OutboxState::cancelled, "reminded as the same person");
        }
        std::optional<OutboxRoute> route = first_channel(tx, row, duty.person);
        if (!route) return to_phone_list(duty, row);
        OutboxDone done = due_again(tx.now(), row.outcome);
        done.settlement.errcode = row.errcode;
        done.settlement.route = std::move(route);
        return done;
    });
}

OutboxDone SendReminder::to_phone_list(const Duty& duty, const OutboxRow& row) const {
    OutboxDone done = ended(OutboxState::cancelled, "on the list to phone");
    done.settlement.errcode = row.errcode;
    done.then = [this, duty, period = row.period](Transaction& tx) {
        for (const OrgUnit& branch : duty.branches) {
            CallEntry entry;
            entry.id = make_uuid_v7(random_, tx.now());
            entry.period = period;
            entry.person = duty.person;
            entry.unit = branch.id;
            entry.reason = "reason.no_channel";
            CallListWriter(tx).insert(entry);
        }
    };
    return done;
}

OutboxDone SendReminder::next_channel(const OutboxRow& row, long long errcode, const std::string& outcome) const {
    OutboxDone done = due_again(clock_.now(), outcome);
    done.settlement.errcode = errcode;
    done.settlement.route = OutboxRoute{std::string(kRemind), "", std::nullopt, {{"tried", payload_of(row, "tried")}}};
    return done;
}

Values SendReminder::words(const Duty& duty, const Month& month) const {
    ensure(!duty.branches.empty());
    const Date last = month.last_day();
    Values values{{"unit", duty.branches.front().short_name},
                  {"count", std::to_string(duty.branches.size())},
                  {"month", std::to_string(static_cast<unsigned>(last.month()))},
                  {"year", std::to_string(static_cast<int>(last.year()))},
                  {"day", std::to_string(static_cast<unsigned>(last.day()))}};
    Values words;
    words["unit"] = phrases_.text(kWords, duty.branches.size() == 1 ? "unit" : "units", values);
    for (const char* key : {"item", "deadline", "note"}) words[key] = phrases_.text(kWords, key, values);
    values["unit"] = words["unit"];
    words["text"] = phrases_.text(kWords, "customer_text", values);
    return words;
}

wechat::NoticeData SendReminder::notice_values(const NoticeConfig& notice, const Values& words) const {
    wechat::NoticeData data;
    for (const auto& [field, name] : notice.fields) {
        const auto word = words.find(name);
        if (word == words.end()) throw Problem::invalid(field, "wechat.value_unknown");
        data[field] = word->second;
    }
    const auto fitted = wechat::fit_notice(data, channels_.limits);
    if (!fitted) throw Problem::invalid(fitted.error());
    return *fitted;
}

OutboxDone SendReminder::send_notice(const OutboxRow& row) const {
    const Instant now = clock_.now();
    if (std::optional<OutboxDone> other = not_now(row, now)) return *std::move(other);
    const Month month = month_of_row(row);
    const IdentityId identity(payload_of(row, "identity"));
    const std::string template_id = payload_of(row, "template");
    const auto notice = std::find_if(channels_.notices.begin(), channels_.notices.end(), [&](const NoticeConfig& one) {
        return one.account == row.account && one.template_id == template_id;
    });
    wechat::WechatClient* client = accounts_.find(row.account);
    if (notice == channels_.notices.end() || client == nullptr) return next_channel(row, 0, "no longer configured");

    long long balance = 0;
    const Duty duty = database_.read([&](ReadTransaction& tx) {
        balance = ConsentStore(tx).balance(identity, template_id);
        return duty_of(tx, row, month);
    });
    if (duty.branches.empty()) return ended(OutboxState::cancelled, "logged meanwhile");
    if (balance <= 0 || !row.recipient) return next_channel(row, 0, "no consent left");

    wechat::Notice message;
    message.to = *row.recipient;
    message.template_id = template_id;
    message.page = notice->page;
    try {
        message.data = notice_values(*notice, words(duty, month));
    } catch (const Problem& problem) {
        return next_channel(row, 0, "values do not fit: " + problem.key());
    }
    const auto sent = client->send_notice(message);
    if (sent) {
        OutboxDone done = ended(OutboxState::sent, "notice");
        done.then = [identity, template_id, long_term = notice->long_term](Transaction& tx) {
            if (!long_term) ConsentWriter(tx).add(identity, template_id, -1);
        };
        return done;
    }
    const CallFailure failure = failure_of(sent);
    if (!is_final(failure)) return {settlement_of(failure, row, now), {}};
    const long long errcode = sent.refused()->errcode;
    OutboxDone done = next_channel(row, errcode, "notice refused");
    if (errcode == kConsentUsedUp) {
        done.then = [identity, template_id](Transaction& tx) { ConsentWriter(tx).set_zero(identity, template_id); };
    }
    return done;
}

OutboxDone SendReminder::send_text(const OutboxRow& row) const {
    const Instant now = clock_.now();
    if (std::optional<OutboxDone> other = not_now(row, now)) return *std::move(other);
    const Month month = month_of_row(row);
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr || !row.recipient) return next_channel(row, 0, "no longer configured");
    const Duty duty = database_.read([&](ReadTransaction& tx) { return duty_of(tx, row, month); });
    if (duty.branches.empty()) return ended(OutboxState::cancelled, "logged meanwhile");

    const std::string text = text::cut_bytes(words(duty, month).at("text"), channels_.limits.custom_text_bytes);
    const auto sent = client->send_customer_text(*row.recipient, text);
    if (sent) return ended(OutboxState::sent, "text");
    const CallFailure failure = failure_of(sent);
    if (!is_final(failure)) return {settlement_of(failure, row, now), {}};
    return next_channel(row, sent.refused()->errcode, "text refused");
}

}  // namespace league
