// Proposals to make two people one.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/people.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class MergeStore {
public:
    explicit MergeStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<MergeProposal> find(const MergeId& id) const;
    /// Undecided ones, oldest first.
    std::vector<MergeProposal> list_open() const;

private:
    ReadTransaction& tx_;
};

class MergeWriter {
public:
    explicit MergeWriter(Transaction& tx) : tx_(tx) {}

    /// False when the pair was proposed before, either way round, whatever was decided.
    bool propose(const MergeId& id, const PersonId& keep, const PersonId& merge);
    /// False when it was decided before.
    bool decide(const MergeId& id, MergeVerdict verdict, const std::optional<PersonId>& by);

private:
    Transaction& tx_;
};

}  // namespace league
