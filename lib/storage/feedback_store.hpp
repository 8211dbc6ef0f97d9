// What people wrote to the office and what it answered, sealed; of each the unit whose officers answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/feedback.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct FeedbackFilter {
    OrgPath under;           ///< answered by this unit or one below it
    bool only_open = false;  ///< without an answer
    int limit = 50;
    int offset = 0;
};

/// With who sent it, as far as that is known.
struct FeedbackRow {
    Feedback feedback;
    std::optional<std::string> from_name;
    std::optional<std::string> from_unit_name;
};

struct FeedbackPage {
    std::vector<FeedbackRow> rows;  ///< newest first
    long long total = 0;            ///< of the whole filter
};

class FeedbackStore {
public:
    FeedbackStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Feedback> find(const FeedbackId& id) const;
    /// Newest first: of this identity, and of every identity of the person when there is one.
    std::vector<Feedback> list_of(const IdentityId& identity, const std::optional<PersonId>& person, int limit) const;
    FeedbackPage list(const FeedbackFilter& filter) const;
    long long count_since(const IdentityId& identity, Instant since) const;

private:
    Feedback read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class FeedbackWriter {
public:
    FeedbackWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// False when the id is taken.
    bool insert(const Feedback& feedback);
    /// False when it was answered before.
    bool answer(const FeedbackId& id, const FeedbackAnswer& answer);
    /// Erases what was answered before then, `limit` rows at most; how many.
    long long erase_answered_before(Instant limit_instant, int limit);
    /// The same of what came before then and was never answered.
    long long erase_unanswered_before(Instant limit_instant, int limit);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
