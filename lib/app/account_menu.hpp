// The menu of an official account (wechat-api 5.4): what templates/menu.toml says, what WeChat has, and how one is made
// the other. Conditional menus are not used: a button answers each person by his role.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/documents/phrases.hpp"
#include "lib/platform/config.hpp"
#include "lib/wechat/client.hpp"

namespace league {

/// Out of templates/menu.toml with the address of this installation filled in. A page of the mini program becomes the
/// phone page where no mini program is configured. Throws Problem internal ("phrase_missing").
std::vector<wechat::MenuButton> menu_of(const Phrases& phrases, const Config& config);

class AccountMenu {
public:
    struct State {
        std::vector<wechat::MenuButton> wanted;
        std::optional<std::vector<wechat::MenuButton>> there;  ///< nothing: the account has no menu

        bool is_same() const { return there && *there == wanted; }
    };

    AccountMenu(const Phrases& phrases, const Config& config, wechat::WechatClient& client)
        : phrases_(phrases), config_(config), client_(client) {}

    /// Throws Problem: invalid_input with every button that WeChat would refuse; upstream ("wechat_refused" with the
    /// errcode, "wechat_unavailable").
    State compare() const;
    /// True when it differed and was written. Throws as compare().
    bool push() const;

private:
    const Phrases& phrases_;
    const Config& config_;
    wechat::WechatClient& client_;
};

}  // namespace league
