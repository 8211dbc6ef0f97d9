// What the invented county does besides logging: it counts heads, keeps terms, sets targets, founds organisations,
// enters them in the member system, reports each half month and puts people in charge. Everything is put on an agenda,
// which the demonstration goes through with its clock, and done by the use cases that phones and officers use.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/app/founding_parts.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "tools/leaguectl/demo_clock.hpp"
#include "tools/leaguectl/demo_dice.hpp"

namespace league::ctl {

/// What is done when; things of the same moment in the order in which they were added.
using DemoAgenda = std::multimap<Instant, std::function<void()>>;

class DemoWork {
public:
    struct Township {
        std::string code;
        std::string name;
        double diligence = 0;
        IdentityId secretary;
    };
    struct Branch {
        OrgUnit unit;
        std::size_t township = 0;
        int members = 0;
    };
    /// An organisation that is founded in the campaign; `founded` is told of it on that day.
    struct Newcomer {
        std::size_t township = 0;
        Date founded_on;
        int members = 0;
        std::string name;
        std::function<void(const OrgUnit&)> founded;
    };
    struct Parts {
        Database& database;
        const Clock& clock;
        const Seals& seals;
        Random& random;
        const Phrases& words;
        DemoDice& dice;
    };

    DemoWork(const Parts& parts, std::string county, IdentityId officer, std::vector<Township> townships);

    /// Organisations that a campaign from `first` on founds before `present`; most where people are diligent.
    std::vector<Newcomer> choose_newcomers(Date first, Date present);
    /// Heads, terms, tags of organisations that stand since before.
    void keep_records(const std::vector<Branch>& branches, Date present);
    void add_campaign(DemoAgenda& agenda, Date first, Date present);
    void add_founding(DemoAgenda& agenda, const std::vector<Newcomer>& newcomers, Date present);
    void add_areas(DemoAgenda& agenda, Date first, const std::string& leader_of);
    /// Exports of the member system, taken over on the 3rd of each month.
    void add_imports(DemoAgenda& agenda, Date first, Date present);
    /// Half-month reports as the townships send them; the last one seldom does, and the rules propose to look at it.
    void add_reports(DemoAgenda& agenda, Date first, Date present);

private:
    struct Plan;
    Actor actor(const IdentityId& identity);
    std::string person_name();
    Plan plan_of(const Newcomer& newcomer);
    void take_steps(DemoAgenda& agenda, const Newcomer& newcomer, Date present);
    void take_over_export();
    std::string export_table();

    Parts parts_;
    FoundingParts founding_;
    std::string county_;
    IdentityId officer_;
    std::vector<Township> townships_;
    std::size_t next_village_ = 0;
};

}  // namespace league::ctl
