// import orgs: the tree of units from a spreadsheet saved as CSV. Other imports: nms_commands.cpp.
#include "lib/app/import_orgs.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/files.hpp"
#include "tools/leaguectl/nms_commands.hpp"

namespace league::ctl {
namespace {

constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

struct ImportArguments {
    std::string file;
    bool dry_run = false;
};

Report import_orgs(Desk& desk, const ImportArguments& arguments) {
    ImportOrgs use_case(desk.ready_database(), desk.seals().digest, desk.random(), desk.clock());
    const auto output = use_case.run(Actor::system(), {read_whole(arguments.file, kMostBytes), arguments.dry_run});
    const Phrases phrases(desk.config().paths.templates);

    Report report;
    report.json = {{"dry_run", arguments.dry_run},
                   {"created", output.created},
                   {"changed", output.changed},
                   {"unchanged", output.unchanged},
                   {"errors", nlohmann::json::array()}};
    for (const auto& error : output.errors) {
        const std::string message = phrases.explain(FieldError{error.field, error.key, error.values});
        report.text += "line " + std::to_string(error.line) + (error.field.empty() ? "" : " " + error.field) + ": " +
                       message + "\n";
        report.json["errors"].push_back({{"line", error.line}, {"field", error.field}, {"message", message}});
    }
    if (!output.errors.empty()) {
        report.text += "nothing was written\n";
        report.status = 1;
        return report;
    }
    report.text += std::string(arguments.dry_run ? "would create " : "created ") + std::to_string(output.created) +
                   ", change " + std::to_string(output.changed) + ", leave " + std::to_string(output.unchanged) + "\n";
    return report;
}

}  // namespace

void add_import(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* noun = line.add_subcommand("import", "take over tables");
    noun->require_subcommand(1);
    CLI::App* command =
        noun->add_subcommand("orgs", "units, with the columns code, name, short_name, kind, parent, opened");
    command->add_option("file", arguments->file, "a CSV file in UTF-8")->required()->check(CLI::ExistingFile);
    command->add_flag("--dry-run", arguments->dry_run, "check and count, write nothing");
    command->callback([=] { choose([=](Desk& desk) { return import_orgs(desk, *arguments); }); });
    add_nms_import(*noun, choose);
}

}  // namespace league::ctl
