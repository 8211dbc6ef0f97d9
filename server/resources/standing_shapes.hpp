// How campaigns, targets and standings look in JSON; used by their routes alone. Days leave as 2026-11-10.
#pragma once

#include "lib/app/list_claims.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/read_standing.hpp"
#include "server/resources/shapes.hpp"

namespace league::shapes {

json day(const std::optional<Date>& day);
json campaign(const Campaign& campaign);
/// A unit with its target or null; name of the owner and reason only where the line shows them.
json target_line(const ListTargets::Line& line);
json standing(const Standing& figures);
json standing_view(const StandingView& view);
json claim(const ClaimLine& line, Date today);

}  // namespace league::shapes
