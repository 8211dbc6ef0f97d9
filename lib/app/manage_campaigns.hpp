// Campaigns of a county (R50): opened with the paper that asks for them, their deadline moved with a reason, closed. A
// county has one open campaign at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/target.hpp"

namespace league {

class Database;

class OpenCampaign {
public:
    struct Input {
        std::string unit;   ///< id or code of the county
        Campaign campaign;  ///< without id, unit and instants
    };
    struct Output {
        bool created = false;  ///< false: the open campaign is this one already
        Campaign campaign;
    };

    OpenCampaign(Database& database, const Digest& digest, Random& random)
        : database_(database), digest_(digest), random_(random) {}

    /// Throws Problem: not_found, not_allowed, invalid_input, conflict ("campaign_open_already",
    /// "campaign_code_taken").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    Random& random_;
};

class MoveDeadline {
public:
    struct Input {
        CampaignId campaign;
        Date deadline;
        Date instead_of;  ///< the deadline that the caller saw
        std::string reason;
        CitedPaper paper;  ///< may be without title
    };

    MoveDeadline(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found, not_allowed, invalid_input, closed ("campaign_closed"), conflict
    /// ("campaign_deadline_moved") when somebody else moved it meanwhile. No effect when it is that day already.
    Campaign run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

class CloseCampaign {
public:
    CloseCampaign(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found, not_allowed. Closing what is closed is no error.
    Campaign run(const Actor& actor, const CampaignId& id);

private:
    Database& database_;
    const Digest& digest_;
};

class ListCampaigns {
public:
    explicit ListCampaigns(Database& database) : database_(database) {}

    /// Of the county that the unit belongs to, newest first. Throws Problem: not_found, not_allowed, invalid_input.
    std::vector<Campaign> run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
};

}  // namespace league
