// menu: what the official account shows at the foot of its chat.
#include "lib/app/account_menu.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/named_account.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;
using wechat::MenuButton;

json json_of(const std::vector<MenuButton>& buttons) {
    json list = json::array();
    for (const MenuButton& button : buttons) {
        json one{{"name", button.name}};
        if (!button.type.empty()) one["type"] = button.type;
        if (!button.key.empty()) one["key"] = button.key;
        if (!button.url.empty()) one["url"] = button.url;
        if (!button.page.empty()) one["page"] = button.page;
        if (!button.buttons.empty()) one["buttons"] = json_of(button.buttons);
        list.push_back(std::move(one));
    }
    return list;
}

std::string lines_of(const std::vector<MenuButton>& buttons, const std::string& indent = "") {
    std::string lines;
    for (const MenuButton& button : buttons) {
        lines += indent + button.name;
        for (const std::string& what : {button.key, button.page, button.url}) {
            if (what.empty()) continue;
            lines += "  " + what;
            break;
        }
        lines += "\n" + lines_of(button.buttons, indent + "  ");
    }
    return lines;
}

Report show(Desk& desk) {
    const Phrases phrases(desk.config().paths.templates);
    const auto buttons = menu_of(phrases, desk.config());
    return {lines_of(buttons), {{"buttons", json_of(buttons)}}, 0};
}

Report check(Desk& desk, const std::string& account) {
    const Phrases phrases(desk.config().paths.templates);
    NamedAccount official(desk, account);
    const AccountMenu::State state = AccountMenu(phrases, desk.config(), official.client()).compare();
    const bool same = state.is_same();
    Report report{
        same ? "as in templates/menu.toml\n" : "", {{"account", official.name()}, {"same", same}}, same ? 0 : 1};
    report.json["there"] = state.there ? json_of(*state.there) : json();
    if (!same && !state.there) report.text = "the account has no menu; leaguectl menu push\n";
    if (!same && state.there) {
        report.text = "the account shows another menu; leaguectl menu push replaces it\n" + lines_of(*state.there);
    }
    return report;
}

Report push(Desk& desk, const std::string& account) {
    const Phrases phrases(desk.config().paths.templates);
    NamedAccount official(desk, account);
    const bool changed = AccountMenu(phrases, desk.config(), official.client()).push();
    return {changed ? "written; phones show it within 5 minutes\n" : "as in templates/menu.toml already\n",
            {{"account", official.name()}, {"changed", changed}},
            0};
}

}  // namespace

void add_menu(CLI::App& line, const Choose& choose) {
    auto account = std::make_shared<std::string>();
    CLI::App* noun = line.add_subcommand("menu", "the menu of the official account");
    noun->require_subcommand(1);
    CLI::App* shown = noun->add_subcommand("show", "what templates/menu.toml says");
    shown->callback([=] { choose([](Desk& desk) { return show(desk); }); });
    CLI::App* checked = noun->add_subcommand("check", "whether the account shows that; status 1 when not");
    checked->add_option("--account", *account, "the official account, where there are several");
    checked->callback([=] { choose([=](Desk& desk) { return check(desk, *account); }); });
    CLI::App* pushed = noun->add_subcommand("push", "take it to WeChat, when it differs");
    pushed->add_option("--account", *account, "the official account, where there are several");
    pushed->callback([=] { choose([=](Desk& desk) { return push(desk, *account); }); });
}

}  // namespace league::ctl
