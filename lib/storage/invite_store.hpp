// Invites: only the keyed hash of a code is stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/people.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class InviteStore {
public:
    InviteStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// `code` as normal_invite_code() gives it.
    std::optional<Invite> find_by_code(const std::string& code) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class InviteWriter {
public:
    InviteWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const Invite& invite, const std::string& code);
    /// False when somebody used it before.
    bool mark_used(const InviteId& id, const PersonId& by);
    /// Takes name and phone out of invites that are used or expired since before `limit_instant`; how many.
    long long forget_contacts(Instant limit_instant);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
