#include "lib/storage/bulletin_json.hpp"

#include <nlohmann/json.hpp>

#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

using Json = nlohmann::json;

Json to_json(const Figures& figures) {
    return {{"branches", figures.branches},
            {"active", figures.active},
            {"activities", figures.activities},
            {"present", figures.present}};
}

Figures figures_from(const Json& json) {
    Figures figures;
    figures.branches = json.at("branches").get<long long>();
    figures.active = json.at("active").get<long long>();
    figures.activities = json.at("activities").get<long long>();
    figures.present = json.at("present").get<long long>();
    return figures;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

template <typename T>
std::optional<T> optional_from(const Json& json, const char* name) {
    const Json& value = json.at(name);
    return value.is_null() ? std::nullopt : std::optional(value.get<T>());
}

Json to_json(const BulletinGoal& goal) {
    Json alive;
    if (goal.alive) alive = {{"alive", goal.alive->alive}, {"weak", goal.alive->weak}, {"hollow", goal.alive->hollow}};
    return {{"target", goal.target},
            {"founded", goal.founded},
            {"counted", goal.counted},
            {"alive", alive},
            {"more", or_null(goal.more)}};
}

BulletinGoal goal_from(const Json& json) {
    BulletinGoal goal;
    goal.target = json.at("target").get<long long>();
    goal.founded = json.at("founded").get<long long>();
    goal.counted = json.at("counted").get<long long>();
    const Json& alive = json.at("alive");
    if (!alive.is_null()) {
        goal.alive = AliveFigures{alive.at("alive").get<long long>(), alive.at("weak").get<long long>(),
                                  alive.at("hollow").get<long long>()};
    }
    goal.more = optional_from<long long>(json, "more");
    return goal;
}

Json to_json(const std::optional<BulletinGoals>& goals) {
    if (!goals) return Json();
    Json rows = Json::array();
    for (const BulletinGoalRow& row : goals->rows) {
        rows.push_back({{"rank", row.rank},
                        {"risen", or_null(row.risen)},
                        {"code", row.code},
                        {"name", row.name},
                        {"goal", to_json(row.goal)}});
    }
    return {{"campaign", goals->campaign},
            {"deadline", goals->deadline ? Json(to_iso(*goals->deadline)) : Json()},
            {"total", to_json(goals->total)},
            {"gap", goals->gap},
            {"days_left", goals->days_left},
            {"needed_per_half_month", or_null(goals->needed_per_half_month)},
            {"rows", rows}};
}

BulletinGoals goals_from(const Json& json) {
    BulletinGoals goals;
    goals.campaign = json.at("campaign").get<std::string>();
    const auto deadline = optional_from<std::string>(json, "deadline");
    if (deadline) goals.deadline = date_from_iso(*deadline);
    goals.total = goal_from(json.at("total"));
    goals.gap = json.at("gap").get<long long>();
    goals.days_left = json.at("days_left").get<int>();
    goals.needed_per_half_month = optional_from<long long>(json, "needed_per_half_month");
    for (const Json& row : json.at("rows")) {
        goals.rows.push_back({row.at("rank").get<int>(), optional_from<int>(row, "risen"),
                              row.at("code").get<std::string>(), row.at("name").get<std::string>(),
                              goal_from(row.at("goal"))});
    }
    return goals;
}

Json to_json(const std::optional<BulletinHeat>& heat) {
    if (!heat) return Json();
    Json rows = Json::array();
    for (const BulletinHeat::Row& row : heat->rows) {
        rows.push_back({{"code", row.code}, {"name", row.name}, {"activities", row.activities}});
    }
    return {{"months", heat->months}, {"rows", rows}};
}

/// What the third version added.
void add_of_third(const Json& json, BulletinSnapshot& snapshot) {
    const Json& heat = json.at("heat");
    if (!heat.is_null()) {
        snapshot.heat.emplace().months = heat.at("months").get<std::vector<std::string>>();
        for (const Json& row : heat.at("rows")) {
            snapshot.heat->rows.push_back({row.at("code").get<std::string>(), row.at("name").get<std::string>(),
                                           row.at("activities").get<std::vector<long long>>()});
        }
    }
    snapshot.about = json.at("about").get<std::string>();
    for (const Json& change : json.at("changes")) {
        snapshot.changes.push_back({change.at("name").get<std::string>(), change.at("figure").get<std::string>(),
                                    change.at("told").get<long long>(), change.at("now").get<long long>()});
    }
}

/// What the second version added; the first had none of it.
void add_from(const Json& json, BulletinSnapshot& snapshot) {
    if (!json.at("goals").is_null()) snapshot.goals = goals_from(json.at("goals"));
    const Json& reports = json.at("reports");
    if (!reports.is_null()) {
        snapshot.reports =
            BulletinReports{reports.at("expected").get<long long>(), reports.at("received").get<long long>(),
                            reports.at("on_time").get<long long>()};
    }
    for (const Json& half : json.at("halves")) {
        snapshot.halves.push_back({half.at("period").get<std::string>(), half.at("activities").get<long long>(),
                                   optional_from<long long>(half, "counted")});
    }
}

}  // namespace

std::string snapshot_text(const BulletinSnapshot& snapshot) {
    Json rows = Json::array();
    for (const BulletinRow& row : snapshot.rows) {
        rows.push_back({{"rank", row.rank}, {"code", row.code}, {"name", row.name}, {"figures", to_json(row.figures)}});
    }
    Json praise = Json::array();
    for (const BulletinPraise& one : snapshot.praise) {
        praise.push_back({{"name", one.name}, {"fact", one.fact}, {"values", one.values}});
    }
    Json halves = Json::array();
    for (const BulletinHalf& half : snapshot.halves) {
        halves.push_back(
            {{"period", half.period}, {"activities", half.activities}, {"counted", or_null(half.counted)}});
    }
    Json reports;
    if (snapshot.reports) {
        reports = {{"expected", snapshot.reports->expected},
                   {"received", snapshot.reports->received},
                   {"on_time", snapshot.reports->on_time}};
    }
    Json changes = Json::array();
    for (const BulletinChange& change : snapshot.changes) {
        changes.push_back(
            {{"name", change.name}, {"figure", change.figure}, {"told", change.told}, {"now", change.now}});
    }
    return Json{{"version", 3},
                {"unit_code", snapshot.unit_code},
                {"unit_name", snapshot.unit_name},
                {"period", snapshot.period},
                {"as_of", to_millis(snapshot.as_of)},
                {"totals", to_json(snapshot.totals)},
                {"rows", rows},
                {"praise", praise},
                {"goals", to_json(snapshot.goals)},
                {"reports", reports},
                {"halves", halves},
                {"replaces", snapshot.replaces},
                {"correction", snapshot.correction},
                {"heat", to_json(snapshot.heat)},
                {"about", snapshot.about},
                {"changes", changes}}
        .dump();
}

BulletinSnapshot snapshot_from(const std::string& text) {
    const Json json = Json::parse(text);
    BulletinSnapshot snapshot;
    snapshot.unit_code = json.at("unit_code").get<std::string>();
    snapshot.unit_name = json.at("unit_name").get<std::string>();
    snapshot.period = json.at("period").get<std::string>();
    snapshot.as_of = from_millis(json.at("as_of").get<long long>());
    snapshot.totals = figures_from(json.at("totals"));
    for (const Json& row : json.at("rows")) {
        snapshot.rows.push_back({row.at("rank").get<int>(), row.at("code").get<std::string>(),
                                 row.at("name").get<std::string>(), figures_from(row.at("figures"))});
    }
    for (const Json& one : json.at("praise")) {
        snapshot.praise.push_back(
            {one.at("name").get<std::string>(), one.at("fact").get<std::string>(), one.at("values").get<Values>()});
    }
    snapshot.replaces = json.at("replaces").get<int>();
    snapshot.correction = json.at("correction").get<std::string>();
    const int version = json.at("version").get<int>();
    if (version >= 2) add_from(json, snapshot);
    if (version >= 3) add_of_third(json, snapshot);
    return snapshot;
}

std::string words_text(const BulletinWords& words) {
    return Json{{"title", words.title},   {"digest", words.digest},     {"opening", words.opening},
                {"praise", words.praise}, {"problems", words.problems}, {"next_steps", words.next_steps},
                {"body", words.body}}
        .dump();
}

/// Bulletins from before there were words have none of them.
BulletinWords words_from(const std::string& text) {
    const Json json = Json::parse(text);
    const auto part = [&](const char* name) { return json.value(name, std::string()); };
    return {part("title"),    part("digest"),     part("opening"), part("praise"),
            part("problems"), part("next_steps"), part("body")};
}

BulletinPictures pictures_from(const std::string& text) {
    auto pictures = Json::parse(text).get<BulletinPictures>();
    std::erase_if(pictures, [](const auto& one) { return one.second.empty(); });
    return pictures;
}

std::string pictures_text(const BulletinPictures& pictures) {
    return Json(pictures).dump();
}

}  // namespace league
