#include "lib/app/call_list.hpp"

#include <algorithm>
#include <utility>

#include "lib/app/disclosure_reason.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/app/undone_duties.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/period.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr int kMost = 2000;
constexpr std::size_t kNoteCharacters = 200;

void check_period(const std::string& period) {
    if (!parse_period(period)) throw Problem::invalid("period", "period_malformed", {{"example", "2026-11"}});
}

std::string checked_note(const std::string& typed) {
    if (!text::is_valid_utf8(typed)) throw Problem::invalid("note", "not_text");
    std::string note = text::trim(typed);
    if (text::count_characters(note) > kNoteCharacters) {
        throw Problem::invalid("note", "too_long", {{"limit", std::to_string(kNoteCharacters)}});
    }
    return note;
}

void settle(Transaction& tx, const Seals& seals, const Actor& actor, const CallEntry& entry, const std::string& note) {
    if (!CallListWriter(tx, seals).mark_done(entry.id, note, actor.person)) return;
    AuditWriter(tx, seals.digest).append(actor, {"mark_phoned", "unit", entry.unit.str(), {"done_at", "note"}});
}

}  // namespace

std::vector<ListToPhone::Line> ListToPhone::run(const Actor& actor, const Input& input) {
    if (!input.period.empty()) check_period(input.period);
    if (!input.reveal) {
        return database_.read([&](ReadTransaction& tx) {
            const OrgUnit unit = unit_or_top(tx, input.unit);
            require(actor, Verb::manage_reminders, unit);
            std::vector<Line> lines = list(tx, actor, unit, input);
            mask(lines);
            return lines;
        });
    }
    const std::string reason = checked_reason(*input.reveal);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(current, Verb::manage_reminders, unit);
        std::vector<Line> lines = list(tx, current, unit, input);
        int numbers = 0;
        for (Line& line : lines) numbers += std::exchange(line.masked, false) ? 1 : 0;
        keep_disclosure(tx, seals_, random_, current, unit.id, reason, numbers);
        return lines;
    });
}

/// With whole numbers; `masked` says which of them the actor may not see without a reason. The operator gives one too:
/// he has a machine and no office.
std::vector<ListToPhone::Line> ListToPhone::list(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit,
                                                 const Input& input) const {
    std::vector<Line> lines;
    UndoneDuties undone(tx, seals_, rules_);
    for (CallEntry& entry : CallListStore(tx, seals_).list(input.period, input.open_only, kMost)) {
        std::optional<OrgUnit> place = OrgStore(tx).find(entry.unit);
        if (!place || !unit.path.contains(place->path)) continue;
        if (input.open_only && !undone.is_open(*place, entry.period)) continue;
        Line line;
        if (entry.person) {
            const PersonStore people(tx, seals_);
            if (const auto person = people.find(people.current(*entry.person))) {
                line.name = person->name;
                line.phone = person->phone.value_or("");
                const bool whole = !actor.is_operator && (sees_phone(actor, place->path) || actor.person == person->id);
                line.masked = !line.phone.empty() && !whole;
            }
        }
        line.unit = *std::move(place);
        line.entry = std::move(entry);
        lines.push_back(std::move(line));
    }
    return lines;
}

void ListToPhone::mask(std::vector<Line>& lines) const {
    for (Line& line : lines) {
        if (line.masked) line.phone = masked_phone(line.phone);
    }
}

void MarkPhoned::run(const Actor& actor, const Input& input) {
    const std::string note = checked_note(input.note);
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const std::optional<CallEntry> entry = CallListStore(tx, seals_).find(input.entry);
        if (!entry) throw Problem(ProblemCode::not_found, "call_not_found");
        require(current, Verb::manage_reminders, unit_or_top(tx, entry->unit.str()));
        settle(tx, seals_, current, *entry, note);
    });
}

std::string SettleByPhone::run(const Actor& actor, const Input& input) {
    check_period(input.period);
    const std::string note = checked_note(input.note);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::manage_reminders, unit);
        CallEntry entry;
        entry.id = make_uuid_v7(random_, tx.now());
        entry.period = input.period;
        entry.unit = unit.id;
        entry.reason = "reason.by_phone";
        if (!CallListWriter(tx, seals_).insert(entry)) {
            // Nobody is known there and the unit stands on the list already.
            for (const CallEntry& other : CallListStore(tx, seals_).list(input.period, /*open_only=*/false, kMost)) {
                if (other.unit == unit.id && !other.person) entry = other;
            }
        }
        settle(tx, seals_, current, entry, note);
        return entry.id;
    });
}

}  // namespace league
