#include "lib/app/end_unit.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/area_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/role_store.hpp"
#include "lib/storage/unit_event_store.hpp"

namespace league {
namespace {

Verb verb_to_end(const OrgUnit& unit) {
    return counts_as_branch(unit.kind) ? Verb::tend_organisation : Verb::manage_units;
}

long long open_below(ReadTransaction& tx, const OrgUnit& unit) {
    const auto open = static_cast<long long>(OrgStore(tx).children(unit.id).size());
    return open + (PlaceStore(tx).somebody_comes_to(unit.id, Month::of(tx.now())) ? 1 : 0);
}

void check(ReadTransaction& tx, const EndUnit::Input& input, const OrgUnit& unit, const std::optional<OrgUnit>& into) {
    EndFacts facts{unit, input.kind, into ? &*into : nullptr, input.on, tx.now(), {}, open_below(tx, unit)};
    if (const auto last = ActivityStore(tx).last_counted_of_unit(unit.id)) facts.last_log = last->content.started_at;
    std::vector<FieldError> errors = check_end(facts, input.reason, input.paper);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

bool is_the_same(const UnitEvent& event, const EndUnit::Input& input, const std::optional<OrgUnit>& into) {
    return event.kind == input.kind && event.effective_at == at_beijing(input.on) &&
           event.other == (into ? std::optional(into->id) : std::nullopt);
}

long long end_roles(Transaction& tx, const OrgUnitId& unit) {
    const std::vector<RoleGrantId> grants = RoleStore(tx).list_at(unit);
    for (const RoleGrantId& grant : grants) RoleWriter(tx).end(grant);
    return static_cast<long long>(grants.size());
}

void take_back_moves(Transaction& tx, const OrgUnitId& unit) {
    const Month next = Month::of(tx.now()).next();
    if (UnitEventWriter(tx).cancel_moves(unit, next.span().begin) > 0) PlaceWriter(tx).cancel_from(unit, next);
}

}  // namespace

EndUnit::Output EndUnit::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, verb_to_end(unit), unit);
        std::optional<OrgUnit> into;
        if (!input.into.empty()) {
            into = find_unit_or_throw(tx, input.into);
            require(current, verb_to_end(*into), *into);
        }
        if (unit.closed_at) {
            const std::optional<UnitEvent> known = UnitEventStore(tx).end_of(unit.id);
            if (known && is_the_same(*known, input, into)) return Output{/*changed=*/false, unit, *known, 0};
            throw Problem(ProblemCode::closed, "unit_closed");
        }
        check(tx, input, unit, into);

        UnitEvent event;
        event.id = make_uuid_v7(random_, tx.now());
        event.unit = unit.id;
        event.kind = input.kind;
        event.effective_at = at_beijing(input.on);
        if (into) event.other = into->id;
        event.reason = text::trim(input.reason);
        event.paper = text::trim(input.paper);
        event.recorded_at = tx.now();
        event.recorded_by = current.person;
        UnitEventWriter(tx).insert(event);
        OrgWriter(tx).close(unit, event.effective_at);
        unit.closed_at = event.effective_at;
        take_back_moves(tx, unit.id);
        end_areas_of(tx, unit.id, event.effective_at);
        const long long roles = end_roles(tx, unit.id);
        AuditWriter(tx, digest_)
            .append(current,
                    {"end_unit", "org_unit", unit.id.str(), {"closed_at", "into", "reason", "paper", "roles"}});
        return Output{/*changed=*/true, std::move(unit), std::move(event), roles};
    });
}

}  // namespace league
