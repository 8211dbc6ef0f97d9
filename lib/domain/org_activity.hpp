// What is kept of an organisation's counted logs so that lists over thousands of organisations need not read the logs:
// how often each kind in each month of a year (cadence, the seven "ones"), and how it beats now (alive index).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/activity.hpp"
#include "lib/domain/period.hpp"

namespace league {

/// Counted logs of one organisation in one year by kind and month. Each count goes up to kMost, "that many or more".
class ActivityYear {
public:
    static constexpr int kMost = 35;

    /// What str() gave; nothing when it is anything else.
    static std::optional<ActivityYear> parse(std::string_view text);
    /// "oath:001000000000 theme_day:111110000000": kinds in order, a base-36 digit a month.
    std::string str() const;

    /// One log more. `month` is 1..12.
    void add(const std::string& kind, unsigned month);
    /// Logs from the month `first` to the month `last`, both included, of one kind or of all for an empty text.
    int count(std::string_view kind, unsigned first, unsigned last) const;
    bool is_empty() const { return kinds_.empty(); }
    /// The kinds that were logged.
    std::vector<std::string> kinds() const;

    bool operator==(const ActivityYear&) const = default;

private:
    std::map<std::string, std::array<unsigned char, 12>, std::less<>> kinds_;
};

/// The newest activity, by start and then by id.
struct LastLog {
    ActivityId id;
    Instant started_at;
    int expected = 0;
    int present = 0;

    bool operator==(const LastLog&) const = default;
};

/// Longest run of months that is counted.
inline constexpr int kLongestRun = 24;

struct OrgPulse {
    std::optional<LastLog> last;
    std::optional<Month> last_month;  ///< the newest with an activity
    int run_months = 0;               ///< months in a row with an activity up to last_month, kLongestRun at most

    bool operator==(const OrgPulse&) const = default;
};

/// The pulse after one counted log more; nothing when only a new count can tell (it may have closed a gap).
std::optional<OrgPulse> after_log(const OrgPulse& pulse, const LastLog& log);

/// Months in a row up to `last` in which the years have a log. `years` by number; kLongestRun at most.
int run_of_months(const std::map<int, ActivityYear>& years, Month last);

/// Since when something can be asked of an organisation. An opening that is no beginning of a day in Beijing was given
/// by nobody: it is when the unit was written down, and the unit was there before.
Instant asked_since(Instant opened_at);

int year_of(Month month);
unsigned number_of(Month month);  ///< 1..12
/// Nothing for a year or number that is no month of ours (2000..2199).
std::optional<Month> month_of_year(int year, unsigned number);

/// Whether the log came in time (R64): `days` at most after the day on which the activity was over.
bool is_timely(const Activity& activity, int days);

}  // namespace league
