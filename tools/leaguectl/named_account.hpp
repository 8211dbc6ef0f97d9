// An account that a command was given by name, or the only one of its kind, with its client.
#pragma once

#include <string>

#include "lib/app/wechat_accounts.hpp"
#include "tools/leaguectl/desk.hpp"

namespace league::ctl {

class NamedAccount {
public:
    /// Throws Problem invalid_input on "account": unknown, of the other kind, or not named where there are several.
    NamedAccount(Desk& desk, const std::string& name, AccountKind kind = AccountKind::official_account);

    const std::string& name() const { return name_; }
    wechat::WechatClient& client() { return *accounts_.find(name_); }

private:
    std::string name_;
    WechatAccounts accounts_;
};

}  // namespace league::ctl
