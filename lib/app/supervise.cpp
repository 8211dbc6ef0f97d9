#include "lib/app/supervise.hpp"

#include <algorithm>

#include "lib/app/county_of.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/check_line.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/report_store.hpp"

namespace league {
namespace {

constexpr std::size_t kReasonCharacters = 500;

Supervision find_or_throw(ReadTransaction& tx, const Seals& seals, const SupervisionId& id) {
    std::optional<Supervision> found = SupervisionStore(tx, seals).find(id);
    if (!found) throw Problem(ProblemCode::not_found, "supervision.not_found");
    return *std::move(found);
}

SupervisionStep first_step(const Transaction& tx, const std::string& words, const std::optional<PersonId>& by) {
    SupervisionStep step;
    step.words = words;
    step.done_at = tx.now();
    step.done_by = by;
    return step;
}

void keep(Transaction& tx, const Seals& seals, const Actor& actor, const Supervision& supervision) {
    SupervisionWriter(tx, seals).insert(supervision);
    AuditWriter(tx, seals.digest)
        .append(actor,
                {"propose_supervision", "supervision", supervision.id.str(), {"unit", "cause", "basis", "facts"}});
}

}  // namespace

ReadSupervisions::Output ReadSupervisions::list(const Actor& actor, const std::string& unit, bool open_only) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit found = find_unit_or_throw(tx, unit);
        require(actor, Verb::see_supervision, found);
        std::vector<SupervisionRow> rows = SupervisionStore::list(tx, found.path, open_only);
        return Output{std::move(found), tx.now(), std::move(rows)};
    });
}

SupervisionView ReadSupervisions::show(const Actor& actor, const SupervisionId& id) {
    return database_.read([&](ReadTransaction& tx) { return show_in(tx, actor, id); });
}

SupervisionView ReadSupervisions::show_in(ReadTransaction& tx, const Actor& actor, const SupervisionId& id) const {
    SupervisionView view;
    view.supervision = find_or_throw(tx, seals_, id);
    view.unit = find_unit_or_throw(tx, view.supervision.unit.str());
    require(actor, Verb::see_supervision, view.unit);
    view.as_of = tx.now();
    if (!may(actor, Verb::see_people, view.unit)) return view;
    for (const SupervisionStep& step : view.supervision.steps) {
        if (!step.done_by || view.names.contains(*step.done_by)) continue;
        if (const auto person = PersonStore(tx, seals_).find(*step.done_by)) view.names[*step.done_by] = person->name;
    }
    return view;
}

std::vector<SupervisionRow> ProposeSupervisions::run(const Actor& actor, const std::string& county_id) {
    // Standings of a whole county are worked out before the write, behind which others would wait.
    const std::vector<Found> found = database_.read([&](ReadTransaction& tx) {
        const OrgUnit county = find_unit_or_throw(tx, county_id);
        require(actor, Verb::supervise, county);
        if (county.kind != OrgKind::county) throw Problem::invalid("unit", "supervision.only_counties");
        return find_in(tx, county);
    });
    if (found.empty()) return {};
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require(current, Verb::supervise, find_unit_or_throw(tx, county_id));
        std::vector<SupervisionRow> created;
        for (const auto& [township, proposal] : found) {
            if (SupervisionStore::has(tx, township.id, proposal)) continue;
            Supervision supervision;
            supervision.id = SupervisionId(make_uuid_v7(random_, tx.now()));
            supervision.unit = township.id;
            supervision.cause = proposal.cause;
            supervision.basis = proposal.basis;
            supervision.facts = proposal.facts;
            supervision.opened_at = tx.now();
            supervision.steps.push_back(first_step(tx, "", std::nullopt));
            keep(tx, seals_, current, supervision);
            created.push_back({std::move(supervision), township});
        }
        return created;
    });
}

std::vector<ProposeSupervisions::Found> ProposeSupervisions::find_in(ReadTransaction& tx, const OrgUnit& county) const {
    const SupervisionRules& rules = settings_.rules;
    // One more than the rules ask: of the newest half month it may not be known yet whether its report is missing.
    const int periods = std::max(rules.line_periods, rules.missing_reports + 1);
    std::vector<std::pair<HalfMonth, StandingView>> standings;
    HalfMonth half = HalfMonth::of(tx.now());
    for (int i = 0; i < periods; ++i) {
        half = half.previous();
        standings.emplace_back(half, standing_.run_in(tx, Actor::system(), {county.id.str(), half.last_day()}));
    }
    std::optional<Month> silent_in = silent_month(beijing_date(tx.now()), rules);
    // In a month in which nobody in the county logged anything the desk was not in use yet.
    if (silent_in && FiguresStore(tx).of_unit(county.id, Period(*silent_in)).activities == 0) silent_in.reset();
    std::vector<Found> found;
    for (const OrgUnit& township : StandingStore(tx).committees_on(county.id, beijing_date(tx.now()))) {
        const AliveCounts alive = count_alive(tx, township.path, settings_.reports.alive);
        for (SupervisionProposal& proposal : propose(past_of(tx, county, township, standings), alive.hollow,
                                                     alive.organisations, Month::of(tx.now()), rules)) {
            if (!SupervisionStore::has(tx, township.id, proposal)) found.push_back({township, std::move(proposal)});
        }
        if (!silent_in) continue;
        const Figures figures = FiguresStore(tx).of_unit(township.id, Period(*silent_in));
        auto silence = propose_for_silence(figures.branches - figures.active, figures.branches, *silent_in, rules);
        if (silence && !SupervisionStore::has(tx, township.id, *silence)) {
            found.push_back({township, *std::move(silence)});
        }
    }
    return found;
}

int ProposeSupervisions::run_daily() {
    const std::vector<OrgUnit> counties =
        database_.read([](ReadTransaction& tx) { return StandingStore(tx).open_counties(); });
    std::size_t created = 0;
    for (const OrgUnit& county : counties) created += run(Actor::system(), county.id.str()).size();
    return static_cast<int>(created);
}

std::vector<PeriodStanding> ProposeSupervisions::past_of(
    ReadTransaction& tx, const OrgUnit& county, const OrgUnit& township,
    const std::vector<std::pair<HalfMonth, StandingView>>& standings) const {
    const Date today = beijing_date(tx.now());
    const ReportStore reports(tx);
    const std::optional<HalfMonth> first = reports.first_sent(county.id);
    std::vector<PeriodStanding> past;
    for (const auto& [period, view] : standings) {
        PeriodStanding one{period, std::nullopt, 0, std::nullopt, std::nullopt, std::nullopt};
        const auto row = std::find_if(view.rows.begin(), view.rows.end(),
                                      [&](const StandingRow& line) { return line.unit.id == township.id; });
        if (row != view.rows.end()) {
            one.target = row->figures.target;
            one.counted = row->figures.counted.new_ones;
        }
        if (view.campaign) {
            one.campaign_from = view.campaign->from;
            one.deadline = view.campaign->deadline;
        }
        // Before the county's first report nobody was asked for one.
        const bool is_due = report_dates(period, settings_.reports.rules).grace_until < today && first &&
                            *first <= period && township.opened_at < period.span().end;
        if (is_due) one.received = reports.receipt(township.id, period).has_value();
        past.push_back(std::move(one));
    }
    return past;
}

OpenSupervision::Output OpenSupervision::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(current, Verb::supervise, unit);
        if (!is_uuid(input.id.str())) throw Problem::invalid("id", "not_an_id");
        const std::string reason = text::trim(input.reason);
        if (const auto earlier = SupervisionStore(tx, seals_).find(input.id)) {
            const bool is_same = earlier->unit == unit.id && earlier->cause == SupervisionCause::by_hand &&
                                 earlier->steps.front().words == reason;
            if (!is_same) throw Problem(ProblemCode::conflict, "supervision.other_under_id");
            return Output{/*created=*/false, read_.show_in(tx, current, input.id)};
        }
        std::vector<FieldError> errors;
        const OrgUnit county = county_of(tx, unit);
        if (unit.id == county.id || !bears_target(unit, county)) {
            errors.push_back({"unit", "supervision.only_townships", {}});
        } else if (unit.closed_at) {
            errors.push_back({"unit", "supervision.unit_closed", {{"unit", unit.name}}});
        }
        check_line(errors, "reason", reason, kReasonCharacters, Line::required);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        Supervision supervision;
        supervision.id = input.id;
        supervision.unit = unit.id;
        supervision.basis = input.id.str();
        supervision.opened_at = tx.now();
        supervision.steps.push_back(first_step(tx, reason, current.person));
        keep(tx, seals_, current, supervision);
        return Output{/*created=*/true, read_.show_in(tx, current, input.id)};
    });
}

TakeSupervisionStep::Output TakeSupervisionStep::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        Supervision supervision = find_or_throw(tx, seals_, input.id);
        const OrgUnit unit = find_unit_or_throw(tx, supervision.unit.str());
        const bool is_townships = is_township_act(input.step.act);
        require(current, is_townships ? Verb::answer_supervision : Verb::supervise, unit);
        const bool is_repeat =
            input.base_revision == supervision.revision - 1 && says_the_same(input.step, supervision.steps.back());
        if (is_repeat) return Output{/*created=*/false, read_.show_in(tx, current, input.id)};
        if (input.base_revision != supervision.revision) {
            throw Problem(ProblemCode::conflict, "supervision.base_is_old", {{"unit", unit.name}});
        }
        SupervisionStep step = input.step;
        step.done_at = tx.now();
        step.done_by = current.person;
        take_step(supervision, std::move(step), beijing_date(tx.now()));
        SupervisionWriter(tx, seals_).add_step(supervision);
        AuditWriter(tx, seals_.digest)
            .append(current, {"supervision_" + std::string(to_string(input.step.act)),
                              "supervision",
                              supervision.id.str(),
                              {"words", "on", "due", "visitors"}});
        return Output{/*created=*/true, read_.show_in(tx, current, input.id)};
    });
}

}  // namespace league
