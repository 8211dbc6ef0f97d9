#include "lib/domain/nms_names.hpp"

#include <algorithm>
#include <iterator>

#include "lib/base/text.hpp"

namespace league {
namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    if (from.empty()) return;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// What follows the first mention of `opening`; the text itself where it is not mentioned or nothing would remain.
std::string behind(const std::string& text, const std::string& opening) {
    const std::size_t at = opening.empty() ? std::string::npos : text.find(opening);
    if (at == std::string::npos || at + opening.size() == text.size()) return text;
    return text.substr(at + opening.size());
}

}  // namespace

std::string plain_org_name(const NmsWords& words, const std::string& name) {
    std::string plain;
    for (const char c : text::to_half_width(text::plain_line(name))) {
        if (c == ' ') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const std::string& opening : words.openings) {
        if (plain.starts_with(opening) && plain.size() > opening.size()) plain.erase(0, opening.size());
    }
    for (const std::string& ending : words.endings) {
        if (plain.ends_with(ending) && plain.size() > ending.size()) plain.resize(plain.size() - ending.size());
    }
    for (const auto& [from, to] : words.same) replace_all(plain, from, to);
    return plain;
}

NmsUnits::NmsUnits(const NmsWords& words, const std::vector<OrgUnit>& units) : words_(words) {
    for (const OrgUnit& unit : units) {
        Known& known = known_[unit.id];
        known.unit = unit;
        const auto above = unit.parent ? known_.find(*unit.parent) : known_.end();
        const auto place_above = above != known_.end() ? above->second.place : std::nullopt;
        known.place = counts_as_branch(unit.kind) ? place_above : std::optional(unit.id);
        const std::string plain = plain_org_name(words, unit.name);
        known.bare = bare(plain, place_above);
        by_plain_[plain].push_back(unit.id);
        by_bare_[known.bare].push_back(unit.id);
        if (known.place == unit.id) places_.push_back(unit.id);
        if (known.place == unit.id && place_above) places_below_[{*place_above, known.bare}].push_back(unit.id);
        if (!known.place) continue;
        by_place_[{*known.place, known.bare}].push_back(unit.id);
        const std::string short_bare = bare(plain_org_name(words, unit.short_name), place_above);
        if (short_bare != known.bare) by_place_[{*known.place, short_bare}].push_back(unit.id);
    }
}

const OrgUnit* NmsUnits::unit(const OrgUnitId& id) const {
    const auto found = known_.find(id);
    return found == known_.end() ? nullptr : &found->second.unit;
}

const OrgUnit& NmsUnits::place_of(const OrgUnitId& unit) const {
    const Known& known = known_.at(unit);
    return known.place ? known_.at(*known.place).unit : known.unit;
}

NmsMatch NmsUnits::find(const std::string& name, const std::string& parent) const {
    const auto among = [](const auto& index, const auto& key) {
        const auto found = index.find(key);
        return found == index.end() ? Ids() : found->second;
    };
    const std::string plain = plain_org_name(words_, name);
    NmsMatch match;
    if (!parent.empty()) match.place = place_named(plain_org_name(words_, parent));
    if (!match.place) match.place = place_in(plain);

    const Ids exact = among(by_plain_, plain);
    if (match.place) {
        match.units = those_in(*match.place, exact);
        const auto key = std::pair(*match.place, bare(plain, match.place));
        if (match.units.empty()) match.units = among(by_place_, key);
        if (match.units.empty()) match.units = among(places_below_, key);
        if (match.units.empty() && !exact.empty()) {
            match.units = exact;
            match.found = NmsMatch::Found::elsewhere;
            return match;
        }
    } else {
        match.units = !exact.empty() ? exact : among(by_bare_, plain);
    }
    if (match.units.size() == 1) match.found = NmsMatch::Found::one;
    if (match.units.size() > 1) match.found = NmsMatch::Found::several;
    return match;
}

std::string NmsUnits::bare(std::string plain, const std::optional<OrgUnitId>& place) const {
    // From the top down, so that the county's name goes before the township's.
    std::vector<const Known*> above;
    for (auto next = place; next;) {
        const auto found = known_.find(*next);
        if (found == known_.end()) break;
        above.insert(above.begin(), &found->second);
        next = found->second.unit.parent;
    }
    for (const Known* known : above) plain = behind(plain, known->bare);
    return plain;
}

std::optional<OrgUnitId> NmsUnits::place_in(const std::string& plain) const {
    for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
        const Known& known = known_.at(*place);
        const bool is_township =
            known.unit.kind == OrgKind::township || known.unit.kind == OrgKind::grassroots_committee;
        if (is_township && known.bare != plain && plain.find(known.bare) != std::string::npos) return *place;
    }
    return std::nullopt;
}

std::optional<OrgUnitId> NmsUnits::place_named(const std::string& plain) const {
    std::optional<OrgUnitId> found;
    for (const OrgUnitId& place : places_) {
        const Known& known = known_.at(place);
        // Its own name, seen from above it; or that of a general branch in it.
        const bool own = bare(plain, known.unit.parent) == known.bare;
        if (!own && !by_place_.contains({place, bare(plain, place)})) continue;
        if (found && *found != place) return std::nullopt;  // two places of one name
        found = place;
    }
    return found;
}

NmsUnits::Ids NmsUnits::those_in(const OrgUnitId& place, const Ids& units) const {
    Ids inside;
    std::copy_if(units.begin(), units.end(), std::back_inserter(inside),
                 [&](const OrgUnitId& id) { return known_.at(id).place == place; });
    return inside;
}

}  // namespace league
