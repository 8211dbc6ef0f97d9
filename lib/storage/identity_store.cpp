#include "lib/storage/identity_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, account, openid_sealed, unionid_sealed, person_id, follows, last_message_at, created_at
FROM identities
WHERE id = $1)";

constexpr std::string_view kFindByOpenid = R"(
SELECT id, account, openid_sealed, unionid_sealed, person_id, follows, last_message_at, created_at
FROM identities
WHERE account = $1 AND openid_hash = $2)";

constexpr std::string_view kFindKnown = R"(
SELECT id, follows, unionid_hash
FROM identities
WHERE account = $1 AND openid_hash = $2)";

constexpr std::string_view kListForPerson = R"(
SELECT id, account, openid_sealed, unionid_sealed, person_id, follows, last_message_at, created_at
FROM identities
WHERE person_id = $1
ORDER BY account, created_at, id)";

constexpr std::string_view kListForUnionid = R"(
SELECT id, account, openid_sealed, unionid_sealed, person_id, follows, last_message_at, created_at
FROM identities
WHERE unionid_hash = $1
ORDER BY created_at, id)";

constexpr std::string_view kListWithoutUnionid = R"(
SELECT id, account, openid_sealed, unionid_sealed, person_id, follows, last_message_at, created_at
FROM identities
WHERE account = $1 AND unionid_hash IS NULL AND follows = 1
  AND NOT EXISTS (SELECT 1 FROM unionid_asks a WHERE a.identity_id = identities.id AND a.asked_at > $2)
ORDER BY created_at, id
LIMIT $3)";

constexpr std::string_view kNoteUnionidAsked = R"(
INSERT INTO unionid_asks (identity_id, asked_at)
VALUES ($1, $2)
ON CONFLICT (identity_id) DO UPDATE
SET asked_at = excluded.asked_at)";

constexpr std::string_view kInsert = R"(
INSERT INTO identities (id, account, openid_sealed, openid_hash, follows, created_at)
VALUES ($1, $2, $3, $4, 0, $5)
ON CONFLICT (account, openid_hash) DO NOTHING)";

constexpr std::string_view kSetUnionid = R"(
UPDATE identities
SET unionid_sealed = $2, unionid_hash = $3
WHERE id = $1)";

constexpr std::string_view kSetPerson = R"(
UPDATE identities
SET person_id = $2
WHERE id = $1)";

constexpr std::string_view kSetFollows = R"(
UPDATE identities
SET follows = $2
WHERE id = $1)";

constexpr std::string_view kSetLastMessage = R"(
UPDATE identities
SET last_message_at = $2
WHERE id = $1 AND (last_message_at IS NULL OR last_message_at < $2))";

constexpr std::string_view kMove = R"(
UPDATE identities
SET person_id = $2
WHERE person_id = $1)";

}  // namespace

std::optional<Identity> IdentityStore::find(const IdentityId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

std::optional<Identity> IdentityStore::find(const std::string& account, const OpenId& openid) const {
    return tx_.find_one(kFindByOpenid, account, seals_.openid_hash(account, openid.str()),
                        [&](Row& row) { return read(row); });
}

std::optional<IdentityStore::Known> IdentityStore::find_known(const std::string& account, const OpenId& openid) const {
    return tx_.find_one(kFindKnown, account, seals_.openid_hash(account, openid.str()), [](Row& row) {
        return Known{row.get<IdentityId>(0), row.boolean(1), !row.is_null(2)};
    });
}

std::vector<Identity> IdentityStore::list_for_person(const PersonId& person) const {
    return tx_.list(kListForPerson, person, [&](Row& row) { return read(row); });
}

std::vector<Identity> IdentityStore::list_for_unionid(const std::string& unionid) const {
    return tx_.list(kListForUnionid, seals_.digest.keyed("unionid", unionid), [&](Row& row) { return read(row); });
}

std::vector<Identity> IdentityStore::list_without_unionid(const std::string& account, Instant asked_since,
                                                          int limit) const {
    return tx_.list(kListWithoutUnionid, account, asked_since, limit, [&](Row& row) { return read(row); });
}

Identity IdentityStore::read(Row& row) const {
    Identity identity;
    identity.id = row.next<IdentityId>();
    identity.account = row.next<std::string>();
    identity.openid = OpenId(seals_.cipher.open("identities.openid", row.next<std::string>()));
    identity.unionid = seals_.open("identities.unionid", row.next<std::optional<std::string>>());
    identity.person = row.next<std::optional<PersonId>>();
    identity.follows = row.next<bool>();
    identity.last_message_at = row.next<std::optional<Instant>>();
    identity.created_at = row.next<Instant>();
    return identity;
}

Identity IdentityWriter::upsert(const IdentityId& id_if_new, const std::string& account, const OpenId& openid) {
    tx_.run(kInsert, id_if_new, account, seals_.cipher.seal("identities.openid", openid.str()),
            seals_.openid_hash(account, openid.str()), tx_.now());
    std::optional<Identity> identity = IdentityStore(tx_, seals_).find(account, openid);
    ensure(identity.has_value());
    return *std::move(identity);
}

void IdentityWriter::set_unionid(const IdentityId& id, const std::string& unionid) {
    tx_.run(kSetUnionid, id, seals_.cipher.seal("identities.unionid", unionid),
            seals_.digest.keyed("unionid", unionid));
}

void IdentityWriter::note_unionid_asked(const IdentityId& id) {
    tx_.run(kNoteUnionidAsked, id, tx_.now());
}

void IdentityWriter::set_person(const IdentityId& id, const PersonId& person) {
    tx_.run(kSetPerson, id, person);
}

void IdentityWriter::set_follows(const IdentityId& id, bool follows) {
    tx_.run(kSetFollows, id, follows);
}

void IdentityWriter::set_last_messages(const std::vector<std::pair<IdentityId, Instant>>& spoke) {
    for (const auto& [id, at] : spoke) tx_.run(kSetLastMessage, id, at);
}

void IdentityWriter::move(const PersonId& from, const PersonId& to) {
    tx_.run(kMove, from, to);
}

}  // namespace league
