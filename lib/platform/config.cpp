#include "lib/platform/config.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <set>

#include "lib/base/text.hpp"
#include "lib/platform/config_toml.hpp"

namespace league {

namespace fs = std::filesystem;

namespace {

using config::Faults;

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::optional<std::string> environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

bool is_hex_key(const std::string& text) {
    return text.size() == 64 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

bool is_plain_name(const std::string& text) {
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

void take_environment(Config& config, Faults& faults) {
    for (auto& account : config.accounts) {
        if (auto v = environment(environment_name(account.name, "secret"))) account.secret = Secret(std::move(*v));
        if (auto v = environment(environment_name(account.name, "token"))) account.token = Secret(std::move(*v));
        if (auto v = environment(environment_name(account.name, "aes_key"))) account.aes_key = Secret(std::move(*v));
    }
    for (auto& robot : config.robots) {
        if (auto v = environment(environment_name("robot_" + robot.name, "key"))) robot.key = Secret(std::move(*v));
    }
    auto& keys = config.keys;
    if (auto v = environment(environment_name("keys", "lookup"))) keys.lookup = Secret(std::move(*v));
    if (auto v = environment(environment_name("keys", "active"))) keys.active = std::move(*v);
    const auto name = environment_name("keys", "encryption");
    const auto list = environment(name);
    if (!list) return;
    for (const auto& entry : text::split(*list, ',')) {
        const auto colon = entry.find(':');
        if (colon == std::string::npos) {
            faults.push_back(name + ": must be <id>:<64 hex digits>, several separated by commas");
            return;
        }
        keys.encryption[entry.substr(0, colon)] = Secret(entry.substr(colon + 1));
    }
}

void resolve(std::string& path, const fs::path& root) {
    if (!path.empty()) path = (root / path).lexically_normal().string();
}

void resolve_paths(Config& config) {
    for (auto* path : {&config.database.path, &config.database.backups, &config.redis.socket, &config.photos.folder,
                       &config.paths.templates, &config.paths.secrets, &config.paths.holidays, &config.simulator.pages,
                       &config.server.phone_page, &config.server.console_page, &config.server.verification}) {
        resolve(*path, config.root);
    }
}

void check_accounts(const Config& config, Faults& faults) {
    const auto file = config.file.string() + ": ";
    std::set<std::string> names;
    for (const auto& account : config.accounts) {
        if (!is_plain_name(account.name)) {
            faults.push_back(file + "account.name \"" + account.name + "\": use a-z, 0-9, - and _ only, 32 at most");
        } else if (!names.insert(account.name).second) {
            faults.push_back(file + "account \"" + account.name + "\" is there twice");
        }
    }
    if (config.column.enabled && !config.accounts.empty()) {
        const auto* account = config.account(config.column.account);
        if (account == nullptr || account->kind != AccountKind::official_account) {
            faults.push_back(file + "column.account \"" + config.column.account + "\" is no official account below");
        }
    }
    for (const auto& notice : config.notices) {
        if (config.account(notice.account) != nullptr) continue;
        faults.push_back(file + "notice \"" + notice.name + "\": no [[account]] is called \"" + notice.account + "\"");
    }
}

void check_robots(const Config& config, Faults& faults) {
    const auto file = config.file.string() + ": ";
    std::set<std::string> names;
    for (const auto& robot : config.robots) {
        if (!is_plain_name(robot.name) || !names.insert(robot.name).second) {
            faults.push_back(file + "robot.name \"" + robot.name +
                             "\": use a-z, 0-9, - and _ only, 32 at most, each name once");
        }
        for (const auto& what : robot.tells) {
            if (what == "column" || what == "due" || what == "alarm") continue;
            faults.push_back(file + "robot \"" + robot.name + "\": tells \"" + what +
                             "\", but must be column, due or alarm");
        }
    }
}

void check_account_secrets(const WechatAccount& account, Faults& faults) {
    const auto missing = [&](const char* key, const char* what) {
        faults.push_back("account \"" + account.name + "\": " + key + " " + what + " (secrets file or " +
                         environment_name(account.name, key) + ")");
    };
    if (account.secret.empty()) missing("secret", "is missing");
    if (account.token.empty()) missing("token", "is missing");
    const auto& key = account.aes_key.reveal();
    if (key.empty() && account.mode == PushMode::plain) return;
    const bool good =
        key.size() == 43 && std::all_of(key.begin(), key.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
    if (!good) missing("aes_key", key.empty() ? "is missing" : "must be 43 letters and digits");
}

void check_secrets(const Config& config, Faults& faults) {
    if (!fs::exists(config.paths.secrets) && config.keys.encryption.empty()) {
        faults.push_back(config.paths.secrets + ": does not exist; make it with: leaguectl init");
        return;
    }
    for (const auto& account : config.accounts) check_account_secrets(account, faults);
    for (const auto& robot : config.robots) {
        if (!robot.key.empty()) continue;
        faults.push_back("robot \"" + robot.name + "\": key is missing (secrets file or " +
                         environment_name("robot_" + robot.name, "key") + ")");
    }
    const auto& keys = config.keys;
    if (!is_hex_key(keys.lookup.reveal())) faults.push_back("keys.lookup: must be 64 hex digits");
    if (!keys.encryption.contains(keys.active)) {
        faults.push_back("keys.active: names no key of keys.encryption");
    }
    for (const auto& [id, key] : keys.encryption) {
        if (!is_plain_name(id))
            faults.push_back("keys.encryption: the id \"" + id + "\" may hold a-z, 0-9, - and _ only");
        if (!is_hex_key(key.reveal())) faults.push_back("keys.encryption." + id + ": must be 64 hex digits");
    }
}

}  // namespace

BadConfig::BadConfig(std::vector<std::string> lines)
    : Problem(ProblemCode::internal, "bad_config"), lines_(std::move(lines)) {
    with_details(joined(lines_));
}

const WechatAccount* Config::account(std::string_view name) const {
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const auto& a) { return a.name == name; });
    return found == accounts.end() ? nullptr : &*found;
}

const NoticeConfig* Config::notice(std::string_view name, std::string_view account_name) const {
    const auto found = std::find_if(notices.begin(), notices.end(),
                                    [&](const NoticeConfig& n) { return n.name == name && n.account == account_name; });
    return found == notices.end() ? nullptr : &*found;
}

std::string environment_name(std::string_view account, std::string_view key) {
    std::string name = "LEAGUE_SECRET_" + std::string(account) + "_" + std::string(key);
    for (char& c : name) {
        c = std::isalnum(static_cast<unsigned char>(c)) != 0
                ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                : '_';
    }
    return name;
}

Config load_config(const fs::path& file, SecretsPolicy policy) {
    Config config;
    Faults faults;
    config.file = file;
    config.root = fs::absolute(file).lexically_normal().parent_path().parent_path();
    config::read_main_file(file, config, faults);
    resolve_paths(config);
    config::read_holidays_file(config.paths.holidays, config.calendar, faults);
    config::read_secrets_file(config.paths.secrets, config, faults);
    take_environment(config, faults);
    // What follows from a file that could not be read would only hide the reason.
    if (faults.empty()) {
        check_accounts(config, faults);
        check_robots(config, faults);
        if (policy == SecretsPolicy::required) check_secrets(config, faults);
    }
    if (!faults.empty()) throw BadConfig(std::move(faults));
    return config;
}

}  // namespace league
