#include "server/talk/branches.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/storage/org_store.hpp"

namespace league::talk {
namespace {

constexpr std::size_t kLevels = 8;

bool is_in(std::string_view part, std::string_view whole) {
    return !part.empty() && whole.find(part) != std::string_view::npos;
}

}  // namespace

std::vector<OrgUnit> own_branches(ReadTransaction& tx, const Actor& actor) {
    std::vector<OrgUnit> found;
    for (const RoleGrant& grant : actor.roles) {
        if (grant.role != Role::branch_secretary) continue;
        const auto unit = OrgStore(tx).find(grant.unit);
        if (unit && !unit->closed_at && counts_as_branch(unit->kind)) found.push_back(*unit);
    }
    std::sort(found.begin(), found.end(), [](const OrgUnit& a, const OrgUnit& b) { return a.path < b.path; });
    found.erase(std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
                found.end());
    return found;
}

bool logs_for_others(const Actor& actor) {
    return std::any_of(actor.roles.begin(), actor.roles.end(), [](const RoleGrant& grant) {
        return grant.role == Role::township_secretary || grant.role == Role::county_officer;
    });
}

std::vector<OrgUnit> named_branches(ReadTransaction& tx, const Actor& actor, Verb verb, const Words& words,
                                    std::string_view text) {
    const std::string said = text::trim(text::to_half_width(text));
    std::vector<OrgUnit> inside;  // their names stand in the text
    std::vector<OrgUnit> around;  // the text stands in their names
    std::size_t longest = 0;
    const auto offer = [&](const OrgUnit& unit) {
        if (!counts_as_branch(unit.kind) || !may(actor, verb, unit)) return;
        for (const std::string& name : {unit.name, unit.short_name}) {
            if (!is_in(name, said) || name.size() < longest) continue;
            if (name.size() > longest) inside.clear();
            longest = name.size();
            inside.push_back(unit);
            break;
        }
        if (is_part_of_name(words, said, unit)) around.push_back(unit);
    };
    std::vector<OrgPath> seen;
    for (const RoleGrant& grant : actor.roles) {
        const bool covered =
            std::any_of(seen.begin(), seen.end(), [&](const OrgPath& path) { return path.contains(grant.path); });
        if (covered) continue;
        seen.push_back(grant.path);
        for (const CountedUnit& one : OrgStore(tx).subtree(grant.path, kLevels)) offer(one.unit);
    }
    return inside.empty() ? around : inside;
}

std::vector<OrgUnit> units_named(const Words& words, std::string_view typed, const std::vector<OrgUnit>& units) {
    std::vector<OrgUnit> meant;
    for (const bool exact : {true, false}) {
        for (const OrgUnit& unit : units) {
            const bool fits = exact ? is_same_name(words, typed, unit) : is_part_of_name(words, typed, unit);
            const bool known =
                std::any_of(meant.begin(), meant.end(), [&](const OrgUnit& other) { return other.id == unit.id; });
            if (fits && !known) meant.push_back(unit);
        }
        if (!meant.empty()) break;
    }
    return meant;
}

std::string names_within(const Phrases& phrases, const std::vector<OrgUnit>& units, std::size_t bytes) {
    const std::string between = phrases.text("replies/form", "between");
    std::string names;
    for (const OrgUnit& unit : units) {
        if (names.size() + between.size() + unit.short_name.size() > bytes) {
            return names + phrases.text("replies/form", "and_more");
        }
        names += (names.empty() ? "" : between) + unit.short_name;
    }
    return names;
}

bool is_same_name(const Words& words, std::string_view typed, const OrgUnit& unit) {
    const std::string said = words.without_ending(normal(typed));
    return !said.empty() &&
           (said == words.without_ending(normal(unit.name)) || said == words.without_ending(normal(unit.short_name)));
}

bool is_part_of_name(const Words& words, std::string_view typed, const OrgUnit& unit) {
    const std::string said = words.without_ending(normal(typed));
    // One character alone would be part of nearly every name.
    return text::count_characters(said) >= 2 &&
           (is_in(said, normal(unit.name)) || is_in(said, normal(unit.short_name)));
}

}  // namespace league::talk
