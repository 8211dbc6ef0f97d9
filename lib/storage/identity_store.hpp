// WeChat identities: one openid in one account, sealed, found by its keyed hash.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/domain/people.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class IdentityStore {
public:
    IdentityStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Identity> find(const IdentityId& id) const;
    std::optional<Identity> find(const std::string& account, const OpenId& openid) const;
    /// The id alone, without opening anything: for callbacks.
    struct Known {
        IdentityId id;
        bool follows = false;
        bool has_unionid = false;
    };
    std::optional<Known> find_known(const std::string& account, const OpenId& openid) const;
    std::vector<Identity> list_for_person(const PersonId& person) const;
    std::vector<Identity> list_for_unionid(const std::string& unionid) const;
    /// Followers of the account without a unionid yet, who were not asked for since then: for back-filling.
    std::vector<Identity> list_without_unionid(const std::string& account, Instant asked_since, int limit) const;

private:
    Identity read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class IdentityWriter {
public:
    IdentityWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// The identity of this openid: the one that is there, or a new one under `id_if_new`, unbound.
    Identity upsert(const IdentityId& id_if_new, const std::string& account, const OpenId& openid);
    void set_unionid(const IdentityId& id, const std::string& unionid);
    /// WeChat was asked now and had none.
    void note_unionid_asked(const IdentityId& id);
    void set_person(const IdentityId& id, const PersonId& person);
    void set_follows(const IdentityId& id, bool follows);
    /// Keeps the later instant; unknown ids are passed over.
    void set_last_messages(const std::vector<std::pair<IdentityId, Instant>>& spoke);
    void move(const PersonId& from, const PersonId& to);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
