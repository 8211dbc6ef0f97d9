#include "lib/app/wechat_accounts.hpp"

#include <utility>

namespace league {
namespace {

http::ClientOptions http_options(const WechatConfig& config, std::chrono::milliseconds read_timeout,
                                 const std::string& base) {
    http::ClientOptions options;
    options.base_url = base;
    options.connect_timeout = config.connect_timeout;
    options.read_timeout = read_timeout;
    options.total_timeout = std::max(config.upload_timeout, read_timeout);
    return options;
}

wechat::TokenOptions token_options(const WechatConfig& config) {
    wechat::TokenOptions options;
    options.margin = config.limits.token_margin;
    options.ask_interval = config.limits.token_ask_interval;
    return options;
}

wechat::WechatClientOptions client_options(const WechatConfig& config) {
    wechat::WechatClientOptions options;
    options.limits = config.limits;
    options.notice_state = config.notice_state;
    options.language = config.notice_language;
    return options;
}

LoginFailure failure_of(const wechat::Outcome<wechat::Login>& outcome) {
    if (const auto* refused = outcome.refused()) {
        // 40029, 40163, 42003: the code is no code, was used, or is too old (wechat-api 3.1, 5.7).
        const bool code_is_bad = refused->errcode == 40029 || refused->errcode == 40163 || refused->errcode == 42003;
        return {code_is_bad ? LoginFailure::Kind::bad_code : LoginFailure::Kind::unavailable,
                "errcode " + std::to_string(refused->errcode)};
    }
    if (const auto* unknown = outcome.unknown()) return {LoginFailure::Kind::unavailable, unknown->why};
    return {LoginFailure::Kind::unavailable, outcome.not_sent()->why};
}

}  // namespace

std::string robot_account(std::string_view name) {
    return "robot:" + std::string(name);
}

/// Built top to bottom, each part before those that hold a reference to it.
struct WechatAccounts::Line {
    http::HttpClient http;
    http::HttpClient sign_in_http;
    wechat::TokenSource tokens;
    wechat::WechatClient client;
    wechat::WechatClient sign_in_client;

    Line(const WechatAccount& account, const WechatConfig& config, Cache& cache, const Cipher& cipher,
         const Clock& clock, Random& random, const wechat::CallObserver& observer)
        : http(http_options(config, config.read_timeout, config.api_base)),
          sign_in_http(http_options(config, config.sign_in_timeout, config.api_base)),
          tokens(account, http, cache, cipher, clock, random, token_options(config)),
          client(account, http, tokens, client_options(config), observer),
          sign_in_client(account, sign_in_http, tokens, client_options(config), observer) {}
};

WechatAccounts::WechatAccounts(const Config& config, Cache& cache, const Cipher& cipher, const Clock& clock,
                               Random& random, wechat::CallObserver observer) {
    for (const WechatAccount& account : config.accounts) {
        lines_.push_back(std::make_unique<Line>(account, config.wechat, cache, cipher, clock, random, observer));
    }
    if (config.robots.empty()) return;
    robot_http_ = std::make_unique<http::HttpClient>(
        http_options(config.wechat, config.wechat.read_timeout, config.wechat.qyapi_base));
    for (const RobotConfig& robot : config.robots) {
        robots_.push_back(std::make_unique<wechat::RobotClient>(robot_account(robot.name), robot.key, *robot_http_,
                                                                config.wechat.limits, observer));
    }
}

WechatAccounts::~WechatAccounts() = default;

wechat::WechatClient* WechatAccounts::find(std::string_view name) const {
    for (const auto& line : lines_) {
        if (line->client.account().name == name) return &line->client;
    }
    return nullptr;
}

std::vector<std::string> WechatAccounts::names() const {
    std::vector<std::string> names;
    for (const auto& line : lines_) names.push_back(line->client.account().name);
    return names;
}

wechat::RobotClient* WechatAccounts::robot(std::string_view account) const {
    for (const auto& robot : robots_) {
        if (robot->account() == account) return robot.get();
    }
    return nullptr;
}

LoginExchange WechatAccounts::login_exchange() const {
    return [this](const std::string& account, const std::string& code) -> Result<LoginProof, LoginFailure> {
        for (const auto& line : lines_) {
            if (line->client.account().name != account) continue;
            const auto outcome = line->sign_in_client.exchange_login_code(code);
            if (!outcome) return Unexpected{failure_of(outcome)};
            // A page preview signs in a made-up person (wechat-api 5.7): nobody we could know.
            if (outcome->is_snapshot) return Unexpected{LoginFailure{LoginFailure::Kind::bad_code, "snapshot user"}};
            LoginProof proof{outcome->openid, std::nullopt};
            if (!outcome->unionid.empty()) proof.unionid = outcome->unionid;
            return proof;
        }
        return Unexpected{LoginFailure{LoginFailure::Kind::unknown_account, "no account of that name"}};
    };
}

}  // namespace league
