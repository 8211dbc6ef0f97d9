// Cadence rules, the organisations they are held against, and the list of what every organisation does once (R39,
// R41-R47, R63).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/domain/cadence.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// One of the seven "ones": any of the kinds ticks it.
struct ChecklistItem {
    std::string code;
    std::string label;
    std::vector<std::string> kinds;
};

/// A founded, open organisation with its logs of one year, and what rules ask of it.
struct OrgYear {
    OrgUnitId unit;
    OrgPath path;
    OrgKind kind = OrgKind::branch;
    Instant opened_at;
    std::optional<int> members;
    ActivityYear year;
};

class CadenceStore {
public:
    explicit CadenceStore(ReadTransaction& tx) : tx_(tx) {}

    /// Short periods first.
    std::vector<CadenceRule> list();
    std::optional<CadenceRule> find(const std::string& id);
    std::vector<ChecklistItem> checklist();
    /// At and below the unit, in the order of paths: one statement over kept rows.
    std::vector<OrgYear> organisations(const OrgPath& root, int year);

private:
    ReadTransaction& tx_;
};

class CadenceWriter {
public:
    explicit CadenceWriter(Transaction& tx) : tx_(tx) {}

    /// False when the id is taken.
    bool insert(const CadenceRule& rule, const std::optional<PersonId>& by);
    void set_last_day(const std::string& id, Date valid_to);

private:
    Transaction& tx_;
};

}  // namespace league
