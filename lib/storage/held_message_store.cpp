#include "lib/storage/held_message_store.hpp"

namespace league {
namespace {

constexpr std::string_view kListUnshown = R"(
SELECT id, words_sealed, received_at
FROM held_messages
WHERE account = $1 AND openid_hash = $2 AND shown_at IS NULL
ORDER BY received_at, id)";

constexpr std::string_view kInsert = R"(
INSERT INTO held_messages (id, account, openid_hash, words_sealed, received_at)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kMarkShown = R"(
UPDATE held_messages
SET shown_at = $2
WHERE id = $1 AND shown_at IS NULL)";

constexpr std::string_view kEraseBefore = R"(
DELETE FROM held_messages
WHERE id IN (
    SELECT id
    FROM held_messages
    WHERE received_at < $1
    ORDER BY received_at
    LIMIT $2
))";

}  // namespace

std::vector<HeldMessage> HeldMessageStore::list_unshown(const std::string& account, const OpenId& openid) const {
    return tx_.list(kListUnshown, account, seals_.openid_hash(account, openid.str()), [&](Row& row) {
        return HeldMessage{row.text(0), seals_.cipher.open("held_messages.words", row.text(1)), row.instant(2)};
    });
}

void HeldMessageWriter::insert(const std::string& id, const std::string& account, const OpenId& openid,
                               const std::string& words) {
    tx_.run(kInsert, id, account, seals_.openid_hash(account, openid.str()),
            seals_.cipher.seal("held_messages.words", words), tx_.now());
}

void HeldMessageWriter::mark_shown(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) tx_.run(kMarkShown, id, tx_.now());
}

long long HeldMessageWriter::erase_before(Instant limit_instant, int limit) {
    return tx_.run(kEraseBefore, limit_instant, limit);
}

}  // namespace league
