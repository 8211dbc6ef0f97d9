// What happens in the county and when; year_story.cpp lets it happen. A plan is a list of things for a day.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "tests/year/checks.hpp"
#include "tests/year/year.hpp"

namespace league::test::year {

class Story {
public:
    Story();

    /// From the end of 2027 to the first days of 2029.
    void live();

private:
    void on(const char* day, std::function<void()> happens) { plan_[year::day(day)].push_back(std::move(happens)); }

    // story_building.cpp
    void plan_campaign();
    void plan_founding();
    void plan_changes();
    // story_imports.cpp
    void plan_imports();
    // story_work.cpp
    void plan_logs();
    void usual_logs();
    void plan_reports();
    void usual_reports();
    void send(const std::string& township, const std::string& half, const json& more = json::object());
    void take_over(const std::string& code);
    // story_supervision.cpp
    void plan_supervision();
    void step(const CastMember& who, const json& what);
    /// The bot's morning: yesterday's half month becomes an issue.
    void morning();
    void correct_issue(const std::string& half, const std::string& words);

    Year year_;
    Checks checks_{year_};
    std::map<Day, std::vector<std::function<void()>>> plan_;
    std::set<std::string> not_by_itself_;  ///< "QH-LS 2028-03-H1": reports that do not come on their last day
    std::map<std::string, std::string> log_ids_;
    std::string supervision_;
    int issues_ = 0;
};

}  // namespace league::test::year
