#include "lib/app/judge_content.hpp"

#include <algorithm>

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/page_limits.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"

namespace league {
namespace {

constexpr int kMostRows = 100;

}  // namespace

ContentCheckPage ListContentChecks::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const auto office = std::find_if(actor.roles.begin(), actor.roles.end(),
                                         [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
        const OrgUnit unit = unit_or_top(tx, office == actor.roles.end() ? "" : office->unit.str());
        require(actor, Verb::judge_content, unit);
        check_page(input.limit, input.offset, kMostRows);
        return ContentCheckStore(tx).list_open(unit.path, input.limit, input.offset);
    });
}

JudgeContent::Output JudgeContent::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const LoadedActivity loaded = load_activity(tx, current, Verb::judge_content, input.activity);
        std::string reason = checked_reason(input.verdict, input.reason);
        std::optional<ContentCheck> check = ContentCheckStore(tx).find(input.activity);
        if (!check) throw Problem(ProblemCode::not_found, "content.not_found");
        if (input.revision != check->revision || input.revision != loaded.activity.revision) {
            throw Problem(ProblemCode::conflict, "activity.changed_meanwhile");
        }
        const ContentState next = after_judgement(check->state, input.verdict);
        if (next == check->state && reason == check->reason) return Output{false, *std::move(check)};
        check->state = next;
        check->reason = std::move(reason);
        check->judged_by = current.person;
        check->changed_at = tx.now();
        ContentCheckWriter(tx).put(*check);
        AuditWriter(tx, digest_)
            .append(current, {"judge_content", "activity", input.activity.str(), {"content_state", "content_reason"}});
        return Output{true, *std::move(check)};
    });
}

}  // namespace league
