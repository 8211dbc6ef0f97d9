// Checks of what logs say: one row a log, of its newest checked revision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/content_check.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// What an officer sees of a log that is left to him.
struct ContentCheckRow {
    ContentCheck check;
    ActivityContent content;
    std::string unit_code;
    std::string unit_name;
};

struct ContentCheckPage {
    std::vector<ContentCheckRow> rows;  ///< what has waited longest first
    long long total = 0;                ///< of all that wait at or below the unit
};

/// A log whose newest words have no check.
struct UncheckedLog {
    ActivityId id;
    int revision = 1;
    std::optional<PersonId> author;  ///< of that revision
    Instant changed_at;
};

class ContentCheckStore {
public:
    explicit ContentCheckStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<ContentCheck> find(const ActivityId& id) const;
    /// Left to officers, of logs at or below the unit that were not withdrawn.
    ContentCheckPage list_open(const OrgPath& under, int limit, int offset) const;
    long long count_open() const;
    /// Logged or amended since then, not withdrawn, not of a restricted kind (R47), at most so many; in the order in
    /// which they changed.
    std::vector<UncheckedLog> unchecked(Instant since, int most) const;
    /// Of all logs; 1970 without any.
    Instant newest_change() const;
    bool has_waiting_since_before(Instant then) const;
    /// Checks that cannot be: of a revision that the log does not have, or judged without having been left to anybody.
    std::vector<ActivityId> faults(long long& examined) const;

private:
    ReadTransaction& tx_;
};

class ContentCheckWriter {
public:
    explicit ContentCheckWriter(Transaction& tx) : tx_(tx) {}

    void put(const ContentCheck& check);
    /// Those that have waited since before then become not_checked; how many, at most `most`.
    long long give_up_waiting(Instant before, int most);

private:
    Transaction& tx_;
};

}  // namespace league
