// What leaguectl needs to send by itself, as the bot does: for `--wait` and `outbox pump`. Both may run while bots run;
// claims in the database keep them apart.
#pragma once

#include <optional>

#include "lib/app/outbox_sender.hpp"
#include "lib/documents/template.hpp"
#include "lib/storage/blob_store.hpp"
#include "tools/leaguectl/desk.hpp"

namespace league::ctl {

/// The words and drawings of the column.
struct ColumnParts {
    explicit ColumnParts(const Config& config)
        : phrases(config.paths.templates), templates(config.paths.templates), writer(phrases, templates) {}

    Phrases phrases;
    TemplateFolder templates;
    ColumnWriter writer;
};

class Sending {
public:
    /// `column` must outlive this.
    Sending(Desk& desk, ColumnParts& column);

    OutboxPump& pump() { return *pump_; }

private:
    BlobStore blobs_;
    PictureMaker pictures_;
    WechatAccounts accounts_;
    OutboxSender sender_;
    std::optional<OutboxPump> pump_;
};

}  // namespace league::ctl
