// Batches: ripe projects of a township are put together, approved with one word and founded with one word (成熟一批、
// 批准一批、成立一批; R2). A batch refuses a project that is not ready for the step, names it and says why; nothing is
// done then.
#pragma once

#include <string>
#include <vector>

#include "lib/app/founding_parts.hpp"
#include "lib/storage/batch_store.hpp"

namespace league {

class CreateBatch {
public:
    struct Input {
        BatchId id;                          ///< made where the batch is made
        std::string org;                     ///< id or code of the township
        std::string title;                   ///< may be empty, at most 60 characters
        std::vector<OrgProjectId> projects;  ///< 1 to 50, each requested and ripe
    };
    struct Output {
        bool created = false;  ///< false: the same batch was made under this id before
        BatchRow batch;
    };

    explicit CreateBatch(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; closed; conflict ("founding.other_content_under_id"); invalid_input with
    /// "projects.N" for each project that is unknown, not ripe, or in a batch already.
    Output run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

/// How the projects of a batch get their papers.
enum class BatchPapers { one_for_all, one_each };
std::optional<BatchPapers> batch_papers_from(std::string_view text);

struct BatchStepInput {
    BatchId id;
    Date on;
    PaperInput paper;  ///< with one each: a given number is that of the first
    BatchPapers papers = BatchPapers::one_for_all;
    int term_years = 0;  ///< of founding; 0: as long as usual
};

struct BatchStepOutput {
    bool changed = false;  ///< false: it was done on that day before
    BatchRow batch;
    std::vector<OrgProject> projects;
};

/// The first reply to all projects of the batch; those that have it already are passed over.
class ApproveBatch {
public:
    explicit ApproveBatch(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; not_found; closed ("founding.batch_done", "founding.batch_empty"); invalid_input
    /// with "projects.N" for each that cannot be approved, and what is wrong with paper or day.
    BatchStepOutput run(const Actor& actor, const BatchStepInput& input);

private:
    FoundingParts parts_;
};

/// The second reply: all organisations of the batch are founded on that day.
class FoundBatch {
public:
    explicit FoundBatch(const FoundingParts& parts) : parts_(parts) {}

    /// As ApproveBatch.
    BatchStepOutput run(const Actor& actor, const BatchStepInput& input);

private:
    FoundingParts parts_;
};

/// A project that lags leaves its batch and goes on alone.
class LeaveBatch {
public:
    struct Input {
        BatchId batch;
        OrgProjectId project;
    };

    explicit LeaveBatch(const FoundingParts& parts) : parts_(parts) {}

    /// No effect when it is not in the batch. Throws Problem: not_allowed; not_found; closed
    /// ("founding.founded_already").
    void run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

class ListBatches {
public:
    explicit ListBatches(Database& database) : database_(database) {}

    /// At and below the unit (id or code; empty: the top), newest first.
    std::vector<BatchRow> run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
};

}  // namespace league
