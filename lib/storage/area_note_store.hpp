// What was noted about townships by those who look after them. Never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/area_note.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class AreaNoteStore {
public:
    explicit AreaNoteStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<AreaNote> find(const std::string& id) const;
    struct Page {
        std::vector<AreaNote> notes;
        long long total = 0;
    };
    /// Of units at and below, the newest first.
    Page list(const OrgPath& under, const std::optional<AreaNoteKind>& kind, int limit, int offset) const;
    /// The newest visit to the unit itself.
    std::optional<AreaNote> last_visit(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
};

class AreaNoteWriter {
public:
    explicit AreaNoteWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when it is there.
    void insert(const AreaNote& note);

private:
    Transaction& tx_;
};

}  // namespace league
