// What the monthly reminder says: which branches of the person have no counted log yet, looked up when it is sent.
#pragma once

#include <string>
#include <vector>

#include "lib/app/plan_reminders.hpp"
#include "lib/app/tell_person.hpp"

namespace league {

class ReminderWords {
public:
    /// `notice` is the name of the [[notice]] used. Throws Problem internal when a sentence is missing.
    ReminderWords(const Phrases& phrases, Random& random, std::string notice);

    /// For the table of TellPerson; valid as long as this object.
    TellAbout about() const;

private:
    TellAnswer compose(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const;
    void put_on_list(Transaction& tx, const OutboxRow& row, const PersonId& person) const;

    const Phrases& phrases_;
    Random& random_;
    std::string notice_;
};

}  // namespace league
