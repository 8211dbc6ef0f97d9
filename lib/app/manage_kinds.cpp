#include "lib/app/manage_kinds.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/kind_definition.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/cadence_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/kind_store.hpp"

namespace league {
namespace {

void require_office(ReadTransaction& tx, const Actor& actor) {
    require(actor, Verb::manage_rules, unit_or_top(tx, ""));
}

ActivityKind find_or_throw(ReadTransaction& tx, const std::string& code) {
    std::optional<ActivityKind> kind = KindStore(tx).find(code);
    if (!kind) throw Problem(ProblemCode::not_found, "kind.not_found");
    return *std::move(kind);
}

std::vector<std::string> differing_parts(const ActivityKind& a, const ActivityKind& b) {
    std::vector<std::string> names;
    const auto note = [&](const char* name, bool differs) {
        if (differs) names.emplace_back(name);
    };
    note("label", a.label != b.label);
    note("sort", a.sort != b.sort);
    note("restricted", a.restricted != b.restricted);
    note("in_use", a.in_use != b.in_use);
    note("fields", a.fields != b.fields);
    note("checks", a.checks != b.checks);
    return names;
}

/// A rule nobody could follow would stand on every list of what is missing.
void require_no_rule_asks(ReadTransaction& tx, const std::string& code) {
    const std::chrono::sys_days today(beijing_date(tx.now()));
    for (const CadenceRule& rule : CadenceStore(tx).list()) {
        if (rule.kind != code || (rule.valid_to && std::chrono::sys_days(*rule.valid_to) < today)) continue;
        throw Problem(ProblemCode::conflict, "kind.asked_by_rule", {{"source", rule.source}});
    }
}

ActivityKind save_change(Transaction& tx, const Digest& digest, const Actor& actor, const ActivityKind& previous,
                         ActivityKind next) {
    next.revision = previous.revision;
    const std::vector<std::string> changed = differing_parts(previous, next);
    if (changed.empty()) return previous;
    if (previous.in_use && !next.in_use) require_no_rule_asks(tx, next.code);
    ++next.revision;
    if (!KindWriter(tx).replace(next)) throw Problem(ProblemCode::conflict, "kind.base_is_old");
    AuditWriter(tx, digest).append(actor, {"change_kind", "activity_kind", next.code, changed});
    return find_or_throw(tx, next.code);
}

}  // namespace

ActivityKind AddKind::run(const Actor& actor, const ActivityKind& kind) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_office(tx, current);
        std::vector<FieldError> errors = check_definition(kind);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        ActivityKind added = kind;
        added.in_use = true;
        added.revision = 1;
        if (!KindWriter(tx).insert(added)) {
            const ActivityKind there = find_or_throw(tx, kind.code);
            if (there.revision == 1 && differing_parts(there, added).empty()) return there;
            throw Problem(ProblemCode::conflict, "kind.code_taken");
        }
        AuditWriter(tx, digest_).append(current, {"add_kind", "activity_kind", kind.code, {}});
        return added;
    });
}

ActivityKind ChangeKind::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_office(tx, current);
        const ActivityKind previous = find_or_throw(tx, input.kind.code);
        std::vector<FieldError> errors = check_definition(input.kind);
        for (FieldError& error : check_change(previous, input.kind)) errors.push_back(std::move(error));
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        ActivityKind next = with_former_fields(previous, input.kind);
        // The same change sent again, its first answer lost on the way.
        if (input.base_revision + 1 == previous.revision && differing_parts(previous, next).empty()) return previous;
        if (input.base_revision != previous.revision) throw Problem(ProblemCode::conflict, "kind.base_is_old");
        return save_change(tx, digest_, current, previous, std::move(next));
    });
}

ActivityKind RetireKind::run(const Actor& actor, const std::string& code) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require_office(tx, current);
        const ActivityKind previous = find_or_throw(tx, code);
        ActivityKind next = previous;
        next.in_use = false;
        return save_change(tx, digest_, current, previous, std::move(next));
    });
}

}  // namespace league
