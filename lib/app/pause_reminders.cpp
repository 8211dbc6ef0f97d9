#include "lib/app/pause_reminders.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr int kLongest = 92;  // days: whoever is paused for longer is better relieved of the role
constexpr std::size_t kReasonCharacters = 200;

PauseView view_of(ReadTransaction& tx, const Seals& seals, ReminderPause pause) {
    PauseView view;
    view.unit = find_unit_or_throw(tx, pause.unit.str());
    view.until = add_days(beijing_date(pause.until), -1);
    if (pause.person) {
        const PersonStore people(tx, seals);
        if (const auto person = people.find(people.current(*pause.person))) view.person_name = person->name;
    }
    view.pause = std::move(pause);
    return view;
}

void check_reason(std::vector<FieldError>& errors, const std::string& reason) {
    if (!text::is_valid_utf8(reason)) {
        errors.push_back({"reason", "not_text", {}});
    } else if (text::trim(reason).empty()) {
        errors.push_back({"reason", "missing", {}});
    } else if (text::count_characters(text::trim(reason)) > kReasonCharacters) {
        errors.push_back({"reason", "too_long", {{"limit", std::to_string(kReasonCharacters)}}});
    }
}

bool has_role_below(ReadTransaction& tx, const PersonId& person, const OrgUnit& unit) {
    const std::vector<HeldRole> roles = RoleStore(tx).list_for_person(person);
    return std::any_of(roles.begin(), roles.end(),
                       [&](const HeldRole& held) { return unit.path.contains(held.unit.path); });
}

void check(ReadTransaction& tx, const PauseReminders::Input& input, const OrgUnit& unit) {
    std::vector<FieldError> errors;
    if (!is_uuid(input.id)) errors.push_back({"id", "not_an_id", {}});
    const Date today = beijing_date(tx.now());
    const Date latest = add_days(today, kLongest);
    if (input.until < today || input.until > latest) {
        errors.push_back({"until", "pause.until_out_of_range", {{"from", to_iso(today)}, {"until", to_iso(latest)}}});
    }
    check_reason(errors, input.reason);
    if (input.person && !has_role_below(tx, *input.person, unit)) {
        errors.push_back({"person", "pause.person_not_there", {}});
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

bool is_same(const ReminderPause& a, const ReminderPause& b) {
    return a.unit == b.unit && a.person == b.person && a.until == b.until && a.reason == b.reason;
}

}  // namespace

PauseReminders::Output PauseReminders::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::manage_reminders, unit);
        ReminderPause pause;
        pause.id = input.id;
        pause.unit = unit.id;
        pause.person = input.person;
        pause.until = at_beijing(add_days(input.until, 1));
        pause.reason = text::trim(input.reason);
        pause.made_at = tx.now();
        pause.made_by = current.person;
        if (const auto known = PauseStore(tx).find(input.id, seals_)) {
            if (!is_same(*known, pause)) throw Problem(ProblemCode::conflict, "pause.other_under_id");
            return Output{/*created=*/false, view_of(tx, seals_, *known)};
        }
        check(tx, input, unit);
        PauseWriter(tx, seals_).insert(pause);
        AuditWriter(tx, seals_.digest)
            .append(current, {"pause_reminders", "unit", unit.id.str(), {"person", "until", "reason"}});
        return Output{/*created=*/true, view_of(tx, seals_, std::move(pause))};
    });
}

void ResumeReminders::run(const Actor& actor, const std::string& id) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const auto pause = PauseStore(tx).find(id, seals_);
        if (!pause) throw Problem(ProblemCode::not_found, "pause.not_found");
        require(current, Verb::manage_reminders, find_unit_or_throw(tx, pause->unit.str()));
        if (!PauseWriter(tx, seals_).end(id)) return;
        AuditWriter(tx, seals_.digest).append(current, {"resume_reminders", "unit", pause->unit.str(), {"ended_at"}});
    });
}

std::vector<PauseView> ListPauses::run(const Actor& actor, const std::string& unit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit root = unit_or_top(tx, unit);
        require(actor, Verb::manage_reminders, root);
        std::vector<PauseView> views;
        for (ReminderPause& pause : PauseStore(tx).list(root.path, seals_)) {
            views.push_back(view_of(tx, seals_, std::move(pause)));
        }
        return views;
    });
}

}  // namespace league
