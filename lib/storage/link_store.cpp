#include "lib/storage/link_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFindByCode = R"(
SELECT id, person_id, created_at, expires_at, used_at
FROM link_codes
WHERE code_hash = $1
ORDER BY created_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kCountAttempts = R"(
SELECT COUNT(*)
FROM link_attempts
WHERE identity_id = $1 AND made_at > $2)";

constexpr std::string_view kInsert = R"(
INSERT INTO link_codes (id, code_hash, person_id, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kMarkUsed = R"(
UPDATE link_codes
SET used_at = $2
WHERE id = $1)";

constexpr std::string_view kVoidCodesOf = R"(
UPDATE link_codes
SET used_at = $2
WHERE person_id = $1 AND used_at IS NULL)";

constexpr std::string_view kAddAttempt = R"(
INSERT INTO link_attempts (identity_id, made_at)
VALUES ($1, $2))";

constexpr std::string_view kEraseAttempts = R"(
DELETE FROM link_attempts
WHERE made_at < $1)";

constexpr std::string_view kEraseCodes = R"(
DELETE FROM link_codes
WHERE expires_at < $1)";

}  // namespace

std::optional<LinkCode> LinkStore::find_by_code(const std::string& digits) const {
    return tx_.find_one(kFindByCode, seals_.digest.keyed("link", digits), [](Row& row) {
        LinkCode code;
        code.id = row.next<std::string>();
        code.person = row.next<PersonId>();
        code.created_at = row.next<Instant>();
        code.expires_at = row.next<Instant>();
        code.used_at = row.next<std::optional<Instant>>();
        return code;
    });
}

long long LinkStore::count_attempts(const IdentityId& identity, Instant since) const {
    return tx_.value<long long>(kCountAttempts, identity, since).value_or(0);
}

void LinkWriter::insert(const LinkCode& code, const std::string& digits) {
    tx_.run(kInsert, code.id, seals_.digest.keyed("link", digits), code.person, code.created_at, code.expires_at);
}

void LinkWriter::mark_used(const std::string& id) {
    tx_.run(kMarkUsed, id, tx_.now());
}

void LinkWriter::void_codes_of(const PersonId& person) {
    tx_.run(kVoidCodesOf, person, tx_.now());
}

void LinkWriter::add_attempt(const IdentityId& identity) {
    tx_.run(kAddAttempt, identity, tx_.now());
}

long long LinkWriter::erase_before(Instant limit_instant) {
    return tx_.run(kEraseAttempts, limit_instant) + tx_.run(kEraseCodes, limit_instant);
}

}  // namespace league
