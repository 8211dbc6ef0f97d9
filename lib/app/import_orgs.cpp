#include "lib/app/import_orgs.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "lib/app/load_actor.hpp"
#include "lib/domain/org_table.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsPerJob = 100;  // about 10 ms of lock
constexpr std::size_t kMostErrors = 100;

enum class Change { created, changed, unchanged };

/// What a line does to the unit of its code, or why it cannot.
struct Plan {
    Change change = Change::unchanged;
    OrgUnit unit;  ///< as it will be
    std::optional<OrgTableError> error;
};

Plan refuse(const OrgTableRow& row, std::string field, std::string key, Values values = {}) {
    Plan plan;
    plan.error = OrgTableError{row.line, std::move(field), std::move(key), std::move(values)};
    return plan;
}

Plan plan_change(const OrgTableRow& row, const OrgUnit& stored, const std::optional<OrgUnit>& parent) {
    if (stored.closed_at) return refuse(row, "code", "orgs.unit_closed");
    if (stored.kind != row.kind) return refuse(row, "kind", "orgs.kind_changed");
    const std::optional<OrgUnitId> parent_id = parent ? std::optional(parent->id) : std::nullopt;
    if (stored.parent != parent_id) return refuse(row, "parent", "orgs.parent_changed");
    Plan plan;
    plan.unit = stored;
    plan.unit.name = row.name;
    plan.unit.short_name = row.short_name;
    plan.unit.opened_at = row.opened.value_or(stored.opened_at);
    plan.change = plan.unit == stored ? Change::unchanged : Change::changed;
    return plan;
}

Plan plan_new(const OrgTableRow& row, const std::optional<OrgUnit>& parent, Instant now) {
    if (row.opened && *row.opened > now) return refuse(row, "opened", "orgs.date_in_future");
    if (parent && parent->closed_at) return refuse(row, "parent", "orgs.parent_closed", {{"code", row.parent}});
    if (parent && !may_stand_below(row.kind, parent->kind)) return refuse(row, "parent", "orgs.kind_above_parent");
    Plan plan;
    plan.change = Change::created;
    plan.unit.code = row.code;
    plan.unit.name = row.name;
    plan.unit.short_name = row.short_name;
    plan.unit.kind = row.kind;
    plan.unit.path = parent ? parent->path.child(row.code) : OrgPath::root(row.code);
    plan.unit.sort = row.sort;
    plan.unit.opened_at = row.opened.value_or(now);
    if (parent) plan.unit.parent = parent->id;
    return plan;
}

/// The units a line stands on: those stored, or planned by an earlier line.
class Ground {
public:
    explicit Ground(ReadTransaction& tx) : units_(tx) {}

    std::optional<OrgUnit> find(const std::string& code) {
        if (const auto planned = planned_.find(code); planned != planned_.end()) return planned->second;
        return units_.find_by_code(code);
    }
    void add(const OrgUnit& unit) { planned_[unit.code] = unit; }
    bool is_planned(const std::string& code) const { return planned_.contains(code); }

private:
    OrgStore units_;
    std::map<std::string, OrgUnit> planned_;
};

/// A line may touch what its actor manages: the unit itself, or the stored unit above it.
void require_right(const Actor& actor, const std::optional<OrgUnit>& stored, const std::optional<OrgUnit>& parent,
                   bool parent_is_planned) {
    if (stored) return require(actor, Verb::manage_units, *stored);
    if (parent_is_planned) return;  // asked for the unit above it already
    if (parent) return require(actor, Verb::manage_units, *parent);
    if (!actor.is_operator) throw Problem(ProblemCode::not_allowed, "root_needs_operator");
}

Plan plan_row(Ground& ground, const Actor& actor, const OrgTableRow& row, Instant now) {
    const std::optional<OrgUnit> parent = row.parent.empty() ? std::nullopt : ground.find(row.parent);
    if (!row.parent.empty() && !parent) return refuse(row, "parent", "orgs.parent_unknown", {{"code", row.parent}});
    const std::optional<OrgUnit> stored = ground.find(row.code);
    require_right(actor, stored, parent, parent && ground.is_planned(parent->code));
    return stored ? plan_change(row, *stored, parent) : plan_new(row, parent, now);
}

void count(ImportOrgs::Output& output, Change change) {
    switch (change) {
        case Change::created: ++output.created; return;
        case Change::changed: ++output.changed; return;
        case Change::unchanged: ++output.unchanged; return;
    }
}

void report(ImportOrgs::Output& output, const OrgTableError& error) {
    if (output.errors.size() < kMostErrors) {
        output.errors.push_back({error.line, error.field, error.key, error.values});
    }
}

}  // namespace

ImportOrgs::ImportOrgs(Database& database, const Digest& digest, Random& random, const Clock& clock)
    : database_(database), digest_(digest), random_(random), clock_(clock) {}

ImportOrgs::Output ImportOrgs::run(const Actor& actor, const Input& input) {
    const bool manages_something =
        actor.is_operator || std::any_of(actor.roles.begin(), actor.roles.end(),
                                         [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
    if (!manages_something) throw Problem(ProblemCode::not_allowed, "not_allowed");

    const OrgTable table = read_org_table(input.csv);
    Output rehearsal = rehearse(actor, table);
    if (input.dry_run || !rehearsal.errors.empty()) return rehearsal;

    Output written;
    for (std::size_t begin = 0; begin < table.rows.size(); begin += kRowsPerJob) {
        const std::size_t end = std::min(begin + kRowsPerJob, table.rows.size());
        write_slice(actor,
                    {table.rows.begin() + static_cast<std::ptrdiff_t>(begin),
                     table.rows.begin() + static_cast<std::ptrdiff_t>(end)},
                    written);
        if (!written.errors.empty()) break;  // somebody changed the tree meanwhile; what is written is whole
    }
    return written;
}

ImportOrgs::Output ImportOrgs::rehearse(const Actor& actor, const OrgTable& table) {
    Output output;
    for (const OrgTableError& error : table.errors) report(output, error);
    database_.read([&](ReadTransaction& tx) {
        Ground ground(tx);
        std::set<std::string> refused = table.refused;
        for (const OrgTableRow& row : table.rows) {
            if (refused.contains(row.parent)) {  // its own fault shows once that of its parent is mended
                refused.insert(row.code);
                continue;
            }
            const Plan plan = plan_row(ground, actor, row, clock_.now());
            if (plan.error) {
                refused.insert(row.code);
                report(output, *plan.error);
                continue;
            }
            count(output, plan.change);
            ground.add(plan.unit);
        }
    });
    std::stable_sort(output.errors.begin(), output.errors.end(),
                     [](const LineError& a, const LineError& b) { return a.line < b.line; });
    return output;
}

void ImportOrgs::write_slice(const Actor& actor, const std::vector<OrgTableRow>& rows, Output& total) {
    const Output slice = database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Output output;
        Ground ground(tx);
        OrgWriter units(tx);
        AuditWriter audit(tx, digest_);
        for (const OrgTableRow& row : rows) {
            Plan plan = plan_row(ground, current, row, tx.now());
            if (plan.error) {
                report(output, *plan.error);
                return output;
            }
            count(output, plan.change);
            if (plan.change == Change::created) {
                plan.unit.id = OrgUnitId(make_uuid_v7(random_, tx.now()));
                units.insert(plan.unit);
                audit.append(current, {"create_unit",
                                       "org_unit",
                                       plan.unit.id.str(),
                                       {"code", "name", "short_name", "kind", "parent", "opened_at"}});
            } else if (plan.change == Change::changed) {
                units.update(plan.unit);
                audit.append(current,
                             {"update_unit", "org_unit", plan.unit.id.str(), {"name", "short_name", "opened_at"}});
            }
        }
        return output;
    });
    total.created += slice.created;
    total.changed += slice.changed;
    total.unchanged += slice.unchanged;
    for (const LineError& error : slice.errors) total.errors.push_back(error);
}

}  // namespace league
