// Link codes (six digits that join a second account to a person) and the attempts to type one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/people.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class LinkStore {
public:
    LinkStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// The newest code of these digits, used or expired ones included.
    std::optional<LinkCode> find_by_code(const std::string& digits) const;
    long long count_attempts(const IdentityId& identity, Instant since) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class LinkWriter {
public:
    LinkWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const LinkCode& code, const std::string& digits);
    void mark_used(const std::string& id);
    /// Earlier codes of the person can no longer be used.
    void void_codes_of(const PersonId& person);
    void add_attempt(const IdentityId& identity);
    /// Attempts and codes from before; how many rows.
    long long erase_before(Instant limit_instant);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
