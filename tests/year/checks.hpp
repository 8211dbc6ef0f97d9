// Compares what the API tells with what the rows say (recompute.hpp), keeps what was told, and asks for it again.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/year/recompute.hpp"
#include "tests/year/year.hpp"

namespace league::test::year {

class Checks {
public:
    explicit Checks(Year& year) : year_(year) {}

    /// The standing of now, which is kept as what was told of today.
    void standing_now();
    /// Everything else that is told of now: progress, alive, due, timeliness, reports, claims; progress is kept.
    void all_now();
    /// The bot has just composed an issue of the column: from now on today's standing is the one told now.
    void issue_now(int issue, const std::string& period);
    /// A township's report as it is written beforehand.
    void sheet(const std::string& township, const std::string& half, const json& report);
    /// What the rules propose now.
    void proposals_now();
    /// How many reports came, and what is to be said of each township.
    void reports_now(const std::string& half);

    /// Activity of these periods is changed after it was told: it is only compared with the rows.
    void changes_later(std::initializer_list<const char*> periods) {
        for (const char* period : periods) changed_.insert(period);
    }
    /// The bot stood still: the figures of the day are not kept.
    void misses(Day day) { missed_.insert(day); }

    /// Every day, half month, month and issue again, at the end of the year.
    void all_again();

private:
    void standing_of_days_again();
    void progress_again();
    void reports_again();
    void issues_again();
    std::map<std::string, json> told_at_ends() const;

    struct Issue {
        std::string period;
        json progress;
    };

    Year& year_;
    std::map<Day, json> standing_;                                 ///< as told of the day
    std::map<Day, int> issue_of_;                                  ///< days that are told by an issue
    std::map<std::string, std::map<std::string, json>> progress_;  ///< by period and unit
    std::map<int, Issue> issues_;
    std::set<std::string> changed_;
    std::set<Day> missed_;
    std::set<std::string> states_;  ///< of organisations, that were told at all
};

}  // namespace league::test::year
