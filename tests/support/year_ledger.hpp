// What the people of a year did and what they were told, kept outside of everything that is tested, and the promises
// about messages held against it (R55, R56): nobody hears who has done his part, nothing at night or on a day off, one
// message a person and day, two in seven days, no notice without consent.
#pragma once

#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/work_calendar.hpp"

namespace league::test {

/// The secretary of a branch, or of a township.
struct LedgerPerson {
    std::string unit;      ///< code
    std::string township;  ///< code; the same as `unit` for its own secretary
    std::vector<Instant> logs;
    std::map<std::string, Instant> reports;  ///< by half month, of a township
    long long agreed = 0;                    ///< to how many notices
    long long noticed = 0;

    bool leads_township() const { return unit == township; }
};

struct LedgerMessage {
    std::string openid;
    std::string kind;  ///< "notice", "custom", ... as /sim/inbox tells it
    std::string words;
    Instant at;
};

class YearLedger {
public:
    /// `openids`: all by which the person is written to. The reference stays good.
    LedgerPerson& add(const std::string& unit, const std::string& township, const std::vector<std::string>& openids);
    /// The answer of /sim/inbox; what was read before is left out. Messages to others than those added are forgotten.
    void read_inbox(const nlohmann::json& inbox);

    const std::vector<LedgerMessage>& messages() const { return messages_; }
    const std::deque<LedgerPerson>& people() const { return people_; }
    /// "notice to branches" and so on, to how many messages.
    std::map<std::string, int> counts() const;
    /// Checks each promise with Catch.
    void check_messages(const WorkCalendar& calendar);

private:
    bool lacks_log(const LedgerPerson& branch, Instant at) const;
    bool has_undone(const LedgerPerson& person, Instant at) const;

    std::deque<LedgerPerson> people_;
    std::map<std::string, LedgerPerson*> by_openid_;
    std::vector<LedgerMessage> messages_;
    std::set<std::string> seen_;
};

}  // namespace league::test
