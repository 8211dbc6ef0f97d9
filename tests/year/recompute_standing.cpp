#include <cmath>
#include <set>

#include "tests/year/recompute.hpp"

namespace league::test::year {
namespace {

const CampaignRow* campaign_on(const Rows& rows, Day day) {
    const CampaignRow* found = nullptr;
    for (const CampaignRow& campaign : rows.campaigns) {
        if (campaign.from <= day && (!campaign.closed || *campaign.closed > day)) found = &campaign;
    }
    return found;
}

Day deadline_on(const CampaignRow& campaign, Day day) {
    Day deadline = campaign.deadlines.at(0).second;
    for (const auto& [changed, moved_to] : campaign.deadlines) {
        if (changed <= day) deadline = moved_to;
    }
    return deadline;
}

std::optional<int> target_on(const Rows& rows, const CampaignRow* campaign, const UnitRow& unit, Day day) {
    std::optional<int> amount;
    for (const TargetRow& target : rows.targets) {
        if (campaign != nullptr && target.campaign == campaign->id && target.unit == unit.id &&
            target.valid_from <= day) {
            amount = target.amount;
        }
    }
    return amount;
}

bool stands(const UnitRow& org, Day day) {
    return org.founded && *org.founded <= day && (!org.closed || *org.closed > day);
}

bool counts_on(const UnitRow& org, Day day) {
    if (!stands(org, day)) return false;
    for (const SpanRow& span : org.counted) {
        if (span.from <= day && (!span.until || *span.until > day)) return true;
    }
    return false;
}

struct Told {
    json figures;
    std::optional<int> target;
    int counted = 0;
    std::optional<Day> reached;
    double alive_share = 0;
};

class OneUnit {
public:
    OneUnit(const Rows& rows, const UnitRow& unit, Day day, const CampaignRow* campaign)
        : campaign_(campaign), day_(day) {
        for (const UnitRow& org : rows.units) {
            if (org.is_org && rows.is_below(org, unit, month_of(day))) orgs_.push_back(&org);
        }
    }

    bool is_new(const UnitRow& org) const {
        return org.is_new && org.founded && (campaign_ == nullptr || *org.founded >= campaign_->from);
    }
    int counted_new(Day day) const {
        int count = 0;
        for (const UnitRow* org : orgs_) count += is_new(*org) && counts_on(*org, day) ? 1 : 0;
        return count;
    }

    Told tell(std::optional<int> target, const json& alive) const {
        int founded[2] = {0, 0};
        int claimed[2] = {0, 0};
        int counted[2] = {0, 0};
        int fresh = 0;
        const Day half_begin = span_of(half_of(day_)).first;
        for (const UnitRow* org : orgs_) {
            if (!stands(*org, day_)) continue;
            const int kind = is_new(*org) ? 0 : 1;
            ++founded[kind];
            if (org->claimed && *org->claimed <= day_) ++claimed[kind];
            if (counts_on(*org, day_)) ++counted[kind];
            if (kind == 0 && *org->founded >= half_begin) ++fresh;
        }
        Told told;
        told.target = target;
        told.counted = counted[0];
        told.reached = reached();
        told.figures = {{"target", nullptr},
                        {"founded", {{"new", founded[0]}, {"old", founded[1]}}},
                        {"claimed", {{"new", claimed[0]}, {"old", claimed[1]}}},
                        {"counted", {{"new", counted[0]}, {"old", counted[1]}}},
                        {"alive", nullptr},
                        {"new_this_period", fresh},
                        {"counted_this_period", counted[0] - counted_new(half_begin - 1)},
                        {"rate", nullptr},
                        {"gap", nullptr},
                        {"days_left", nullptr},
                        {"needed_per_half_month", nullptr},
                        {"forecast", nullptr},
                        {"reached_on", nullptr}};
        json& figures = told.figures;
        if (told.reached) figures["reached_on"] = iso(*told.reached);
        if (!alive.is_null()) {
            figures["alive"] = {{"alive", alive["alive"]}, {"weak", alive["weak"]}, {"hollow", alive["hollow"]}};
            if (alive["organisations"] > 0) {
                told.alive_share = alive["alive"].get<double>() / alive["organisations"].get<double>();
            }
        }
        if (target) {
            figures["target"] = *target;
            figures["gap"] = std::max(0, *target - counted[0]);
            if (*target > 0) figures["rate"] = rate(counted[0], *target);
        }
        if (campaign_ == nullptr) return told;
        const Day deadline = deadline_on(*campaign_, day_);
        figures["days_left"] = std::max(0, deadline - day_);
        if (target && day_ <= deadline) {
            const int gap = figures["gap"];
            const int halves = halves_left(deadline);
            figures["needed_per_half_month"] = static_cast<int>(std::ceil(gap / static_cast<double>(halves)));
        }
        if (const auto reckoned = forecast(counted[0], std::max(0, deadline - day_))) figures["forecast"] = *reckoned;
        return told;
    }

private:
    static std::string rate(int part, int whole) {
        long tenths = std::lround(1000.0 * part / whole);
        if (part < whole) tenths = std::min(tenths, 999L);
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    }
    /// Back from the day while no day before had fewer.
    std::optional<Day> reached() const {
        const int counted = counted_new(day_);
        if (counted == 0) return std::nullopt;
        Day since = day_;
        while (counted_new(since - 1) >= counted) --since;
        return since;
    }
    int halves_left(Day deadline) const {
        std::set<std::string> halves;
        for (Day day = day_ + 1; day <= deadline; ++day) halves.insert(half_of(day));
        return halves.empty() ? 1 : static_cast<int>(halves.size());
    }
    std::optional<int> forecast(int counted, int days_left) const {
        std::string half = half_of(day_);
        if (span_of(half).second != day_) half = half_before(half);
        const Day last = span_of(half).second;
        const Day first = std::max(span_of(half_before(half_before(half))).first, campaign_->from);
        if (first > last) return std::nullopt;
        const int gained = counted_new(last) - counted_new(first - 1);
        const double pace = static_cast<double>(gained) * days_left / (last - first + 1);
        return std::max(0, counted + static_cast<int>(std::floor(pace + 1e-9)));
    }

    const CampaignRow* campaign_;
    Day day_;
    std::vector<const UnitRow*> orgs_;
};

/// Whether `a` stands strictly better than `b`.
bool is_better(const Told& a, const Told& b) {
    const long left = static_cast<long>(a.counted) * *b.target;
    const long right = static_cast<long>(b.counted) * *a.target;
    if (left != right) return left > right;
    if (a.alive_share != b.alive_share) return a.alive_share > b.alive_share;
    return a.reached && b.reached && *a.reached < *b.reached;
}

}  // namespace

bool is_branch(const UnitRow& unit) {
    return unit.kind == "branch" || unit.kind == "joint_branch" || unit.kind == "general_branch" ||
           unit.kind == "temporary_branch";
}

json standing(const Rows& rows, Day day, const json& alive) {
    const CampaignRow* campaign = campaign_on(rows, day);
    const auto alive_of = [&](const std::string& code) -> json {
        if (alive.is_null()) return nullptr;
        return code == "QH" ? alive["totals"] : alive["below"].value(code, json());
    };
    const UnitRow& county = rows.unit("QH");
    std::map<std::string, Told> told;
    std::optional<int> sum;
    for (const UnitRow& unit : rows.units) {
        if (is_branch(unit) || unit.id == county.id || unit.opened > day || (unit.closed && *unit.closed <= day)) {
            continue;
        }
        const auto target = target_on(rows, campaign, unit, day);
        if (target) sum = sum.value_or(0) + *target;
        told[unit.code] = OneUnit(rows, unit, day, campaign).tell(target, alive_of(unit.code));
    }
    json lines = json::object();
    for (const auto& [code, one] : told) {
        json rank = nullptr;
        if (one.target && *one.target > 0) {
            int place = 1;
            for (const auto& [other_code, other] : told) {
                if (other.target && *other.target > 0 && is_better(other, one)) ++place;
            }
            rank = place;
        }
        lines[code] = {{"rank", rank}, {"figures", one.figures}};
    }
    const auto own = target_on(rows, campaign, county, day);
    const Told total = OneUnit(rows, county, day, campaign).tell(own ? own : sum, alive_of("QH"));
    return {{"figures", total.figures}, {"rows", lines}};
}

std::set<std::string> not_counted(const Rows& rows, const std::string& unit, Day today, bool is_claimed) {
    std::set<std::string> codes;
    for (const UnitRow& org : rows.units) {
        if (!org.is_org || org.claimed.has_value() != is_claimed || !stands(org, today) || counts_on(org, today))
            continue;
        if (rows.is_below(org, rows.unit(unit), month_of(today))) codes.insert(org.code);
    }
    return codes;
}

}  // namespace league::test::year
