#include "lib/app/withdraw_bulletin.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/check_line.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr std::size_t kReasonCharacters = 200;
constexpr std::size_t kMostPeople = 10;

Bulletin managed(ReadTransaction& tx, const Actor& actor, const BulletinId& id) {
    std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    require(actor, Verb::manage_column, unit_or_top(tx, bulletin->unit.str()));
    return *std::move(bulletin);
}

/// Whether WeChat has something of it that can be deleted.
bool is_in_wechat(const Bulletin& bulletin) {
    switch (bulletin.state) {
        case BulletinState::published: return !bulletin.article_id.empty();
        case BulletinState::sent: return !bulletin.mass_id.empty();
        case BulletinState::drafted:
        case BulletinState::stopped_at_draft: return !bulletin.draft_media.empty();
        // After a refused publication the draft is spent.
        case BulletinState::refused:
            return !bulletin.draft_media.empty() && bulletin.publish_id.empty() && bulletin.mass_id.empty();
        case BulletinState::composed:
        case BulletinState::uploading:
        case BulletinState::publishing:
        case BulletinState::sending:
        case BulletinState::unknown:
        case BulletinState::withdrawn: return false;
    }
    stop("unknown BulletinState");
}

std::optional<Identity> follower(ReadTransaction& tx, const Seals& seals, const PersonId& person,
                                 const std::string& account) {
    for (Identity& identity : IdentityStore(tx, seals).list_for_person(PersonStore(tx, seals).current(person))) {
        if (identity.account == account && identity.follows) return std::move(identity);
    }
    return std::nullopt;
}

}  // namespace

Bulletin WithdrawBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Bulletin bulletin = managed(tx, current, input.id);
        std::vector<FieldError> errors;
        check_line(errors, "reason", input.reason, kReasonCharacters, Line::required);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        if (bulletin.state == BulletinState::withdrawn) return bulletin;
        if (!bulletin.withdrawal.empty()) {
            // Asked for before; what WeChat refused then is tried again.
            flow_.put_step(tx, bulletin, kColumnWithdraw);
            return bulletin;
        }
        if (!input.understood) throw Problem(ProblemCode::conflict, "bulletin.withdrawal_is_final");
        if (bulletin.state == BulletinState::unknown) throw Problem(ProblemCode::conflict, "bulletin.look_first");
        const bool is_going = bulletin.state == BulletinState::publishing || bulletin.state == BulletinState::sending;
        if (is_going || flow_.is_leaving(tx, bulletin)) throw Problem(ProblemCode::conflict, "bulletin.under_way");

        flow_.cancel_steps(tx, bulletin, "withdrawn");
        bulletin.withdrawal = text::trim(input.reason);
        bulletin.note.clear();
        if (is_in_wechat(bulletin)) {
            flow_.put_step(tx, bulletin, kColumnWithdraw);
        } else {
            // Published by hand and confirmed: only the console can delete it.
            if (is_public(bulletin.state)) bulletin.note = "cure.withdraw_by_hand";
            bulletin.state = BulletinState::withdrawn;
        }
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals_.digest)
            .append(current, {"withdraw_column", "bulletin", bulletin.id.str(), {"state", "withdrawal"}});
        return bulletin;
    });
}

PreviewBulletin::Output PreviewBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const Bulletin bulletin = managed(tx, current, input.id);
        if (input.people.empty() || input.people.size() > kMostPeople) {
            throw Problem::invalid("people", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostPeople)}});
        }
        const bool waits =
            bulletin.state == BulletinState::drafted || bulletin.state == BulletinState::stopped_at_draft;
        if (!waits || bulletin.draft_media.empty()) throw Problem(ProblemCode::conflict, "bulletin.no_draft");
        const OrgUnit unit = unit_or_top(tx, bulletin.unit.str());
        std::vector<FieldError> errors;
        std::vector<OutboxDraft> drafts;
        for (std::size_t i = 0; i < input.people.size(); ++i) {
            const PersonId& person = input.people[i];
            const std::string field = "people." + std::to_string(i);
            const std::vector<HeldRole> roles = RoleStore(tx).list_for_person(person);
            const bool is_ours = std::any_of(roles.begin(), roles.end(),
                                             [&](const HeldRole& role) { return unit.path.contains(role.unit.path); });
            const auto identity = is_ours ? follower(tx, seals_, person, bulletin.account) : std::nullopt;
            if (!identity) {
                errors.push_back({field, is_ours ? "bulletin.not_following" : "bulletin.without_role", {}});
                continue;
            }
            OutboxDraft& draft = drafts.emplace_back();
            draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
            draft.kind = kColumnPreview;
            draft.account = bulletin.account;
            draft.dedupe_key = std::string(kColumnPreview) + ":" + bulletin.id.str() + ":" +
                               std::to_string(bulletin.revision) + ":" + person.str();
            draft.recipient = identity->openid;
            draft.person = person;
            draft.subject = bulletin.id.str();
            draft.period = bulletin.period;
        }
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        Output output;
        for (const OutboxDraft& draft : drafts) output.sent_to += OutboxWriter(tx, seals_).enqueue(draft) ? 1 : 0;
        AuditWriter(tx, seals_.digest).append(current, {"preview_column", "bulletin", bulletin.id.str(), {"people"}});
        return output;
    });
}

}  // namespace league
