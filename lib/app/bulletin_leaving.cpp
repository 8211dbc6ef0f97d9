// The steps from a good draft on: previews, publication, mass send, withdrawal (wechat-api 6.3 to 6.6).
#include "lib/app/bulletin_steps.hpp"
#include "lib/app/step_ends.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {
namespace {

using namespace std::chrono_literals;
using step::again;
using step::cancelled;
using step::done;

/// Pages of publications that are searched for one of ours: the newest come first.
constexpr std::size_t kPages = 5;
constexpr std::size_t kPageSize = 20;
constexpr auto kLookAgain = 30s;
/// WeChat knows a clientmsgid for about a day: within this time asking again cannot send twice.
constexpr auto kMassRepeats = 23h;
/// 45066 within a minute of the first try; 45065 after it names the send.
constexpr auto kMassPause = 65s;

constexpr long long kMediaGone = 40007;
constexpr long long kAskedWithinAMinute = 45066;
constexpr long long kNoSuchArticle = 53600;

/// This account has no right to publish, or WeChat wants a person to do it (wechat-api 6.3): the draft is good.
bool wants_a_person(long long errcode) {
    return errcode == 48001 || errcode == 53503 || errcode == 53504 || errcode == 53505;
}

template <typename T>
long long errcode_of(const wechat::Outcome<T>& outcome) {
    return outcome.refused() == nullptr ? 0 : outcome.refused()->errcode;
}

/// Still going on at WeChat: the row waits and the connection is good.
OutboxDone in_progress(Instant at) {
    OutboxDone later = again(at, "in progress");
    later.settlement.was_heard = true;
    return later;
}

}  // namespace

OutboxDone BulletinSteps::preview(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    const bool waits = bulletin.state == BulletinState::drafted || bulletin.state == BulletinState::stopped_at_draft;
    if (!waits || !bulletin.withdrawal.empty() || !row.recipient) return cancelled("no draft to show");
    if (bulletin.draft_revision < bulletin.revision) return again(clock_.now() + options_.poll, "new words first");
    const auto shown = subject.client->preview(*row.recipient, bulletin.draft_media);
    if (!shown) return {settlement_of(failure_of(shown), row, clock_.now()), {}};
    return done({}, "shown");
}

std::optional<OutboxDone> BulletinSteps::not_now(const OutboxRow& row, const Bulletin& bulletin,
                                                 Release release) const {
    if (bulletin.state != BulletinState::drafted || bulletin.release != release || !bulletin.withdrawal.empty()) {
        return cancelled("not waiting for it");
    }
    const auto look_again_after = [&](OutboxDone end) {
        end.then = look_again(bulletin.id, release);
        return end;
    };
    // The step that puts the new words into the draft wishes this one anew.
    if (bulletin.draft_revision < bulletin.revision) return look_again_after(cancelled("new words first"));
    if (flow_.waits_for_approval(bulletin)) return look_again_after(cancelled("nobody approved it"));
    const Instant now = clock_.now();
    if (bulletin.goes_at && now < *bulletin.goes_at) return again(*bulletin.goes_at, "not yet");
    const std::optional<Instant> wanted = bulletin.goes_at ? bulletin.goes_at : bulletin.wanted_at;
    if (wanted && now > *wanted + options_.late && bulletin.mass_at == std::nullopt) {
        return left_to_a_person(row, BulletinState::stopped_at_draft, "cure.too_late", "too late");
    }
    if (release != Release::mass_send) return std::nullopt;
    const Instant allowed = after_quiet_hours(now, options_.quiet);
    if (allowed == now) return std::nullopt;
    OutboxDone later = again(allowed, "quiet hours");
    later.then = update(bulletin.id, [](Bulletin& waiting) { waiting.note = "cure.quiet_hours"; });
    return later;
}

std::function<void(Transaction&)> BulletinSteps::look_again(const BulletinId& id, Release release) const {
    return [this, id, release](Transaction& tx) {
        std::optional<Bulletin> now = BulletinStore(tx).find(id);
        const bool waits = now && now->state == BulletinState::drafted && now->release == release;
        if (!waits || !now->withdrawal.empty()) return;
        flow_.go_on(tx, *now);
        BulletinWriter(tx).update(*now);
    };
}

OutboxDone BulletinSteps::published_before(const Bulletin& bulletin, const wechat::PublishedArticle& article) const {
    const std::string url = article.urls.empty() ? std::string() : article.urls.front();
    return done(
        [this, id = bulletin.id, article_id = article.article_id, url](Transaction& tx) {
            std::optional<Bulletin> now = BulletinStore(tx).find(id);
            if (!now || is_public(now->state)) return;
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
OutboxDone BulletinSteps::submitted_before(const OutboxRow& row, const Subject& subject) const {
    const Bulletin& bulletin = subject.bulletin;
    for (std::size_t page = 0; page < kPages; ++page) {
        const auto published = subject.client->list_publications(page * kPageSize, kPageSize);
        if (!published) return failed(row, failure_of(published));
        for (const wechat::PublishedArticle& article : published->publications) {
            if (article.articles.empty()) continue;
            if (is_of(bulletin, article.articles.front())) return published_before(bulletin, article);
        }
        if (published->publications.size() < kPageSize) break;
    }
    const Instant now = clock_.now();
    if (now < bulletin.changed_at + options_.patience) return again(now + kLookAgain, "draft is gone");
    return left_to_a_person(row, BulletinState::unknown, "cure.draft_gone", "draft is gone, no article");
}

OutboxDone BulletinSteps::submit(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (std::optional<OutboxDone> other = not_now(row, bulletin, Release::publish)) return *std::move(other);
    if (step::was_tried(row)) {
        const auto draft = subject.client->get_draft(bulletin.draft_media);
        if (errcode_of(draft) == kMediaGone) return submitted_before(row, subject);
        if (!draft) return failed(row, failure_of(draft));
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
    const long long errcode = errcode_of(publication);
    if (!wants_a_person(errcode)) return failed(row, failure_of(publication));
    return left_to_a_person(row, BulletinState::stopped_at_draft, "cure." + std::to_string(errcode),
                            "stopped at the draft", errcode);
}

OutboxDone BulletinSteps::poll(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (bulletin.state != BulletinState::publishing && bulletin.state != BulletinState::unknown) {
        return cancelled("the event came first");
    }
    const Instant now = clock_.now();
    const auto status = subject.client->publication_status(bulletin.publish_id);
    if (!status) {
        // A poll changes nothing and may be repeated, whatever came of it.
        if (status.unknown() != nullptr) return again(now + options_.poll, status.unknown()->why);
        return failed(row, failure_of(status));
    }
    if (status->state == wechat::PublicationState::in_progress) {
        if (now < row.created_at + options_.patience) return in_progress(now + options_.poll);
        return left_to_a_person(row, BulletinState::unknown, "cure.publish_slow", "no end of the publication");
    }
    PublicationFinished::Input input;
    input.account = bulletin.account;
    input.publish_id = bulletin.publish_id;
    input.status = static_cast<std::int64_t>(status->state);
    input.article_id = status->article_id;
    if (!status->articles.empty()) input.article_url = status->articles.front().url;
    return done([this, input](Transaction& tx) { publication_.run_in(tx, input); });
}

Instant BulletinSteps::note_mass_send(const BulletinId& id) const {
    return database_.write([&](Transaction& tx) {
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
        if (bulletin && !bulletin->mass_at) {
            bulletin->mass_at = tx.now();
            BulletinWriter(tx).update(*bulletin);
        }
        return bulletin && bulletin->mass_at ? *bulletin->mass_at : tx.now();
    });
}

void BulletinSteps::forget_mass_send(const BulletinId& id) const {
    database_.write([&](Transaction& tx) {
        std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
        if (!bulletin) return;
        bulletin->mass_at.reset();
        BulletinWriter(tx).update(*bulletin);
    });
}

OutboxDone BulletinSteps::mass_sent(const Bulletin& bulletin, const wechat::MassSent& sent) const {
    return done(
        [this, id = bulletin.id, mass_id = sent.message_id](Transaction& tx) {
            std::optional<Bulletin> now = BulletinStore(tx).find(id);
            if (!now) return;
            now->mass_id = mass_id;
            now->state = BulletinState::sending;
            now->note.clear();
            BulletinWriter(tx).update(*now);
            if (const auto told = BulletinStore(tx).mass_result(now->account, mass_id)) {
                mass_.settle(tx, *now, *told);  // the event overtook the answer
                return;
            }
            flow_.put_step(tx, *now, kColumnMassPoll, tx.now() + options_.poll);
        },
        sent.was_known ? "asked for before" : "");
}

OutboxDone BulletinSteps::mass_send(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (std::optional<OutboxDone> other = not_now(row, bulletin, Release::mass_send)) return *std::move(other);
    const Instant first = note_mass_send(bulletin.id);
    const bool is_repeat = bulletin.mass_at.has_value();
    if (is_repeat && clock_.now() > first + kMassRepeats) {
        return left_to_a_person(row, BulletinState::unknown, "cure.mass_unknown", "not repeated after a day");
    }
    wechat::MassSend order;
    order.draft_media_id = bulletin.draft_media;
    order.client_message_id = bulletin.id.str();
    const auto sent = subject.client->mass_send(order);
    if (sent) return mass_sent(bulletin, *sent);
    const long long errcode = errcode_of(sent);
    // Surely not sent, unless an earlier try was: the day of safe repeats has not begun. Busy (-1) says nothing of
    // that.
    const bool is_busy = sent.refused() != nullptr && sent.refused()->kind == wechat::RefusalKind::retry_later;
    if (!is_repeat && sent.unknown() == nullptr && !is_busy && errcode != kAskedWithinAMinute) {
        forget_mass_send(bulletin.id);
    }
    if (errcode == kAskedWithinAMinute) return again(clock_.now() + kMassPause, "asked within a minute");
    if (errcode == kMediaGone && is_repeat) {
        return left_to_a_person(row, BulletinState::unknown, "cure.draft_gone", "draft is gone", errcode);
    }
    if (!wants_a_person(errcode)) return failed(row, failure_of(sent));
    return left_to_a_person(row, BulletinState::stopped_at_draft, "cure." + std::to_string(errcode),
                            "stopped at the draft", errcode);
}

OutboxDone BulletinSteps::poll_mass_send(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (bulletin.state != BulletinState::sending && bulletin.state != BulletinState::unknown) {
        return cancelled("the event came first");
    }
    const Instant now = clock_.now();
    const auto state = subject.client->mass_send_state(bulletin.mass_id);
    if (!state) {
        if (state.unknown() != nullptr) return again(now + options_.poll, state.unknown()->why);
        return failed(row, failure_of(state));
    }
    if (*state == wechat::MassSendState::sending) {
        if (now < row.created_at + options_.patience) return in_progress(now + options_.poll);
        return left_to_a_person(row, BulletinState::unknown, "cure.mass_slow", "no end of the mass send");
    }
    MassResult result;
    result.account = bulletin.account;
    result.mass_id = bulletin.mass_id;
    result.succeeded = *state == wechat::MassSendState::sent;
    return done([this, id = bulletin.id, result](Transaction& tx) {
        std::optional<Bulletin> current = BulletinStore(tx).find(id);
        if (current) mass_.settle(tx, *current, result);
    });
}

OutboxDone BulletinSteps::withdraw(const OutboxRow& row) const {
    const Subject subject = subject_of(row);
    const Bulletin& bulletin = subject.bulletin;
    if (bulletin.state == BulletinState::withdrawn) return cancelled("withdrawn already");
    const auto deleted = [&]() -> wechat::Outcome<wechat::Done> {
        if (bulletin.state == BulletinState::published) return subject.client->delete_publication(bulletin.article_id);
        if (bulletin.state == BulletinState::sent) return subject.client->delete_mass_send(bulletin.mass_id);
        return subject.client->delete_draft(bulletin.draft_media);
    }();
    const long long errcode = errcode_of(deleted);
    const bool is_gone = errcode == kNoSuchArticle || errcode == kMediaGone;
    if (!deleted && !is_gone) {
        // It stays what it is: followers still see it.
        OutboxDone result;
        result.settlement = settlement_of(failure_of(deleted), row, clock_.now());
        if (errcode != 0) {
            result.then =
                update(bulletin.id, [errcode](Bulletin& now) { now.note = "cure." + std::to_string(errcode); });
        }
        return result;
    }
    return done(
        [this, id = bulletin.id](Transaction& tx) {
            std::optional<Bulletin> now = BulletinStore(tx).find(id);
            if (!now) return;
            now->state = BulletinState::withdrawn;
            now->note.clear();
            BulletinWriter(tx).update(*now);
            AuditWriter(tx, seals_.digest)
                .append(Actor::system(), {"column_withdrawn", "bulletin", id.str(), {"state"}});
        },
        is_gone ? "was gone already" : "");
}

}  // namespace league
