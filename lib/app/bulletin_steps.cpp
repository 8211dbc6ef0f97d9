// The steps up to a draft that says what the bulletin says; what comes after it is in bulletin_leaving.cpp.
#include "lib/app/bulletin_steps.hpp"

#include "lib/app/column_words.hpp"
#include "lib/app/step_ends.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {
namespace {

using step::done;

/// Pages of drafts that are searched for one of ours: the newest come first.
constexpr std::size_t kPages = 5;
constexpr std::size_t kPageSize = 20;

/// The first thing that WeChat would spoil; nothing of an article is uploaded that readers would get in pieces.
std::optional<ArticleFinding> spoilt(const wechat::Article& article, const BulletinPictures& pictures,
                                     const ArticleLimits& limits) {
    ArticleDraft draft{article.title, article.author, article.digest, article.content, {}};
    for (const auto& [what, url] : pictures) draft.pictures.push_back(url);
    const std::vector<ArticleFinding> findings = lint_article(draft, limits);
    return findings.empty() ? std::nullopt : std::optional(findings.front());
}

}  // namespace

BulletinSteps::BulletinSteps(Database& database, const Seals& seals, const Clock& clock, Random& random,
                             const WechatAccounts& accounts, const Phrases& phrases, const ColumnWriter& writer,
                             BulletinStepOptions options)
    : database_(database),
      seals_(seals),
      clock_(clock),
      random_(random),
      accounts_(accounts),
      phrases_(phrases),
      writer_(writer),
      options_(std::move(options)),
      flow_(seals, random, options_.approval),
      publication_(database, seals),
      mass_(seals) {
    check_column_words(phrases_);
}

BulletinSteps::Subject BulletinSteps::subject_of(const OutboxRow& row) const {
    std::optional<Bulletin> bulletin =
        database_.read([&](ReadTransaction& tx) { return BulletinStore(tx).find(BulletinId(row.subject)); });
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr) throw Problem(ProblemCode::not_found, "account_not_configured");
    return {*std::move(bulletin), client};
}

std::function<void(Transaction&)> BulletinSteps::update(const BulletinId& id, std::function<void(Bulletin&)> change,
                                                        std::string_view next,
                                                        std::optional<std::chrono::seconds> after) const {
    return [this, id, change = std::move(change), next, after](Transaction& tx) {
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
        // Whatever comes of a step that was under way when it was taken back changes nothing any more.
        if (!bulletin || bulletin->state == BulletinState::withdrawn) return;
        change(*bulletin);
        BulletinWriter(tx).update(*bulletin);
        if (next.empty() || !bulletin->withdrawal.empty()) return;
        flow_.put_step(tx, *bulletin, next, after ? std::optional<Instant>(tx.now() + *after) : std::nullopt);
    };
}

std::function<void(Transaction&)> BulletinSteps::go_on(const BulletinId& id, const char* deed,
                                                       std::function<void(Bulletin&)> change) const {
    return [this, id, deed, change = std::move(change)](Transaction& tx) {
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
        if (!bulletin) return;
        change(*bulletin);
        if (!bulletin->withdrawal.empty()) {
            // It was taken back while the draft was on its way: the draft goes too.
            bulletin->state = BulletinState::drafted;
            flow_.put_step(tx, *bulletin, kColumnWithdraw);
        } else if (bulletin->state == BulletinState::drafted) {
            flow_.go_on(tx, *bulletin);
        }
        BulletinWriter(tx).update(*bulletin);
        AuditWriter(tx, seals_.digest).append(Actor::system(), {deed, "bulletin", id.str(), {"state", "draft_media"}});
    };
}

OutboxDone BulletinSteps::failed(const OutboxRow& row, const CallFailure& failure) const {
    OutboxDone result;
    result.settlement = settlement_of(failure, row, clock_.now());
    const BulletinId id(row.subject);
    const long long errcode = result.settlement.errcode;
    if (is_final(failure)) {
        result.then = update(id, [errcode](Bulletin& bulletin) {
            bulletin.state = BulletinState::refused;
            bulletin.note = "cure." + std::to_string(errcode);
        });
    } else if (errcode != 0) {
        result.then = update(id, [errcode](Bulletin& bulletin) { bulletin.note = "cure." + std::to_string(errcode); });
    }
    return result;
}

OutboxDone BulletinSteps::left_to_a_person(const OutboxRow& row, BulletinState state, std::string note,
                                           std::string outcome, long long errcode) const {
    OutboxDone result;
    result.settlement.state = OutboxState::refused;
    result.settlement.errcode = errcode;
    result.settlement.outcome = std::move(outcome);
    result.then = update(BulletinId(row.subject), [state, note = std::move(note)](Bulletin& bulletin) {
        bulletin.state = state;
        bulletin.note = note;
    });
    return result;
}

OutboxDone BulletinSteps::upload_chart(const OutboxRow& row, ColumnChart chart) const {
    const Subject subject = subject_of(row);
    const ColumnSnapshot column = to_column(phrases_, subject.bulletin);
    const auto url = subject.client->upload_article_picture({"chart.png", writer_.chart_png(column, chart)});
    if (!url) return failed(row, failure_of(url));
    return done(update(
        subject.bulletin.id,
        [url = *url, name = std::string(to_string(chart))](Bulletin& bulletin) {
            bulletin.pictures[name] = url;
            bulletin.note.clear();
        },
        BulletinFlow::step_after(column, chart)));
}

OutboxDone BulletinSteps::upload_cover(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const std::string png = writer_.cover_png(to_column(phrases_, subject.bulletin));
    const auto cover = subject.client->upload_cover({"cover.png", png});
    if (!cover) return failed(row, failure_of(cover));
    return done(update(
        subject.bulletin.id,
        [media = cover->media_id](Bulletin& bulletin) {
            bulletin.cover_media = media;
            bulletin.note.clear();
        },
        kColumnDraft));
}

OutboxDone BulletinSteps::drafted(const Bulletin& bulletin, const std::string& media_id) const {
    // Words that were changed meanwhile go into the draft in a step of their own.
    return done(go_on(bulletin.id, "column_drafted", [media_id, revision = bulletin.revision](Bulletin& now) {
        now.draft_media = media_id;
        now.draft_revision = revision;
        now.state = BulletinState::drafted;
        now.note.clear();
    }));
}

OutboxDone BulletinSteps::unfit(const Bulletin& bulletin, const ArticleFinding& finding) const {
    OutboxDone result;
    result.settlement.state = OutboxState::refused;
    result.settlement.outcome = "not uploaded: " + to_string(finding);
    result.then = update(bulletin.id, [part = finding.part](Bulletin& changed) {
        changed.state = BulletinState::refused;
        changed.note = "cure.article_" + std::string(to_string(part));
    });
    return result;
}

std::string BulletinSteps::source_url(const Bulletin& bulletin) const {
    return options_.public_url.empty() ? std::string() : options_.public_url + bulletin_path(bulletin);
}

bool BulletinSteps::is_of(const Bulletin& bulletin, const wechat::Article& listed) const {
    const bool is_elsewhere = !listed.source_url.empty() && listed.source_url != source_url(bulletin);
    return listed.title == bulletin.title && listed.digest == bulletin.digest && !is_elsewhere;
}

wechat::Article BulletinSteps::article_of(const Bulletin& bulletin) const {
    wechat::Article article;
    article.title = bulletin.title;
    article.author = options_.author;
    article.digest = bulletin.digest;
    article.content = writer_.compose(to_column(phrases_, bulletin), to_column(bulletin.pictures)).content;
    article.source_url = source_url(bulletin);
    article.cover_media_id = bulletin.cover_media;
    return article;
}

OutboxDone BulletinSteps::add_draft(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (!bulletin.withdrawal.empty()) return step::cancelled("withdrawn");
    for (std::size_t page = 0; step::was_tried(row) && page < kPages; ++page) {
        const auto drafts = subject.client->list_drafts(page * kPageSize, kPageSize);
        if (!drafts) return failed(row, failure_of(drafts));
        for (const wechat::Draft& draft : drafts->drafts) {
            if (draft.articles.empty()) continue;
            if (is_of(bulletin, draft.articles.front())) return drafted(bulletin, draft.media_id);
        }
        if (drafts->drafts.size() < kPageSize) break;
    }
    const wechat::Article article = article_of(bulletin);
    if (const auto finding = spoilt(article, bulletin.pictures, options_.limits)) return unfit(bulletin, *finding);
    const auto media_id = subject.client->add_draft({article});
    if (!media_id) return failed(row, failure_of(media_id));
    return drafted(bulletin, *media_id);
}

OutboxDone BulletinSteps::update_draft(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    const bool waits = bulletin.state == BulletinState::drafted || bulletin.state == BulletinState::stopped_at_draft;
    if (!waits || bulletin.draft_revision >= bulletin.revision) return step::cancelled("no new words");
    const wechat::Article article = article_of(bulletin);
    if (const auto finding = spoilt(article, bulletin.pictures, options_.limits)) return unfit(bulletin, *finding);
    const auto updated = subject.client->update_draft(bulletin.draft_media, 0, article);
    if (!updated) {
        const wechat::Refused* refused = updated.refused();
        if (refused == nullptr || refused->errcode != 40007) return failed(row, failure_of(updated));
        return left_to_a_person(row, BulletinState::unknown, "cure.draft_gone", "draft is gone", refused->errcode);
    }
    return done(go_on(bulletin.id, "column_redrafted", [revision = bulletin.revision](Bulletin& now) {
        now.draft_revision = revision;
        now.note.clear();
    }));
}

}  // namespace league
