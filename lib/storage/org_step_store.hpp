// The steps of a project with their papers, elections and names; a step is never changed but for being taken back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/founding_step.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ReadTransaction;
class Transaction;

class OrgStepStore {
public:
    OrgStepStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Oldest first, those taken back too.
    std::vector<ProjectStep> list(const OrgProjectId& project) const;
    struct Found {
        OrgProjectId project;
        std::string content_hash;
    };
    std::optional<Found> find(const OrgStepId& id) const;
    /// The newest step that stands; nothing when the project was only surveyed.
    std::optional<ProjectStep> last(const OrgProjectId& project) const;
    /// Whether steps that stand belong to the paper.
    bool is_used(const PaperId& paper) const;

private:
    void add_parts(ProjectStep& step) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class OrgStepWriter {
public:
    OrgStepWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// The paper, if any, stands in the register already.
    void insert(const OrgProjectId& project, const ProjectStep& step);
    void take_back(const OrgStepId& id, const std::string& reason, const std::optional<PersonId>& by);
    /// Erases the names of those who stood and were not elected, of steps recorded before; at most so many. How many.
    long long forget_candidates(Instant before, int most);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
