// What WeChat says about a mass send that it had accepted, by event or by poll: the first of the two wins; the address,
// which only the event has, is taken from whichever brings it (wechat-api 6.5, 6.6).
#pragma once

#include "lib/domain/bulletin.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class MassSendFinished {
public:
    explicit MassSendFinished(const Seals& seals) : seals_(seals) {}

    /// Inside the transaction of the event's receipt. Kept also when the send is not known yet by this number: the
    /// event may overtake the answer.
    void tell(Transaction& tx, const MassResult& result) const;
    /// Inside the transaction that learns the number, or that of a poll.
    void settle(Transaction& tx, Bulletin& bulletin, const MassResult& result) const;

private:
    const Seals& seals_;
};

}  // namespace league
