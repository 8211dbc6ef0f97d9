#include "tools/leaguectl/named_account.hpp"

namespace league::ctl {
namespace {

std::string name_of(const Config& config, const std::string& asked, AccountKind kind) {
    std::string found;
    for (const WechatAccount& account : config.accounts) {
        if (account.kind != kind || (!asked.empty() && account.name != asked)) continue;
        if (!found.empty()) throw Problem::invalid("account", "account_not_named");
        found = account.name;
    }
    if (found.empty()) throw Problem::invalid("account", "account_not_there");
    return found;
}

}  // namespace

NamedAccount::NamedAccount(Desk& desk, const std::string& name, AccountKind kind)
    : name_(name_of(desk.config(), name, kind)),
      accounts_(desk.config(), desk.cache(), desk.seals().cipher, desk.clock(), desk.random()) {}

}  // namespace league::ctl
