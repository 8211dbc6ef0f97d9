#include "server/talk/founding_talk.hpp"

#include "lib/base/text.hpp"

namespace league::talk {
namespace {

// As much as fits one message: 2048 bytes (wechat-api 1.7).
constexpr std::size_t kMostUnits = 3;
constexpr std::size_t kLinesOfOne = 6;
constexpr std::size_t kLinesOfMany = 2;
constexpr std::size_t kName = 20;     // characters
constexpr std::size_t kMissing = 30;  // characters

bool founds(Role role) {
    return role == Role::township_secretary || role == Role::county_officer || role == Role::county_leader;
}

}  // namespace

std::string FoundingTalk::answer(const Turn& turn) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    std::vector<OrgUnitId> units;
    for (const RoleGrant& grant : turn.actor.roles) {
        if (founds(grant.role) && units.size() < kMostUnits) units.push_back(grant.unit);
    }
    if (units.empty()) return text("not_yours");
    std::string parts;
    for (const OrgUnitId& id : units) {
        if (!parts.empty()) parts += "\n\n";
        parts += unit(turn, id, units.size() > 1 ? kLinesOfMany : kLinesOfOne);
    }
    return parts;
}

std::string FoundingTalk::unit(const Turn& turn, const OrgUnitId& id, std::size_t lines) {
    ListProjects::Input input;
    input.unit = id.str();
    input.filter.open_only = true;
    input.filter.limit = static_cast<int>(lines);
    const ListProjects::Output page = projects_.run(turn.actor, input);
    if (page.counts.empty()) return text("none", {{"unit", page.unit.name}});
    std::string told = text("head", {{"unit", page.unit.name}, {"counts", counts(page.counts)}});
    for (const auto& row : page.rows) {
        const OrgProject& project = row.row.project;
        const std::string missing = row.missing.empty() ? "" : phrases_.explain(row.missing.front());
        told += "\n" + text("line", {{"name", text::shorten(project.content.name, kName)},
                                     {"stage", text("stage." + std::string(to_string(project.stage)))},
                                     {"day", to_chinese_day(project.stage_on)},
                                     {"next", text("next." + std::string(to_string(project.stage)))},
                                     {"missing", text::shorten(missing, kMissing)}});
    }
    const long long more = page.total - static_cast<long long>(page.rows.size());
    if (more > 0) told += "\n" + text("more", {{"count", std::to_string(more)}});
    return told;
}

std::string FoundingTalk::counts(const std::map<Stage, long long>& counts) const {
    std::string all;
    for (const auto& [stage, count] : counts) {
        if (!all.empty()) all += text("between");
        all += text("count",
                    {{"stage", text("stage." + std::string(to_string(stage)))}, {"count", std::to_string(count)}});
    }
    return all;
}

std::string FoundingTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/founding", key, values);
}

}  // namespace league::talk
