// WeChat took a notice and tells later that it did not arrive (subscribe_msg_sent_event): the row goes on to the next
// channel, and a consent that was no more is forgotten (wechat-api 1.6, 4.4).
#pragma once

#include <optional>
#include <string>

#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class NoticeUndelivered {
public:
    struct Input {
        std::string account;
        OpenId recipient;
        std::string template_id;
        std::string message_id;  ///< as the send's answer had it
        long long errcode = 0;   ///< not 0
    };

    explicit NoticeUndelivered(const Seals& seals) : seals_(seals) {}

    /// Inside the transaction of the event's receipt. False when no such notice was sent in the last three days, or its
    /// row went on already.
    bool run_in(Transaction& tx, const Input& input) const;

private:
    const Seals& seals_;
};

}  // namespace league
