// What the use cases of founding have in common: what they are built on, loading a project and asking, registering a
// paper. Inside lib/app only, but for the struct that a main fills.
#pragma once

#include <optional>
#include <string>

#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/domain/org_project.hpp"
#include "lib/domain/permission.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// All of it outlives the use cases.
struct FoundingParts {
    Database& database;
    const Seals& seals;
    Random& random;
    const Phrases& phrases;
    FoundingRules rules;
};

/// Out of the configuration.
FoundingRules founding_rules(const OrganisationConfig& config);
/// Throws Problem internal ("phrase_missing") when templates/papers.toml lacks a line that papers need.
void check_founding_words(const Phrases& phrases);

struct LoadedProject {
    OrgProject project;
    OrgUnit township;
};

/// Throws Problem: not_allowed ("not_bound" for somebody without any role), not_found ("founding.not_found").
LoadedProject load_project(ReadTransaction& tx, const Actor& actor, Verb verb, const OrgProjectId& id);
/// The township that an input names by id or code. Throws Problem: not_allowed; invalid_input on "org_id" when it is
/// unknown or no township; closed ("unit_closed").
OrgUnit find_township(ReadTransaction& tx, const Actor& actor, Verb verb, const std::string& id_or_code);

/// What a paper is about, for its usual subject.
struct PaperSubject {
    std::string name;       ///< of the organisation, or of the first of several
    std::size_t count = 1;  ///< organisations
};

/// Writes the paper into the township's register, with the next number when none is given. The input has been checked
/// (check_paper). Throws Problem invalid_input on "paper.number" when the number is taken.
Paper register_paper(Transaction& tx, const FoundingParts& parts, const Actor& actor, const OrgUnitId& township,
                     PaperKind kind, const PaperInput& input, Date on, const PaperSubject& subject);

}  // namespace league
