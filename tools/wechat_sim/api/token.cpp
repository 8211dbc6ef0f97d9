// Access tokens and quota tools (wechat-api 2).
#include <algorithm>

#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

AccountState& check_credentials(Context& context, const std::string& appid, const std::string& secret) {
    if (appid.empty()) throw Refusal(41002);
    if (secret.empty()) throw Refusal(41004);
    AccountState* account = context.stage.find_account_by_appid(appid);
    if (account == nullptr) throw Refusal(40013);
    if (account->setup.account.secret.reveal() != secret) throw Refusal(40125, "invalid appsecret");
    context.account = account;
    return *account;
}

void count(Context& context, AccountState& account) {
    bool daily = false;
    if (!context.stage.spend(account.used[context.call.path], account.quotas[context.call.path], daily)) {
        throw Refusal(daily ? 45009 : 45011);
    }
}

Token& make_token(Context& context, AccountState& account, bool stable) {
    const Instant now = context.stage.clock.now();
    // Long expired ones are remembered for a day, to answer 42001 for them.
    std::erase_if(account.tokens, [&](const Token& token) { return token.expires + std::chrono::hours(24) < now; });
    Token token;
    token.text = (stable ? "98_" : "97_") + context.stage.id(136);
    token.stable = stable;
    token.made = now;
    token.expires = now + context.limits().token_life;
    token.good_until = token.expires;
    account.tokens.push_back(std::move(token));
    return account.tokens.back();
}

Answer shown(const Token& token, Instant now) {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(token.expires - now).count();
    return json_answer({{"access_token", token.text}, {"expires_in", left}});
}

/// Each call makes a new token; the one before stays good for the overlap.
Answer token(Context& context) {
    if (context.call.value("grant_type") != "client_credential") throw Refusal(40002);
    AccountState& account = check_credentials(context, context.call.value("appid"), context.call.value("secret"));
    count(context, account);
    const Instant now = context.stage.clock.now();
    for (Token& old : account.tokens) {
        if (!old.stable) old.good_until = std::min(old.good_until, now + context.limits().token_overlap);
    }
    return shown(make_token(context, account, /*stable=*/false), now);
}

/// The same token until its last five minutes, when a new one is issued and both work.
Answer stable_token(Context& context) {
    if (context.text("grant_type") != "client_credential") throw Refusal(40002);
    AccountState& account = check_credentials(context, context.text("appid"), context.text("secret"));
    count(context, account);
    const Instant now = context.stage.clock.now();
    Token* current = nullptr;
    for (Token& token : account.tokens) {
        if (token.stable && now < token.good_until && (current == nullptr || current->made <= token.made)) {
            current = &token;
        }
    }
    if (flag_of(context.body, "force_refresh", false)) {
        bool daily = false;
        const bool too_soon = account.forced_at && now < *account.forced_at + context.limits().force_refresh_gap;
        if (!too_soon &&
            context.stage.spend(account.used["force_refresh"], {context.limits().force_refreshes_a_day, 0}, daily)) {
            account.forced_at = now;
            for (Token& token : account.tokens) {
                if (token.stable) token.good_until = std::min(token.good_until, now);
            }
            current = nullptr;
        }
    }
    if (current != nullptr && current->expires - now > context.limits().token_overlap) return shown(*current, now);
    return shown(make_token(context, account, /*stable=*/true), now);
}

void clear(Context& context, AccountState& account) {
    Used& clears = account.used["clear_quota"];
    const long long month = beijing_month(context.stage.clock.now());
    if (clears.day != month) clears = Used{month, 0, 0, 0};
    if (clears.of_day >= context.limits().quota_clears_a_month) throw Refusal(48006);
    const Used kept{month, clears.of_day + 1, 0, 0};
    account.used.clear();
    account.used["clear_quota"] = kept;
}

Answer clear_quota(Context& context) {
    if (context.text("appid") != context.own().setup.account.appid) throw Refusal(40013);
    clear(context, context.own());
    return done();
}

Answer clear_quota_by_secret(Context& context) {
    std::string appid = context.call.value("appid");
    std::string secret = context.call.value("appsecret");
    if (appid.empty() && !context.call.body.empty()) {
        const Json body = Json::parse(context.call.body);
        appid = text_of(body, "appid");
        secret = text_of(body, "appsecret");
    }
    clear(context, check_credentials(context, appid, secret));
    return done();
}

Answer quota_get(Context& context) {
    const std::string path = context.text("cgi_path");
    const auto quota = context.own().quotas.find(path);
    if (quota == context.own().quotas.end()) throw Refusal(76021);
    const Used& used = context.own().used[path];
    const long long today = used.day == beijing_day(context.stage.clock.now()) ? used.of_day : 0;
    const long long limit = quota->second.daily;
    Json answer = {{"quota", {{"daily_limit", limit}, {"used", today}, {"remain", std::max(0LL, limit - today)}}}};
    if (quota->second.per_minute > 0) {
        answer["rate_limit"] = {{"call_count", quota->second.per_minute}, {"refresh_second", 60}};
    }
    return done(answer);
}

Answer get_ticket(Context& context) {
    if (context.call.value("type") != "jsapi") throw Refusal(40097);
    const Instant now = context.stage.clock.now();
    AccountState& account = context.own();
    if (account.jsapi_ticket.empty() || now >= account.jsapi_ends) {
        account.jsapi_ticket = context.stage.id(86);
        account.jsapi_ends = now + context.limits().token_life;
    }
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(account.jsapi_ends - now).count();
    return done({{"ticket", account.jsapi_ticket}, {"expires_in", left}});
}

}  // namespace

std::vector<Endpoint> token_interfaces() {
    return {
        {"/cgi-bin/token", Method::get, Access::open, Side::both, false, token},
        {"/cgi-bin/stable_token", Method::post, Access::open, Side::both, true, stable_token},
        {"/cgi-bin/clear_quota", Method::post, Access::token, Side::both, true, clear_quota},
        {"/cgi-bin/clear_quota/v2", Method::post, Access::open, Side::both, false, clear_quota_by_secret},
        {"/cgi-bin/openapi/quota/get", Method::post, Access::token, Side::both, true, quota_get},
        {"/cgi-bin/ticket/getticket", Method::get, Access::token, Side::official, false, get_ticket},
    };
}

}  // namespace league::sim
