#include "lib/storage/receipt_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT answer_sealed
FROM callback_receipts
WHERE account = $1 AND dedupe_key = $2)";

constexpr std::string_view kRecord = R"(
INSERT INTO callback_receipts (account, dedupe_key, answer_sealed, made_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (account, dedupe_key) DO NOTHING)";

constexpr std::string_view kEraseBefore = R"(
DELETE FROM callback_receipts
WHERE (account, dedupe_key) IN (
    SELECT account, dedupe_key
    FROM callback_receipts
    WHERE made_at < $1
    ORDER BY made_at
    LIMIT $2
))";

}  // namespace

std::optional<std::string> ReceiptStore::find(const std::string& account, const std::string& dedupe_key) const {
    return tx_.find_one(kFind, account, dedupe_key,
                        [&](Row& row) { return seals_.cipher.open("callback_receipts.answer", row.text(0)); });
}

bool ReceiptWriter::record(const std::string& account, const std::string& dedupe_key, const std::string& answer) {
    return tx_.run(kRecord, account, dedupe_key, seals_.cipher.seal("callback_receipts.answer", answer), tx_.now()) ==
           1;
}

long long ReceiptWriter::erase_before(Instant limit_instant, int limit) {
    return tx_.run(kEraseBefore, limit_instant, limit);
}

}  // namespace league
