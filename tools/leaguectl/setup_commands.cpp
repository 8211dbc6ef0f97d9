// init, migrate, config: what stands before there is anything to work with.
#include <filesystem>

#include "lib/app/import_orgs.hpp"
#include "lib/app/keep_org_activity.hpp"
#include "lib/storage/migrations.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

struct InitArguments {
    std::string county_code;
    std::string county_name;
};

std::vector<std::string> account_names(const Config& config) {
    std::vector<std::string> names;
    for (const WechatAccount& account : config.accounts) names.push_back(account.name);
    return names;
}

/// The root of the tree, as a table of one line. Repeating it changes nothing.
void found_county(Desk& desk, const InitArguments& arguments) {
    const auto quoted = [](const std::string& value) {
        std::string text = "\"";
        for (const char c : value) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        return text + "\"";
    };
    const std::string table =
        "code,name,kind,parent\n" + quoted(arguments.county_code) + "," + quoted(arguments.county_name) + ",county,\n";
    ImportOrgs import_orgs(desk.ready_database(), desk.seals().digest, desk.random(), desk.clock());
    const auto output = import_orgs.run(Actor::system(), {table, /*dry_run=*/false});
    if (!output.errors.empty()) {
        const auto& error = output.errors.front();
        throw Problem::invalid(error.field, error.key, error.values);
    }
}

Report init(Desk& desk, const InitArguments& arguments) {
    const Config early = desk.config_without_secrets();
    std::filesystem::create_directories(std::filesystem::path(early.paths.secrets).parent_path());
    const bool new_secrets = generate_secrets(early.paths.secrets, account_names(early), desk.random());

    const Config& config = desk.config();
    for (const std::string& folder : {std::filesystem::path(config.database.path).parent_path().string(),
                                      config.photos.folder, config.database.backups}) {
        if (!folder.empty()) std::filesystem::create_directories(folder);
    }
    DatabaseOptions options;
    options.path = config.database.path;
    std::vector<std::string> applied;
    {
        Database database(options, desk.clock());
        applied = migrate(database);
    }
    std::filesystem::permissions(config.database.path,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    if (!arguments.county_code.empty()) {
        found_county(desk, arguments);
    }
    Report report;
    report.text = (new_secrets ? "secrets written to " : "secrets kept in ") + config.paths.secrets + "\n" +
                  "records in " + config.database.path + ", " + std::to_string(applied.size()) +
                  " migrations applied\n";
    report.json = {{"secrets", config.paths.secrets},
                   {"secrets_written", new_secrets},
                   {"database", config.database.path},
                   {"applied", applied}};
    return report;
}

Report apply(Desk& desk, bool dry_run) {
    const std::vector<std::string> names = dry_run ? pending(desk.database()) : migrate(desk.database());
    const std::size_t counted = dry_run ? 0 : keep_org_activity(desk.database());
    Report report;
    for (const std::string& name : names) report.text += (dry_run ? "pending " : "applied ") + name + "\n";
    if (names.empty()) report.text = "nothing to migrate\n";
    if (counted > 0) report.text += "counted the logs of " + std::to_string(counted) + " organisations\n";
    report.json = {{"dry_run", dry_run}, {"migrations", names}, {"organisations_counted", counted}};
    return report;
}

}  // namespace

void add_init(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<InitArguments>();
    CLI::App* command = line.add_subcommand("init", "make secrets, folders and records where they are missing");
    auto* code = command->add_option("--county", arguments->county_code, "found the root unit with this code");
    command->add_option("--name", arguments->county_name, "its name")->needs(code);
    code->needs("--name");
    command->callback([=] { choose([=](Desk& desk) { return init(desk, *arguments); }); });
}

void add_migrate(CLI::App& line, const Choose& choose) {
    auto dry_run = std::make_shared<bool>(false);
    CLI::App* command = line.add_subcommand("migrate", "bring the records to this program's schema");
    command->add_flag("--dry-run", *dry_run, "only list what is pending");
    command->callback([=] { choose([=](Desk& desk) { return apply(desk, *dry_run); }); });
}

void add_config(CLI::App& line, const Choose& choose) {
    CLI::App* command = line.add_subcommand("config", "print every key of the configuration with its default");
    command->callback([=] {
        choose([](Desk&) { return Report{describe_config(), {{"markdown", describe_config()}}, 0}; });
    });
}

}  // namespace league::ctl
