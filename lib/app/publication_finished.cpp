#include "lib/app/publication_finished.hpp"

#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {

PublicationFinished::Answer PublicationFinished::run(const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, input); });
}

PublicationFinished::Answer PublicationFinished::run_in(Transaction& tx, const Input& input) const {
    constexpr std::int64_t kPublished = 0;
    constexpr std::int64_t kInProgress = 1;
    if (!input.status || *input.status == kInProgress) return Answer::nothing_new;
    std::optional<Bulletin> bulletin = BulletinStore(tx).find_by_publish_id(input.account, input.publish_id);
    if (!bulletin) return Answer::nothing_new;
    const bool is_open = bulletin->state == BulletinState::publishing || bulletin->state == BulletinState::unknown;
    if (!is_open) return Answer::nothing_new;

    const bool published = *input.status == kPublished;
    bulletin->state = published ? BulletinState::published : BulletinState::refused;
    bulletin->note = published ? "" : "cure.publish_" + std::to_string(*input.status);
    if (published) {
        bulletin->article_id = input.article_id;
        bulletin->article_url = input.article_url;
        bulletin->published_at = tx.now();
    }
    BulletinWriter(tx).update(*bulletin);
    AuditWriter(tx, seals_.digest)
        .append(Actor::system(),
                {published ? "column_published" : "column_refused", "bulletin", bulletin->id.str(), {"state"}});
    return published ? Answer::published : Answer::failed;
}

}  // namespace league
