// robot: the robots of work groups that the configuration names.
#include "lib/app/call_outcome.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

Report list(Desk& desk) {
    Report report;
    report.json = {{"robots", json::array()}};
    for (const RobotConfig& robot : desk.config().robots) {
        report.json["robots"].push_back({{"name", robot.name}, {"unit", robot.unit}, {"tells", robot.tells}});
        report.text += robot.name + "  " + (robot.unit.empty() ? "(top of the tree)" : robot.unit) + " ";
        for (const std::string& what : robot.tells) report.text += " " + what;
        report.text += "\n";
    }
    if (report.text.empty()) report.text = "no [[robot]] in " + desk.config().file.string() + "\n";
    return report;
}

/// Says a test sentence in the group, now and whatever the hour.
Report speak(Desk& desk, const std::string& name) {
    const Phrases phrases(desk.config().paths.templates);
    const WechatAccounts accounts(desk.config(), desk.cache(), desk.seals().cipher, desk.clock(), desk.random());
    wechat::RobotClient* robot = accounts.robot(robot_account(name));
    if (robot == nullptr) throw Problem::invalid("name", "robot_not_there");
    const auto sent = robot->send_text(phrases.text("robots", "try"));
    if (sent) return {"said; look into the group\n", {{"robot", name}, {"outcome", sent.word()}}, 0};
    std::string why = phrases.text("outbox", "unreachable");
    json errcode;
    if (const wechat::Refused* refused = sent.refused()) {
        why = explain_errcode(phrases, std::to_string(refused->errcode));
        errcode = refused->errcode;
    } else if (sent.unknown() != nullptr) {
        why = phrases.text("outbox", "unknown");
    }
    return {why + "\n", {{"robot", name}, {"outcome", sent.word()}, {"errcode", errcode}, {"words", why}}, 1};
}

}  // namespace

void add_robot(CLI::App& line, const Choose& choose) {
    auto name = std::make_shared<std::string>();
    CLI::App* noun = line.add_subcommand("robot", "the robots of work groups (WeCom)");
    noun->require_subcommand(1);
    CLI::App* listed = noun->add_subcommand("list", "those of the configuration and what they are told");
    listed->callback([=] { choose([](Desk& desk) { return list(desk); }); });
    CLI::App* tried = noun->add_subcommand("try", "say a test sentence in the group; status 1 when it was not taken");
    tried->add_option("name", *name, "of the [[robot]]")->required();
    tried->callback([=] { choose([=](Desk& desk) { return speak(desk, *name); }); });
}

}  // namespace league::ctl
