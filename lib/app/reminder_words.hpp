// What a reminder says, looked up when it is sent: everything that the person has not done of what it is about, or
// nothing when all of it is done, paused or settled by phone, when the person was told today already, or when the
// week's limit is reached.
#pragma once

#include <string>
#include <vector>

#include "lib/app/plan_reminders.hpp"
#include "lib/app/report_rules.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/domain/reminder.hpp"

namespace league {

struct ReminderSettings {
    std::string notice;  ///< name of the [[notice]] used
    int per_week = 2;
    ReportRules reports;
};

class ReminderWords {
public:
    /// Throws Problem internal when a sentence is missing.
    ReminderWords(const Seals& seals, const Phrases& phrases, Random& random, ReminderSettings settings);

    /// For the table of TellPerson; valid as long as this object.
    TellAbout about() const;

private:
    TellAnswer compose(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const;
    std::optional<TellAnswer> not_now(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const;
    TellWords words(const std::vector<UndoneDuty>& duties, Date today) const;
    std::vector<std::string> unit_wordings(const ReminderSummary& summary) const;
    std::vector<std::string> item_wordings(const ReminderSummary& summary) const;
    std::string text_of(const ReminderSummary& summary) const;
    std::string names(const std::vector<std::string>& units) const;
    void put_on_list(Transaction& tx, const OutboxRow& row, const PersonId& person,
                     const std::vector<ChannelStep>& trail) const;

    const Seals& seals_;
    const Phrases& phrases_;
    Random& random_;
    ReminderSettings settings_;
};

}  // namespace league
