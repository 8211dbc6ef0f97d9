#include "lib/app/fetch_picture.hpp"

#include "lib/app/call_outcome.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

/// The rights that the sender of the picture has now.
Actor sender_of(ReadTransaction& tx, const Seals& seals, const OutboxRow& row) {
    if (row.person) {
        // Merged into another meanwhile, the person's identities are that one's.
        const PersonId person = PersonStore(tx, seals).current(*row.person);
        for (const Identity& identity : IdentityStore(tx, seals).list_for_person(person)) {
            if (identity.account == row.account) return load_actor(tx, identity.id);
        }
    }
    throw Problem(ProblemCode::not_allowed, "not_bound");
}

OutboxDone ended(OutboxState state, std::string why) {
    OutboxDone done;
    done.settlement.state = state;
    done.settlement.outcome = std::move(why);
    return done;
}

}  // namespace

FetchPicture::FetchPicture(Database& database, const Seals& seals, const Clock& clock, const WechatAccounts& accounts,
                           BlobStore& blobs, const PictureMaker& pictures)
    : database_(database),
      seals_(seals),
      clock_(clock),
      accounts_(accounts),
      attach_(database, seals.digest, blobs, pictures) {}

OutboxDone FetchPicture::fetch(const OutboxRow& row) const {
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr) throw Problem(ProblemCode::not_found, "account_not_configured");
    const Actor actor = database_.read([&](ReadTransaction& tx) { return sender_of(tx, seals_, row); });
    const auto media = client->fetch_media(row.payload.at("media_id"));
    if (!media) return {settlement_of(failure_of(media), row, clock_.now()), {}};
    if (media->bytes.empty()) return ended(OutboxState::refused, "not a picture");
    switch (attach_.run(actor, {ActivityId(row.subject), media->bytes}).answer) {
        case AttachPicture::Answer::attached:
        case AttachPicture::Answer::attached_before: return ended(OutboxState::sent, "attached");
        case AttachPicture::Answer::log_is_full: return ended(OutboxState::cancelled, "the log has enough pictures");
        case AttachPicture::Answer::log_withdrawn: return ended(OutboxState::cancelled, "the log is withdrawn");
    }
    stop("unknown AttachPicture::Answer");
}

}  // namespace league
