#include "tests/year/checks.hpp"

#include <catch2/catch.hpp>

namespace league::test::year {
namespace {

/// Fails with what differs and where, not with two long texts.
void same(const std::string& what, const json& told, const json& reckoned) {
    INFO(what << "\nfrom what the rows say to what was told");
    CHECK(json::diff(reckoned, told) == json::array());
}

json by_code(const json& list) {
    json map = json::object();
    for (json line : list) {
        const std::string code = line.at("unit").at("code");
        line.erase("unit");
        map[code] = line;
    }
    return map;
}

json shown_standing(const json& view) {
    return {{"figures", view.at("figures")}, {"rows", by_code(view.at("rows"))}};
}

json shown_progress(const json& view) {
    return {{"totals", view.at("totals")}, {"rows", by_code(view.at("rows"))}};
}

json shown_alive(const json& view) {
    json all = {{"totals", view.at("totals")}, {"below", by_code(view.at("below"))}, {"organisations", json::object()}};
    for (const json& one : view.at("organisations")) {
        json findings;
        for (const json& condition : one.at("conditions")) findings[condition["condition"]] = condition["finding"];
        all["organisations"][one["unit"]["code"]] = {
            {"state", one["state"]}, {"met", one["met"]}, {"findings", findings}};
    }
    return all;
}

json shown_due(const json& view) {
    json all = {{"rules", json::object()}, {"organisations", json::object()}};
    for (const json& rule : view.at("rules")) {
        all["rules"][rule["rule"]] = {
            {"asked", rule["asked"]}, {"done", rule["done"]}, {"due", rule["due"]}, {"overdue", rule["overdue"]}};
    }
    for (const json& one : view.at("organisations")) {
        for (const json& duty : one["duties"]) {
            all["organisations"][one["unit"]["code"]][duty["rule"]] = duty["state"];
        }
    }
    return all;
}

/// What is not known of a day that nobody kept, and what follows from it.
json without_alive(json standing) {
    standing["figures"].erase("alive");
    for (json& row : standing["rows"]) {
        row.erase("rank");
        row["figures"].erase("alive");
    }
    return standing;
}

std::string address(const char* path, const std::string& unit, const std::string& more = "") {
    return "/api/v1/" + std::string(path) + "?unit=" + unit + more;
}

const std::vector<std::string>& units() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> codes = Year::kTownships;
        codes.push_back("QH");
        return codes;
    }();
    return all;
}

}  // namespace

void Checks::standing_now() {
    const Day today = year_.today();
    const Rows rows = read_rows(year_.world.database());
    const json reckoned = standing(rows, today, alive(rows, "QH", today));
    const json view = year_.get(address("standing", "QH"));
    CHECK(view.at("basis") == "live");
    const json told = shown_standing(view);
    same("standing of " + iso(today), told, reckoned);
    for (const std::string& township : Year::kTownships) {
        const json own = year_.done(year_.secretaries.at(township), "GET", address("standing", township));
        same(township + " of " + iso(today), {{"rank", own["rank"]}, {"figures", own["figures"]}},
             reckoned["rows"][township]);
    }
    if (!issue_of_.contains(today)) standing_[today] = told;
}

void Checks::all_now() {
    const Day today = year_.today();
    const Rows rows = read_rows(year_.world.database());
    const std::string half = half_of(today);
    const std::string month = month_of(today);
    for (const std::string& unit : units()) {
        const std::string at = " of " + unit + " on " + iso(today);
        for (const std::string& period : {half, month}) {
            const json told = shown_progress(year_.get(address("progress", unit, "&period=" + period)));
            same("progress in " + period + at, told, progress(rows, unit, period, today));
            if (span_of(period).second == today) progress_[period][unit] = told;
        }
        const json life = shown_alive(year_.get(address("alive", unit, "&limit=200")));
        same("alive" + at, life, alive(rows, unit, today));
        for (const json& one : life["organisations"]) states_.insert(one["state"].get<std::string>());
        for (const std::string& asked : {month, month_of(span_of(month).first - 1)}) {
            same("due in " + asked + at, shown_due(year_.get(address("due", unit, "&limit=200&period=" + asked))),
                 due(rows, unit, asked, today));
        }
        json timely = year_.get(address("timeliness", unit, "&period=" + month)).at("totals");
        timely.erase("days");
        same("timeliness in " + month + at, timely, timeliness(rows, unit, month));
        const json claims = year_.get(address("standing/claims", unit));
        for (const bool is_claimed : {true, false}) {
            std::set<std::string> told;
            for (const json& one : claims.at(is_claimed ? "claimed_not_counted" : "not_claimed")) {
                told.insert(one.at("unit").at("code").get<std::string>());
            }
            CHECK(told == not_counted(rows, unit, today, is_claimed));
        }
    }
    reports_now(half);
    reports_now(half_before(half));
}

void Checks::reports_now(const std::string& half) {
    const json view = year_.get(address("reports", "QH", "&period=" + half));
    json told = json::object();
    for (const char* key : {"expected", "received", "on_time", "in_grace", "late"}) told[key] = view.at(key);
    told["states"] = json::object();
    for (const json& line : view.at("lines")) told["states"][line["unit"]["code"]] = line["state"];
    CHECK(view.at("not_sent").size() == view["expected"].get<std::size_t>() - view["received"].get<std::size_t>());
    const Rows rows = read_rows(year_.world.database());
    same("reports of " + half + " on " + iso(year_.today()), told, reports(rows, half, year_.today()));
}

void Checks::issue_now(int issue, const std::string& period) {
    const Day today = year_.today();
    standing_[today] = shown_standing(year_.get(address("standing", "QH")));
    issue_of_[today] = issue;
    issues_[issue] = {period, shown_progress(year_.get(address("progress", "QH", "&period=" + period)))};
}

void Checks::sheet(const std::string& township, const std::string& half, const json& report) {
    const Day last = span_of(half).second;
    const Day today = year_.today();
    const Rows rows = read_rows(year_.world.database());
    const json all = today <= last ? standing(rows, today, alive(rows, "QH", today)) : standing_.at(last);
    const json& figures = all["rows"][township]["figures"];
    const json activity = progress(rows, township, half, today)["totals"];
    const json reckoned = {{"target", figures["target"]},
                           {"founded_new", figures["founded"]["new"]},
                           {"founded_old", figures["founded"]["old"]},
                           {"claimed_new", figures["claimed"]["new"]},
                           {"claimed_old", figures["claimed"]["old"]},
                           {"counted_new", figures["counted"]["new"]},
                           {"counted_old", figures["counted"]["old"]},
                           {"new_this_period", figures["new_this_period"]},
                           {"counted_this_period", figures["counted_this_period"]},
                           {"gap", figures["gap"]},
                           {"days_left", figures["days_left"]},
                           {"needed", figures["needed_per_half_month"]},
                           {"forecast", figures["forecast"]},
                           {"alive", figures["alive"]["alive"]},
                           {"weak", figures["alive"]["weak"]},
                           {"hollow", figures["alive"]["hollow"]},
                           {"branches", activity["branches"]},
                           {"active", activity["active"]},
                           {"activities", activity["activities"]},
                           {"present", activity["present"]}};
    json told = json::object();
    for (const json& line : report.at("figures")) told[line["figure"].get<std::string>()] = line["live"];
    same("report of " + township + " for " + half, told, reckoned);
    CHECK(report.at("without_log").size() ==
          activity["branches"].get<std::size_t>() - activity["active"].get<std::size_t>());
}

std::map<std::string, json> Checks::told_at_ends() const {
    std::map<std::string, json> ends;
    for (const auto& [day, told] : standing_) {
        if (span_of(half_of(day)).second == day) ends[half_of(day)] = told;
    }
    return ends;
}

void Checks::proposals_now() {
    const Rows rows = read_rows(year_.world.database());
    std::set<std::string> reckoned;
    for (const json& one : proposals(rows, told_at_ends(), year_.today())) reckoned.insert(one.dump());
    std::set<std::string> told;
    const json answer = year_.post("/api/v1/supervisions/proposals", {{"unit", "QH"}});
    for (const json& one : answer.at("proposed")) {
        const json line = {
            {"unit", one["unit"]["code"]}, {"cause", one["cause"]}, {"basis", one["basis"]}, {"facts", one["facts"]}};
        told.insert(line.dump());
    }
    INFO(iso(year_.today()));
    CHECK(told == reckoned);
}

void Checks::all_again() {
    standing_of_days_again();
    progress_again();
    reports_again();
    issues_again();
    CHECK(states_ == std::set<std::string>{"alive", "weak", "hollow"});
    std::set<std::string> causes;
    const json supervised = year_.get(address("supervisions", "QH"));
    for (const json& one : supervised.at("supervisions")) causes.insert(one["cause"].get<std::string>());
    CHECK(causes == std::set<std::string>{"under_line", "no_report", "hollow", "silent"});
}

void Checks::standing_of_days_again() {
    const Rows rows = read_rows(year_.world.database());
    for (const auto& [day, told] : standing_) {
        if (day == year_.today()) continue;
        const json view = year_.get(address("standing", "QH", "&date=" + iso(day)));
        const json again = shown_standing(view);
        const bool is_missed = missed_.contains(day);
        INFO(iso(day));
        CHECK(view.at("basis") == (is_missed ? "recomputed" : "frozen"));
        if (is_missed) {
            same("standing of the missed " + iso(day), again, standing(rows, day, nullptr));
            same("standing of the missed " + iso(day) + " as told then", without_alive(again), without_alive(told));
        } else {
            same("standing of " + iso(day) + " as told then", again, told);
        }
        const json issue = issue_of_.contains(day) ? json(issue_of_.at(day)) : json();
        CHECK(view.at("issue") == issue);
    }
}

void Checks::progress_again() {
    const Rows rows = read_rows(year_.world.database());
    const Day today = year_.today();
    int unchanged = 0;
    for (const auto& [period, of_units] : progress_) {
        for (const auto& [unit, told] : of_units) {
            const std::string what = "progress of " + unit + " in " + period;
            const json again = shown_progress(year_.get(address("progress", unit, "&period=" + period)));
            same(what, again, progress(rows, unit, period, today));
            if (changed_.contains(period)) continue;
            same(what + " as told then", again, told);
            ++unchanged;
        }
    }
    CHECK(unchanged > 100);  // of 216: late logs and withdrawals change few periods
    for (const std::string& unit : units()) {
        json told = json::object();
        const json view = year_.get(address("months", unit, "&until=2028-12&count=12"));
        for (json month : view.at("months")) {
            const std::string name = month["period"];
            month.erase("period");
            told[name] = month;
        }
        same("months of " + unit, told, months(rows, unit));
        for (unsigned month = 1; month <= 12; ++month) {
            const std::string period = month_of(day_in(2028, month, 1));
            json timely = year_.get(address("timeliness", unit, "&period=" + period)).at("totals");
            timely.erase("days");
            same("timeliness of " + unit + " in " + period, timely, timeliness(rows, unit, period));
        }
    }
}

void Checks::reports_again() {
    std::map<std::string, int> year;
    for (Day day = day_in(2028, 1, 15); day < day_in(2029, 1, 1); day = span_of(half_of(day + 1)).second) {
        reports_now(half_of(day));
        const json view = year_.get(address("reports", "QH", "&period=" + half_of(day)));
        for (const char* key : {"expected", "on_time", "in_grace", "late"}) year[key] += view.at(key).get<int>();
        year["not_sent"] += static_cast<int>(view.at("not_sent").size());
    }
    CHECK(year == std::map<std::string, int>{
                      {"expected", 120}, {"on_time", 115}, {"in_grace", 1}, {"late", 2}, {"not_sent", 2}});
}

void Checks::issues_again() {
    const json list = year_.get(address("columns", "QH")).at("columns");
    CHECK(issues_.size() == 26);  // from the end of 2027 on, with an erratum
    CHECK(list.size() == 24);     // the newest
    for (const auto& [issue, told] : issues_) {
        INFO("issue " << issue);
        const json column = year_.get("/api/v1/columns/" + std::to_string(issue) + "?unit=QH");
        CHECK(column.at("period") == told.period);
        json shown = {{"totals", column.at("totals")}, {"rows", by_code(column.at("rows"))}};
        for (json& row : shown["rows"]) row.erase("rank");
        same("issue " + std::to_string(issue), shown, told.progress);
    }
}

}  // namespace league::test::year
