#include "lib/app/manage_cadence.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/cadence_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/kind_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

bool is_over(const CadenceRule& rule, Instant now) {
    return rule.valid_to && std::chrono::sys_days(*rule.valid_to) < std::chrono::sys_days(beijing_date(now));
}

/// The label is not part of a rule: a kind may be called otherwise by now.
bool is_same_rule(CadenceRule a, const CadenceRule& b) {
    a.kind_label = b.kind_label;
    return a == b;
}

void require_new(ReadTransaction& tx, const CadenceRule& rule) {
    for (const CadenceRule& other : CadenceStore(tx).list()) {
        if (!asks_the_same(rule, other)) continue;
        throw Problem(ProblemCode::conflict, "cadence.asked_already", {{"source", other.source}});
    }
}

}  // namespace

std::vector<ListCadence::Line> ListCadence::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_unit, unit);
        std::vector<Line> lines;
        for (CadenceRule& rule : CadenceStore(tx).list()) {
            const bool here = !rule.scope || rule.scope_path.contains(unit.path) || unit.path.contains(rule.scope_path);
            if (!here || (!input.with_ended && is_over(rule, tx.now()))) continue;
            std::string name;
            if (rule.scope) {
                const std::optional<OrgUnit> scope = OrgStore(tx).find(*rule.scope);
                ensure(scope.has_value());  // a foreign key holds it
                name = scope->name;
            }
            lines.push_back({std::move(rule), std::move(name)});
        }
        return lines;
    });
}

AddCadence::Output AddCadence::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(current, Verb::manage_rules, unit);
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        if (!is_uuid(input.rule.id)) throw Problem::invalid("id", "not_an_id");
        CadenceRule rule = input.rule;
        rule.scope = unit.id;
        rule.scope_path = unit.path;
        const std::optional<ActivityKind> kind =
            rule.kind ? KindStore(tx).find_in_use(*rule.kind) : std::optional<ActivityKind>();
        rule.kind_label = kind ? kind->label : "";
        if (const std::optional<CadenceRule> earlier = CadenceStore(tx).find(rule.id)) {
            if (!is_same_rule(*earlier, rule)) throw Problem(ProblemCode::conflict, "cadence.other_rule_under_id");
            return Output{/*created=*/false, *earlier};
        }
        std::vector<FieldError> errors = check_rule(rule, kind.has_value() || !rule.kind);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        require_new(tx, rule);
        ensure(CadenceWriter(tx).insert(rule, current.person));
        AuditWriter(tx, digest_).append(current, {"add_cadence", "cadence_rule", rule.id, {}});
        return Output{/*created=*/true, std::move(rule)};
    });
}

CadenceRule EndCadence::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        std::optional<CadenceRule> rule = CadenceStore(tx).find(input.id);
        if (!rule) {
            require(current, Verb::manage_rules, unit_or_top(tx, ""));
            throw Problem(ProblemCode::not_found, "cadence.not_found");
        }
        require(current, Verb::manage_rules, unit_or_top(tx, rule->scope ? rule->scope->str() : ""));
        if (rule->valid_to == input.valid_to) return *std::move(rule);
        if (is_over(*rule, tx.now())) throw Problem(ProblemCode::closed, "cadence.ended");
        const std::chrono::sys_days last(input.valid_to);
        if (last < std::chrono::sys_days(add_days(beijing_date(tx.now()), -1))) {
            throw Problem::invalid("valid_to", "cadence.ends_in_the_past");
        }
        if (last < std::chrono::sys_days(rule->valid_from)) {
            throw Problem::invalid("valid_to", "cadence.ends_before_start");
        }
        CadenceWriter(tx).set_last_day(rule->id, input.valid_to);
        AuditWriter(tx, digest_).append(current, {"end_cadence", "cadence_rule", rule->id, {"valid_to"}});
        rule->valid_to = input.valid_to;
        return *std::move(rule);
    });
}

}  // namespace league
