#include "lib/app/column_steps.hpp"

#include "lib/app/call_outcome.hpp"
#include "lib/app/column_words.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {
namespace {

/// Pages of drafts or publications that are searched for an issue of ours: the newest come first.
constexpr std::size_t kPages = 5;
constexpr std::size_t kPageSize = 20;
constexpr std::chrono::seconds kLookAgain{30};

OutboxDone done(std::function<void(Transaction&)> then, std::string outcome = "") {
    OutboxDone result;
    result.settlement.outcome = std::move(outcome);
    result.then = std::move(then);
    return result;
}

OutboxDone cancelled(std::string why) {
    OutboxDone result;
    result.settlement.state = OutboxState::cancelled;
    result.settlement.outcome = std::move(why);
    return result;
}

OutboxDone again(Instant at, bool counts, std::string why) {
    OutboxDone result;
    result.settlement.state = OutboxState::due;
    result.settlement.again_at = at;
    result.settlement.counts = counts;
    result.settlement.outcome = std::move(why);
    return result;
}

/// Whether an earlier try of this row may have reached WeChat.
bool was_tried(const OutboxRow& row) {
    return row.attempts > 1 || !row.outcome.empty();
}

/// This account has no right to publish, or WeChat wants a person to do it (wechat-api 6.3): the draft is good.
bool wants_a_person(long long errcode) {
    return errcode == 48001 || errcode == 53503 || errcode == 53504 || errcode == 53505;
}

std::string& address_of(Bulletin& bulletin, ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return bulletin.chart_url;
        case ColumnChart::goals: return bulletin.goals_url;
        case ColumnChart::halves: return bulletin.halves_url;
    }
    stop("unknown ColumnChart");
}

ColumnPictures pictures_of(const Bulletin& bulletin) {
    return {bulletin.chart_url, bulletin.goals_url, bulletin.halves_url};
}

/// The chart after `chart` that the issue has, else the cover.
std::string_view step_after(const ColumnSnapshot& column, ColumnChart chart) {
    if (chart == ColumnChart::activities && has_chart(column, ColumnChart::goals)) return kColumnGoalsChart;
    if (chart != ColumnChart::halves && has_chart(column, ColumnChart::halves)) return kColumnHalvesChart;
    return kColumnCover;
}

/// The first thing that WeChat would spoil; nothing of an article is uploaded that readers would get in pieces.
std::optional<ArticleFinding> spoilt(const wechat::Article& article, const ColumnPictures& pictures,
                                     const ArticleLimits& limits) {
    ArticleDraft draft{article.title, article.author, article.digest, article.content, {}};
    for (const std::string& url : {pictures.activities, pictures.goals, pictures.halves}) {
        if (!url.empty()) draft.pictures.push_back(url);
    }
    const std::vector<ArticleFinding> findings = lint_article(draft, limits);
    return findings.empty() ? std::nullopt : std::optional(findings.front());
}

bool says_the_same(const wechat::Article& article, const Bulletin& bulletin) {
    return article.title == bulletin.title && article.digest == bulletin.digest;
}

}  // namespace

bool enqueue_column_step(Transaction& tx, const Seals& seals, Random& random, const Bulletin& bulletin,
                         std::string_view kind, std::optional<Instant> due_at) {
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random, tx.now()));
    draft.kind = kind;
    draft.account = bulletin.account;
    draft.dedupe_key = std::string(kind) + ":" + bulletin.id.str();
    draft.subject = bulletin.id.str();
    draft.period = bulletin.period;
    draft.due_at = due_at;
    return OutboxWriter(tx, seals).enqueue(draft);
}

ColumnSteps::ColumnSteps(Database& database, const Seals& seals, const Clock& clock, Random& random,
                         const WechatAccounts& accounts, const Phrases& phrases, const ColumnWriter& writer,
                         ColumnStepOptions options)
    : database_(database),
      seals_(seals),
      clock_(clock),
      random_(random),
      accounts_(accounts),
      phrases_(phrases),
      writer_(writer),
      options_(std::move(options)),
      finished_(database, seals) {
    check_column_words(phrases_);
}

ColumnSteps::Subject ColumnSteps::subject_of(const OutboxRow& row) const {
    std::optional<Bulletin> bulletin =
        database_.read([&](ReadTransaction& tx) { return BulletinStore(tx).find(BulletinId(row.subject)); });
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr) throw Problem(ProblemCode::not_found, "account_not_configured");
    return {*std::move(bulletin), client};
}

std::function<void(Transaction&)> ColumnSteps::update(const BulletinId& id, std::function<void(Bulletin&)> change,
                                                      std::string_view next,
                                                      std::optional<std::chrono::seconds> after) const {
    return [this, id, change = std::move(change), next, after](Transaction& tx) {
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
        if (!bulletin) return;
        change(*bulletin);
        BulletinWriter(tx).update(*bulletin);
        if (next.empty()) return;
        enqueue_column_step(tx, seals_, random_, *bulletin, next,
                            after ? std::optional<Instant>(tx.now() + *after) : std::nullopt);
    };
}

template <typename T>
OutboxDone ColumnSteps::failed(const OutboxRow& row, const wechat::Outcome<T>& outcome) const {
    const CallFailure failure = failure_of(outcome);
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

OutboxDone ColumnSteps::upload_chart(const OutboxRow& row, ColumnChart chart) const {
    const Subject subject = subject_of(row);
    const ColumnSnapshot column = to_column(phrases_, subject.bulletin);
    const std::string png = writer_.chart_png(column, chart);
    const auto url = subject.client->upload_article_picture({"chart.png", png});
    if (!url) return failed(row, url);
    return done(update(
        subject.bulletin.id,
        [url = *url, chart](Bulletin& bulletin) {
            address_of(bulletin, chart) = url;
            bulletin.note.clear();
        },
        step_after(column, chart)));
}

OutboxDone ColumnSteps::upload_cover(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const std::string png = writer_.cover_png(to_column(phrases_, subject.bulletin));
    const auto cover = subject.client->upload_cover({"cover.png", png});
    if (!cover) return failed(row, cover);
    return done(update(
        subject.bulletin.id,
        [media = cover->media_id](Bulletin& bulletin) {
            bulletin.cover_media = media;
            bulletin.note.clear();
        },
        kColumnDraft));
}

OutboxDone ColumnSteps::drafted(const Bulletin& bulletin, const std::string& media_id) const {
    return done([this, id = bulletin.id, media_id](Transaction& tx) {
        std::optional<Bulletin> now = BulletinStore(tx).find(id);
        if (!now) return;
        now->draft_media = media_id;
        now->state = BulletinState::drafted;
        now->note.clear();
        BulletinWriter(tx).update(*now);
        AuditWriter(tx, seals_.digest)
            .append(Actor::system(), {"column_drafted", "bulletin", id.str(), {"state", "draft_media"}});
        if (now->release == Release::publish) enqueue_column_step(tx, seals_, random_, *now, kColumnSubmit);
    });
}

OutboxDone ColumnSteps::unfit(const Bulletin& bulletin, const ArticleFinding& finding) const {
    OutboxDone result;
    result.settlement.state = OutboxState::refused;
    result.settlement.outcome = "not uploaded: " + to_string(finding);
    result.then = update(bulletin.id, [part = finding.part](Bulletin& changed) {
        changed.state = BulletinState::refused;
        changed.note = "cure.article_" + std::string(to_string(part));
    });
    return result;
}

OutboxDone ColumnSteps::add_draft(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    for (std::size_t page = 0; was_tried(row) && page < kPages; ++page) {
        const auto drafts = subject.client->list_drafts(page * kPageSize, kPageSize);
        if (!drafts) return failed(row, drafts);
        for (const wechat::Draft& draft : drafts->drafts) {
            if (!draft.articles.empty() && says_the_same(draft.articles.front(), bulletin)) {
                return drafted(bulletin, draft.media_id);
            }
        }
        if (drafts->drafts.size() < kPageSize) break;
    }
    const ColumnArticle words = writer_.compose(to_column(phrases_, bulletin), pictures_of(bulletin));
    wechat::Article article;
    article.title = bulletin.title;
    article.author = options_.author;
    article.digest = bulletin.digest;
    article.content = words.content;
    if (!options_.public_url.empty()) {
        article.source_url = options_.public_url + "/column/" + std::to_string(bulletin.issue);
    }
    article.cover_media_id = bulletin.cover_media;
    if (const auto finding = spoilt(article, pictures_of(bulletin), options_.limits)) return unfit(bulletin, *finding);
    const auto media_id = subject.client->add_draft({article});
    if (!media_id) return failed(row, media_id);
    return drafted(bulletin, *media_id);
}

OutboxDone ColumnSteps::published_before(const Bulletin& bulletin, const wechat::PublishedArticle& article) const {
    const std::string url = article.urls.empty() ? std::string() : article.urls.front();
    return done(
        [this, id = bulletin.id, article_id = article.article_id, url](Transaction& tx) {
            std::optional<Bulletin> now = BulletinStore(tx).find(id);
            if (!now || now->state == BulletinState::published) return;
            now->state = BulletinState::published;
            now->article_id = article_id;
            now->article_url = url;
            now->published_at = tx.now();
            now->note.clear();
            BulletinWriter(tx).update(*now);
            AuditWriter(tx, seals_.digest)
                .append(Actor::system(), {"column_published", "bulletin", id.str(), {"state"}});
        },
        "found published");
}

/// The draft is spent by a publication: when it is gone, an earlier try got through.
OutboxDone ColumnSteps::submitted_before(const OutboxRow& row, const Subject& subject) const {
    const Bulletin& bulletin = subject.bulletin;
    for (std::size_t page = 0; page < kPages; ++page) {
        const auto published = subject.client->list_publications(page * kPageSize, kPageSize);
        if (!published) return failed(row, published);
        for (const wechat::PublishedArticle& article : published->publications) {
            if (!article.articles.empty() && says_the_same(article.articles.front(), bulletin)) {
                return published_before(bulletin, article);
            }
        }
        if (published->publications.size() < kPageSize) break;
    }
    const Instant now = clock_.now();
    if (now < bulletin.changed_at + options_.patience) return again(now + kLookAgain, false, "draft is gone");
    OutboxDone result;
    result.settlement.state = OutboxState::refused;
    result.settlement.outcome = "draft is gone, no article";
    result.then = update(bulletin.id, [](Bulletin& changed) {
        changed.state = BulletinState::unknown;
        changed.note = "cure.draft_gone";
    });
    return result;
}

OutboxDone ColumnSteps::submit(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (bulletin.state != BulletinState::drafted) return cancelled("not waiting for publication");
    if (was_tried(row)) {
        const auto draft = subject.client->get_draft(bulletin.draft_media);
        const bool is_gone = draft.refused() != nullptr && draft.refused()->errcode == 40007;
        if (is_gone) return submitted_before(row, subject);
        if (!draft) return failed(row, draft);
    }
    const auto publication = subject.client->submit_publication(bulletin.draft_media);
    if (publication) {
        return done(update(
            bulletin.id,
            [id = publication->publish_id](Bulletin& changed) {
                changed.publish_id = id;
                changed.state = BulletinState::publishing;
                changed.note.clear();
            },
            kColumnPoll, options_.poll));
    }
    const wechat::Refused* refused = publication.refused();
    if (refused == nullptr || !wants_a_person(refused->errcode)) return failed(row, publication);
    OutboxDone result;
    result.settlement.state = OutboxState::refused;
    result.settlement.errcode = refused->errcode;
    result.settlement.outcome = "stopped at the draft";
    result.then = update(bulletin.id, [errcode = refused->errcode](Bulletin& changed) {
        changed.state = BulletinState::stopped_at_draft;
        changed.note = "cure." + std::to_string(errcode);
    });
    return result;
}

OutboxDone ColumnSteps::poll(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (bulletin.state != BulletinState::publishing && bulletin.state != BulletinState::unknown) {
        return cancelled("the event came first");
    }
    const Instant now = clock_.now();
    const auto status = subject.client->publication_status(bulletin.publish_id);
    if (!status) {
        // A poll changes nothing and may be repeated, whatever came of it.
        if (status.unknown() != nullptr) return again(now + options_.poll, false, status.unknown()->why);
        return failed(row, status);
    }
    if (status->state == wechat::PublicationState::in_progress) {
        if (now < row.created_at + options_.patience) {
            OutboxDone later = again(now + options_.poll, false, "in progress");
            later.settlement.was_heard = true;
            return later;
        }
        OutboxDone result;
        result.settlement.state = OutboxState::refused;
        result.settlement.outcome = "no end of the publication";
        result.then = update(bulletin.id, [](Bulletin& changed) {
            changed.state = BulletinState::unknown;
            changed.note = "cure.publish_slow";
        });
        return result;
    }
    PublicationFinished::Input input;
    input.account = bulletin.account;
    input.publish_id = bulletin.publish_id;
    input.status = static_cast<std::int64_t>(status->state);
    input.article_id = status->article_id;
    if (!status->articles.empty()) input.article_url = status->articles.front().url;
    return done([this, input](Transaction& tx) { finished_.run_in(tx, input); });
}

}  // namespace league
