// Terms, tags and the history of heads of organisations. The newest of each stands in org_record_store.hpp; an
// organisation's term is written there too.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_life.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// An open unit whose term ends.
struct EndingTerm {
    OrgUnit unit;
    Instant ends_at;
};

/// Heads as they were written down, and where from: "typed" or "import".
struct KnownHeads {
    Headcount heads;
    std::string source;
};

class OrgLifeStore {
public:
    explicit OrgLifeStore(ReadTransaction& tx) : tx_(tx) {}

    /// Newest first.
    std::vector<Term> terms(const OrgUnitId& unit) const;
    /// Open organisations and committees at and below whose newest term ends up to that instant, the first to end
    /// first.
    std::vector<EndingTerm> ending_terms(const OrgPath& root, Instant until) const;
    /// In the order of words.
    std::vector<std::string> tags(const OrgUnitId& unit) const;
    /// Of open units at and below, by unit.
    std::map<OrgUnitId, std::vector<std::string>> tags_below(const OrgPath& root) const;
    /// Newest first.
    std::vector<KnownHeads> headcounts(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
};

class OrgLifeWriter {
public:
    explicit OrgLifeWriter(Transaction& tx) : tx_(tx) {}

    /// Over what was known of a term that began on that day. The record of an organisation shows the newest.
    void save_term(const Term& term, const std::optional<PersonId>& by);
    /// False when no term began on that day. The record shows the newest that is left.
    bool remove_term(const OrgUnitId& unit, Date began);
    /// These and no others.
    void set_tags(const OrgUnitId& unit, const std::vector<std::string>& tags);

private:
    Transaction& tx_;
};

}  // namespace league
