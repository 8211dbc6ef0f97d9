#include "lib/app/stage_import.hpp"

#include <algorithm>

#include "lib/app/finish_import.hpp"
#include "lib/app/import_reading.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/nms_words.hpp"
#include "lib/app/shared_members.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/documents/table_files.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/nms_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsPerJob = 200;
constexpr std::size_t kMostSharedMembers = 1000;  // more are the same lists handed in twice, and no work for a person
constexpr std::size_t kAnyDepth = 64;

/// Everything that a batch is compared with, in one snapshot.
NmsGround load_ground(ReadTransaction& tx, const Seals& seals, const OrgUnitId& scope) {
    NmsGround ground;
    ground.scope = OrgStore(tx).find(scope).value();
    ground.units = OrgStore(tx).ancestors(ground.scope);
    for (CountedUnit& found : OrgStore(tx).subtree(ground.scope.path, kAnyDepth)) {
        ground.units.push_back(std::move(found.unit));
    }
    for (auto& [unit, record] : OrgRecordStore(tx).list_below(ground.scope.path)) {
        ground.records.emplace(unit.id, std::move(record));
    }
    ground.known = NmsStore(tx, seals).list_below(ground.scope.path);
    return ground;
}

}  // namespace

StageImport::StageImport(Database& database, const Seals& seals, Random& random, const Clock& clock,
                         const Phrases& phrases, SheetLimits limits)
    : database_(database),
      seals_(seals),
      random_(random),
      clock_(clock),
      words_(load_nms_words(phrases)),
      limits_(limits) {}

bool StageImport::may_try(const Actor& actor) {
    return actor.is_operator || std::any_of(actor.roles.begin(), actor.roles.end(),
                                            [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
}

ImportBatchId StageImport::run(const Actor& actor, const Input& input) {
    if (!may_try(actor)) throw Problem(ProblemCode::not_allowed, actor.roles.empty() ? "not_bound" : "not_allowed");
    const std::unique_lock turn(reading_, std::try_to_lock);
    if (!turn.owns_lock()) throw Problem(ProblemCode::busy, "import_busy");

    const ImportBatch batch = open(actor, input);
    try {
        ImportReading reading(database_, seals_, words_, batch.id);
        TableFiles files(limits_);
        for (auto file = input.next(); file && !reading.is_hopeless(); file = input.next()) {
            files.read(file->name, file->bytes, reading);
        }
        if (files.files() == 0 && reading.faults().empty()) throw Problem::invalid("file", "import.no_files");
        if (!reading.faults().empty()) {
            std::vector<FieldError> errors;
            for (const SheetFault& fault : reading.faults()) errors.push_back(field_error(fault));
            throw Problem::invalid(std::move(errors));
        }
        reading.flush();
        compare(batch, reading);
        finish(actor, batch, reading);
    } catch (...) {
        give_up(batch);
        throw;
    }
    return batch.id;
}

ImportBatch StageImport::open(const Actor& actor, const Input& input) {
    const ImportBatchId id(make_uuid_v7(random_, clock_.now()));
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(current, Verb::manage_units, unit);
        const Date today = beijing_date(tx.now());
        const Date day = input.as_of.value_or(today);
        if (day > today) throw Problem::invalid("as_of", "import.date_in_future");
        ImportBatch batch;
        batch.id = id;
        batch.unit = unit.id;
        batch.as_of = at_beijing(day);
        batch.created_at = tx.now();
        batch.created_by = current.person;
        const auto newest = ImportStore(tx).in_line(unit.path, BatchState::committed, id);
        if (newest && newest->as_of > batch.as_of) {
            throw Problem(ProblemCode::conflict, "import.older", {{"date", to_iso(beijing_date(newest->as_of))}});
        }
        ImportWriter(tx).insert(batch);
        return batch;
    });
}

void StageImport::compare(const ImportBatch& batch, ImportReading& reading) {
    NmsGround ground;
    std::map<int, int> sizes;
    database_.read([&](ReadTransaction& tx) {
        ground = load_ground(tx, seals_, batch.unit);
        sizes = ImportStore(tx).list_sizes(batch.id);
    });
    const NmsPlan plan = plan_import(words_, ground, reading.subjects(sizes));
    for (const int number : plan.heads_differ) {
        const ImportRow& row = plan.rows.at(static_cast<std::size_t>(number - 1));
        reading.notice({reading.file_name(row.file),
                        "",
                        static_cast<std::size_t>(row.line),
                        "",
                        "nms.heads_differ",
                        {{"branch", row.org.name},
                         {"stated", std::to_string(*row.members_stated)},
                         {"listed", std::to_string(*row.members_listed)}}});
    }
    const auto write_rows = [&](const std::vector<ImportRow>& rows) {
        for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerJob) {
            const std::size_t end = std::min(begin + kRowsPerJob, rows.size());
            database_.write([&](Transaction& tx) {
                ImportRowWriter writer(tx, seals_);
                for (std::size_t i = begin; i < end; ++i) writer.insert(batch.id, rows[i]);
            });
        }
    };
    write_rows(plan.rows);
    const auto shared = database_.read([&](ReadTransaction& tx) {
        return ImportStore(tx).shared_members(batch.id, static_cast<int>(kMostSharedMembers) + 1);
    });
    const ListGround ground_of_lists{
        batch.unit, [&](int file) { return reading.file_name(file); },
        [&](int row) { return std::optional(plan.rows.at(static_cast<std::size_t>(row - 1))); }};
    const auto conflicts = conflicts_of(shared, ground_of_lists, static_cast<int>(plan.rows.size()));
    if (conflicts.size() > kMostSharedMembers) {
        throw Problem::invalid("file", "import.too_many_shared", {{"limit", std::to_string(kMostSharedMembers)}});
    }
    write_rows(conflicts);
}

void StageImport::finish(const Actor& actor, ImportBatch batch, const ImportReading& reading) {
    database_.write([&](Transaction& tx) {
        ImportWriter writer(tx);
        for (const ImportFile& file : reading.files()) writer.add_file(batch.id, file);
        int number = 0;
        for (const SheetFault& notice : reading.notices()) writer.add_notice(batch.id, ++number, notice);
        batch.state = BatchState::staged;
        batch.notices = reading.notice_count();
        writer.update(batch);
        AuditWriter(tx, seals_.digest)
            .append(actor_now(tx, actor), {"stage_import", "import_batch", batch.id.str(), {"unit", "as_of", "files"}});
    });
}

void StageImport::give_up(const ImportBatch& batch) {
    try {
        erase_staged(database_, seals_, batch);
    } catch (const std::exception&) {
        // What ended the reading is told, not this. The batch stays as "reading", and is erased with others that nobody
        // finished.
    }
}

}  // namespace league
