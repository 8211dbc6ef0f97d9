// verify: do the records still say what they should? Exit status 1 when anything does not.
#include "lib/app/verify.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

Report verify(Desk& desk) {
    std::vector<CheckResult> results = run_verification(desk.ready_database(), desk.seals().digest);
    CheckResult pages{
        .name = "database_pages", .ok = true, .examined = 1, .details = desk.database().check_integrity()};
    pages.ok = pages.details.empty();
    results.push_back(std::move(pages));

    Report report;
    report.json = {{"checks", nlohmann::json::array()}};
    for (const CheckResult& result : results) {
        report.text += (result.ok ? "ok      " : "WRONG   ") + result.name + "  " + std::to_string(result.examined) +
                       " examined\n";
        for (const std::string& detail : result.details) report.text += "          " + detail + "\n";
        report.json["checks"].push_back(
            {{"name", result.name}, {"ok", result.ok}, {"examined", result.examined}, {"details", result.details}});
        if (!result.ok) report.status = 1;
    }
    report.text += report.status == 0 ? "clean\n" : "NOT CLEAN\n";
    report.json["clean"] = report.status == 0;
    return report;
}

}  // namespace

void add_verify(CLI::App& line, const Choose& choose) {
    CLI::App* command = line.add_subcommand("verify", "recompute what is kept and walk the audit chain");
    command->callback([=] { choose(verify); });
}

}  // namespace league::ctl
