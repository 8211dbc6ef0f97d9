// The steps of an issue on its way to the official account, each an outbox row: chart, cover, draft, publication, poll.
// The end of one step and the row of the next are written in one transaction. Uploads are simply repeated after an
// unknown outcome; draft and publication look first whether they happened (wechat-api 8.5).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "lib/app/outbox_pump.hpp"
#include "lib/app/publication_finished.hpp"
#include "lib/app/publish_column.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/documents/article_lint.hpp"

namespace league {

/// False when that step of the issue is in the outbox already.
bool enqueue_column_step(Transaction& tx, const Seals& seals, Random& random, const Bulletin& bulletin,
                         std::string_view kind, std::optional<Instant> due_at = {});

struct ColumnStepOptions {
    std::string author;
    std::string public_url;  ///< of this installation, for "read the original"; empty leaves the link out
    ArticleLimits limits;    ///< past which an article is not uploaded
    std::chrono::seconds poll{10};
    std::chrono::minutes patience{60};  ///< a publication without an end by then is a question for a person
};

class ColumnSteps {
public:
    ColumnSteps(Database& database, const Seals& seals, const Clock& clock, Random& random,
                const WechatAccounts& accounts, const Phrases& phrases, const ColumnWriter& writer,
                ColumnStepOptions options);

    /// Uploads one picture of the article and puts the next one's row, or that of the cover, into the outbox.
    OutboxDone upload_chart(const OutboxRow& row, ColumnChart chart) const;
    OutboxDone upload_cover(const OutboxRow& row) const;
    OutboxDone add_draft(const OutboxRow& row) const;
    OutboxDone submit(const OutboxRow& row) const;
    OutboxDone poll(const OutboxRow& row) const;

private:
    struct Subject {
        Bulletin bulletin;
        wechat::WechatClient* client = nullptr;
    };
    Subject subject_of(const OutboxRow& row) const;
    /// Writes the bulletin as `change` leaves it, then the next step's row when there is one.
    std::function<void(Transaction&)> update(const BulletinId& id, std::function<void(Bulletin&)> change,
                                             std::string_view next = {},
                                             std::optional<std::chrono::seconds> after = {}) const;
    /// How a call that was not done ends for row and bulletin.
    template <typename T>
    OutboxDone failed(const OutboxRow& row, const wechat::Outcome<T>& outcome) const;
    OutboxDone unfit(const Bulletin& bulletin, const ArticleFinding& finding) const;
    OutboxDone drafted(const Bulletin& bulletin, const std::string& media_id) const;
    OutboxDone submitted_before(const OutboxRow& row, const Subject& subject) const;
    OutboxDone published_before(const Bulletin& bulletin, const wechat::PublishedArticle& article) const;

    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    Random& random_;
    const WechatAccounts& accounts_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    ColumnStepOptions options_;
    PublicationFinished finished_;
};

}  // namespace league
