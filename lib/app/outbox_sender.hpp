// All that this program sends, ready to pump: built by the mains of league-bot and leaguectl out of their parts.
#pragma once

#include <memory>
#include <string>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/photos.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/platform/config.hpp"

namespace league {

/// Everything must outlive the sender.
struct OutboxSenderParts {
    Database& database;
    const Seals& seals;
    const Clock& clock;
    Random& random;
    const WechatAccounts& accounts;
    const Phrases& phrases;
    const ColumnWriter& column;
    BlobStore& blobs;
    const PictureMaker& pictures;
};

class OutboxSender {
public:
    /// Throws Problem internal when a sentence is missing.
    OutboxSender(const Config& config, OutboxSenderParts parts);
    ~OutboxSender();

    /// A pump of its own for each thread; `name` must differ from those of all other running pumps.
    OutboxPump make_pump(std::string name) const;

private:
    struct Steps;
    std::unique_ptr<Steps> steps_;
};

/// `prefix` with enough chance behind it to differ from every other pump.
std::string pump_name(std::string_view prefix, Random& random, Instant now);

}  // namespace league
