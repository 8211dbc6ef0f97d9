// A batch of exports of the national member system and what becomes of each of its rows (R55; domain 11). Only an
// import says what counts; a person decides where it disagrees with us; a batch can be taken back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"

namespace league {

using ImportBatchId = StrongId<struct ImportBatchTag>;

enum class BatchState {
    reading,     ///< files are being read; left behind only by a process that died
    staged,      ///< the dry run: looked at and decided, nothing applied
    committing,  ///< partly applied; a further commit goes on where it stopped
    committed,
    undoing,  ///< partly taken back; a further undo goes on
    undone,
    discarded,
};
std::string_view to_string(BatchState state);
std::optional<BatchState> batch_state_from(std::string_view text);

struct ImportBatch {
    ImportBatchId id;
    OrgUnitId unit;  ///< what the export is about: nothing outside of it is touched
    Instant as_of;   ///< beginning of the day of the export
    BatchState state = BatchState::reading;
    long long notices = 0;
    Instant created_at;
    std::optional<PersonId> created_by;  ///< nothing: the operator
    std::optional<Instant> committed_at;
    std::optional<Instant> undone_at;

    bool operator==(const ImportBatch&) const = default;
};

struct ImportFile {
    int number = 0;  ///< from 1
    std::string name;
    std::string sha256;
    long long lines = 0;

    bool operator==(const ImportFile&) const = default;
};

enum class RowOutcome {
    fresh,      ///< "new": one of ours that was not counted yet
    changed,    ///< counted already; something about it differs
    unchanged,  ///< counted already, all the same
    missing,    ///< counted until now and not in this export
    conflict,   ///< a person must decide
    unknown,    ///< in the member system, none of our units
    outside,    ///< a committee or another unit that is not counted
};
std::string_view to_string(RowOutcome outcome);
std::optional<RowOutcome> row_outcome_from(std::string_view text);

/// Why a row is a conflict.
enum class RowReason {
    none,
    several,       ///< the name fits several units
    elsewhere,     ///< the unit that fits stands in another township
    taken,         ///< another row of the batch fits the same unit
    member_twice,  ///< one person stands on the lists of two organisations
};
std::string_view to_string(RowReason reason);
std::optional<RowReason> row_reason_from(std::string_view text);

enum class RowDecision {
    link,    ///< it is this unit; of a person on two lists: it is this unit's member
    ignore,  ///< none of ours; of a person: counted on neither list
    keep,    ///< missing, but stays counted
    end,     ///< missing, and counts no longer
};
std::string_view to_string(RowDecision decision);
std::optional<RowDecision> row_decision_from(std::string_view text);

enum class RowState { waiting, done, left, undone };
std::string_view to_string(RowState state);
std::optional<RowState> row_state_from(std::string_view text);

/// What the member system says of an organisation. Secretary and phone are personal.
struct NmsOrg {
    std::string key;  ///< tells organisations apart from import to import
    std::string code;
    std::string name;
    std::string short_name;
    std::string parent;
    std::string category;
    std::string industry;
    std::optional<std::string> secretary;
    std::optional<std::string> phone;
    std::optional<std::string> secretary_hash;  ///< of the number of his or her identity paper

    bool operator==(const NmsOrg&) const = default;
};

/// What was said of an organisation by the import that last spoke of it.
struct NmsVersion {
    NmsOrg org;
    std::optional<int> members;
    OrgUnitId place;                ///< the township it stands in, or the unit of its import
    std::optional<OrgUnitId> unit;  ///< nothing: known to the member system alone
    bool dismissed = false;         ///< an office decided that it is none of ours
    Instant as_of;                  ///< day of the import that brought this version
};

struct ImportRow {
    int number = 0;  ///< from 1
    int file = 0;    ///< number of the file, 0 when it stands in none
    long long line = 0;
    std::optional<int> list;  ///< number of its members' list
    NmsOrg org;
    std::optional<int> members_stated;  ///< as the organisations table says
    std::optional<int> members_listed;  ///< as counted on its list
    int members_unnamed = 0;            ///< of those, without a number to tell them apart by
    OrgUnitId place;                    ///< the township it speaks of, or the batch's unit
    std::optional<OrgUnitId> unit;      ///< ours, as found
    RowOutcome outcome = RowOutcome::unknown;
    RowReason reason = RowReason::none;
    std::vector<OrgUnitId> candidates;  ///< of a conflict
    std::vector<std::string> changed_fields;
    std::optional<RowDecision> decision;
    std::optional<OrgUnitId> decided_unit;
    RowState state = RowState::waiting;

    bool operator==(const ImportRow&) const = default;
};

/// What a commit does with a row as it stands.
enum class RowEffect {
    count,      ///< its unit is counted, heads and names are taken over
    remember,   ///< it is listed as known to the member system alone
    dismiss,    ///< it is remembered as none of ours
    end_count,  ///< its unit counts no longer, or it is listed no longer
    nothing,
    blocked,  ///< a decision is missing
};
RowEffect effect_of(const ImportRow& row);
/// The unit that the row stands for as it is decided now.
std::optional<OrgUnitId> unit_of(const ImportRow& row);
bool is_member_twice(const ImportRow& row);
/// Whether a decision makes sense for a row of this outcome.
bool may_decide(const ImportRow& row, RowDecision decision);

/// Names of what differs: "name", "short_name", "parent", "category", "industry", "secretary", "phone".
std::vector<std::string> differing_fields(const NmsOrg& before, const NmsOrg& after);

}  // namespace league
