#include "lib/app/link_accounts.hpp"

#include <algorithm>

#include "lib/app/meet_identity.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/link_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr std::size_t kDigits = 6;

/// Digits that no living code has; with some hundred living codes the first try nearly always fits.
std::string free_digits(ReadTransaction& tx, const Seals& seals, Random& random) {
    for (int tries = 0; tries < 20; ++tries) {
        std::string digits = make_digits(random, kDigits);
        const std::optional<LinkCode> other = LinkStore(tx, seals).find_by_code(digits);
        if (!other || other->used_at || other->expires_at <= tx.now()) return digits;
    }
    throw Problem(ProblemCode::busy, "link_codes_crowded");
}

}  // namespace

IssueLinkCode::IssueLinkCode(Database& database, const Seals& seals, Random& random, LinkOptions options)
    : database_(database), seals_(seals), random_(random), options_(options) {}

IssueLinkCode::Output IssueLinkCode::run(const Actor& actor) {
    return database_.write([&](Transaction& tx) { return issue(tx, actor_now(tx, actor)); });
}

IssueLinkCode::Output IssueLinkCode::issue(Transaction& tx, const Actor& actor) {
    if (!actor.person) throw Problem(ProblemCode::not_allowed, "not_bound");
    LinkWriter codes(tx, seals_);
    codes.void_codes_of(*actor.person);
    const std::string digits = free_digits(tx, seals_, random_);
    const LinkCode code{make_uuid_v7(random_, tx.now()), *actor.person, tx.now(), tx.now() + options_.lifetime,
                        std::nullopt};
    codes.insert(code, digits);
    AuditWriter(tx, seals_.digest).append(actor, {"issue_link_code", "link_code", code.id, {"person"}});
    return {digits, code.expires_at};
}

RedeemLinkCode::RedeemLinkCode(Database& database, const Seals& seals, Random& random, LinkOptions options)
    : database_(database), seals_(seals), random_(random), options_(options) {}

UserView RedeemLinkCode::run(const Input& input) {
    Result<UserView, Refusal> answer = database_.write([&](Transaction& tx) { return redeem(tx, input); });
    if (!answer) throw problem_of(answer.error());
    return *std::move(answer);
}

Result<UserView, RedeemLinkCode::Refusal> RedeemLinkCode::redeem(Transaction& tx, const Input& input) {
    const Actor actor = load_actor(tx, input.identity);
    const LinkStore links(tx, seals_);
    if (links.count_attempts(input.identity, tx.now() - options_.lifetime) >= options_.attempts) {
        return Unexpected{Refusal::too_many_attempts};
    }
    LinkWriter writer(tx, seals_);
    writer.add_attempt(input.identity);

    const std::optional<std::string> digits = normal_link_code(input.code);
    const std::optional<LinkCode> code = digits ? links.find_by_code(*digits) : std::nullopt;
    if (!code) return Unexpected{Refusal::unknown_code};
    const PersonId person = PersonStore(tx, seals_).current(code->person);
    if (actor.person && *actor.person == person) return *load_user(tx, seals_, actor);  // linked already: done
    if (code->used_at || code->expires_at <= tx.now()) return Unexpected{Refusal::expired};
    if (actor.person) return Unexpected{Refusal::bound_to_another};

    const IdentityStore identities(tx, seals_);
    const std::optional<Identity> identity = identities.find(input.identity);
    ensure(identity.has_value());
    const std::vector<Identity> theirs = identities.list_for_person(person);
    const bool taken = std::any_of(theirs.begin(), theirs.end(),
                                   [&](const Identity& one) { return one.account == identity->account; });
    if (taken) return Unexpected{Refusal::account_taken};

    writer.mark_used(code->id);
    IdentityWriter(tx, seals_).set_person(identity->id, person);
    const Actor linked = load_actor(tx, identity->id);
    AuditWriter audit(tx, seals_.digest);
    audit.append(linked, {"use_link_code", "link_code", code->id, {"used_at"}});
    audit.append(linked, {"bind_identity", "identity", identity->id.str(), {"person"}});
    join_by_unionid(tx, seals_, random_, identity->id);
    return *load_user(tx, seals_, linked);
}

Problem RedeemLinkCode::problem_of(Refusal refusal) const {
    switch (refusal) {
        case Refusal::too_many_attempts:
            return Problem(ProblemCode::too_many, "link_attempts_used_up",
                           {{"seconds", std::to_string(std::chrono::seconds(options_.lifetime).count())}});
        case Refusal::unknown_code: return Problem(ProblemCode::not_found, "link_code_unknown");
        case Refusal::expired: return Problem(ProblemCode::closed, "link_code_expired");
        case Refusal::bound_to_another: return Problem(ProblemCode::conflict, "identity_bound_to_another");
        case Refusal::account_taken: return Problem(ProblemCode::conflict, "account_linked_already");
    }
    stop("unknown Refusal");
}

}  // namespace league
