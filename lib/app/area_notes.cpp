#include "lib/app/area_notes.hpp"

#include <algorithm>

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/page_limits.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/base/random.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/area_note_store.hpp"
#include "lib/storage/area_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr int kMostListed = 100;

AreaNoteView view_of(ReadTransaction& tx, const Seals& seals, AreaNote note) {
    AreaNoteView view;
    view.unit = find_unit_or_throw(tx, note.unit.str());
    if (note.contact) view.contact = AreaStore(tx, seals).find_contact(*note.contact);
    if (view.contact) view.contact->phone.reset();
    view.note = std::move(note);
    return view;
}

Verb verb_to_write(AreaNoteKind kind) {
    switch (kind) {
        case AreaNoteKind::visit:
        case AreaNoteKind::advice: return Verb::visit_areas;
        case AreaNoteKind::reply: return Verb::answer_supervision;
    }
    stop("unknown AreaNoteKind");
}

/// Errors on "contact_id": the visit is of an assignment that held there, or above, on that day.
void check_contact(ReadTransaction& tx, std::vector<FieldError>& errors, const AreaNote& note, const OrgUnit& unit,
                   const std::optional<AreaContact>& contact) {
    if (!note.contact) return;
    if (!contact || !find_unit_or_throw(tx, contact->unit.str()).path.contains(unit.path)) {
        errors.push_back({"contact_id", "area_note.no_such_contact", {}});
    } else if (note.on < contact->from || (contact->until && note.on >= *contact->until)) {
        errors.push_back({"on", "area_note.not_in_charge_then", {}});
    }
}

/// Who was put in charge under an id that has been merged into the actor's since is the actor.
bool is_own(ReadTransaction& tx, const Seals& seals, const Actor& actor, const AreaContact& contact) {
    return actor.person && contact.person && PersonStore(tx, seals).current(*contact.person) == *actor.person;
}

void add_townships(ReadTransaction& tx, const OrgUnit& unit, std::vector<OrgUnit>& units) {
    if (counts_as_branch(unit.kind) || unit.closed_at) return;
    if (unit.kind == OrgKind::province || unit.kind == OrgKind::city) {
        for (const CountedUnit& child : OrgStore(tx).children(unit.id)) add_townships(tx, child.unit, units);
        return;
    }
    std::vector<OrgUnit> below;
    if (unit.kind == OrgKind::county) below = StandingStore(tx).committees_on(unit.id, beijing_date(tx.now()));
    if (below.empty()) below.push_back(unit);
    for (OrgUnit& one : below) {
        const bool known =
            std::any_of(units.begin(), units.end(), [&](const OrgUnit& other) { return other.id == one.id; });
        if (!known) units.push_back(std::move(one));
    }
}

}  // namespace

WriteAreaNote::Output WriteAreaNote::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

WriteAreaNote::Output WriteAreaNote::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const OrgUnit unit = find_unit_or_throw(tx, input.unit);
    AreaNote note = input.note;
    require(actor, verb_to_write(note.kind), unit);
    if (!is_uuid(note.id)) throw Problem::invalid("id", "not_an_id");
    const Date today = beijing_date(tx.now());
    note.unit = unit.id;
    note.words = text::trim(note.words);
    if (note.kind != AreaNoteKind::visit) note.on = today;
    const auto contact = note.contact ? AreaStore(tx, seals_).find_contact(*note.contact) : std::nullopt;
    const bool may_for_others = may(actor, Verb::supervise, unit);
    if (contact && !may_for_others && !is_own(tx, seals_, actor, *contact)) {
        throw Problem(ProblemCode::not_allowed, "not_allowed");
    }
    if (const auto earlier = AreaNoteStore(tx).find(note.id)) {
        note.written_at = earlier->written_at;
        note.written_by = earlier->written_by;
        if (note.kind != AreaNoteKind::visit) note.on = earlier->on;
        if (!(note == *earlier)) throw Problem(ProblemCode::conflict, "area_note.other_under_id");
        return Output{/*created=*/false, view_of(tx, seals_, *earlier)};
    }
    std::vector<FieldError> errors = check_area_note(note, today);
    const OrgUnit county = county_of(tx, unit);
    if (unit.id == county.id || !bears_target(unit, county)) {
        errors.push_back({"unit", "area_note.only_townships", {}});
    } else if (unit.closed_at) {
        errors.push_back({"unit", "supervision.unit_closed", {{"unit", unit.name}}});
    }
    check_contact(tx, errors, note, unit, contact);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    note.written_at = tx.now();
    note.written_by = actor.person;
    AreaNoteWriter(tx).insert(note);
    AuditWriter(tx, seals_.digest)
        .append(actor, {"write_area_note", "area_note", note.id, {"unit", "kind", "contact_id", "on", "words"}});
    return Output{/*created=*/true, view_of(tx, seals_, std::move(note))};
}

std::vector<VisitPlace> WriteAreaNote::places_in(ReadTransaction& tx, const Actor& actor) const {
    const Date today = beijing_date(tx.now());
    std::vector<std::pair<AreaContact, OrgPath>> own;
    std::vector<OrgUnit> units;
    for (const RoleGrant& grant : actor.roles) {
        if (!role_allows(grant.role, Verb::visit_areas)) continue;
        for (AreaContact& contact : AreaStore(tx, seals_).contacts_below(grant.path)) {
            const bool runs = contact.from <= today && (!contact.until || today < *contact.until);
            if (!runs || !is_own(tx, seals_, actor, contact)) continue;
            const OrgUnit unit = find_unit_or_throw(tx, contact.unit.str());
            add_townships(tx, unit, units);
            own.emplace_back(std::move(contact), unit.path);
        }
    }
    std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.second.depth() > b.second.depth(); });
    std::sort(units.begin(), units.end(), [](const OrgUnit& a, const OrgUnit& b) { return a.path < b.path; });
    std::vector<VisitPlace> places;
    for (OrgUnit& unit : units) {
        const auto nearest =
            std::find_if(own.begin(), own.end(), [&](const auto& one) { return one.second.contains(unit.path); });
        if (nearest == own.end()) continue;
        places.push_back({std::move(unit), nearest->first.id});
    }
    return places;
}

ListAreaNotes::Output ListAreaNotes::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(actor, Verb::see_supervision, unit);
        check_page(input.limit, input.offset, kMostListed);
        AreaNoteStore::Page page = AreaNoteStore(tx).list(unit.path, input.kind, input.limit, input.offset);
        Output output{std::move(unit), {}, page.total};
        for (AreaNote& note : page.notes) output.notes.push_back(view_of(tx, seals_, std::move(note)));
        return output;
    });
}

MyAreas::Output MyAreas::run(const Actor& actor) {
    if (actor.roles.empty()) throw Problem(ProblemCode::not_allowed, "not_bound");
    return database_.read([&](ReadTransaction& tx) {
        std::vector<Own> own;
        std::vector<OrgUnit> units;
        for (const RoleGrant& grant : actor.roles) {
            const bool is_leader = grant.role == Role::county_leader;
            if (!is_leader && grant.role != Role::county_officer) continue;
            if (is_leader) add_townships(tx, find_unit_or_throw(tx, grant.unit.str()), units);
            // An officer may be put in charge of an area as well, which needs no role of its own.
            for (AreaContact& contact : AreaStore(tx, seals_).contacts_below(grant.path)) {
                if (contact.until || !is_own(tx, seals_, actor, contact)) continue;
                const OrgUnit unit = find_unit_or_throw(tx, contact.unit.str());
                add_townships(tx, unit, units);
                contact.phone.reset();
                own.push_back({std::move(contact), unit.path});
            }
        }
        std::sort(units.begin(), units.end(), [](const OrgUnit& a, const OrgUnit& b) { return a.path < b.path; });
        Output output{tx.now(), {}};
        Standings standings;
        for (OrgUnit& unit : units) output.areas.push_back(area_of(tx, std::move(unit), own, standings));
        return output;
    });
}

MyAreas::Area MyAreas::area_of(ReadTransaction& tx, OrgUnit unit, const std::vector<Own>& own,
                               Standings& standings) const {
    Area area;
    const Own* nearest = nullptr;
    for (const Own& one : own) {
        const bool nearer = nearest == nullptr || one.path.depth() > nearest->path.depth();
        if (one.path.contains(unit.path) && nearer) nearest = &one;
    }
    if (nearest != nullptr) area.contact = nearest->contact;
    const std::vector<OrgUnit> above = OrgStore(tx).ancestors(unit);
    const auto county =
        std::find_if(above.begin(), above.end(), [](const OrgUnit& one) { return one.kind == OrgKind::county; });
    if (county != above.end() && bears_target(unit, *county)) {
        area.standing = standing_of(tx, unit, *county, standings);
        area.report = asked_report(tx, unit, settings_.rules);
        if (area.report && area.report->state == ReportState::sent) area.report.reset();
    }
    area.alive = count_alive(tx, unit.path, settings_.alive);
    area.supervisions = SupervisionStore::list(tx, unit.path, /*open_only=*/true);
    area.last_visit = AreaNoteStore(tx).last_visit(unit.id);
    area.unit = std::move(unit);
    return area;
}

std::optional<StandingRow> MyAreas::standing_of(ReadTransaction& tx, const OrgUnit& unit, const OrgUnit& county,
                                                Standings& standings) const {
    const auto [known, is_new] = standings.try_emplace(county.id);
    if (is_new) known->second = standing_.run_in(tx, Actor::system(), {county.id.str(), std::nullopt}).rows;
    const auto& rows = known->second;
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const StandingRow& one) { return one.unit.id == unit.id; });
    return row == rows.end() ? std::nullopt : std::optional(*row);
}

}  // namespace league
