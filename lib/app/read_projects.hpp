// Organisations on their way: how many stand where, what each still lacks, what was done with which paper (R2).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/app/founding_parts.hpp"
#include "lib/domain/founding_step.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/paper_store.hpp"

namespace league {

class ListProjects {
public:
    struct Input {
        std::string unit;  ///< id or code; empty: the top
        ProjectFilter filter;
    };
    struct Row {
        ProjectRow row;
        std::vector<FieldError> missing;  ///< what it lacks to be ripe; empty once it is founded
    };
    struct Output {
        OrgUnit unit;
        Instant as_of;
        std::map<Stage, long long> counts;  ///< of all projects at and below the unit, whatever the filter
        long long total = 0;                ///< that fit the filter
        std::vector<Row> rows;              ///< longest in their stage first
    };

    explicit ListProjects(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; not_found; invalid_input on "limit" (1..100) or "offset".
    Output run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

class ShowProject {
public:
    struct Step {
        ProjectStep step;
        std::string recorded_by;  ///< name; empty for the operator and where people may not be seen
    };
    struct Output {
        OrgProject project;
        OrgUnit township;
        std::string mode_label;
        std::optional<OrgUnit> unit;  ///< once founded
        std::vector<FieldError> missing;
        std::vector<FieldError> notices;
        std::vector<Step> steps;  ///< oldest first, those taken back too; without names where people may not be seen
    };

    explicit ShowProject(const FoundingParts& parts) : parts_(parts) {}

    Output run(const Actor& actor, const OrgProjectId& id);

private:
    FoundingParts parts_;
};

/// The register of papers of a unit and those below it.
class ListPapers {
public:
    struct Input {
        std::string unit;  ///< id or code; empty: the top
        PaperFilter filter;
    };

    ListPapers(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Without signatories where people may not be seen. Throws Problem as ListProjects.
    PaperStore::Page run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
