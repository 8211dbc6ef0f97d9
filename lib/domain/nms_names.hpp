// Which of our units an organisation of the national member system is. Names there carry the League's and the county's
// name in front and are written in several ways; what remains after both are taken off is compared within a township.
// Not a guess: where two units fit, or the one that fits stands elsewhere, a person decides.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/domain/nms_words.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

/// "共青团清河县城关镇机关支部委员会" and "清河县城关镇机关团支部" give the same text.
std::string plain_org_name(const NmsWords& words, const std::string& name);

struct NmsMatch {
    enum class Found { one, none, several, elsewhere };

    Found found = Found::none;
    std::vector<OrgUnitId> units;    ///< the one, or those that a person has to choose from
    std::optional<OrgUnitId> place;  ///< the township that the parent or the name speaks of
};

class NmsUnits {
public:
    /// `units` are the open units that the export is about, with all above them; parents before children.
    NmsUnits(const NmsWords& words, const std::vector<OrgUnit>& units);

    NmsMatch find(const std::string& name, const std::string& parent) const;
    /// The nearest unit at or above that does not count as a branch: its township. The unit must be known.
    const OrgUnit& place_of(const OrgUnitId& unit) const;
    const OrgUnit* unit(const OrgUnitId& id) const;

private:
    struct Known {
        OrgUnit unit;
        std::optional<OrgUnitId> place;
        std::string bare;  ///< plain_org_name of its name without the names of the places above
    };
    using Ids = std::vector<OrgUnitId>;

    std::string bare(std::string plain, const std::optional<OrgUnitId>& place) const;
    std::optional<OrgUnitId> place_in(const std::string& plain) const;
    std::optional<OrgUnitId> place_named(const std::string& plain) const;
    Ids those_in(const OrgUnitId& place, const Ids& units) const;

    const NmsWords& words_;
    std::map<OrgUnitId, Known> known_;
    std::vector<OrgUnitId> places_;  ///< upper ones first
    std::map<std::string, Ids> by_plain_;
    std::map<std::string, Ids> by_bare_;
    std::map<std::pair<OrgUnitId, std::string>, Ids> by_place_;      ///< place and bare name, or bare short name
    std::map<std::pair<OrgUnitId, std::string>, Ids> places_below_;  ///< committees, under the place above them
};

}  // namespace league
