// The dry run of an import from the national member system (R55; domain 11): reads the files, compares them with what
// is known, and keeps the result as a batch that a person looks at, decides and commits. Nothing that counts changes
// here.
//
// Either all files are without fault or nothing is kept. Rows go to the records while they are read, so memory does not
// grow with them; numbers of identity papers are hashed on reading and dropped. One import is read at a time in a
// process.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/documents/sheet_limits.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/nms_import.hpp"
#include "lib/domain/nms_words.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ImportReading;

class StageImport {
public:
    struct File {
        std::string name;
        std::string bytes;
    };
    struct Input {
        std::string unit;                           ///< id or code of what the export is about; empty: the top unit
        std::optional<Date> as_of;                  ///< day of the export; today when not given
        std::function<std::optional<File>()> next;  ///< the files one after the other; nothing after the last
    };

    StageImport(Database& database, const Seals& seals, Random& random, const Clock& clock, const Phrases& phrases,
                SheetLimits limits = {});

    /// Throws not_allowed unless the actor manages the unit; busy ("import_busy") while another is read; invalid_input
    /// with up to 50 faults of files (nms_words.hpp, field_error) or of as_of; conflict ("import.older") when a newer
    /// export has been committed.
    ImportBatchId run(const Actor& actor, const Input& input);
    /// Whether the actor manages any unit at all: asked before a large body is read.
    static bool may_try(const Actor& actor);

private:
    ImportBatch open(const Actor& actor, const Input& input);
    void compare(const ImportBatch& batch, ImportReading& reading);
    void finish(const Actor& actor, ImportBatch batch, const ImportReading& reading);
    void give_up(const ImportBatch& batch);

    Database& database_;
    const Seals& seals_;
    Random& random_;
    const Clock& clock_;
    NmsWords words_;
    SheetLimits limits_;
    std::mutex reading_;
};

}  // namespace league
