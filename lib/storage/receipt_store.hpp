// Receipts: the record that a callback had its effect, with the answer given, written in the transaction of that
// effect (design rule 11). What only reads leaves no receipt.
#pragma once

#include <optional>
#include <string>

#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class ReceiptStore {
public:
    ReceiptStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// The answer given to this message, "" when it was answered with nothing.
    std::optional<std::string> find(const std::string& account, const std::string& dedupe_key) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class ReceiptWriter {
public:
    ReceiptWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// False when there is one already, which stays as it is.
    bool record(const std::string& account, const std::string& dedupe_key, const std::string& answer);
    /// The oldest before then, `limit` at most; how many.
    long long erase_before(Instant limit_instant, int limit);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
