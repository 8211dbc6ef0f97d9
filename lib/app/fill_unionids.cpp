#include "lib/app/fill_unionids.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/platform/log.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"

namespace league {

FillUnionids::FillUnionids(Database& database, const Seals& seals, Random& random,
                           const std::vector<WechatAccount>& configured, const WechatAccounts& accounts,
                           Options options)
    : database_(database),
      seals_(seals),
      remember_(database, seals, random),
      configured_(configured),
      accounts_(accounts),
      options_(options) {}

FillUnionids::Output FillUnionids::run() {
    Output output;
    for (const WechatAccount& account : configured_) {
        if (account.kind != AccountKind::official_account) continue;
        bool is_paused = false;
        const auto waiting = database_.read([&](ReadTransaction& tx) {
            is_paused = tx.now() < not_before_;
            return is_paused ? std::vector<Identity>{}
                             : IdentityStore(tx, seals_)
                                   .list_without_unionid(account.name, tx.now() - options_.again, options_.batch);
        });
        if (is_paused) return output;
        for (const Identity& identity : waiting) {
            if (!ask(identity, output)) break;
        }
    }
    return output;
}

bool FillUnionids::ask(const Identity& identity, Output& output) {
    const auto answer = accounts_.find(identity.account)->follower(identity.openid);
    if (answer.is_done()) {
        keep(identity, *answer, output);
        return true;
    }
    const wechat::Refused* refused = answer.refused();
    // This one person cannot be asked for: not a reason to leave the others out.
    if (refused != nullptr && (refused->kind == wechat::RefusalKind::user || refused->errcode == 40003)) {
        keep(identity, {identity.follows, ""}, output);
        return true;
    }
    database_.read([&](ReadTransaction& tx) { not_before_ = tx.now() + options_.pause_after; });
    log::warning("followers are not asked for", {{"account", identity.account}, {"outcome", answer.word()}});
    return false;
}

void FillUnionids::keep(const Identity& identity, const wechat::Follower& follower, Output& output) {
    ++output.asked;
    if (follower.follows && !follower.unionid.empty()) {
        remember_.run({identity.id, follower.unionid});
        ++output.found;
        return;
    }
    database_.write([&](Transaction& tx) {
        IdentityWriter identities(tx, seals_);
        identities.note_unionid_asked(identity.id);
        if (follower.follows) return;
        // Somebody who left while nobody heard it.
        identities.set_follows(identity.id, false);
        AuditWriter(tx, seals_.digest)
            .append(Actor::system(), {"meet_identity", "identity", identity.id.str(), {"follows"}});
    });
}

}  // namespace league
