#include "lib/app/merge_people.hpp"

#include <algorithm>

#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

/// The units of both people. Nobody but an officer over all of them may decide.
std::vector<OrgUnit> units_of(ReadTransaction& tx, const MergeProposal& proposal) {
    std::vector<OrgUnit> units;
    for (const PersonId& person : {proposal.keep, proposal.merge}) {
        for (HeldRole& held : RoleStore(tx).list_for_person(person)) units.push_back(std::move(held.unit));
    }
    return units;
}

bool may_decide(ReadTransaction& tx, const Actor& actor, const MergeProposal& proposal) {
    const std::vector<OrgUnit> units = units_of(tx, proposal);
    if (units.empty()) {  // both have lost their roles since: any officer
        return actor.is_operator || std::any_of(actor.roles.begin(), actor.roles.end(), [](const RoleGrant& grant) {
                   return grant.role == Role::county_officer;
               });
    }
    return std::all_of(units.begin(), units.end(),
                       [&](const OrgUnit& unit) { return may(actor, Verb::manage_people, unit); });
}

/// The proposal with both people as they are now: one of them may have been merged meanwhile.
MergeProposal followed(ReadTransaction& tx, const Seals& seals, MergeProposal proposal) {
    const PersonStore people(tx, seals);
    proposal.keep = people.current(proposal.keep);
    proposal.merge = people.current(proposal.merge);
    return proposal;
}

UserView view_of(ReadTransaction& tx, const Seals& seals, const PersonId& person) {
    Actor actor;
    actor.person = person;
    return *load_user(tx, seals, actor);
}

}  // namespace

ListMergeProposals::ListMergeProposals(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

std::vector<ListMergeProposals::Entry> ListMergeProposals::run(const Actor& actor) {
    return database_.read([&](ReadTransaction& tx) {
        std::vector<Entry> entries;
        for (const MergeProposal& stored : MergeStore(tx).list_open()) {
            const MergeProposal proposal = followed(tx, seals_, stored);
            if (proposal.keep == proposal.merge || !may_decide(tx, actor, proposal)) continue;
            entries.push_back({proposal, view_of(tx, seals_, proposal.keep), view_of(tx, seals_, proposal.merge)});
        }
        return entries;
    });
}

DecideMerge::DecideMerge(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

void DecideMerge::run(const Actor& actor, const Input& input) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const std::optional<MergeProposal> stored = MergeStore(tx).find(input.proposal);
        if (!stored) throw Problem(ProblemCode::not_found, "merge_not_found");
        const MergeProposal proposal = followed(tx, seals_, *stored);
        if (!may_decide(tx, current, proposal)) {
            throw Problem(ProblemCode::not_allowed, current.roles.empty() ? "not_bound" : "not_allowed");
        }
        if (!MergeWriter(tx).decide(proposal.id, input.verdict, current.person)) {
            if (proposal.verdict == input.verdict) return;
            throw Problem(ProblemCode::closed, "merge_decided");
        }
        AuditWriter audit(tx, seals_.digest);
        audit.append(current, {"decide_merge", "merge_proposal", proposal.id.str(), {"verdict"}});
        if (input.verdict == MergeVerdict::refused || proposal.keep == proposal.merge) return;

        RoleWriter(tx).move(proposal.merge, proposal.keep);
        IdentityWriter(tx, seals_).move(proposal.merge, proposal.keep);
        PersonWriter(tx, seals_).merge(proposal.merge, proposal.keep);
        audit.append(current, {"merge_person", "person", proposal.merge.str(), {"merged_into", "roles", "identities"}});
    });
}

}  // namespace league
