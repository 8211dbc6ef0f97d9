#include "lib/app/read_standing.hpp"

#include <algorithm>
#include <numeric>

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/alive_store.hpp"
#include "lib/storage/campaign_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/target_store.hpp"

namespace league {
namespace {

void add(AliveFigures& figures, AliveState state) {
    switch (state) {
        case AliveState::alive: ++figures.alive; break;
        case AliveState::weak: ++figures.weak; break;
        case AliveState::hollow: ++figures.hollow; break;
    }
}

struct CountyStanding {
    std::optional<Campaign> campaign;
    StandingRow total;
    std::vector<StandingRow> rows;
};

using Amounts = std::unordered_map<OrgUnitId, long long>;

std::optional<long long> amount_of(const Amounts& amounts, const OrgUnitId& unit) {
    const auto found = amounts.find(unit);
    return found == amounts.end() ? std::nullopt : std::optional(found->second);
}

/// The county's own target, else the sum of its committees' (domain 6).
std::optional<long long> county_target(const Amounts& amounts, const OrgUnit& county,
                                       const std::vector<OrgUnit>& committees) {
    if (const auto own = amount_of(amounts, county.id)) return own;
    std::optional<long long> sum;
    for (const OrgUnit& committee : committees) {
        if (const auto part = amount_of(amounts, committee.id)) sum = sum.value_or(0) + *part;
    }
    return sum;
}

void rank(std::vector<StandingRow>& rows) {
    std::vector<Standing> figures;
    figures.reserve(rows.size());
    for (const StandingRow& row : rows) figures.push_back(row.figures);
    const auto ranks = ranks_of(figures);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].rank = ranks[i];
    std::stable_sort(rows.begin(), rows.end(), [](const StandingRow& a, const StandingRow& b) {
        if (a.rank.has_value() != b.rank.has_value()) return a.rank.has_value();
        return a.rank.value_or(0) < b.rank.value_or(0);
    });
}

/// How many organisations below a county are alive now, by the code of its committee; "" stands for all.
using AliveBelow = std::unordered_map<std::string, AliveFigures>;

AliveBelow alive_below(ReadTransaction& tx, const OrgUnit& county, const AliveRules& rules) {
    AliveBelow below;
    AliveFigures& all = below[""];
    for (const OrgFacts& found : AliveStore(tx).list_below(county.path)) {
        const AliveState state = alive_index(found.facts, tx.now(), rules).state;
        add(all, state);
        if (!found.top.empty()) add(below[found.top], state);
    }
    return below;
}

/// Out of the records of now. Whether organisations are alive is known of today alone.
CountyStanding work_out(ReadTransaction& tx, const OrgUnit& county, Date day, const AliveRules& rules) {
    CountyStanding standing;
    standing.campaign = CampaignStore(tx).in_force(county.id, day);
    const StandingStore store(tx);
    const std::vector<OrgUnit> committees = store.committees_on(county.id, day);
    const FactsBelow facts = store.facts_below(county.id, Month::of(at_beijing(day)));
    const Amounts amounts = standing.campaign ? TargetStore::amounts_on(tx, standing.campaign->id, day) : Amounts();
    const bool is_today = day == beijing_date(tx.now());
    AliveBelow alive = is_today ? alive_below(tx, county, rules) : AliveBelow();
    const auto figures = [&](std::span<const StandingFacts> organisations, std::optional<long long> target,
                             const std::string& code) {
        return standing_on(day, organisations, standing.campaign, target,
                           is_today ? std::optional(alive[code]) : std::nullopt);
    };
    standing.total = {county, figures(facts.all(), county_target(amounts, county, committees), ""), std::nullopt};
    for (const OrgUnit& committee : committees) {
        standing.rows.push_back({committee,
                                 figures(facts.of(committee.id), amount_of(amounts, committee.id), committee.code),
                                 std::nullopt});
    }
    rank(standing.rows);
    return standing;
}

/// What is asked about, out of the county's figures.
StandingView cut_out(const OrgUnit& unit, CountyStanding standing) {
    StandingView view;
    view.campaign = std::move(standing.campaign);
    if (unit.id == standing.total.unit.id) {
        view.unit = std::move(standing.total);
        view.rows = std::move(standing.rows);
        return view;
    }
    const auto row = std::find_if(standing.rows.begin(), standing.rows.end(),
                                  [&](const StandingRow& one) { return one.unit.id == unit.id; });
    if (row == standing.rows.end()) throw Problem(ProblemCode::not_found, "standing_unit_not_there");
    view.unit = std::move(*row);
    return view;
}

/// A committee may have been written down after the day was frozen.
bool tells_of(const FrozenStanding& frozen, const OrgUnit& unit) {
    return unit.id == frozen.county || std::any_of(frozen.rows.begin(), frozen.rows.end(),
                                                   [&](const StandingRow& row) { return row.unit.id == unit.id; });
}

StandingView as_told(ReadTransaction& tx, const OrgUnit& unit, FrozenStanding frozen) {
    CountyStanding standing{std::nullopt, std::move(frozen.total), std::move(frozen.rows)};
    if (frozen.campaign) {
        standing.campaign = CampaignStore(tx).find(*frozen.campaign);
        ensure(standing.campaign && frozen.deadline);  // a foreign key holds it; written together
        standing.campaign->deadline = *frozen.deadline;
    }
    StandingView view = cut_out(unit, std::move(standing));
    view.basis = StandingBasis::frozen;
    view.as_of = frozen.frozen_at;
    view.issue = frozen.issue;
    return view;
}

}  // namespace

std::string_view to_string(StandingBasis basis) {
    switch (basis) {
        case StandingBasis::live: return "live";
        case StandingBasis::frozen: return "frozen";
        case StandingBasis::recomputed: return "recomputed";
    }
    stop("unknown StandingBasis");
}

StandingView ReadStanding::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) { return run_in(tx, actor, input); });
}

StandingView ReadStanding::run_in(ReadTransaction& tx, const Actor& actor, const Input& input) const {
    const OrgUnit unit = find_unit_or_throw(tx, input.unit);
    require(actor, Verb::see_figures, unit);
    const OrgUnit county = county_of(tx, unit);
    if (!bears_target(unit, county)) throw Problem::invalid("unit", "standing.only_county_or_township");
    const Date today = beijing_date(tx.now());
    const Date day = input.day.value_or(today);
    if (day > today) throw Problem::invalid("date", "standing.day_ahead", {{"today", to_iso(today)}});

    StandingView view;
    std::optional<FrozenStanding> frozen;
    if (day < today) frozen = StandingStore(tx).frozen_on(county.id, day);
    if (frozen && tells_of(*frozen, unit)) {
        view = as_told(tx, unit, *std::move(frozen));
    } else {
        view = cut_out(unit, work_out(tx, county, day, alive_));
        view.basis = day == today ? StandingBasis::live : StandingBasis::recomputed;
        view.as_of = tx.now();
    }
    view.day = day;
    return view;
}

int FreezeStanding::run_daily(Date today) {
    const std::vector<OrgUnit> counties =
        database_.read([](ReadTransaction& tx) { return StandingStore(tx).open_counties(); });
    int frozen = 0;
    for (const OrgUnit& county : counties) {
        const bool done = database_.write([&](Transaction& tx) {
            if (beijing_date(tx.now()) != today || StandingStore(tx).has_daily(county.id, today)) return false;
            StandingWriter(tx).insert(take(tx, county, FreezeCause::daily, std::nullopt));
            return true;
        });
        if (done) ++frozen;
    }
    return frozen;
}

FrozenStanding FreezeStanding::take(Transaction& tx, const OrgUnit& county, FreezeCause cause,
                                    const std::optional<BulletinId>& bulletin) const {
    FrozenStanding frozen;
    frozen.day = beijing_date(tx.now());
    CountyStanding standing = work_out(tx, county, frozen.day, alive_);
    frozen.id = make_uuid_v7(random_, tx.now());
    frozen.county = county.id;
    frozen.cause = cause;
    frozen.bulletin = bulletin;
    if (standing.campaign) {
        frozen.campaign = standing.campaign->id;
        frozen.deadline = standing.campaign->deadline;
    }
    frozen.frozen_at = tx.now();
    frozen.total = std::move(standing.total);
    frozen.rows = std::move(standing.rows);
    return frozen;
}

}  // namespace league
