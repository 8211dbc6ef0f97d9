// The steps of a bulletin on its way to the official account, each an outbox row: charts, cover, draft, new words into
// the draft, preview, publication or mass send, their end, withdrawal. The end of one step and the row of the next are
// written in one transaction. Uploads are simply repeated after an unknown outcome; draft and publication look first
// whether they happened; a mass send is asked for again under the same clientmsgid and never a day later
// (wechat-api 6.5, 8.5).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "lib/app/bulletin_flow.hpp"
#include "lib/app/call_outcome.hpp"
#include "lib/app/mass_send_finished.hpp"
#include "lib/app/outbox_pump.hpp"
#include "lib/app/publication_finished.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/documents/article_lint.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/domain/quiet_hours.hpp"

namespace league {

struct BulletinStepOptions {
    std::string author;
    std::string public_url;  ///< of this installation, for "read the original"; empty leaves the link out
    ArticleLimits limits;    ///< past which an article is not uploaded
    std::chrono::seconds poll{10};
    std::chrono::minutes patience{60};  ///< a publication without an end by then is a question for a person
    bool approval = false;              ///< nothing is published or sent before a person approved it
    QuietHours quiet;                   ///< in which no mass send leaves
    std::chrono::days late{7};          ///< so long after its time nothing is published by itself any more
};

class BulletinSteps {
public:
    BulletinSteps(Database& database, const Seals& seals, const Clock& clock, Random& random,
                  const WechatAccounts& accounts, const Phrases& phrases, const ColumnWriter& writer,
                  BulletinStepOptions options);

    /// Uploads one picture of the article and puts the next one's row, or that of the cover, into the outbox.
    OutboxDone upload_chart(const OutboxRow& row, ColumnChart chart) const;
    OutboxDone upload_cover(const OutboxRow& row) const;
    OutboxDone add_draft(const OutboxRow& row) const;
    OutboxDone update_draft(const OutboxRow& row) const;

    OutboxDone preview(const OutboxRow& row) const;
    OutboxDone submit(const OutboxRow& row) const;
    OutboxDone poll(const OutboxRow& row) const;
    OutboxDone mass_send(const OutboxRow& row) const;
    OutboxDone poll_mass_send(const OutboxRow& row) const;
    OutboxDone withdraw(const OutboxRow& row) const;

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
    /// The same, and then what comes next of a bulletin that has its draft.
    std::function<void(Transaction&)> go_on(const BulletinId& id, const char* deed,
                                            std::function<void(Bulletin&)> change) const;
    /// How a call that was not done ends for row and bulletin.
    OutboxDone failed(const OutboxRow& row, const CallFailure& failure) const;
    /// The row is refused, the bulletin waits for a person.
    OutboxDone left_to_a_person(const OutboxRow& row, BulletinState state, std::string note, std::string outcome,
                                long long errcode = 0) const;

    wechat::Article article_of(const Bulletin& bulletin) const;
    /// Our page of it, which no two bulletins share; empty without an address of this installation.
    std::string source_url(const Bulletin& bulletin) const;
    /// Whether an article that WeChat lists is this bulletin.
    bool is_of(const Bulletin& bulletin, const wechat::Article& listed) const;
    OutboxDone unfit(const Bulletin& bulletin, const ArticleFinding& finding) const;
    OutboxDone drafted(const Bulletin& bulletin, const std::string& media_id) const;
    /// Why a bulletin may not leave at this moment, as the end of its row.
    std::optional<OutboxDone> not_now(const OutboxRow& row, const Bulletin& bulletin, Release release) const;
    /// Its row being taken, what a person did to the bulletin meanwhile could not wish for this step anew.
    std::function<void(Transaction&)> look_again(const BulletinId& id, Release release) const;
    OutboxDone submitted_before(const OutboxRow& row, const Subject& subject) const;
    OutboxDone published_before(const Bulletin& bulletin, const wechat::PublishedArticle& article) const;
    OutboxDone mass_sent(const Bulletin& bulletin, const wechat::MassSent& sent) const;
    /// When the mass send was first asked for, this time included; kept before the call.
    Instant note_mass_send(const BulletinId& id) const;
    void forget_mass_send(const BulletinId& id) const;

    Database& database_;
    const Seals& seals_;
    const Clock& clock_;
    Random& random_;
    const WechatAccounts& accounts_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    BulletinStepOptions options_;
    BulletinFlow flow_;
    PublicationFinished publication_;
    MassSendFinished mass_;
};

}  // namespace league
