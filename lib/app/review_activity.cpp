#include "lib/app/review_activity.hpp"

#include "lib/app/activity_change.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

constexpr std::size_t kLongestReason = 200;  // characters
constexpr std::size_t kMostAtOnce = 100;

/// The reason to keep: trimmed for a return, nothing for an acceptance.
std::string checked_reason(ReviewVerdict verdict, const std::string& reason) {
    if (verdict == ReviewVerdict::accept) return "";
    if (!text::is_valid_utf8(reason)) throw Problem::invalid("reason", "not_text");
    std::string words = text::trim(reason);
    if (words.empty()) throw Problem::invalid("reason", "missing");
    if (text::count_characters(words) > kLongestReason) {
        throw Problem::invalid("reason", "too_long", {{"limit", std::to_string(kLongestReason)}});
    }
    return words;
}

}  // namespace

ReviewActivity::Output ReviewActivity::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input); });
}

ReviewActivity::Output ReviewActivity::run_in(Transaction& tx, const Actor& actor, const Input& input) const {
    LoadedActivity loaded = load_activity(tx, actor, Verb::review_activity, input.id);
    const Activity& current = loaded.activity;
    const std::string reason = checked_reason(input.verdict, input.reason);
    Activity next = current;
    next.state = after_review(current.state, input.verdict);
    next.return_reason = reason;
    next.changed_at = tx.now();
    if (next.state == current.state && next.return_reason == current.return_reason) {
        return {/*changed=*/false, std::move(loaded.activity)};
    }
    if (input.revision && *input.revision != current.revision) {
        throw Problem(ProblemCode::conflict, "activity.changed_meanwhile");
    }
    const auto& closed_at = loaded.unit.closed_at;
    if (counts(next.state) && !counts(current.state) && closed_at && *closed_at <= current.content.started_at) {
        throw Problem(ProblemCode::closed, "activity.after_the_end", {{"unit", loaded.unit.name}});
    }
    const bool accepted = input.verdict == ReviewVerdict::accept;
    replace_activity(tx, digest_, actor, current, next, accepted ? "accept_activity" : "return_activity");
    return {/*changed=*/true, std::move(next)};
}

ReviewActivities::Output ReviewActivities::run(const Actor& actor, const Input& input) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    if (input.ids.empty()) throw Problem::invalid("ids", "missing");
    if (input.ids.size() > kMostAtOnce) {
        throw Problem::invalid("ids", "too_many", {{"limit", std::to_string(kMostAtOnce)}});
    }
    checked_reason(input.verdict, input.reason);
    const ReviewActivity review(database_, digest_);
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Output output;
        for (const ActivityId& id : input.ids) {
            Outcome outcome;
            outcome.id = id;
            try {
                // It refuses before it writes anything, so a refused log leaves nothing behind.
                const auto reviewed = review.run_in(tx, current, {id, input.verdict, input.reason, std::nullopt});
                outcome.changed = reviewed.changed;
                outcome.state = reviewed.activity.state;
            } catch (const Problem& problem) {
                if (problem.code() == ProblemCode::busy || problem.code() == ProblemCode::no_space) throw;
                outcome.problem = problem;
            }
            output.outcomes.push_back(std::move(outcome));
        }
        return output;
    });
}

}  // namespace league
