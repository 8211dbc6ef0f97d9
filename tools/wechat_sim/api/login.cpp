// Login codes of mini program and web authorization, phone numbers (wechat-api 3.1, 3.2, 5.7).
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

AccountState& check_credentials(Context& context, Side side) {
    const std::string appid = context.call.value("appid");
    if (appid.empty()) throw Refusal(41002);
    if (context.call.value("secret").empty()) throw Refusal(41004);
    AccountState* account = context.stage.find_account_by_appid(appid);
    if (account == nullptr || account->is_mini_program() != (side == Side::mini)) throw Refusal(40013);
    if (account->setup.account.secret.reveal() != context.call.value("secret")) throw Refusal(40125);
    if (context.call.value("grant_type") != "authorization_code") throw Refusal(40002);
    context.account = account;
    return *account;
}

/// Spends a code. `late` is the refusal of one past its five minutes.
Code& spend_code(Context& context, AccountState& account, const std::string& text, CodeUse use, int late) {
    const auto found = account.codes.find(text);
    if (found == account.codes.end() || found->second.use != use) throw Refusal(40029);
    if (context.stage.clock.now() >= found->second.made + context.limits().code_life) throw Refusal(late);
    if (found->second.used) throw Refusal(40163);
    found->second.used = true;
    return found->second;
}

Answer as_plain_text(Json json) {
    Answer answer = json_answer(json);
    answer.type = "text/plain";  // as WeChat sends these two
    return answer;
}

Answer code_to_session(Context& context) {
    AccountState& account = check_credentials(context, Side::mini);
    const std::string text = context.call.value("js_code");
    if (text.empty()) throw Refusal(40029);
    const Code& code = spend_code(context, account, text, CodeUse::mini_program_login, 40029);
    Person& person = context.stage.person(account, code.openid);
    bool daily = false;
    if (!context.stage.spend(account.used["login " + code.openid], {0, context.limits().logins_a_minute}, daily)) {
        throw Refusal(45011);
    }
    person.session_key = context.stage.id(22) + "==";
    Json json = {{"session_key", person.session_key}, {"openid", person.openid}};
    if (!person.unionid.empty()) json["unionid"] = person.unionid;
    return as_plain_text(json);
}

Answer code_to_web_token(Context& context) {
    AccountState& account = check_credentials(context, Side::official);
    const std::string text = context.call.value("code");
    if (text.empty()) throw Refusal(41008);
    const Code& code = spend_code(context, account, text, CodeUse::web_authorization, 42003);
    const Person& person = context.stage.person(account, code.openid);
    // A web token is a code of another use here: it finds the person again in userinfo, and is no access_token.
    const std::string web_token = "web_" + context.stage.id(100);
    account.codes[web_token] = {CodeUse::web_authorization, code.openid, code.scope, context.stage.clock.now(), true};
    Json json = {{"access_token", web_token},
                 {"expires_in", 7200},
                 {"refresh_token", "web_" + context.stage.id(100)},
                 {"openid", person.openid},
                 {"scope", code.scope}};
    if (!person.unionid.empty()) json["unionid"] = person.unionid;
    return as_plain_text(json);
}

Answer web_user(Context& context) {
    const std::string web_token = context.call.value("access_token");
    for (auto& [name, account] : context.stage.state.accounts) {
        const auto found = account.codes.find(web_token);
        if (found == account.codes.end() || !web_token.starts_with("web_")) continue;
        if (found->second.openid != context.call.value("openid")) throw Refusal(40003);
        if (found->second.scope != "snsapi_userinfo") throw Refusal(48001);
        const Person& person = context.stage.person(account, found->second.openid);
        Json json = {{"openid", person.openid},
                     {"nickname", "微信用户"},
                     {"sex", 0},
                     {"province", ""},
                     {"city", ""},
                     {"country", ""},
                     {"headimgurl", ""},
                     {"privilege", Json::array()}};
        if (!person.unionid.empty()) json["unionid"] = person.unionid;
        return json_answer(json);
    }
    throw Refusal(40001);
}

Answer phone_number(Context& context) {
    AccountState& account = context.own();
    const Code& code = spend_code(context, account, context.text("code"), CodeUse::phone_number, 40029);
    const Person& person = context.stage.person(account, code.openid);
    return done(
        {{"phone_info",
          {{"phoneNumber", person.phone},
           {"purePhoneNumber", person.phone},
           {"countryCode", "86"},
           {"watermark",
            {{"timestamp", unix_seconds(context.stage.clock.now())}, {"appid", account.setup.account.appid}}}}}});
}

}  // namespace

std::vector<Endpoint> login_interfaces() {
    return {
        {"/sns/jscode2session", Method::any, Access::open, Side::mini, false, code_to_session},
        {"/sns/oauth2/access_token", Method::any, Access::open, Side::official, false, code_to_web_token},
        {"/sns/userinfo", Method::any, Access::open, Side::official, false, web_user},
        {"/wxa/business/getuserphonenumber", Method::post, Access::token, Side::mini, true, phone_number},
    };
}

}  // namespace league::sim
