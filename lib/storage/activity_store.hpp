// Logs of activities, what they said before, and lists of them. Figures are kept by FiguresStore; permission and
// rules are asked above.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/cipher.hpp"
#include "lib/domain/activity.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// Which logs: every member narrows. `under` is a unit and all below it.
struct ActivityFilter {
    OrgPath under;
    std::optional<Span> started;
    std::optional<ActivityState> state;
    std::optional<std::string> kind;
    std::optional<PersonId> logged_by;
    bool with_restricted = true;  ///< false leaves out logs of restricted kinds (R47)
    int limit = 50;
    int offset = 0;
};

/// A log with the names a list shows beside it.
struct ActivityRow {
    Activity activity;
    std::string unit_code;
    std::string unit_name;
    std::string unit_short_name;
    OrgPath unit_path;
    std::string kind_label;
};

struct ActivityPage {
    std::vector<ActivityRow> rows;  ///< newest activity first
    long long total = 0;            ///< of the whole filter
};

/// What a log said in an earlier revision.
struct ActivityRevision {
    int revision = 1;
    ActivityContent content;
    ActivityState state = ActivityState::submitted;
    Instant replaced_at;
    std::optional<PersonId> replaced_by;
};

class ActivityStore {
public:
    explicit ActivityStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Activity> find(const ActivityId& id);
    std::optional<ActivityRow> find_row(const ActivityId& id);
    ActivityPage list(const ActivityFilter& filter);
    /// The log that this person saved last, whatever its state; only of one source when given.
    std::optional<Activity> last_by_person(const PersonId& person, std::optional<ActivitySource> source = {});
    /// The newest activity of a unit itself that counts.
    std::optional<Activity> last_counted_of_unit(const OrgUnitId& unit);
    /// Logs at or below the unit that wait for review.
    long long count_to_review(const OrgPath& under);
    /// Returned logs of the unit itself about activities since then.
    long long count_returned(const OrgUnitId& unit, Instant started_since);
    /// Whether the unit has another log of that span with this one's kind and title that counts.
    bool has_twin(const Activity& log, const Span& span);
    /// Who reported a log that somebody else wrote down; nothing for other logs, or when it was erased.
    std::optional<std::string> told_by(const ActivityId& id, const Cipher& cipher);
    /// Newest first.
    std::vector<ActivityRevision> revisions(const ActivityId& id);

private:
    ReadTransaction& tx_;
};

class ActivityWriter {
public:
    explicit ActivityWriter(Transaction& tx) : tx_(tx) {}

    /// False when the id is taken. `told_by_sealed` is what seal_teller gave, of a log that somebody reported.
    bool insert(const Activity& activity, const std::optional<std::string>& told_by_sealed = {});
    static std::string seal_teller(const Cipher& cipher, const std::string& name);
    /// Erases who reported logs submitted before then, so many at most; how many were erased.
    long long forget_tellers(Instant before, int most);
    /// Writes `next` over `previous`, keeping what that said when the revision grows; false when the row is of another
    /// revision or state by now.
    bool update(const Activity& previous, const Activity& next, const std::optional<PersonId>& by);

private:
    Transaction& tx_;
};

}  // namespace league
