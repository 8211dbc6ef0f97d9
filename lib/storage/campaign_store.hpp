// Campaigns of counties and the history of their deadlines. A campaign read from here has the deadline of the day that
// was asked about, else the newest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/target.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class CampaignStore {
public:
    explicit CampaignStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Campaign> find(const CampaignId& id) const;
    std::optional<Campaign> find_by_code(const OrgUnitId& county, const std::string& code) const;
    /// The open one, begun or not.
    std::optional<Campaign> open_in(const OrgUnitId& county) const;
    /// The one that was open on the day and had begun, with the deadline it had then.
    std::optional<Campaign> in_force(const OrgUnitId& county, Date day) const;
    /// The open one first, then the closed ones, newest first.
    std::vector<Campaign> list(const OrgUnitId& county) const;

private:
    ReadTransaction& tx_;
};

class CampaignWriter {
public:
    explicit CampaignWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when the code is taken or another one is open.
    void insert(const Campaign& campaign, const std::optional<PersonId>& by);
    void move_deadline(const CampaignId& id, Date deadline, const std::string& reason, const CitedPaper& paper,
                       const std::optional<PersonId>& by);
    void close(const CampaignId& id);

private:
    Transaction& tx_;
};

}  // namespace league
