// One row of a batch applied to the records, or taken back. Inside finish_import.cpp only.
#pragma once

#include <utility>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct ApplyContext {
    Transaction& tx;
    const Seals& seals;
    const Actor& actor;
    const ImportBatch& batch;
    const OrgPath& scope;  ///< of the batch's unit
};

/// Does what effect_of(row) says, writes the audit row, and keeps the trace. A row whose unit was closed or
/// moved out of the batch's scope meanwhile is left.
std::pair<RowState, RowTrace> apply_row(const ApplyContext& context, const ImportRow& row);

/// False when others changed the unit's counting meanwhile, which then stays as it is.
bool take_back_row(const ApplyContext& context, const ImportRow& row, const RowTrace& trace);

}  // namespace league
