// Fetches a picture that somebody sent in a chat and attaches it to the log (chat_pictures.hpp holds the wish). Doing
// it twice attaches once, so an unknown outcome is simply tried again.
#pragma once

#include "lib/app/chat_pictures.hpp"
#include "lib/app/outbox_pump.hpp"
#include "lib/app/wechat_accounts.hpp"

namespace league {

class FetchPicture {
public:
    FetchPicture(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
                 BlobStore& blobs, const PictureMaker& pictures);

    OutboxDone fetch(const OutboxRow& row) const;

private:
    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    const WechatAccounts& accounts_;
    mutable AttachPicture attach_;
};

}  // namespace league
