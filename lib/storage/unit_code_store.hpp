// References of units for the scenes of their codes, and the codes that accounts made (wechat-api 3.4, 5.5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"

namespace league {

class ReadTransaction;
class Transaction;

struct UnitCodePicture {
    std::string account;
    std::string ticket;   ///< of an official account; empty for a mini program
    std::string picture;  ///< SHA-256 of the bytes
    Instant made_at;
};

class UnitCodeStore {
public:
    explicit UnitCodeStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<std::string> reference_of(const OrgUnitId& unit) const;
    std::optional<OrgUnitId> find_unit(const std::string& reference) const;
    std::optional<UnitCodePicture> find_picture(const OrgUnitId& unit, const std::string& account) const;
    /// By account.
    std::vector<UnitCodePicture> pictures_of(const OrgUnitId& unit) const;
    /// Permanent codes that this account has made.
    long long count_tickets(const std::string& account) const;

private:
    ReadTransaction& tx_;
};

class UnitCodeWriter {
public:
    explicit UnitCodeWriter(Transaction& tx) : tx_(tx) {}

    /// False when the unit or the reference is taken.
    bool insert_reference(const OrgUnitId& unit, const std::string& reference);
    /// Over what was known of that account.
    void save_picture(const OrgUnitId& unit, const UnitCodePicture& picture);

private:
    Transaction& tx_;
};

}  // namespace league
