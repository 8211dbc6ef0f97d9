#include "lib/app/feedback.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr auto kDay = std::chrono::hours(24);
constexpr long long kMostADay = 20;
constexpr int kMostOwn = 100;
constexpr int kMostRows = 100;
constexpr int kMostSkipped = 100000;

/// The county at or above the unit; the unit itself where there is none, as for a role above all counties.
OrgUnit county_of(ReadTransaction& tx, const OrgPath& path) {
    const std::vector<std::string> codes = path.codes();
    for (auto code = codes.rbegin(); code != codes.rend(); ++code) {
        OrgUnit unit = find_unit_or_throw(tx, *code);
        if (unit.kind == OrgKind::county) return unit;
    }
    return find_unit_or_throw(tx, codes.back());
}

OrgUnit unit_of(ReadTransaction& tx, const Feedback& feedback) {
    std::optional<OrgUnit> unit = OrgStore(tx).find(feedback.unit);
    ensure(unit.has_value());  // a foreign key holds it
    return *std::move(unit);
}

void check_range(std::vector<FieldError>& errors, const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
}

}  // namespace

SendFeedback::SendFeedback(Database& database, const Seals& seals, const std::vector<WechatAccount>& accounts)
    : database_(database), seals_(seals) {
    for (const WechatAccount& account : accounts) units_.emplace_back(account.name, account.unit_code);
}

OrgUnit SendFeedback::addressee(ReadTransaction& tx, const Actor& actor) const {
    if (!actor.roles.empty()) return county_of(tx, actor.roles.front().path);
    const std::optional<Identity> identity = IdentityStore(tx, seals_).find(*actor.identity);
    ensure(identity.has_value());
    const auto account =
        std::find_if(units_.begin(), units_.end(), [&](const auto& one) { return one.first == identity->account; });
    return unit_or_top(tx, account == units_.end() ? "" : account->second);
}

SendFeedback::Output SendFeedback::run(const Actor& actor, const Input& input) {
    std::vector<FieldError> errors;
    const FeedbackContent said = checked_feedback(input.said, errors);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    const std::string hash = seals_.digest.keyed("feedback", canonical_text(said));
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        ensure(current.identity.has_value());
        FeedbackStore store(tx, seals_);
        if (std::optional<Feedback> known = store.find(input.id)) {
            const bool same = known->identity == *current.identity && known->content_hash == hash;
            if (!same) throw Problem(ProblemCode::conflict, "feedback.other_content_under_id");
            return Output{false, *std::move(known)};
        }
        if (store.count_since(*current.identity, tx.now() - kDay) >= kMostADay) {
            throw Problem(ProblemCode::too_many, "feedback.too_many_today");
        }
        Feedback feedback;
        feedback.id = input.id;
        feedback.identity = *current.identity;
        feedback.person = current.person;
        if (!current.roles.empty()) feedback.from_unit = current.roles.front().unit;
        feedback.unit = addressee(tx, current).id;
        feedback.said = said;
        feedback.content_hash = hash;
        feedback.created_at = tx.now();
        ensure(FeedbackWriter(tx, seals_).insert(feedback));
        AuditWriter(tx, seals_.digest)
            .append(current, {"send_feedback", "feedback", feedback.id.str(), {"category", "content", "contact"}});
        return Output{true, std::move(feedback)};
    });
}

std::vector<Feedback> ListOwnFeedback::run(const Actor& actor) {
    ensure(actor.identity.has_value());
    return database_.read([&](ReadTransaction& tx) {
        return FeedbackStore(tx, seals_).list_of(*actor.identity, actor.person, kMostOwn);
    });
}

FeedbackPage ReadFeedbackInbox::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const auto office = std::find_if(actor.roles.begin(), actor.roles.end(),
                                         [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
        const OrgUnit unit = unit_or_top(tx, office == actor.roles.end() ? "" : office->unit.str());
        require(actor, Verb::answer_feedback, unit);
        std::vector<FieldError> errors;
        check_range(errors, "limit", input.limit, 1, kMostRows);
        check_range(errors, "offset", input.offset, 0, kMostSkipped);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        return FeedbackStore(tx, seals_).list({unit.path, input.only_open, input.limit, input.offset});
    });
}

AnswerFeedback::Output AnswerFeedback::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        if (current.roles.empty() && !current.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
        std::optional<Feedback> feedback = FeedbackStore(tx, seals_).find(input.id);
        if (!feedback) throw Problem(ProblemCode::not_found, "feedback.not_found");
        require(current, Verb::answer_feedback, unit_of(tx, *feedback));
        const std::string words = checked_answer(input.answer);
        if (feedback->answer) {
            if (feedback->answer->text != words) throw Problem(ProblemCode::conflict, "feedback.answered");
            return Output{false, *std::move(feedback)};
        }
        feedback->answer = FeedbackAnswer{words, current.person, tx.now()};
        ensure(FeedbackWriter(tx, seals_).answer(feedback->id, *feedback->answer));
        AuditWriter(tx, seals_.digest).append(current, {"answer_feedback", "feedback", feedback->id.str(), {"answer"}});
        return Output{true, *std::move(feedback)};
    });
}

}  // namespace league
