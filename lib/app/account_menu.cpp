#include "lib/app/account_menu.hpp"

#include <algorithm>

#include "lib/app/wechat_answers.hpp"

namespace league {
namespace {

constexpr const char* kSection = "menu";

const WechatAccount* mini_program_of(const Config& config) {
    const auto found = std::find_if(config.accounts.begin(), config.accounts.end(), [](const WechatAccount& account) {
        return account.kind == AccountKind::mini_program;
    });
    return found == config.accounts.end() ? nullptr : &*found;
}

class MenuReader {
public:
    MenuReader(const Phrases& phrases, const Config& config)
        : phrases_(phrases),
          mini_program_(mini_program_of(config)),
          values_{{"public_url", config.server.public_url}} {}

    std::vector<wechat::MenuButton> buttons(const std::string& list, bool is_top = true) const {
        std::vector<wechat::MenuButton> read;
        for (const std::string& name : phrases_.list(kSection, list)) read.push_back(button(name, is_top));
        return read;
    }

private:
    wechat::MenuButton button(const std::string& name, bool is_top) const {
        wechat::MenuButton made;
        made.name = phrases_.text(kSection, name + ".name");
        if (phrases_.has(kSection, name + ".key")) {
            made.type = "click";
            made.key = phrases_.text(kSection, name + ".key");
        } else if (is_top && !phrases_.has(kSection, name + ".url")) {
            made.buttons = buttons(name + ".buttons", /*is_top=*/false);
        } else if (mini_program_ != nullptr && phrases_.has(kSection, name + ".page")) {
            made.type = "miniprogram";
            made.appid = mini_program_->appid;
            made.page = phrases_.text(kSection, name + ".page");
        } else {
            made.type = "view";
        }
        if (!made.type.empty() && made.key.empty()) made.url = phrases_.text(kSection, name + ".url", values_);
        return made;
    }

    const Phrases& phrases_;
    const WechatAccount* mini_program_;
    Values values_;
};

}  // namespace

std::vector<wechat::MenuButton> menu_of(const Phrases& phrases, const Config& config) {
    return MenuReader(phrases, config).buttons("buttons");
}

AccountMenu::State AccountMenu::compare() const {
    State state;
    state.wanted = menu_of(phrases_, config_);
    auto errors = wechat::check_menu(state.wanted, config_.wechat.limits);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    state.there = value_or_throw(client_.menu());
    return state;
}

bool AccountMenu::push() const {
    const State state = compare();
    if (state.is_same()) return false;
    value_or_throw(client_.create_menu(state.wanted));
    return true;
}

}  // namespace league
