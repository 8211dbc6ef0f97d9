// Compares a batch with what is known: which of our units each organisation is, what is new, changed, missing, and
// where a person has to decide (R55; domain 11). A pure function over what was read; applying it is another matter.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/nms_words.hpp"
#include "lib/domain/org_record.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/sheet.hpp"

namespace league {

/// One line of an organisations table, or one members' list.
struct NmsSubject {
    NmsOrg org;  ///< without key
    int file = 0;
    long long line = 0;
    bool in_table = false;
    std::optional<int> list;
    std::optional<int> stated;
    std::optional<int> listed;
    int unnamed = 0;
};

struct NmsGround {
    OrgUnit scope;               ///< what the export is about
    std::vector<OrgUnit> units;  ///< open ones at and below the scope and all above it, parents first
    std::map<OrgUnitId, OrgRecord> records;
    std::vector<NmsVersion> known;  ///< versions that hold, of places in the scope
};

struct NmsPlan {
    std::vector<ImportRow> rows;  ///< numbered from 1, those of the files first, then what is missing
    /// Stated and listed heads that differ: number of the row.
    std::vector<int> heads_differ;
};

NmsPlan plan_import(const NmsWords& words, const NmsGround& ground, std::vector<NmsSubject> subjects);

}  // namespace league
