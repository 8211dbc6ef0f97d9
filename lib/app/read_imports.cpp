#include "lib/app/read_imports.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/import_store.hpp"
#include "lib/storage/nms_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

ReadImports::Summary summary_of(ReadTransaction& tx, const Seals& seals, const ImportBatch& batch) {
    const ImportRowStore rows(tx, seals);
    return {batch, OrgStore(tx).find(batch.unit).value(), rows.counts(batch.id), rows.states(batch.id),
            rows.undecided(batch.id)};
}

ImportBatch find_or_throw(ReadTransaction& tx, const Actor& actor, const ImportBatchId& id) {
    const auto batch = ImportStore(tx).find(id);
    if (!batch) throw Problem(ProblemCode::not_found, "import.not_found");
    require(actor, Verb::manage_units, OrgStore(tx).find(batch->unit).value());
    return *batch;
}

ReadImports::Row row_with_units(ReadTransaction& tx, const Seals& seals, ImportRow row) {
    ReadImports::Row shown;
    const OrgStore units(tx);
    shown.place = units.find(row.place).value();
    const auto unit = row.outcome == RowOutcome::missing ? row.unit : unit_of(row);
    if (unit) shown.unit = units.find(*unit);
    for (const OrgUnitId& id : row.candidates) {
        if (auto candidate = units.find(id)) shown.candidates.push_back(*std::move(candidate));
    }
    if (unit && row.state == RowState::waiting) {
        shown.before = NmsStore(tx, seals).of_unit(*unit);
        if (const auto record = OrgRecordStore(tx).find(*unit)) shown.heads_before = record->heads;
    }
    shown.row = std::move(row);
    return shown;
}

}  // namespace

std::vector<ReadImports::Summary> ReadImports::list(const Actor& actor, const std::string& unit, int limit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit root = unit_or_top(tx, unit);
        require(actor, Verb::manage_units, root);
        std::vector<Summary> summaries;
        for (const ImportBatch& batch : ImportStore(tx).list(root.path, limit)) {
            summaries.push_back(summary_of(tx, seals_, batch));
        }
        return summaries;
    });
}

ReadImports::Detail ReadImports::show(const Actor& actor, const ImportBatchId& id) {
    return database_.read([&](ReadTransaction& tx) {
        const ImportBatch batch = find_or_throw(tx, actor, id);
        const ImportStore imports(tx);
        return Detail{summary_of(tx, seals_, batch), imports.files(id), imports.notices(id)};
    });
}

ReadImports::Rows ReadImports::rows(const Actor& actor, const ImportBatchId& id, const RowFilter& filter) {
    return database_.read([&](ReadTransaction& tx) {
        find_or_throw(tx, actor, id);
        Rows shown;
        RowPage page = ImportRowStore(tx, seals_).list(id, filter);
        shown.total = page.total;
        for (ImportRow& row : page.rows) shown.rows.push_back(row_with_units(tx, seals_, std::move(row)));
        return shown;
    });
}

ReadNmsDifferences::Output ReadNmsDifferences::run(const Actor& actor, const std::string& unit, int limit) {
    return database_.read([&](ReadTransaction& tx) {
        Output output;
        output.unit = unit_or_top(tx, unit);
        require(actor, Verb::see_activities, output.unit);
        for (const auto& [branch, record] : OrgRecordStore(tx).list_below(output.unit.path)) {
            if (record.founded_at) ++output.founded;
            if (record.nms_counted_at) ++output.counted;
            if (record.nms_claimed_at && !record.nms_counted_at) {
                output.claimed_not_counted.push_back({branch, *record.nms_claimed_at});
            }
        }
        NmsPage unknown = NmsStore(tx, seals_).unknown_below(output.unit.path, limit, 0);
        output.counted_not_known = std::move(unknown.orgs);
        output.counted_not_known_total = unknown.total;
        for (NmsVersion& version : output.counted_not_known) {
            version.org.secretary.reset();
            version.org.phone.reset();
        }
        return output;
    });
}

}  // namespace league
