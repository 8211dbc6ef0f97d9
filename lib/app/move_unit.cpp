#include "lib/app/move_unit.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/unit_event_store.hpp"

namespace league {
namespace {

Instant beginning(const Month& month) {
    return month.span().begin;
}

void refuse_pending(Transaction& tx, const OrgUnit& unit, const Month& from) {
    const auto later = PlaceStore(tx).after(unit.id, from);
    if (!later) return;
    throw Problem(ProblemCode::conflict, "unit.move_pending", {{"unit", unit.name}, {"month", later->from.str()}});
}

}  // namespace

MoveUnit::Output MoveUnit::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::manage_units, unit);
        const OrgUnit to = find_unit_or_throw(tx, input.to);
        require(current, Verb::manage_units, to);

        const auto known = UnitEventStore(tx).move_at(unit.id, beginning(input.from));
        if (known && known->other == to.id) return Output{/*changed=*/false, *known, unit, to};
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        const std::optional<OrgUnitId> parent = PlaceStore(tx).in_month(unit.id, input.from).parent;
        const Month now = Month::of(tx.now());
        std::vector<FieldError> errors = check_move({unit, to, parent, input.from, now}, input.reason, input.paper);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        refuse_pending(tx, unit, input.from);

        ensure(parent.has_value());  // units without a parent do not move
        FiguresWriter(tx).shift(unit.id, *parent, input.from, -1);
        PlaceWriter(tx).move(unit.id, to.id, input.from);
        FiguresWriter(tx).shift(unit.id, to.id, input.from, +1);
        if (input.from == now) OrgWriter(tx).move(unit, to);

        UnitEvent event;
        event.id = make_uuid_v7(random_, tx.now());
        event.unit = unit.id;
        event.effective_at = beginning(input.from);
        event.other = to.id;
        event.from = parent;
        event.reason = text::trim(input.reason);
        event.paper = text::trim(input.paper);
        event.recorded_at = tx.now();
        event.recorded_by = current.person;
        UnitEventWriter(tx).insert(event);
        AuditWriter(tx, digest_)
            .append(current, {"move_unit", "org_unit", unit.id.str(), {"parent", "from_month", "reason", "paper"}});
        return Output{/*changed=*/true, std::move(event), find_unit_or_throw(tx, unit.id.str()), to};
    });
}

void CancelMove::run(const Actor& actor, const Input& input) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::manage_units, unit);
        if (!UnitEventStore(tx).move_at(unit.id, beginning(input.from))) {
            throw Problem(ProblemCode::not_found, "unit.move_not_found", {{"month", input.from.str()}});
        }
        if (beginning(input.from) <= tx.now()) throw Problem(ProblemCode::closed, "unit.move_holds");
        PlaceWriter(tx).cancel_from(unit.id, input.from);
        UnitEventWriter(tx).cancel_moves(unit.id, beginning(input.from));
        AuditWriter(tx, digest_).append(current, {"cancel_move", "org_unit", unit.id.str(), {"parent", "from_month"}});
    });
}

long long SettleMoves::run() {
    return database_.write([&](Transaction& tx) {
        const auto waiting = PlaceStore(tx).unsettled(Month::of(tx.now()));
        for (const auto& [unit, parent] : waiting) {
            OrgWriter(tx).move(find_unit_or_throw(tx, unit.str()), find_unit_or_throw(tx, parent.str()));
            AuditWriter(tx, digest_).append(Actor::system(), {"settle_move", "org_unit", unit.str(), {"parent"}});
        }
        return static_cast<long long>(waiting.size());
    });
}

}  // namespace league
