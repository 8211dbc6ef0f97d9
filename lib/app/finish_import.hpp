// What becomes of a staged batch: it is committed, undone, or given up (R55; domain 11). A commit applies row by row in
// slices, so that nobody waits behind it; each slice is whole in itself, and a commit or undo that was cut short goes
// on where it stopped when it is asked for again. A batch can be undone until a later one has been committed.
#pragma once

#include <map>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// How many rows a commit or undo dealt with, and what they were.
struct ImportResult {
    ImportBatchId batch;
    long long counted = 0;     ///< units that count now, newly or still
    long long began = 0;       ///< of those, newly
    long long ended = 0;       ///< units that count no longer
    long long remembered = 0;  ///< known to the member system alone
    long long left = 0;        ///< rows that could not be applied any more, since the unit was closed meanwhile
};

class CommitImport {
public:
    CommitImport(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws not_found ("import.not_found"), not_allowed; conflict: "import.undecided" {count}, "import.older" {date},
    /// "import.in_progress"; closed ("import.not_staged") for a batch that is neither staged nor half committed. A
    /// committed batch answers what it did.
    ImportResult run(const Actor& actor, const ImportBatchId& id);

private:
    Database& database_;
    const Seals& seals_;
};

class UndoImport {
public:
    UndoImport(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws as CommitImport does; conflict ("import.later_batch" {date}) when a later batch was committed in the same
    /// line of units; closed ("import.not_committed"). `left` counts rows whose unit others changed meanwhile.
    ImportResult run(const Actor& actor, const ImportBatchId& id);

private:
    Database& database_;
    const Seals& seals_;
};

class DiscardImport {
public:
    DiscardImport(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws not_found, not_allowed, closed ("import.not_staged"). Discarding twice is fine.
    void run(const Actor& actor, const ImportBatchId& id);

private:
    Database& database_;
    const Seals& seals_;
};

/// Erases the lists and contacts of a batch that is not committed and closes it, in slices.
void erase_staged(Database& database, const Seals& seals, ImportBatch batch);
/// The same for batches that nobody committed since before the instant; how many.
long long erase_forgotten_imports(Database& database, const Seals& seals, Instant before);

}  // namespace league
