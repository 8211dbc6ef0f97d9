#include "lib/app/decide_import.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/shared_members.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/import_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr int kRowsPerJob = 500;
constexpr int kUnitsPerJob = 20;  // of rows that stand for units of ours, each of which is looked for in the batch

struct Opened {
    Actor actor;
    OrgUnit scope;
};

Opened open_staged(Transaction& tx, const Actor& asked, const ImportBatchId& id) {
    const Actor actor = actor_now(tx, asked);
    const auto batch = ImportStore(tx).find(id);
    if (!batch) throw Problem(ProblemCode::not_found, "import.not_found");
    OrgUnit scope = OrgStore(tx).find(batch->unit).value();
    require(actor, Verb::manage_units, scope);
    if (batch->state != BatchState::staged) throw Problem(ProblemCode::closed, "import.not_staged");
    return {actor, std::move(scope)};
}

OrgUnitId unit_to_link(Transaction& tx, const OrgUnit& scope, const std::string& id_or_code) {
    if (id_or_code.empty()) throw Problem::invalid("unit", "missing");
    const auto unit = OrgStore(tx).find_by_id_or_code(id_or_code);
    const bool fits =
        unit && !unit->closed_at && scope.path.contains(unit->path) && OrgRecordStore(tx).find(unit->id).has_value();
    if (!fits) throw Problem::invalid("unit", "import.unit_unfit");
    return unit->id;
}

/// Who stands on two lists belongs to one of the two.
void require_on_lists(Transaction& tx, const Seals& seals, const ImportBatchId& batch, const ImportRow& row,
                      const OrgUnitId& unit) {
    const ImportRowStore rows(tx, seals);
    const std::vector<int> lists = ImportStore(tx).rows_with_member(batch, row.org.key);
    const bool stands_there = std::any_of(lists.begin(), lists.end(), [&](int number) {
        const auto other = rows.find(batch, number);
        return other && unit_of(*other) == unit;
    });
    if (!stands_there) throw Problem::invalid("unit", "import.unit_not_on_lists");
}

/// A list that was none of ours is one now: whoever stands on another of ours too is a conflict from here on.
void tell_shared(Transaction& tx, const Seals& seals, const ImportBatchId& batch, const OrgUnit& scope,
                 const ImportRow& linked) {
    const ImportRowStore rows(tx, seals);
    const auto files = ImportStore(tx).files(batch);
    const ListGround ground{scope.id, [&](int number) { return files.at(static_cast<std::size_t>(number - 1)).name; },
                            [&](int number) { return rows.find(batch, number); }};
    const auto shared = ImportStore(tx).shared_with_list(batch, *linked.list);
    ImportRowWriter writer(tx, seals);
    for (const ImportRow& row : conflicts_of(shared, ground, rows.last_number(batch))) writer.insert(batch, row);
}

/// What the row was found to be and is not by its decision: a unit that counts and that no other row stands for is
/// missing from here on, so that a person decides whether it goes on counting.
void tell_left(Transaction& tx, const Seals& seals, const ImportBatchId& batch, const ImportRow& row) {
    if (is_member_twice(row) || row.outcome == RowOutcome::missing || !row.decision) return;
    std::vector<OrgUnitId> found = row.candidates;
    if (row.unit) found.push_back(*row.unit);
    const ImportRowStore rows(tx, seals);
    for (const OrgUnitId& id : found) {
        const auto record = OrgRecordStore(tx).find(id);
        const bool counts = record && record->nms_counted_at && unit_of(row) != id;
        if (!counts || rows.row_of(batch, id, row.number) || rows.is_missing(batch, id)) continue;
        const OrgUnit unit = OrgStore(tx).find(id).value();
        ImportRow left;
        left.number = rows.last_number(batch) + 1;
        left.org.key = "unit:" + unit.code;  // not that of the row, which may be remembered under it
        left.org.name = unit.name;
        left.place = row.place;
        left.unit = id;
        left.outcome = RowOutcome::missing;
        ImportRowWriter(tx, seals).insert(batch, left);
    }
}

}  // namespace

ImportRow DecideImport::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Opened opened = open_staged(tx, actor, input.batch);
        const ImportRowStore rows(tx, seals_);
        auto row = rows.find(input.batch, input.row);
        if (!row) throw Problem(ProblemCode::not_found, "import.row_not_found");
        if (input.decision && !may_decide(*row, *input.decision)) {
            throw Problem::invalid("decision", "import.decision_unfit");
        }
        const auto decided_before = row->decision;
        const auto unit_before = row->decided_unit;
        row->decision = input.decision;
        row->decided_unit.reset();
        if (input.decision == RowDecision::link) {
            row->decided_unit = unit_to_link(tx, opened.scope, input.unit);
            if (is_member_twice(*row)) require_on_lists(tx, seals_, input.batch, *row, *row->decided_unit);
        }
        if (decided_before && input.decision) {
            // Of two people who decide, the second is told what the first did.
            if (decided_before == row->decision && unit_before == row->decided_unit) return *row;
            throw Problem(ProblemCode::conflict, "import.decided_already");
        }
        const auto unit = unit_of(*row);
        if (unit && !is_member_twice(*row) && row->outcome != RowOutcome::missing) {
            if (const auto other = rows.row_of(input.batch, *unit, row->number)) {
                throw Problem(ProblemCode::conflict, "import.unit_taken", {{"row", std::to_string(*other)}});
            }
        }
        ImportRowWriter(tx, seals_)
            .decide(input.batch, row->number, row->decision, row->decided_unit, opened.actor.person);
        if (input.decision == RowDecision::link && row->list) tell_shared(tx, seals_, input.batch, opened.scope, *row);
        tell_left(tx, seals_, input.batch, *row);
        AuditWriter(tx, seals_.digest)
            .append(opened.actor, {"decide_import",
                                   "import_batch",
                                   input.batch.str(),
                                   {"row." + std::to_string(row->number), "decision", "unit"}});
        return *row;
    });
}

long long DecideImport::run_for_all(const Actor& actor, const InputForAll& input) {
    ImportRow example;
    example.outcome = input.outcome;
    if (input.decision == RowDecision::link || !may_decide(example, input.decision)) {
        throw Problem::invalid("decision", "import.decision_unfit");
    }
    const bool of_units = input.outcome != RowOutcome::missing && input.outcome != RowOutcome::unknown;
    const int rows_per_job = of_units ? kUnitsPerJob : kRowsPerJob;
    long long total = 0;
    for (int after = 0;;) {
        const auto [last, decided] = database_.write([&](Transaction& tx) {
            const Opened opened = open_staged(tx, actor, input.batch);
            std::pair<int, long long> done{0, 0};
            for (ImportRow& row : ImportRowStore(tx, seals_).waiting(input.batch, after, rows_per_job)) {
                done.first = row.number;
                if (row.outcome != input.outcome || row.decision) continue;
                ImportRowWriter(tx, seals_)
                    .decide(input.batch, row.number, input.decision, std::nullopt, opened.actor.person);
                row.decision = input.decision;
                tell_left(tx, seals_, input.batch, row);
                ++done.second;
            }
            if (done.second > 0) {
                AuditWriter(tx, seals_.digest)
                    .append(opened.actor, {"decide_import",
                                           "import_batch",
                                           input.batch.str(),
                                           {"rows." + std::string(to_string(input.outcome)), "decision"}});
            }
            return done;
        });
        total += decided;
        if (last == 0) return total;
        after = last;
    }
}

}  // namespace league
