#include "tests/year/rows.hpp"

#include <stdexcept>

namespace league::test::year {
namespace {

std::optional<Day> optional_day(Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return day_of(row.integer(column));
}
std::string text_or_none(Row& row, int column) {
    return row.is_null(column) ? "" : row.text(column);
}

void read_units(ReadTransaction& tx, Rows& rows) {
    tx.query("SELECT id, code, name, kind, opened_at, closed_at FROM org_units ORDER BY path", [&](Row& row) {
        UnitRow unit;
        unit.id = row.text(0);
        unit.code = row.text(1);
        unit.name = row.text(2);
        unit.kind = row.text(3);
        unit.opened = day_of(row.integer(4));
        unit.closed = optional_day(row, 5);
        rows.units.push_back(unit);
    });
    const auto find = [&](const std::string& id) -> UnitRow& {
        for (UnitRow& unit : rows.units) {
            if (unit.id == id) return unit;
        }
        throw std::runtime_error("no unit " + id);
    };
    tx.query("SELECT unit_id, parent_id, from_month, until_month FROM unit_places", [&](Row& row) {
        find(row.text(0)).places.push_back({text_or_none(row, 1), row.text(2), text_or_none(row, 3)});
    });
    tx.query("SELECT unit_id, is_new, founded_at, nms_claimed_at, members, term_ends_at FROM org_records",
             [&](Row& row) {
                 UnitRow& unit = find(row.text(0));
                 unit.is_org = true;
                 unit.is_new = row.integer(1) == 1;
                 unit.founded = optional_day(row, 2);
                 unit.claimed = optional_day(row, 3);
                 if (!row.is_null(4)) unit.members = static_cast<int>(row.integer(4));
                 unit.term_ends = optional_day(row, 5);
             });
    tx.query("SELECT unit_id, counted_from, counted_until FROM nms_presence ORDER BY counted_from", [&](Row& row) {
        find(row.text(0)).counted.push_back({day_of(row.integer(1)), optional_day(row, 2)});
    });
    // Whoever holds the role now and follows an account or left a phone number.
    tx.query(
        "SELECT g.unit_id FROM role_grants g JOIN people p ON p.id = g.person_id LEFT JOIN identities i "
        "ON i.person_id = p.id WHERE g.role = 'branch_secretary' AND g.ended_at IS NULL AND (i.follows = 1 OR "
        "p.phone_sealed IS NOT NULL)",
        [&](Row& row) { find(row.text(0)).has_reachable_secretary = true; });
}

void read_logs(ReadTransaction& tx, Rows& rows) {
    tx.query(
        "SELECT id, org_id, kind, started_at, ended_at, submitted_at, expected, present, state FROM activities "
        "ORDER BY started_at, id",
        [&](Row& row) {
            LogRow log;
            log.id = row.text(0);
            log.org = row.text(1);
            log.kind = row.text(2);
            log.started = row.integer(3);
            log.over = row.is_null(4) ? log.started : row.integer(4);
            log.submitted = row.integer(5);
            log.expected = static_cast<int>(row.integer(6));
            log.present = static_cast<int>(row.integer(7));
            const std::string state = row.text(8);
            log.counts = state == "submitted" || state == "accepted";
            rows.logs.push_back(log);
        });
}

void read_campaigns(ReadTransaction& tx, Rows& rows) {
    tx.query("SELECT id, from_at, closed_at FROM campaigns ORDER BY from_at", [&](Row& row) {
        rows.campaigns.push_back({row.text(0), day_of(row.integer(1)), optional_day(row, 2), {}});
    });
    tx.query("SELECT campaign_id, changed_at, deadline_at FROM campaign_deadlines ORDER BY revision", [&](Row& row) {
        for (CampaignRow& campaign : rows.campaigns) {
            if (campaign.id == row.text(0)) {
                campaign.deadlines.emplace_back(day_of(row.integer(1)), day_of(row.integer(2)));
            }
        }
    });
    tx.query("SELECT campaign_id, unit_id, valid_from, amount FROM targets ORDER BY unit_id, revision", [&](Row& row) {
        rows.targets.push_back({row.text(0), row.text(1), day_of(row.integer(2)), static_cast<int>(row.integer(3))});
    });
}

void read_reports(ReadTransaction& tx, Rows& rows) {
    tx.query("SELECT unit_id, period, MIN(sent_at) FROM report_revisions GROUP BY unit_id, period", [&](Row& row) {
        rows.reports.push_back({row.text(0), row.text(1), day_of(row.integer(2))});
    });
    tx.query("SELECT unit_id, period, until_at FROM report_exceptions", [&](Row& row) {
        rows.exceptions.push_back({row.text(0), row.text(1), day_of(row.integer(2))});
    });
    tx.query("SELECT unit_id, cause, basis, stage FROM supervisions", [&](Row& row) {
        const std::string stage = row.text(3);
        rows.supervisions.push_back({row.text(0), row.text(1), row.text(2), stage != "dropped" && stage != "closed"});
    });
    tx.query("SELECT id, kind, period, org_kind, min_count, min_members, valid_from, valid_to FROM cadence_rules",
             [&](Row& row) {
                 rows.cadence.push_back({row.text(0), text_or_none(row, 1), row.text(2), text_or_none(row, 3),
                                         static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5)),
                                         day_of(row.integer(6)), optional_day(row, 7)});
             });
}

}  // namespace

const UnitRow& Rows::unit(const std::string& code) const {
    for (const UnitRow& unit : units) {
        if (unit.code == code) return unit;
    }
    throw std::runtime_error("no unit " + code);
}

const UnitRow& Rows::by_id(const std::string& id) const {
    for (const UnitRow& unit : units) {
        if (unit.id == id) return unit;
    }
    throw std::runtime_error("no unit " + id);
}

std::string Rows::parent_in(const UnitRow& unit, const std::string& month) const {
    for (const PlaceRow& place : unit.places) {
        if (place.from_month <= month && (place.until_month.empty() || month < place.until_month)) return place.parent;
    }
    throw std::runtime_error(unit.code + " stands nowhere in " + month);
}

bool Rows::is_below(const UnitRow& unit, const UnitRow& top, const std::string& month) const {
    for (std::string id = unit.id; !id.empty(); id = parent_in(by_id(id), month)) {
        if (id == top.id) return true;
    }
    return false;
}

Rows read_rows(Database& database) {
    return database.read([](ReadTransaction& tx) {
        Rows rows;
        read_units(tx, rows);
        read_logs(tx, rows);
        read_campaigns(tx, rows);
        read_reports(tx, rows);
        return rows;
    });
}

}  // namespace league::test::year
