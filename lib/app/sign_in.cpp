#include "lib/app/sign_in.hpp"

#include <utility>
#include <vector>

#include "lib/app/meet_identity.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"

namespace league {
namespace {

constexpr std::size_t kCodeBytes = 128;  // wx.login gives 32; anything long is not worth asking WeChat about

Problem problem_of(const LoginFailure& failure) {
    switch (failure.kind) {
        case LoginFailure::Kind::unknown_account: return Problem::invalid("account", "people.account_unknown");
        case LoginFailure::Kind::bad_code: return Problem::invalid("code", "people.login_code_refused");
        case LoginFailure::Kind::unavailable: return Problem(ProblemCode::upstream, "wechat_unavailable");
    }
    stop("unknown LoginFailure");
}

struct Entered {
    IdentityId identity;
    std::optional<UserView> user;
};

Entered enter(Transaction& tx, const Seals& seals, Random& random, const std::string& account,
              const LoginProof& proof) {
    const bool is_new = !IdentityStore(tx, seals).find_known(account, proof.openid);
    IdentityWriter identities(tx, seals);
    const Identity identity = identities.upsert(IdentityId(make_uuid_v7(random, tx.now())), account, proof.openid);
    std::vector<std::string> fields;
    if (is_new) fields = {"account", "openid"};
    if (proof.unionid && proof.unionid != identity.unionid) {
        identities.set_unionid(identity.id, *proof.unionid);
        fields.push_back("unionid");
    }
    if (!fields.empty()) {
        AuditWriter(tx, seals.digest)
            .append(load_actor(tx, identity.id), {"sign_in", "identity", identity.id.str(), fields});
        join_by_unionid(tx, seals, random, identity.id);
    }
    return {identity.id, load_user(tx, seals, load_actor(tx, identity.id))};
}

/// What enter() would find without writing anything: the ordinary case of a phone that was here before.
std::optional<Entered> known(ReadTransaction& tx, const Seals& seals, const std::string& account,
                             const LoginProof& proof) {
    const std::optional<Identity> identity = IdentityStore(tx, seals).find(account, proof.openid);
    if (!identity || (proof.unionid && proof.unionid != identity->unionid)) return std::nullopt;
    return Entered{identity->id, load_user(tx, seals, load_actor(tx, identity->id))};
}

}  // namespace

SignIn::SignIn(Database& database, const Seals& seals, Random& random, Sessions& sessions, LoginExchange exchange)
    : database_(database), seals_(seals), random_(random), sessions_(sessions), exchange_(std::move(exchange)) {}

SignIn::Output SignIn::run(const Input& input) {
    if (input.code.empty() || input.code.size() > kCodeBytes)
        throw Problem::invalid("code", "people.login_code_refused");
    const Result<LoginProof, LoginFailure> proof = exchange_(input.account, input.code);
    if (!proof) {
        Problem problem = problem_of(proof.error());
        throw problem.with_details(proof.error().details);
    }
    std::optional<Entered> entered =
        database_.read([&](ReadTransaction& tx) { return known(tx, seals_, input.account, *proof); });
    if (!entered) {
        entered = database_.write([&](Transaction& tx) { return enter(tx, seals_, random_, input.account, *proof); });
    }
    const Sessions::Opened opened = sessions_.create(entered->identity);
    return {opened.token, opened.expires_at, entered->identity, std::move(entered->user)};
}

SignOutEverywhere::SignOutEverywhere(Database& database, const Seals& seals, Sessions& sessions)
    : database_(database), seals_(seals), sessions_(sessions) {}

void SignOutEverywhere::run(const Actor& actor) {
    std::vector<IdentityId> identities;
    if (actor.identity) identities.push_back(*actor.identity);
    if (actor.person) {
        database_.read([&](ReadTransaction& tx) {
            for (const Identity& one : IdentityStore(tx, seals_).list_for_person(*actor.person)) {
                if (one.id != actor.identity) identities.push_back(one.id);
            }
        });
    }
    sessions_.end_all(identities);
}

}  // namespace league
