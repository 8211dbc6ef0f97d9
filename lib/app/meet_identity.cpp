#include "lib/app/meet_identity.hpp"

#include <algorithm>
#include <vector>

#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

MeetIdentity::Output meet(Transaction& tx, const Seals& seals, Random& random, const MeetIdentity::Input& input) {
    IdentityWriter identities(tx, seals);
    const bool is_new = !IdentityStore(tx, seals).find_known(input.account, input.openid);
    const Identity identity =
        identities.upsert(IdentityId(make_uuid_v7(random, tx.now())), input.account, input.openid);
    std::vector<std::string> fields;
    if (is_new) fields = {"account", "openid"};
    if (input.follows && *input.follows != identity.follows) {
        identities.set_follows(identity.id, *input.follows);
        fields.push_back("follows");
    }
    const Actor actor = load_actor(tx, identity.id);
    if (!fields.empty()) {
        AuditWriter(tx, seals.digest).append(actor, {"meet_identity", "identity", identity.id.str(), fields});
    }
    return {identity.id, actor, identity.unionid.has_value()};
}

void propose_merge(Transaction& tx, const Seals& seals, Random& random, const Actor& actor, const PersonId& a,
                   const PersonId& b) {
    const PersonStore people(tx, seals);
    const std::optional<Person> first = people.find(a);
    const std::optional<Person> second = people.find(b);
    ensure(first && second);
    const bool a_is_older = std::pair(first->created_at, a) < std::pair(second->created_at, b);
    const MergeId id(make_uuid_v7(random, tx.now()));
    if (!MergeWriter(tx).propose(id, a_is_older ? a : b, a_is_older ? b : a)) return;
    AuditWriter(tx, seals.digest).append(actor, {"propose_merge", "merge_proposal", id.str(), {"keep", "merge"}});
}

}  // namespace

MeetIdentity::MeetIdentity(Database& database, const Seals& seals, Random& random)
    : database_(database), seals_(seals), random_(random) {}

MeetIdentity::Output MeetIdentity::run(const Input& input) {
    // Nearly always the identity is known and nothing changed: a read is enough, and needs no place in a commit.
    const std::uint64_t version = database_.data_version();
    auto key = std::tuple(input.account, input.openid, input.follows);
    if (const auto kept = known_.find(version, key)) return *kept;
    const std::optional<Output> known = database_.read([&](ReadTransaction& tx) -> std::optional<Output> {
        const auto found = IdentityStore(tx, seals_).find_known(input.account, input.openid);
        if (!found || (input.follows && *input.follows != found->follows)) return std::nullopt;
        return Output{found->id, load_actor(tx, found->id), found->has_unionid};
    });
    if (known) return *known_.keep(version, std::move(key), *known);
    return database_.write([&](Transaction& tx) { return meet(tx, seals_, random_, input); });
}

RememberUnionid::RememberUnionid(Database& database, const Seals& seals, Random& random)
    : database_(database), seals_(seals), random_(random) {}

void RememberUnionid::run(const Input& input) {
    database_.write([&](Transaction& tx) {
        const std::optional<Identity> identity = IdentityStore(tx, seals_).find(input.identity);
        if (!identity || identity->unionid == input.unionid) return;
        IdentityWriter(tx, seals_).set_unionid(identity->id, input.unionid);
        AuditWriter(tx, seals_.digest)
            .append(load_actor(tx, identity->id), {"remember_unionid", "identity", identity->id.str(), {"unionid"}});
        join_by_unionid(tx, seals_, random_, identity->id);
    });
}

void join_by_unionid(Transaction& tx, const Seals& seals, Random& random, const IdentityId& id) {
    const IdentityStore identities(tx, seals);
    const std::optional<Identity> identity = identities.find(id);
    if (!identity || !identity->unionid) return;
    const std::vector<Identity> same = identities.list_for_unionid(*identity->unionid);

    // The people this unionid is bound to, this identity's own first.
    std::vector<PersonId> people;
    const auto add = [&](const Identity& one) {
        if (!one.person) return;
        const PersonId person = PersonStore(tx, seals).current(*one.person);
        if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
    };
    add(*identity);
    for (const Identity& one : same) add(one);
    if (people.empty()) return;

    const Actor actor = load_actor(tx, id);
    for (std::size_t i = 1; i < people.size(); ++i) propose_merge(tx, seals, random, actor, people[0], people[i]);
    if (people.size() > 1 && !identity->person) return;  // whose it is, an officer decides first
    for (const Identity& one : same) {
        if (one.person) continue;
        IdentityWriter(tx, seals).set_person(one.id, people.front());
        AuditWriter(tx, seals.digest).append(actor, {"bind_by_unionid", "identity", one.id.str(), {"person"}});
    }
}

}  // namespace league
