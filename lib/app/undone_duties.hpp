// What a person has not done of what a reminder is about, read off the records of this moment: whoever has logged,
// reported, was phoned, or is paused is not in it. Planner and sender ask the same piece.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/app/report_rules.hpp"
#include "lib/domain/reminder.hpp"
#include "lib/storage/pause_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {

class UndoneDuties {
public:
    UndoneDuties(ReadTransaction& tx, const Seals& seals, ReportRules rules);

    /// Of somebody after merges, in the order of topics.
    std::vector<UndoneDuty> of(const PersonId& person, const std::vector<ReminderTopic>& topics);
    bool is_paused(const PersonId& person) const;

    /// Open branches of the whole tree without a log of the month that nobody phoned about and nobody paused. Read
    /// once; a planner asks for it first, so that not each branch is looked up by itself.
    const std::vector<OrgUnit>& silent(const Month& month);
    /// Whether what an entry of the list to phone is about is still not done.
    bool is_open(const OrgUnit& unit, const std::string& period);

private:
    void add(std::vector<UndoneDuty>& duties, const HeldRole& held, const ReminderTopic& topic);
    bool is_silent(const OrgUnit& branch, const Month& month);
    bool lacks_report(const OrgUnit& unit, const HalfMonth& half);
    long long silent_below(const OrgUnit& unit, const Month& month);
    bool is_paused(const OrgUnit& unit) const;
    bool is_settled(const OrgUnit& unit, const std::string& period);

    ReadTransaction& tx_;
    const Seals& seals_;
    ReportRules rules_;
    std::vector<RunningPause> pauses_;
    std::map<std::string, std::set<OrgUnitId>> settled_;     ///< by period
    std::map<std::string, std::vector<OrgUnit>> silent_;     ///< by month, where it was asked for
    std::map<std::string, std::set<OrgUnitId>> silent_ids_;  ///< the same
};

}  // namespace league
