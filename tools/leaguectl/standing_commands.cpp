// standing: where a county and its townships stand against their targets.
#include "lib/app/list_claims.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    std::string unit;
    std::string date;
};

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

template <class T>
std::string or_dash(const std::optional<T>& value) {
    return value ? std::to_string(*value) : "-";
}

json json_of(const StandingRow& row) {
    const Standing& f = row.figures;
    json line = {{"unit", row.unit.code},
                 {"name", row.unit.name},
                 {"rank", or_null(row.rank)},
                 {"target", or_null(f.target)},
                 {"founded_new", f.founded.new_ones},
                 {"founded_old", f.founded.old_ones},
                 {"claimed_new", f.claimed.new_ones},
                 {"counted_new", f.counted.new_ones},
                 {"counted_old", f.counted.old_ones},
                 {"alive", f.alive ? json(f.alive->alive) : json(nullptr)},
                 {"weak", f.alive ? json(f.alive->weak) : json(nullptr)},
                 {"hollow", f.alive ? json(f.alive->hollow) : json(nullptr)},
                 {"new_this_period", f.new_this_period},
                 {"rate", or_null(rate_of(f))},
                 {"gap", or_null(f.gap)},
                 {"days_left", or_null(f.days_left)},
                 {"needed_per_half_month", or_null(f.needed_per_half_month)},
                 {"forecast", or_null(f.forecast)}};
    return line;
}

std::string line_of(const StandingRow& row) {
    const Standing& f = row.figures;
    const std::string alive =
        f.alive ? std::to_string(f.alive->alive) + "/" + std::to_string(f.alive->all()) : std::string("unknown");
    return or_dash(row.rank) + "  " + row.unit.code + "  " + row.unit.short_name + "  counted " +
           std::to_string(f.counted.new_ones) + "/" + or_dash(f.target) + " (" + rate_of(f).value_or("-") +
           " %), founded " + std::to_string(f.founded.new_ones) + " new " + std::to_string(f.founded.old_ones) +
           " old, alive " + alive + ", gap " + or_dash(f.gap) + ", needed " + or_dash(f.needed_per_half_month) +
           ", forecast " + (f.forecast ? std::to_string(*f.forecast) : "pace unknown") + "\n";
}

Report show(Desk& desk, const Arguments& given) {
    ReadStanding::Input input;
    input.unit = desk.ready_database().read([&](ReadTransaction& tx) { return unit_or_top(tx, given.unit).code; });
    if (!given.date.empty()) {
        input.day = date_from_iso(given.date);
        if (!input.day) throw Problem::invalid("date", "not_a_date");
    }
    const StandingView view =
        ReadStanding(desk.ready_database(), activity_rules(desk.config().activities).alive).run(Actor::system(), input);
    Report report;
    report.json = json_of(view.unit);
    report.json["day"] = to_iso(view.day);
    report.json["basis"] = to_string(view.basis);
    report.json["as_of"] = to_rfc3339(view.as_of);
    report.json["campaign"] = view.campaign ? json(view.campaign->code) : json(nullptr);
    report.json["rows"] = json::array();
    report.text = to_iso(view.day) + "  " + std::string(to_string(view.basis)) + ", as of " + to_rfc3339(view.as_of);
    if (view.campaign) {
        report.text += "  " + view.campaign->code + " until " + to_iso(view.campaign->deadline) + ", " +
                       or_dash(view.unit.figures.days_left) + " days left";
    }
    report.text += "\n" + line_of(view.unit);
    for (const StandingRow& row : view.rows) {
        report.text += line_of(row);
        report.json["rows"].push_back(json_of(row));
    }
    return report;
}

void add_lines(Report& report, const char* name, const std::vector<ClaimLine>& lines) {
    report.text += std::string(name) + ": " + std::to_string(lines.size()) + "\n";
    report.json[name] = json::array();
    for (const ClaimLine& line : lines) {
        const json since = line.claimed_at ? json(to_iso(beijing_date(*line.claimed_at))) : json(nullptr);
        report.text += "  " + line.unit.code + "  " + line.parent_name + "  " + line.unit.name;
        if (since.is_string()) report.text += "  claimed since " + since.get<std::string>();
        report.text += "\n";
        report.json[name].push_back({{"unit", line.unit.code}, {"name", line.unit.name}, {"claimed_on", since}});
    }
}

Report claims(Desk& desk, const Arguments& given) {
    const std::string unit =
        desk.ready_database().read([&](ReadTransaction& tx) { return unit_or_top(tx, given.unit).code; });
    const auto output = ListClaims(desk.ready_database()).run(Actor::system(), unit);
    Report report;
    add_lines(report, "claimed_not_counted", output.claimed_not_counted);
    add_lines(report, "not_claimed", output.not_claimed);
    return report;
}

}  // namespace

void add_standing(CLI::App& line, const Choose& choose) {
    auto given = std::make_shared<Arguments>();
    CLI::App* noun = line.add_subcommand("standing", "where everybody stands against the targets");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* about, Report (*run)(Desk&, const Arguments&)) {
        CLI::App* command = noun->add_subcommand(verb, about);
        command->add_option("--unit", given->unit, "code or id; by default the top of the tree");
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *given); }); });
        return command;
    };
    add("show", "today, or as it was told on a past day", show)->add_option("--date", given->date, "e.g. 2026-11-15");
    add("claims", "claimed to be in the national member system, but not found there", claims);
}

}  // namespace league::ctl
