// What there is of imports: batches, their files, notices and rows; and where the member system and the townships
// disagree, which is the figure that the report calls "what has been entered counts" (R55).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/org_record.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/sheet.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/import_row_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ReadImports {
public:
    struct Summary {
        ImportBatch batch;
        OrgUnit unit;
        std::map<RowOutcome, long long> outcomes;
        std::map<RowState, long long> states;
        long long undecided = 0;
    };
    struct Detail {
        Summary summary;
        std::vector<ImportFile> files;
        std::vector<SheetFault> notices;  ///< the first 200
    };
    struct Row {
        ImportRow row;
        OrgUnit place;
        std::optional<OrgUnit> unit;  ///< that it stands for as decided now
        std::vector<OrgUnit> candidates;
        /// What is known until now of a unit that is counted already.
        std::optional<NmsVersion> before;
        std::optional<Headcount> heads_before;
    };
    struct Rows {
        std::vector<Row> rows;
        long long total = 0;
    };

    ReadImports(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Of units at and below, the newest first. Throws not_allowed unless the actor manages the unit.
    std::vector<Summary> list(const Actor& actor, const std::string& unit, int limit);
    /// Throws not_found ("import.not_found"), not_allowed.
    Detail show(const Actor& actor, const ImportBatchId& id);
    Rows rows(const Actor& actor, const ImportBatchId& id, const RowFilter& filter);

private:
    Database& database_;
    const Seals& seals_;
};

/// Where the two sides differ, at and below a unit.
class ReadNmsDifferences {
public:
    struct Claimed {
        OrgUnit unit;
        Instant claimed_at;
    };
    struct Output {
        OrgUnit unit;
        long long founded = 0;  ///< open organisations
        long long counted = 0;
        std::vector<Claimed> claimed_not_counted;   ///< a township says it is entered, no import has shown it
        std::vector<NmsVersion> counted_not_known;  ///< in the system, none of our units; without contacts
        long long counted_not_known_total = 0;
    };

    ReadNmsDifferences(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// `unit` empty: the top one. The second list is cut at `limit`. Throws not_found, not_allowed.
    Output run(const Actor& actor, const std::string& unit, int limit);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
