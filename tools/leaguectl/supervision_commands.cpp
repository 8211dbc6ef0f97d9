// supervision, note: townships that lag, and what those who look after them noted.
#include "lib/app/area_notes.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/supervise.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    std::string unit;
    std::string id;
    std::string act;
    std::string words;
    std::string on;
    std::string due;
    std::vector<std::string> people;
    std::string kind;
    std::string contact;
    bool open_only = false;
};

std::string unit_or_county(Desk& desk, const std::string& unit) {
    return desk.ready_database().read([&](ReadTransaction& tx) { return unit_or_top(tx, unit).code; });
}

std::optional<Date> day_from(const std::string& field, const std::string& words) {
    if (words.empty()) return std::nullopt;
    const auto day = date_from_iso(words);
    if (!day) throw Problem::invalid(field, "not_a_date");
    return day;
}

json or_null(const std::optional<Date>& day) {
    return day ? json(to_iso(*day)) : json(nullptr);
}

json json_of(const SupervisionRow& row) {
    const Supervision& one = row.supervision;
    return {{"id", one.id.str()},     {"unit", row.unit.code},         {"cause", to_string(one.cause)},
            {"basis", one.basis},     {"stage", to_string(one.stage)}, {"revision", one.revision},
            {"due", or_null(one.due)}};
}

std::string line_of(const SupervisionRow& row) {
    const Supervision& one = row.supervision;
    return one.id.str() + "  " + row.unit.code + "  " + row.unit.name + "  " + std::string(to_string(one.cause)) +
           (one.cause == SupervisionCause::by_hand ? "" : " " + one.basis) + "  " + std::string(to_string(one.stage)) +
           (one.due ? "  due " + to_iso(*one.due) : "") + "\n";
}

Report list_of(const std::vector<SupervisionRow>& rows, const char* nothing) {
    Report report;
    report.json["supervisions"] = json::array();
    for (const SupervisionRow& row : rows) {
        report.text += line_of(row);
        report.json["supervisions"].push_back(json_of(row));
    }
    if (report.text.empty()) report.text = nothing;
    return report;
}

Report in_full(const SupervisionView& view) {
    Report report;
    const SupervisionRow row{view.supervision, view.unit};
    report.text = line_of(row);
    report.json = json_of(row);
    report.json["facts"] = json::array();
    for (const SupervisionFact& fact : view.supervision.facts) {
        report.text += "  " + fact.period + "  " + fact.figure + " " + std::to_string(fact.value) + "\n";
        report.json["facts"].push_back({{"period", fact.period}, {"figure", fact.figure}, {"value", fact.value}});
    }
    report.json["steps"] = json::array();
    for (const SupervisionStep& step : view.supervision.steps) {
        report.text += "  " + std::to_string(step.revision) + "  " + to_rfc3339(step.done_at) + "  " +
                       std::string(to_string(step.act)) + (step.on ? " on " + to_iso(*step.on) : "") +
                       (step.due ? " due " + to_iso(*step.due) : "") + "  " + step.words + "\n";
        report.json["steps"].push_back({{"act", to_string(step.act)},
                                        {"words", step.words},
                                        {"on", or_null(step.on)},
                                        {"due", or_null(step.due)},
                                        {"visitors", step.people}});
    }
    return report;
}

Report list(Desk& desk, const Arguments& given) {
    ReadSupervisions read(desk.ready_database(), desk.seals());
    const auto output = read.list(Actor::system(), unit_or_county(desk, given.unit), given.open_only);
    return list_of(output.rows, "none\n");
}

Report show(Desk& desk, const Arguments& given) {
    ReadSupervisions read(desk.ready_database(), desk.seals());
    return in_full(read.show(Actor::system(), SupervisionId(given.id)));
}

Report propose_all(Desk& desk, const Arguments& given) {
    const ReadStanding standing(desk.ready_database(), activity_rules(desk.config().activities).alive);
    ProposeSupervisions propose(desk.ready_database(), standing, desk.seals(), desk.random(),
                                supervision_settings(desk.config()));
    return list_of(propose.run(Actor::system(), unit_or_county(desk, given.unit)), "nothing new\n");
}

Report open_one(Desk& desk, const Arguments& given) {
    const ReadSupervisions read(desk.ready_database(), desk.seals());
    const OpenSupervision::Input input{SupervisionId(make_uuid_v7(desk.random(), desk.clock().now())), given.unit,
                                       given.words};
    return in_full(OpenSupervision(desk.ready_database(), read, desk.seals()).run(Actor::system(), input).view);
}

Report take(Desk& desk, const Arguments& given) {
    ReadSupervisions read(desk.ready_database(), desk.seals());
    TakeSupervisionStep::Input input;
    input.id = SupervisionId(given.id);
    const auto act = supervision_act_from(given.act);
    if (!act || *act == SupervisionAct::propose) throw Problem::invalid("act", "not_a_choice");
    input.step.act = *act;
    input.step.words = given.words;
    input.step.on = day_from("on", given.on);
    input.step.due = day_from("due", given.due);
    input.step.people = given.people;
    // Whoever types here has read it; between reading and writing nobody else may have taken a step.
    input.base_revision = read.show(Actor::system(), input.id).supervision.revision;
    const auto output = TakeSupervisionStep(desk.ready_database(), read, desk.seals()).run(Actor::system(), input);
    Report report = in_full(output.view);
    report.json["created"] = output.created;
    return report;
}

json json_of(const AreaNoteView& view) {
    return {{"id", view.note.id},
            {"unit", view.unit.code},
            {"kind", to_string(view.note.kind)},
            {"by", view.contact ? json(view.contact->name) : json(nullptr)},
            {"on", to_iso(view.note.on)},
            {"words", view.note.words}};
}

std::string line_of(const AreaNoteView& view) {
    return to_iso(view.note.on) + "  " + view.unit.code + "  " + std::string(to_string(view.note.kind)) +
           (view.contact ? " by " + view.contact->name : "") + "  " + view.note.words + "\n";
}

Report add_note(Desk& desk, const Arguments& given) {
    WriteAreaNote::Input input;
    input.unit = given.unit;
    input.note.id = make_uuid_v7(desk.random(), desk.clock().now());
    const auto kind = area_note_kind_from(given.kind);
    if (!kind) throw Problem::invalid("kind", "not_a_choice");
    input.note.kind = *kind;
    if (!given.contact.empty()) input.note.contact = given.contact;
    input.note.on = day_from("on", given.on).value_or(beijing_date(desk.clock().now()));
    input.note.words = given.words;
    const auto output = WriteAreaNote(desk.ready_database(), desk.seals()).run(Actor::system(), input);
    return {line_of(output.view), json_of(output.view), 0};
}

Report list_notes(Desk& desk, const Arguments& given) {
    ListAreaNotes::Input input;
    input.unit = unit_or_county(desk, given.unit);
    const auto output = ListAreaNotes(desk.ready_database(), desk.seals()).run(Actor::system(), input);
    Report report;
    report.json = {{"total", output.total}, {"notes", json::array()}};
    for (const AreaNoteView& view : output.notes) {
        report.text += line_of(view);
        report.json["notes"].push_back(json_of(view));
    }
    if (report.text.empty()) report.text = "none\n";
    return report;
}

class Noun {
public:
    Noun(CLI::App& line, const Choose& choose, const char* name, const char* about)
        : choose_(choose), noun_(line.add_subcommand(name, about)) {
        noun_->require_subcommand(1);
    }

    CLI::App* verb(const char* name, const char* about, Report (*run)(Desk&, const Arguments&)) {
        CLI::App* command = noun_->add_subcommand(name, about);
        command->callback([choose = choose_, given = given_, run] {
            choose([given, run](Desk& desk) { return run(desk, *given); });
        });
        return command;
    }
    Arguments& given() { return *given_; }

private:
    Choose choose_;
    CLI::App* noun_;
    std::shared_ptr<Arguments> given_ = std::make_shared<Arguments>();
};

}  // namespace

void add_supervision(CLI::App& line, const Choose& choose) {
    Noun noun(line, choose, "supervision", "townships that lag");
    Arguments& given = noun.given();
    CLI::App* all = noun.verb("list", "at and below a unit", list);
    all->add_option("--unit", given.unit, "code or id; by default the top of the tree");
    all->add_flag("--open", given.open_only, "without those that are over");
    noun.verb("show", "one in full", show)->add_option("--id", given.id, "its id")->required();
    noun.verb("propose", "let the rules look at every township", propose_all)
        ->add_option("--unit", given.unit, "county, code or id; by default the top of the tree");
    CLI::App* open = noun.verb("open", "propose one by hand", open_one);
    open->add_option("--unit", given.unit, "township, code or id")->required();
    open->add_option("--reason", given.words, "why")->required();
    CLI::App* step = noun.verb("step", "take the next step", take);
    step->add_option("--id", given.id, "of the supervision")->required();
    step->add_option("--act", given.act, "explain, confirm, drop, visit, find, answer or close")->required();
    step->add_option("--words", given.words, "what is said");
    step->add_option("--on", given.on, "day of a visit");
    step->add_option("--due", given.due, "of findings: last day for the answer");
    step->add_option("--visitor,--person", given.people, "who went on a visit; may be repeated");
}

void add_note(CLI::App& line, const Choose& choose) {
    Noun noun(line, choose, "note", "visits of leaders and instructors, advice, replies");
    Arguments& given = noun.given();
    CLI::App* add = noun.verb("add", "write one down", add_note);
    add->add_option("--unit", given.unit, "township, code or id")->required();
    add->add_option("--kind", given.kind, "visit, advice or reply")->required();
    add->add_option("--contact", given.contact, "of a visit: id of the leader's or instructor's assignment");
    add->add_option("--on", given.on, "day of a visit; by default today");
    add->add_option("--words", given.words, "what is noted")->required();
    noun.verb("list", "the newest at and below a unit", list_notes)
        ->add_option("--unit", given.unit, "code or id; by default the top of the tree");
}

}  // namespace league::ctl
