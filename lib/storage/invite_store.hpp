// Invites: only the keyed hash of a code is stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/people.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// A handover that can still be used.
struct OpenHandover {
    InviteId id;
    Role role = Role::branch_secretary;
    OrgUnit unit;
    Instant expires_at;
};

class InviteStore {
public:
    InviteStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// `code` as normal_invite_code() gives it.
    std::optional<Invite> find_by_code(const std::string& code) const;
    std::optional<Invite> find(const InviteId& id) const;
    /// Of roles that this person still holds, at open units, newest first.
    std::vector<OpenHandover> list_open_handovers(const PersonId& giver) const;

private:
    Invite read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class InviteWriter {
public:
    InviteWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const Invite& invite, const std::string& code);
    /// False when somebody used it before.
    bool mark_used(const InviteId& id, const PersonId& by);
    /// False when it was cancelled before.
    bool cancel(const InviteId& id);
    /// Cancels what would end this grant and was neither used nor cancelled; which they were.
    std::vector<InviteId> cancel_open_handovers(const RoleGrantId& grant);
    /// Takes name and phone out of invites that are used, cancelled or expired since before `limit_instant`; how many.
    long long forget_contacts(Instant limit_instant);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
