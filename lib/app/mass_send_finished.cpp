#include "lib/app/mass_send_finished.hpp"

#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {

void MassSendFinished::tell(Transaction& tx, const MassResult& result) const {
    if (result.mass_id.empty()) return;
    BulletinWriter(tx).keep_mass_result(result);
    std::optional<Bulletin> bulletin = BulletinStore(tx).find_by_mass_id(result.account, result.mass_id);
    if (bulletin) settle(tx, *bulletin, result);
}

void MassSendFinished::settle(Transaction& tx, Bulletin& bulletin, const MassResult& result) const {
    const bool is_open = bulletin.state == BulletinState::sending || bulletin.state == BulletinState::unknown;
    const bool lacks_address =
        bulletin.state == BulletinState::sent && bulletin.article_url.empty() && !result.article_url.empty();
    if (!is_open && !lacks_address) return;
    if (is_open) {
        bulletin.state = result.succeeded ? BulletinState::sent : BulletinState::refused;
        bulletin.note = result.succeeded ? ""
                        : result.error   ? "cure.mass_" + std::to_string(*result.error)
                                         : "cure.mass_failed";
    }
    if (result.succeeded) {
        bulletin.article_url = result.article_url;
        if (!bulletin.published_at) bulletin.published_at = tx.now();
    }
    BulletinWriter(tx).update(bulletin);
    AuditWriter(tx, seals_.digest)
        .append(Actor::system(),
                {result.succeeded ? "column_sent" : "column_refused", "bulletin", bulletin.id.str(), {"state"}});
}

}  // namespace league
