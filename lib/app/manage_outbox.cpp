#include "lib/app/manage_outbox.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/page_limits.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/audit_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "outbox";
constexpr const char* kCancelledByHand = "by the operator";
constexpr const char* kDoneByHand = "done by hand";
constexpr int kMostRows = 200;
constexpr int kMostOperator = 10000;

/// What leaves concerns everybody below the top of the tree. The operator may before there is a tree.
void require_manager(ReadTransaction& tx, const Actor& actor) {
    if (!actor.is_operator) require(actor, Verb::manage_sending, unit_or_top(tx, ""));
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

ManageOutbox::Line ManageOutbox::line_of(ReadTransaction& tx, OutboxRow row) const {
    Line line{std::move(row), {}};
    if (line.row.state == OutboxState::due) line.gate = SendingStore(tx).gate(line.row.kind, line.row.account, rates_);
    return line;
}

ManageOutbox::Page ManageOutbox::list(const Actor& actor, const OutboxFilter& filter) {
    return database_.read([&](ReadTransaction& tx) {
        require_manager(tx, actor);
        check_page(filter.limit, filter.offset, actor.is_operator ? kMostOperator : kMostRows);
        const OutboxStore store(tx, seals_);
        Page page{store.count_by_state(), {}, SendingStore(tx).holds()};
        for (OutboxRow& row : store.list(filter)) page.lines.push_back(line_of(tx, std::move(row)));
        return page;
    });
}

ManageOutbox::Line ManageOutbox::show(const Actor& actor, const OutboxId& id) {
    return database_.read([&](ReadTransaction& tx) {
        require_manager(tx, actor);
        return line_of(tx, find(tx, seals_, id));
    });
}

ManageOutbox::Line ManageOutbox::retry(const Actor& actor, const OutboxId& id, bool may_send_twice) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_manager(tx, current);
        if (may_double(find(tx, seals_, id)) && !may_send_twice) {
            throw Problem(ProblemCode::conflict, "outbox_may_be_sent");
        }
        if (!OutboxWriter(tx, seals_).retry(id)) throw Problem(ProblemCode::conflict, "outbox_not_to_retry");
        AuditWriter(tx, seals_.digest).append(current, {"retry_outbox", "outbox", id.str(), {"state"}});
        return line_of(tx, find(tx, seals_, id));
    });
}

ManageOutbox::Line ManageOutbox::end(const Actor& actor, const OutboxId& id, const char* deed, const char* outcome) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_manager(tx, current);
        find(tx, seals_, id);
        if (!OutboxWriter(tx, seals_).cancel(id, outcome)) {
            throw Problem(ProblemCode::conflict, "outbox_not_to_cancel");
        }
        AuditWriter(tx, seals_.digest).append(current, {deed, "outbox", id.str(), {"state"}});
        return line_of(tx, find(tx, seals_, id));
    });
}

ManageOutbox::Line ManageOutbox::cancel(const Actor& actor, const OutboxId& id) {
    return end(actor, id, "cancel_outbox", kCancelledByHand);
}

ManageOutbox::Line ManageOutbox::mark_done(const Actor& actor, const OutboxId& id) {
    return end(actor, id, "mark_outbox_done", kDoneByHand);
}

long long ManageOutbox::try_again(const Actor& actor, const std::string& account) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_manager(tx, current);
        const long long holds = SendingWriter(tx).probe_now(account);
        if (holds == 0) throw Problem(ProblemCode::not_found, "outbox_nothing_held");
        AuditWriter(tx, seals_.digest).append(current, {"try_held_again", "account", account, {"probe_at"}});
        return holds;
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

std::string explain_hold(const Phrases& phrases, const SendingHold& hold) {
    const std::string why = hold.errcode == 0 ? phrases.text(kWords, "unreachable")
                                              : explain_errcode(phrases, std::to_string(hold.errcode));
    return phrases.text(kWords, "held", {{"why", why}, {"again", to_chinese_minute(hold.probe_at)}});
}

std::string explain_line(const Phrases& phrases, const ManageOutbox::Line& line) {
    const OutboxRow& row = line.row;
    if (row.state == OutboxState::cancelled) {
        if (row.outcome == kDoneByHand) return phrases.text(kWords, "done_by_hand");
        if (row.outcome == kCancelledByHand) return phrases.text(kWords, "cancelled_by_hand");
        if (row.outcome == kNoChannel) return phrases.text(kWords, "no_channel");
    }
    if (row.state == OutboxState::due && line.gate.hold) return explain_hold(phrases, *line.gate.hold);
    switch (line.gate.room.wait) {
        case SendingWait::minute: return phrases.text(kWords, "wait_minute");
        case SendingWait::day:
            return phrases.text(kWords, "wait_day", {{"again", to_chinese_minute(line.gate.room.until)}});
        case SendingWait::month:
            return phrases.text(kWords, "wait_month", {{"again", to_chinese_minute(line.gate.room.until)}});
        case SendingWait::none: break;
    }
    return explain_outcome(phrases, row);
}

std::string words_of_kind(const Phrases& phrases, const std::string& kind) {
    const std::string words = words_or_nothing(phrases, "kind." + kind);
    return words.empty() ? kind : words;
}

std::string explain_note(const Phrases& phrases, const std::string& note) {
    if (note.empty()) return "";
    const std::string words = words_or_nothing(phrases, note);
    if (!words.empty()) return words;
    const std::string errcode = note.substr(note.find('.') + 1);
    return phrases.text(kWords, "cure.other", {{"errcode", errcode}});
}

}  // namespace league
