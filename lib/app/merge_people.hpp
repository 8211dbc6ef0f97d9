// When a unionid shows two bound people to be one, an officer over all their units decides. Merging moves roles and
// identities; what the merged person did stays under the old id, which points to the new one.
#pragma once

#include <string>
#include <vector>

#include "lib/app/load_actor.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/database.hpp"

namespace league {

class ListMergeProposals {
public:
    struct Entry {
        MergeProposal proposal;
        UserView keep;
        UserView merge;
    };

    ListMergeProposals(Database& database, const Seals& seals);
    /// Open ones that the actor may decide, oldest first.
    std::vector<Entry> run(const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
};

class DecideMerge {
public:
    struct Input {
        MergeId proposal;
        MergeVerdict verdict = MergeVerdict::refused;
    };

    DecideMerge(Database& database, const Seals& seals);
    /// Deciding the same again is no error. Throws not_found, not_allowed, closed "merge_decided" (the other way).
    void run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
