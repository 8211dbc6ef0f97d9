#include "server/resources/standing_shapes.hpp"

#include "lib/domain/beijing_time.hpp"

namespace league::shapes {
namespace {

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json paper(const CitedPaper& paper) {
    if (paper.title.empty() && paper.number.empty()) return nullptr;
    return {{"title", paper.title}, {"number", paper.number}, {"date", day(paper.date)}};
}

json new_and_old(const NewAndOld& both) {
    return {{"new", both.new_ones}, {"old", both.old_ones}};
}

json standing_row(const StandingRow& row) {
    return {{"unit", unit_line(row.unit)}, {"rank", or_null(row.rank)}, {"figures", standing(row.figures)}};
}

}  // namespace

json day(const std::optional<Date>& day) {
    return day ? json(to_iso(*day)) : json(nullptr);
}

json campaign(const Campaign& campaign) {
    return {{"id", campaign.id.str()},
            {"code", campaign.code},
            {"campaign_name", campaign.name},
            {"from", to_iso(campaign.from)},
            {"deadline", to_iso(campaign.deadline)},
            {"minimum", campaign.minimum},
            {"per_member", campaign.per_member},
            {"paper", paper(campaign.source)},
            {"opened_at", to_rfc3339(campaign.opened_at)},
            {"closed_at", instant(campaign.closed_at)}};
}

json target_line(const ListTargets::Line& line) {
    json shown = {{"unit", unit_line(line.unit)}, {"target", nullptr}};
    if (!line.target) return shown;
    const Target& target = *line.target;
    const auto if_shown = [&](const std::string& words) { return line.shows_owner ? json(words) : json(nullptr); };
    shown["target"] = {{"revision", target.revision},
                       {"amount", target.amount},
                       {"formula", to_string(target.formula)},
                       {"committee_members", or_null(target.committee_members)},
                       {"valid_from", to_iso(target.valid_from)},
                       {"paper", paper(target.paper)},
                       {"owner_title", target.owner_title},
                       {"owner_name", if_shown(target.owner_name)},
                       {"reason", if_shown(target.reason)},
                       {"set_at", to_rfc3339(target.set_at)}};
    return shown;
}

json standing(const Standing& figures) {
    json alive = nullptr;
    if (figures.alive) {
        alive = {{"alive", figures.alive->alive}, {"weak", figures.alive->weak}, {"hollow", figures.alive->hollow}};
    }
    return {{"target", or_null(figures.target)},
            {"founded", new_and_old(figures.founded)},
            {"claimed", new_and_old(figures.claimed)},
            {"counted", new_and_old(figures.counted)},
            {"alive", std::move(alive)},
            {"new_this_period", figures.new_this_period},
            {"counted_this_period", figures.counted_this_period},
            {"rate", or_null(rate_of(figures))},
            {"gap", or_null(figures.gap)},
            {"days_left", or_null(figures.days_left)},
            {"needed_per_half_month", or_null(figures.needed_per_half_month)},
            {"forecast", or_null(figures.forecast)},
            {"reached_on", day(figures.reached_on)}};
}

json standing_view(const StandingView& view) {
    json shown = standing_row(view.unit);
    shown["day"] = to_iso(view.day);
    shown["basis"] = to_string(view.basis);
    shown["as_of"] = to_rfc3339(view.as_of);
    shown["issue"] = or_null(view.issue);
    shown["campaign"] = view.campaign ? campaign(*view.campaign) : json(nullptr);
    shown["rows"] = json::array();
    for (const StandingRow& row : view.rows) shown["rows"].push_back(standing_row(row));
    return shown;
}

json claim(const ClaimLine& line, Date today) {
    const auto waited = [&] {
        const Date since = beijing_date(*line.claimed_at);
        return (std::chrono::sys_days(today) - std::chrono::sys_days(since)).count();
    };
    return {{"unit", unit_line(line.unit)},
            {"parent_name", line.parent_name},
            {"is_new", line.is_new},
            {"founded_on", to_iso(beijing_date(line.founded_at))},
            {"claimed_on", line.claimed_at ? json(to_iso(beijing_date(*line.claimed_at))) : json(nullptr)},
            {"waiting_days", line.claimed_at ? json(waited()) : json(nullptr)}};
}

}  // namespace league::shapes
