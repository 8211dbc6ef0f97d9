// keys: which keys the records are sealed with, and sealing them anew after a change.
#include "lib/app/reseal.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

constexpr long long kAtOnce = 10000;

Report report_of(Reseal& reseal, const std::string& active, long long sealed_anew) {
    Report report;
    report.json = {{"active", active}, {"sealed_anew", sealed_anew}, {"values", json::object()}};
    for (const auto& [key, count] : reseal.count_by_key()) {
        report.text += key + "  " + std::to_string(count) + " values" + (key == active ? "  active" : "") + "\n";
        report.json["values"][key] = count;
    }
    if (report.text.empty()) report.text = "nothing is sealed yet\n";
    return report;
}

Report status(Desk& desk) {
    Reseal reseal(desk.ready_database(), desk.seals());
    return report_of(reseal, desk.config().keys.active, 0);
}

Report seal_anew(Desk& desk) {
    Reseal reseal(desk.ready_database(), desk.seals());
    long long all = 0;
    while (const long long some = reseal.run(kAtOnce)) all += some;
    Report report = report_of(reseal, desk.config().keys.active, all);
    report.text = "sealed anew: " + std::to_string(all) + "\n" + report.text;
    return report;
}

}  // namespace

void add_keys(CLI::App& line, const Choose& choose) {
    CLI::App* noun = line.add_subcommand("keys", "the keys that personal data is sealed with");
    noun->require_subcommand(1);
    noun->add_subcommand("status", "how many values each key seals")->callback([=] { choose(status); });
    noun->add_subcommand("reseal", "seal with the active key what an older one sealed; may be cut short")
        ->callback([=] { choose(seal_anew); });
}

}  // namespace league::ctl
