#include "lib/app/finish_import.hpp"

#include <functional>
#include <limits>

#include "lib/app/apply_import.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/import_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

// A row of a list of 100 costs about 3 ms: a slice stays far below the 50 ms that others may wait.
constexpr int kRowsPerJob = 20;
constexpr int kHeadsPerJob = 300;
constexpr int kListsErasedPerJob = 20;

struct Opened {
    Actor actor;
    ImportBatch batch;
    OrgUnit unit;
};

Opened open_batch(Transaction& tx, const Actor& asked, const ImportBatchId& id) {
    const Actor actor = actor_now(tx, asked);
    const auto batch = ImportStore(tx).find(id);
    if (!batch) throw Problem(ProblemCode::not_found, "import.not_found");
    const OrgUnit unit = OrgStore(tx).find(batch->unit).value();
    require(actor, Verb::manage_units, unit);
    return {actor, *batch, unit};
}

/// Two commits or undos of units in one line would read what the other is about to change.
void require_alone(ReadTransaction& tx, const Opened& opened) {
    for (const BatchState state : {BatchState::committing, BatchState::undoing}) {
        if (ImportStore(tx).in_line(opened.unit.path, state, opened.batch.id)) {
            throw Problem(ProblemCode::conflict, "import.in_progress");
        }
    }
}

void write_state(Transaction& tx, const Seals& seals, const Opened& opened, const char* verb) {
    ImportWriter(tx).update(opened.batch);
    AuditWriter(tx, seals.digest).append(opened.actor, {verb, "import_batch", opened.batch.id.str(), {"state"}});
}

void add_up(ImportResult& result, const ImportRow& row, RowState state, const RowTrace& trace) {
    if (state == RowState::left) ++result.left;
    if (state != RowState::done) return;
    switch (effect_of(row)) {
        case RowEffect::count:
            ++result.counted;
            if (trace.began_counting) ++result.began;
            return;
        case RowEffect::end_count:
            if (trace.ended_from) ++result.ended;
            return;
        case RowEffect::remember: ++result.remembered; return;
        case RowEffect::dismiss:
        case RowEffect::nothing:
        case RowEffect::blocked: return;
    }
}

void erase_lists(Database& database, const ImportBatchId& id) {
    const auto slice = [&] {
        return database.write([&](Transaction& tx) { return ImportWriter(tx).erase_lists(id, kListsErasedPerJob); });
    };
    while (slice()) {
    }
}

ImportResult what_was_done(ReadTransaction& tx, const Seals& seals, const ImportBatchId& id) {
    ImportResult result;
    result.batch = id;
    const ImportRowStore rows(tx, seals);
    constexpr int kPage = 500;
    for (int before = std::numeric_limits<int>::max(); before > 0;) {
        const auto page = rows.applied(id, before, kPage);
        for (const auto& [row, trace] : page) add_up(result, row, row.state, trace);
        before = page.empty() ? 0 : page.back().first.number;
    }
    const auto states = rows.states(id);
    const auto left = states.find(RowState::left);
    result.left = left == states.end() ? 0 : left->second;
    return result;
}

}  // namespace

ImportResult CommitImport::run(const Actor& actor, const ImportBatchId& id) {
    const bool is_done = database_.write([&](Transaction& tx) {
        Opened opened = open_batch(tx, actor, id);
        if (opened.batch.state == BatchState::committed) return true;
        if (opened.batch.state == BatchState::committing) return false;
        if (opened.batch.state != BatchState::staged) throw Problem(ProblemCode::closed, "import.not_staged");
        require_alone(tx, opened);
        const auto newest = ImportStore(tx).in_line(opened.unit.path, BatchState::committed, id);
        if (newest && newest->as_of > opened.batch.as_of) {
            throw Problem(ProblemCode::conflict, "import.older", {{"date", to_iso(beijing_date(newest->as_of))}});
        }
        // What was committed or undone since the dry run may have changed what this batch was compared with.
        if (ImportStore(tx).changed_since(opened.unit.path, opened.batch.created_at, id)) {
            throw Problem(ProblemCode::conflict, "import.compared_before");
        }
        const long long undecided = ImportRowStore(tx, seals_).undecided(id);
        if (undecided > 0) {
            throw Problem(ProblemCode::conflict, "import.undecided", {{"count", std::to_string(undecided)}});
        }
        opened.batch.state = BatchState::committing;
        write_state(tx, seals_, opened, "commit_import");
        return false;
    });
    if (!is_done) {
        const auto slice = [&] {
            return database_.write([&](Transaction& tx) {
                const Opened opened = open_batch(tx, actor, id);
                if (opened.batch.state != BatchState::committing) return false;
                const ApplyContext context{tx, seals_, opened.actor, opened.batch, opened.unit.path};
                int heads = 0;
                bool any = false;
                for (const ImportRow& row : ImportRowStore(tx, seals_).waiting(id, 0, kRowsPerJob)) {
                    if (any && heads + row.members_listed.value_or(0) > kHeadsPerJob) break;
                    heads += row.members_listed.value_or(0);
                    apply_row(context, row);
                    any = true;
                }
                return any;
            });
        };
        while (slice()) {
        }
        erase_lists(database_, id);
        database_.write([&](Transaction& tx) {
            Opened opened = open_batch(tx, actor, id);
            if (opened.batch.state != BatchState::committing) return;  // another call was quicker
            opened.batch.state = BatchState::committed;
            opened.batch.committed_at = tx.now();
            ImportRowWriter(tx, seals_).erase_personal(id);
            write_state(tx, seals_, opened, "finish_import");
        });
    }
    return database_.read([&](ReadTransaction& tx) { return what_was_done(tx, seals_, id); });
}

ImportResult UndoImport::run(const Actor& actor, const ImportBatchId& id) {
    ImportResult result = database_.write([&](Transaction& tx) {
        Opened opened = open_batch(tx, actor, id);
        if (opened.batch.state == BatchState::undone) return ImportResult{id};
        const bool may_begin =
            opened.batch.state == BatchState::committed || opened.batch.state == BatchState::committing;
        if (!may_begin && opened.batch.state != BatchState::undoing) {
            throw Problem(ProblemCode::closed, "import.not_committed");
        }
        if (may_begin) {
            require_alone(tx, opened);
            const Instant since = opened.batch.committed_at.value_or(opened.batch.created_at);
            if (const auto later = ImportStore(tx).committed_since(opened.unit.path, since, id)) {
                throw Problem(ProblemCode::conflict, "import.later_batch",
                              {{"date", to_iso(beijing_date(later->as_of))}});
            }
            opened.batch.state = BatchState::undoing;
            write_state(tx, seals_, opened, "undo_import");
        }
        return what_was_done(tx, seals_, id);
    });
    result.left = 0;
    const auto slice = [&] {
        return database_.write([&](Transaction& tx) {
            const Opened opened = open_batch(tx, actor, id);
            std::pair<bool, long long> done{false, 0};
            if (opened.batch.state != BatchState::undoing) return done;
            const ApplyContext context{tx, seals_, opened.actor, opened.batch, opened.unit.path};
            int heads = 0;
            const auto rows = ImportRowStore(tx, seals_).applied(id, std::numeric_limits<int>::max(), kRowsPerJob);
            for (const auto& [row, trace] : rows) {
                if (done.first && heads + row.members_listed.value_or(0) > kHeadsPerJob) break;
                heads += row.members_listed.value_or(0);
                if (!take_back_row(context, row, trace)) ++done.second;
                done.first = true;
            }
            return done;
        });
    };
    for (auto done = slice(); done.first; done = slice()) result.left += done.second;
    erase_lists(database_, id);  // of a commit that was cut short
    database_.write([&](Transaction& tx) {
        Opened opened = open_batch(tx, actor, id);
        if (opened.batch.state != BatchState::undoing) return;
        opened.batch.state = BatchState::undone;
        opened.batch.undone_at = tx.now();
        ImportRowWriter(tx, seals_).erase_personal(id);
        write_state(tx, seals_, opened, "finish_undo");
    });
    return result;
}

void DiscardImport::run(const Actor& actor, const ImportBatchId& id) {
    const auto batch = database_.write([&](Transaction& tx) {
        const Opened opened = open_batch(tx, actor, id);
        const BatchState state = opened.batch.state;
        if (state == BatchState::discarded) return std::optional<ImportBatch>();
        if (state != BatchState::staged) throw Problem(ProblemCode::closed, "import.not_staged");
        AuditWriter(tx, seals_.digest).append(opened.actor, {"discard_import", "import_batch", id.str(), {"state"}});
        return std::optional(opened.batch);
    });
    if (batch) erase_staged(database_, seals_, *batch);
}

void erase_staged(Database& database, const Seals& seals, ImportBatch batch) {
    // Closed first, so that nobody commits what is being erased.
    const bool is_ours = database.write([&](Transaction& tx) {
        const auto stored = ImportStore(tx).find(batch.id);
        if (!stored || (stored->state != BatchState::staged && stored->state != BatchState::reading)) return false;
        batch = *stored;
        batch.state = BatchState::discarded;
        ImportWriter(tx).update(batch);
        ImportRowWriter(tx, seals).erase_personal(batch.id);
        return true;
    });
    if (is_ours) erase_lists(database, batch.id);
}

long long erase_forgotten_imports(Database& database, const Seals& seals, Instant before) {
    constexpr int kAtOnce = 50;
    long long erased = 0;
    for (;;) {
        const auto forgotten =
            database.read([&](ReadTransaction& tx) { return ImportStore(tx).forgotten(before, kAtOnce); });
        if (forgotten.empty()) return erased;
        for (const ImportBatchId& id : forgotten) {
            ImportBatch batch;
            batch.id = id;
            erase_staged(database, seals, batch);
            ++erased;
        }
    }
}

}  // namespace league
