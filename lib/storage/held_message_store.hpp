// Held messages: answers in a dialog that came while Redis was away, kept so that nothing said is lost.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct HeldMessage {
    std::string id;
    std::string words;
    Instant received_at;
};

class HeldMessageStore {
public:
    HeldMessageStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Not shown to the sender yet, oldest first.
    std::vector<HeldMessage> list_unshown(const std::string& account, const OpenId& openid) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class HeldMessageWriter {
public:
    HeldMessageWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const std::string& id, const std::string& account, const OpenId& openid, const std::string& words);
    void mark_shown(const std::vector<std::string>& ids);
    /// Received before then, `limit` at most; how many.
    long long erase_before(Instant limit_instant, int limit);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
