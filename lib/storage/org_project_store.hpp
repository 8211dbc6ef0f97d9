// Projects to found an organisation (R2). Their steps: org_step_store.hpp; their batches: batch_store.hpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_project.hpp"

namespace league {

class ReadTransaction;
class Transaction;

struct ProjectFilter {
    std::optional<Stage> stage;
    std::optional<BatchId> batch;
    bool open_only = false;  ///< neither filed nor dropped
    int limit = 50;
    int offset = 0;
};

/// A line of a list: the project with its township, tags and partners included.
struct ProjectRow {
    OrgProject project;
    std::string township_code;
    std::string township_name;
};

class OrgProjectStore {
public:
    explicit OrgProjectStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<OrgProject> find(const OrgProjectId& id) const;

    struct Page {
        std::vector<ProjectRow> rows;  ///< longest in their stage first
        long long total = 0;
    };
    /// At and below the unit.
    Page list(const OrgPath& root, const ProjectFilter& filter) const;
    std::vector<OrgProject> list_of_batch(const BatchId& batch) const;
    /// How many projects at and below the unit stand where.
    std::map<Stage, long long> count_by_stage(const OrgPath& root) const;
    /// Whether an open organisation of the township, or a project of it that was not dropped, has the name.
    bool is_name_taken(const OrgUnitId& township, const std::string& name,
                       const std::optional<OrgProjectId>& but) const;
    /// Projects that do not stand where their newest step led them, or have an organisation before they are founded or
    /// none afterwards: "ID: what". `examined` is told how many were looked at.
    std::vector<std::string> faults(long long& examined) const;
    /// Codes of units that begin with `prefix`, closed ones too.
    std::vector<std::string> codes_from(const std::string& prefix) const;

private:
    void add_lists(std::vector<OrgProject*> projects) const;

    ReadTransaction& tx_;
};

class OrgProjectWriter {
public:
    explicit OrgProjectWriter(Transaction& tx) : tx_(tx) {}

    /// `partners` are the ids of the content's partners, in their order.
    void insert(const OrgProject& project, const std::vector<PartnerId>& partners);
    /// Writes content, stage, revision, unit and batch.
    void update(const OrgProject& project, const std::vector<PartnerId>& partners);
    /// The same without tags and partners, for what does not change the content.
    void update_state(const OrgProject& project);

private:
    void save_lists(const OrgProject& project, const std::vector<PartnerId>& partners);

    Transaction& tx_;
};

}  // namespace league
