#include "lib/app/amend_activity.hpp"

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/kind_store.hpp"

namespace league {
namespace {

void check(ReadTransaction& tx, const Actor& actor, const ActivityContent& content, const LoadedActivity& loaded) {
    // A kind out of use stays right for a log that has it.
    const bool same_kind = content.kind == loaded.activity.content.kind;
    const std::optional<ActivityKind> kind =
        same_kind ? KindStore(tx).find(content.kind) : KindStore(tx).find_in_use(content.kind);
    std::vector<FieldError> errors = check_content(content, kind ? &*kind : nullptr, loaded.unit, tx.now());
    if (errors.empty()) check_photo_owners(tx, actor, content.photos, loaded.activity.content.photos, errors);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

}  // namespace

AmendActivity::Output AmendActivity::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

AmendActivity::Output AmendActivity::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const LoadedActivity loaded = load_activity(tx, actor, Verb::log_activity, input.id);
    const Activity& current = loaded.activity;
    const std::string& org = input.content.org.str();
    if (!org.empty() && org != loaded.unit.id.str() && org != loaded.unit.code) {
        throw Problem::invalid("org_id", "activity.unit_is_fixed");
    }
    ActivityContent content = input.content;
    content.org = loaded.unit.id;
    const ActivityState next_state = after_amendment(current.state);

    // The same amendment sent again, its first answer lost on the way.
    if (content == current.content && input.base_revision + 1 == current.revision) return {/*changed=*/false, current};
    if (input.base_revision != current.revision) throw Problem(ProblemCode::conflict, "activity.base_is_old");
    // Nothing to do, unless a returned log is handed in again as it is.
    if (content == current.content && counts(current.state)) return {/*changed=*/false, current};

    check(tx, actor, content, loaded);
    Activity next = current;
    next.content = std::move(content);
    next.state = next_state;
    next.revision = current.revision + 1;
    next.changed_at = tx.now();
    replace_activity(tx, digest_, actor, current, next, "amend_activity");
    share_photos_with(tx, actor, loaded.unit.id, next.content.photos);
    return {/*changed=*/true, std::move(next)};
}

}  // namespace league
