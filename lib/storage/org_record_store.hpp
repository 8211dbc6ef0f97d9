// Records of affiliated organisations: one row for every unit that counts as a branch, made with the unit. The history
// of heads and of being counted lies beside it; the record holds the newest of each.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/domain/org_record.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// From when until when the member system had an organisation.
struct NmsSpan {
    Instant from;
    std::optional<Instant> until;
};

enum class HeadcountSource { typed, import };
std::string_view to_string(HeadcountSource source);

class OrgRecordStore {
public:
    explicit OrgRecordStore(ReadTransaction& tx) : tx_(tx) {}

    /// Nothing for a unit that does not count as a branch.
    std::optional<OrgRecord> find(const OrgUnitId& unit) const;
    /// Open organisations at and below, with their units, in the order of paths. One statement.
    std::vector<std::pair<OrgUnit, OrgRecord>> list_below(const OrgPath& root) const;
    /// The span that began at this instant.
    std::optional<NmsSpan> span(const OrgUnitId& unit, Instant from) const;
    /// Members as kept for exactly this day and source.
    std::optional<int> members_on(const OrgUnitId& unit, Instant day, HeadcountSource source) const;

private:
    ReadTransaction& tx_;
};

class OrgRecordWriter {
public:
    explicit OrgRecordWriter(Transaction& tx) : tx_(tx) {}

    /// Writes the whole record but heads and being counted, which have a history of their own.
    void save(const OrgRecord& record);
    /// Keeps what was counted on a day; the record shows it unless it knows a later day. Where youth was not counted
    /// the record goes on showing the last that was.
    void add_headcount(const OrgUnitId& unit, const Headcount& heads, HeadcountSource source,
                       const std::optional<PersonId>& by);
    /// The member system has it since `from`. No effect when it is counted already.
    void begin_counting(const OrgUnitId& unit, Instant from);
    /// The member system has it no longer. No effect when it is not counted.
    void end_counting(const OrgUnitId& unit, Instant until);

    /// Undoes begin_counting: the span goes, or is again what it was before. No effect when the unit is counted from
    /// another day by now, or not at all.
    bool take_back_counting(const OrgUnitId& unit, Instant from, const std::optional<NmsSpan>& before);
    /// Undoes end_counting of the span that began at `from`. No effect when the unit is counted again already.
    bool resume_counting(const OrgUnitId& unit, Instant from);
    /// Undoes add_headcount: that day's goes, or is `before` again; the record shows the newest that remains.
    void take_back_headcount(const OrgUnitId& unit, Instant day, HeadcountSource source, std::optional<int> before);

private:
    Transaction& tx_;
};

}  // namespace league
