#include "lib/app/submit_activity.hpp"

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/kind_store.hpp"
#include "lib/storage/org_activity_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

/// The name to keep beside a log that somebody above the branch wrote down; nothing for other logs.
std::optional<std::string> teller_of(const SubmitActivity::Input& input) {
    if (!is_told(input.source)) {
        if (!input.told_by.empty()) throw Problem::invalid("told_by", "activity.nobody_told");
        return std::nullopt;
    }
    if (input.told_by.empty()) throw Problem::invalid("told_by", "missing");
    std::optional<std::string> name = normal_person_name(input.told_by);
    if (!name) throw Problem::invalid("told_by", "people.name_malformed");
    return name;
}

/// What repeats are compared by: the content, and how it came where that was said.
std::string canonical_text(const ActivityContent& content, ActivitySource source,
                           const std::optional<std::string>& told_by) {
    std::string text = canonical_text(content);
    if (told_by) text += " told " + std::string(to_string(source)) + " " + *told_by;
    return text;
}

/// The unit that the log names by id or code. A wrong name is a wrong field, but only for those who may log at all.
OrgUnit unit_to_log_for(ReadTransaction& tx, const Actor& actor, const OrgUnitId& id_or_code) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    if (id_or_code.empty()) throw Problem::invalid("org_id", "missing");
    std::optional<OrgUnit> unit = OrgStore(tx).find_by_id_or_code(id_or_code.str());
    if (!unit) throw Problem::invalid("org_id", "activity.unknown_unit");
    require(actor, Verb::log_activity, *unit);
    return *std::move(unit);
}

void check(ReadTransaction& tx, const Actor& actor, const ActivityContent& content, const OrgUnit& unit) {
    const std::optional<ActivityKind> kind = KindStore(tx).find_in_use(content.kind);
    std::vector<FieldError> errors = check_content(content, kind ? &*kind : nullptr, unit, tx.now());
    if (errors.empty()) check_photo_owners(tx, actor, content.photos, {}, errors);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

}  // namespace

SubmitActivity::Output SubmitActivity::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

SubmitActivity::Output SubmitActivity::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    const OrgUnit unit = unit_to_log_for(tx, actor, input.content.org);
    if (is_told(input.source)) require(actor, Verb::log_for_others, unit);
    if (!is_uuid(input.id.str())) throw Problem::invalid("id", "activity.id_not_uuid");
    ActivityContent content = input.content;
    content.org = unit.id;
    const std::optional<std::string> told_by = teller_of(input);
    std::string hash = seals_.digest.sha256(canonical_text(content, input.source, told_by));

    if (std::optional<Activity> earlier = ActivityStore(tx).find(input.id)) {
        if (earlier->content.org != unit.id) load_activity(tx, actor, Verb::log_activity, input.id);
        if (earlier->first_content_hash != hash) {
            throw Problem(ProblemCode::conflict, "activity.other_content_under_id");
        }
        return {/*created=*/false, *std::move(earlier)};
    }

    check(tx, actor, content, unit);
    Activity activity;
    activity.id = input.id;
    activity.content = std::move(content);
    activity.source = input.source;
    activity.first_content_hash = std::move(hash);
    activity.logged_by = actor.person;
    activity.made_at = input.made_at;
    activity.submitted_at = tx.now();
    activity.changed_at = tx.now();
    std::optional<std::string> sealed;
    if (told_by) sealed = ActivityWriter::seal_teller(seals_.cipher, *told_by);
    ensure(ActivityWriter(tx).insert(activity, sealed));
    FiguresWriter(tx).apply_log(unit.id, activity.content.started_at, activity.content.present, +1);
    OrgActivityWriter(tx).add(activity);
    share_photos_with(tx, actor, unit.id, activity.content.photos);
    AuditWriter(tx, seals_.digest).append(actor, {"create_activity", "activity", activity.id.str(), {}});
    return {/*created=*/true, std::move(activity)};
}

}  // namespace league
