#include "lib/app/edit_bulletin.hpp"

#include <algorithm>

#include "lib/app/column_words.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

Bulletin find_or_throw(ReadTransaction& tx, const BulletinId& id) {
    std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    return *std::move(bulletin);
}

/// Followers have it, or nobody will: its words stay as they are.
void require_open(const Bulletin& bulletin) {
    switch (bulletin.state) {
        case BulletinState::publishing:
        case BulletinState::sending: throw Problem(ProblemCode::conflict, "bulletin.under_way");
        case BulletinState::published:
        case BulletinState::sent:
        case BulletinState::withdrawn:
        case BulletinState::unknown: throw Problem(ProblemCode::conflict, "bulletin.over");
        case BulletinState::refused:
            if (!bulletin.publish_id.empty() || !bulletin.mass_id.empty()) {
                throw Problem(ProblemCode::conflict, "bulletin.over");
            }
            break;
        case BulletinState::composed:
        case BulletinState::uploading:
        case BulletinState::drafted:
        case BulletinState::stopped_at_draft: break;
    }
    if (!bulletin.withdrawal.empty()) throw Problem(ProblemCode::conflict, "bulletin.over");
}

bool may_approve(ReadTransaction& tx, const PersonId& person, const OrgUnit& unit) {
    const std::vector<HeldRole> roles = RoleStore(tx).list_for_person(person);
    return std::any_of(roles.begin(), roles.end(), [&](const HeldRole& held) {
        return held.unit.path.contains(unit.path) && role_allows(held.role, Verb::approve_column);
    });
}

}  // namespace

EditBulletin::Output EditBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) -> Output {
        const Actor current = actor_now(tx, actor);
        Bulletin bulletin = find_or_throw(tx, input.id);
        require(current, Verb::manage_column, unit_or_top(tx, bulletin.unit.str()));
        const BulletinWords words = tidied(input.words);
        std::vector<FieldError> errors = check_words(bulletin.kind, words);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        if (words == bulletin.words && input.base_revision <= bulletin.revision) return {false, std::move(bulletin)};
        if (input.base_revision != bulletin.revision) throw Problem(ProblemCode::conflict, "bulletin.base_is_old");
        require_open(bulletin);
        if (flow_.is_leaving(tx, bulletin)) throw Problem(ProblemCode::conflict, "bulletin.under_way");

        bulletin.words = words;
        ++bulletin.revision;
        bulletin.edited_by = current.person;
        const ColumnArticle article = writer_.compose(to_column(phrases_, bulletin), {});
        bulletin.title = article.title;
        bulletin.digest = article.digest;
        const bool has_draft =
            bulletin.state == BulletinState::drafted || bulletin.state == BulletinState::stopped_at_draft;
        if (has_draft) flow_.go_on(tx, bulletin);
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals_.digest).append(current, {"edit_column", "bulletin", bulletin.id.str(), {"words"}});
        return {true, std::move(bulletin)};
    });
}

Bulletin ApproveBulletin::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Bulletin bulletin = find_or_throw(tx, input.id);
        const OrgUnit unit = unit_or_top(tx, bulletin.unit.str());
        require(current, Verb::approve_column, unit);
        const std::optional<PersonId> person = current.is_operator ? input.person : current.person;
        if (!person) throw Problem(ProblemCode::conflict, "bulletin.approver_needed");
        if (!may_approve(tx, *person, unit)) throw Problem(ProblemCode::not_allowed, "not_allowed");
        if (input.revision != bulletin.revision) throw Problem(ProblemCode::conflict, "bulletin.changed_meanwhile");
        if (bulletin.is_approved()) return bulletin;
        require_open(bulletin);
        bulletin.approved_by = person;
        bulletin.approved_revision = bulletin.revision;
        bulletin.approved_at = tx.now();
        if (bulletin.state == BulletinState::drafted) flow_.go_on(tx, bulletin);
        BulletinWriter(tx).update(bulletin);
        AuditWriter(tx, seals_.digest).append(current, {"approve_column", "bulletin", bulletin.id.str(), {"approval"}});
        return bulletin;
    });
}

}  // namespace league
