#include "lib/app/read_organisations.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/unit_event_store.hpp"

namespace league {
namespace {

OrgUnit seen_unit(ReadTransaction& tx, const Actor& actor, const std::string& id_or_code) {
    OrgUnit unit = find_unit_or_throw(tx, id_or_code);
    require(actor, Verb::see_activities, unit);
    return unit;
}

std::optional<OrgUnit> named(ReadTransaction& tx, const std::optional<OrgUnitId>& id) {
    return id ? OrgStore(tx).find(*id) : std::nullopt;
}

std::vector<ReadOrganisations::Event> events_of(ReadTransaction& tx, const OrgUnitId& unit) {
    std::vector<ReadOrganisations::Event> events;
    for (UnitEvent& event : UnitEventStore(tx).list(unit)) {
        auto other = named(tx, event.other);
        events.push_back({std::move(event), std::move(other)});
    }
    for (UnitEvent& event : UnitEventStore(tx).merged_into(unit)) {
        auto other = named(tx, event.unit);
        events.push_back({std::move(event), std::move(other)});
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& a, const auto& b) { return a.event.effective_at < b.event.effective_at; });
    return events;
}

}  // namespace

std::vector<ReadOrganisations::Row> ReadOrganisations::list(const Actor& actor, const std::string& unit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit top = seen_unit(tx, actor, unit);
        auto tags = OrgLifeStore(tx).tags_below(top.path);
        std::vector<Row> rows;
        for (auto& [found, record] : OrgRecordStore(tx).list_below(top.path)) {
            rows.push_back({found, record, std::move(tags[found.id])});
        }
        return rows;
    });
}

ReadOrganisations::Whole ReadOrganisations::one(const Actor& actor, const std::string& id_or_code) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = seen_unit(tx, actor, id_or_code);
        std::optional<OrgRecord> record = OrgRecordStore(tx).find(unit.id);
        if (!record) throw Problem(ProblemCode::not_found, "unit.no_organisation", {{"unit", unit.name}});
        Whole whole{{unit, *std::move(record), OrgLifeStore(tx).tags(unit.id)},
                    OrgLifeStore(tx).terms(unit.id),
                    OrgLifeStore(tx).headcounts(unit.id),
                    {},
                    events_of(tx, unit.id)};
        for (UnitPlace& place : PlaceStore(tx).list(unit.id)) {
            auto parent = named(tx, place.parent);
            whole.places.push_back({std::move(place), std::move(parent)});
        }
        return whole;
    });
}

ReadOrganisations::Terms ReadOrganisations::ending(const Actor& actor, const std::string& unit, int days) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit top = seen_unit(tx, actor, unit);
        const Date today = beijing_date(tx.now());
        return Terms{today, OrgLifeStore(tx).ending_terms(top.path, at_beijing(add_days(today, days)))};
    });
}

}  // namespace league
