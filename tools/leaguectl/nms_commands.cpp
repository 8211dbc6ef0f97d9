// import nms, batches, show, decide, commit, undo, discard, differences: exports of the national member system.
#include "tools/leaguectl/nms_commands.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "lib/app/decide_import.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/nms_words.hpp"
#include "lib/app/read_imports.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/stage_import.hpp"
#include "tools/leaguectl/files.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct NmsArguments {
    std::vector<std::string> files;
    std::string unit;
    std::string date;
    bool commit = false;
    std::string batch;
    int row = 0;
    std::string link;
    bool ignore = false;
    bool keep = false;
    bool end = false;
    bool clear = false;
    std::string all;
    std::string outcome;
    int limit = 100;
};

/// Folders stand for the tables in them, so that a folder of six hundred files is one word.
std::vector<fs::path> all_tables(const std::vector<std::string>& named) {
    std::vector<fs::path> tables;
    for (const std::string& name : named) {
        if (!fs::is_directory(name)) {
            tables.emplace_back(name);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(name)) {
            std::string ending = entry.path().extension().string();
            for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            const std::string file = entry.path().filename().string();
            const bool is_table = ending == ".xlsx" || ending == ".csv" || ending == ".zip";
            if (entry.is_regular_file() && is_table && !file.starts_with("~$")) tables.push_back(entry.path());
        }
    }
    std::sort(tables.begin(), tables.end());
    return tables;
}

json json_of(const ReadImports::Summary& summary) {
    json rows = json::object();
    for (const auto& [outcome, count] : summary.outcomes) rows[std::string(to_string(outcome))] = count;
    return {{"id", summary.batch.id.str()},
            {"unit", summary.unit.code},
            {"as_of", to_iso(beijing_date(summary.batch.as_of))},
            {"state", to_string(summary.batch.state)},
            {"rows", std::move(rows)},
            {"undecided", summary.undecided},
            {"notices", summary.batch.notices}};
}

std::string line_of(const ReadImports::Summary& summary) {
    std::string line = summary.batch.id.str() + "  " + to_iso(beijing_date(summary.batch.as_of)) + "  " +
                       summary.unit.code + "  " + std::string(to_string(summary.batch.state));
    for (const auto& [outcome, count] : summary.outcomes) {
        line += "  " + std::string(to_string(outcome)) + " " + std::to_string(count);
    }
    if (summary.undecided > 0) line += "  undecided " + std::to_string(summary.undecided);
    return line + "\n";
}

json json_of(const ImportResult& result) {
    return {{"id", result.batch.str()}, {"counted", result.counted},       {"began", result.began},
            {"ended", result.ended},    {"remembered", result.remembered}, {"left", result.left}};
}

Report report_of(const char* what, const ImportResult& result) {
    Report report;
    report.json = json_of(result);
    report.text = std::string(what) + ": counted " + std::to_string(result.counted) + " (new " +
                  std::to_string(result.began) + "), ended " + std::to_string(result.ended) +
                  ", known to the member system alone " + std::to_string(result.remembered) + ", left " +
                  std::to_string(result.left) + "\n";
    if (result.left > 0) report.status = 1;
    return report;
}

ImportBatchId batch_named(const NmsArguments& arguments) {
    return ImportBatchId(arguments.batch);
}

Report describe(Desk& desk, const ImportBatchId& id) {
    const Phrases phrases(desk.config().paths.templates);
    const ReadImports::Detail detail = ReadImports(desk.ready_database(), desk.seals()).show(Actor::system(), id);
    Report report{line_of(detail.summary), json_of(detail.summary), 0};
    report.json["files"] = detail.files.size();
    report.json["notice_list"] = json::array();
    for (const SheetFault& notice : detail.notices) {
        const std::string words = phrases.explain(field_error(notice));
        report.text += "  " + words + "\n";
        report.json["notice_list"].push_back(words);
    }
    return report;
}

Report stage(Desk& desk, const NmsArguments& arguments) {
    const Config& config = desk.config();
    const Phrases phrases(config.paths.templates);
    StageImport use_case(desk.ready_database(), desk.seals(), desk.random(), desk.clock(), phrases,
                         sheet_limits(config.imports));
    StageImport::Input input;
    input.unit = arguments.unit;
    if (!arguments.date.empty()) {
        input.as_of = date_from_iso(arguments.date);
        if (!input.as_of) throw Problem::invalid("as_of", "import.date_malformed");
    }
    const std::vector<fs::path> tables = all_tables(arguments.files);
    std::size_t next = 0;
    input.next = [&]() -> std::optional<StageImport::File> {
        if (next == tables.size()) return std::nullopt;
        const fs::path& path = tables[next++];
        return StageImport::File{path.filename().string(), read_whole(path.string(), config.imports.max_bytes)};
    };
    const ImportBatchId id = use_case.run(Actor::system(), input);
    Report report = describe(desk, id);
    if (!arguments.commit) {
        report.text += "nothing is counted yet; see: leaguectl import show " + id.str() +
                       ", then: leaguectl import commit " + id.str() + "\n";
        return report;
    }
    const ImportResult result = CommitImport(desk.ready_database(), desk.seals()).run(Actor::system(), id);
    const Report committed = report_of("committed", result);
    report.text += committed.text;
    report.json["result"] = committed.json;
    report.status = committed.status;
    return report;
}

Report batches(Desk& desk, const NmsArguments& arguments) {
    Report report;
    report.json = {{"imports", json::array()}};
    ReadImports read(desk.ready_database(), desk.seals());
    for (const auto& summary : read.list(Actor::system(), arguments.unit, arguments.limit)) {
        report.text += line_of(summary);
        report.json["imports"].push_back(json_of(summary));
    }
    return report;
}

std::string line_of(const ReadImports::Row& found) {
    const ImportRow& row = found.row;
    std::string line = "  " + std::to_string(row.number) + "  " + std::string(to_string(row.outcome));
    if (row.reason != RowReason::none) line += " (" + std::string(to_string(row.reason)) + ")";
    line += "  " + row.org.name + (row.org.parent.empty() ? "" : " < " + row.org.parent);
    if (found.unit) line += "  = " + found.unit->code;
    for (const OrgUnit& candidate : found.candidates) line += "  ? " + candidate.code + " " + candidate.name;
    if (row.members_listed || row.members_stated) {
        line += "  members " + std::to_string(row.members_listed ? *row.members_listed : *row.members_stated);
    }
    for (const std::string& field : row.changed_fields) line += "  ~" + field;
    if (row.decision) line += "  -> " + std::string(to_string(*row.decision));
    return line + "\n";
}

Report show(Desk& desk, const NmsArguments& arguments) {
    RowFilter filter;
    filter.limit = arguments.limit;
    if (!arguments.outcome.empty()) {
        filter.outcome = row_outcome_from(arguments.outcome);
        if (!filter.outcome) throw Problem::invalid("outcome", "field.not_a_choice");
    }
    const ImportBatchId id = batch_named(arguments);
    Report report = describe(desk, id);
    const auto rows = ReadImports(desk.ready_database(), desk.seals()).rows(Actor::system(), id, filter);
    report.json["total"] = rows.total;
    report.json["list"] = json::array();
    for (const ReadImports::Row& row : rows.rows) {
        report.text += line_of(row);
        report.json["list"].push_back(
            {{"number", row.row.number},
             {"outcome", to_string(row.row.outcome)},
             {"reason", to_string(row.row.reason)},
             {"name", row.row.org.name},
             {"parent", row.row.org.parent},
             {"unit", row.unit ? json(row.unit->code) : json(nullptr)},
             {"decision", row.row.decision ? json(to_string(*row.row.decision)) : json(nullptr)}});
    }
    return report;
}

Report decide(Desk& desk, const NmsArguments& arguments) {
    DecideImport use_case(desk.ready_database(), desk.seals());
    const int said = int(!arguments.link.empty()) + int(arguments.ignore) + int(arguments.keep) + int(arguments.end) +
                     int(arguments.clear);
    if (said != 1) throw Problem::invalid("decision", "import.one_decision");
    const auto decision = arguments.clear           ? std::nullopt
                          : !arguments.link.empty() ? std::optional(RowDecision::link)
                          : arguments.ignore        ? std::optional(RowDecision::ignore)
                          : arguments.keep          ? std::optional(RowDecision::keep)
                                                    : std::optional(RowDecision::end);
    if (!arguments.all.empty()) {
        const auto outcome = row_outcome_from(arguments.all);
        if (!outcome || !decision) throw Problem::invalid("outcome", "field.not_a_choice");
        const long long decided = use_case.run_for_all(Actor::system(), {batch_named(arguments), *outcome, *decision});
        return {"decided " + std::to_string(decided) + "\n", {{"decided", decided}}, 0};
    }
    const ImportRow row =
        use_case.run(Actor::system(), {batch_named(arguments), arguments.row, decision, arguments.link});
    const json word = row.decision ? json(to_string(*row.decision)) : json(nullptr);
    return {"row " + std::to_string(row.number) + ": " + (word.is_null() ? "open" : word.get<std::string>()) + "\n",
            {{"number", row.number}, {"decision", word}},
            0};
}

Report commit(Desk& desk, const NmsArguments& arguments) {
    return report_of("committed",
                     CommitImport(desk.ready_database(), desk.seals()).run(Actor::system(), batch_named(arguments)));
}

Report undo(Desk& desk, const NmsArguments& arguments) {
    return report_of("taken back",
                     UndoImport(desk.ready_database(), desk.seals()).run(Actor::system(), batch_named(arguments)));
}

Report discard(Desk& desk, const NmsArguments& arguments) {
    DiscardImport(desk.ready_database(), desk.seals()).run(Actor::system(), batch_named(arguments));
    return {"discarded\n", {{"id", arguments.batch}}, 0};
}

Report differences(Desk& desk, const NmsArguments& arguments) {
    ReadNmsDifferences read(desk.ready_database(), desk.seals());
    const auto found = read.run(Actor::system(), arguments.unit, arguments.limit);
    Report report;
    report.json = {{"unit", found.unit.code},
                   {"founded", found.founded},
                   {"counted", found.counted},
                   {"claimed_not_counted", json::array()},
                   {"counted_not_known", json::array()},
                   {"counted_not_known_total", found.counted_not_known_total}};
    report.text = "founded " + std::to_string(found.founded) + ", counted " + std::to_string(found.counted) +
                  "\nclaimed by the township, not in the member system:\n";
    for (const auto& one : found.claimed_not_counted) {
        const std::string day = to_iso(beijing_date(one.claimed_at));
        report.text += "  " + one.unit.code + "  " + one.unit.name + "  since " + day + "\n";
        report.json["claimed_not_counted"].push_back(
            {{"code", one.unit.code}, {"name", one.unit.name}, {"claimed_on", day}});
    }
    report.text += "in the member system, none of our units:\n";
    for (const NmsVersion& version : found.counted_not_known) {
        report.text += "  " + version.org.name + " < " + version.org.parent + "\n";
        report.json["counted_not_known"].push_back({{"name", version.org.name}, {"parent", version.org.parent}});
    }
    return report;
}

}  // namespace

void add_nms_import(CLI::App& noun, const Choose& choose) {
    const auto arguments = std::make_shared<NmsArguments>();
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const NmsArguments&)) {
        CLI::App* command = noun.add_subcommand(verb, what);
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
        return command;
    };
    const auto add_for_batch = [&](const char* verb, const char* what, Report (*run)(Desk&, const NmsArguments&)) {
        CLI::App* command = add(verb, what, run);
        command->add_option("batch", arguments->batch, "as listed by import batches")->required();
        return command;
    };
    CLI::App* nms =
        add("nms", "read exports of the national member system: .xlsx, .csv, .zip, or folders of them", stage);
    nms->add_option("files", arguments->files, "what to read")->required()->check(CLI::ExistingPath);
    nms->add_option("--unit", arguments->unit, "what the export is about; the top unit when left out");
    nms->add_option("--date", arguments->date, "day of the export, e.g. 2026-11-10; today when left out");
    nms->add_flag("--commit", arguments->commit, "count it at once, when nothing needs a decision");

    CLI::App* to_list = add("batches", "what was imported, the newest first", batches);
    to_list->add_option("--unit", arguments->unit, "of this unit and below");
    to_list->add_option("--limit", arguments->limit, "how many")->check(CLI::Range(1, 1000))->capture_default_str();

    CLI::App* to_show = add_for_batch("show", "a batch with its rows", show);
    to_show->add_option("--outcome", arguments->outcome,
                        "new, changed, unchanged, missing, conflict, unknown or outside");
    to_show->add_option("--limit", arguments->limit, "how many rows")->check(CLI::Range(1, 100000));

    CLI::App* to_decide = add_for_batch("decide", "decide about one row, or about all rows of an outcome", decide);
    CLI::Option* row = to_decide->add_option("row", arguments->row, "number of the row, as shown");
    to_decide->add_option("--all", arguments->all, "instead of a row: missing, conflict, unknown, ...")->excludes(row);
    to_decide->add_option("--link", arguments->link, "it is this unit (code)");
    to_decide->add_flag("--ignore", arguments->ignore, "it is none of ours");
    to_decide->add_flag("--keep", arguments->keep, "missing, but it stays counted");
    to_decide->add_flag("--end", arguments->end, "missing, and it counts no longer");
    to_decide->add_flag("--clear", arguments->clear, "take a decision back");

    add_for_batch("commit", "count what a batch holds; goes on where it stopped", commit);
    add_for_batch("undo", "take a committed batch back", undo);
    add_for_batch("discard", "give a batch up that is not committed", discard);

    CLI::App* to_compare = add("differences", "claimed but not counted, counted but not known", differences);
    to_compare->add_option("--unit", arguments->unit, "of this unit and below; the top unit when left out");
    to_compare->add_option("--limit", arguments->limit, "of unknown ones")->check(CLI::Range(1, 100000));
}

}  // namespace league::ctl
