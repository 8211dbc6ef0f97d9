// WechatClient: sign-in and messages to one person (wechat-api 3.1, 4.1, 5.2, 5.3, 5.6, 5.7).
#include "lib/base/text.hpp"
#include "lib/http/url.hpp"
#include "lib/wechat/client_json.hpp"
#include "lib/wechat/reply.hpp"

namespace league::wechat {
namespace {

ApiCall custom_message(const OpenId& to, const char* type, const Json& content) {
    return post_call("/cgi-bin/message/custom/send", Json{{"touser", to.str()}, {"msgtype", type}, {type, content}},
                     Repeat::never);
}

bool is_official(const WechatAccount& account) {
    return account.kind == AccountKind::official_account;
}

}  // namespace

WechatClient::WechatClient(const WechatAccount& account, http::HttpClient& http, TokenSource& tokens,
                           WechatClientOptions options, CallObserver observer)
    : api_(account, http, tokens, std::move(observer)), options_(std::move(options)) {}

Outcome<Login> WechatClient::exchange_login_code(const std::string& code) {
    const WechatAccount& account = api_.account();
    ApiCall call;
    call.path = is_official(account) ? "/sns/oauth2/access_token" : "/sns/jscode2session";
    call.query = {{"appid", account.appid},
                  {"secret", account.secret.reveal()},
                  {is_official(account) ? "code" : "js_code", code},
                  {"grant_type", "authorization_code"}};
    call.with_token = false;
    // The code is spent by the first request that arrives.
    call.repeat = Repeat::never;
    return api_.call(call).then<Login>([](const ApiAnswer& answer) -> Outcome<Login> {
        const MessageNode& fields = answer.fields;
        const auto openid = required_text(answer, "openid");
        if (!openid) return *openid.unknown();
        return Login{OpenId(*openid), fields.text_of("unionid"), Secret(fields.text_of("session_key")),
                     fields.number_of("is_snapshotuser").value_or(0) == 1};
    });
}

Outcome<Follower> WechatClient::follower(const OpenId& openid) {
    ApiCall call;
    call.path = "/cgi-bin/user/info";
    call.query = {{"openid", openid.str()}, {"lang", options_.language}};
    return api_.call(call).then<Follower>([](const ApiAnswer& answer) {
        return Follower{answer.fields.number_of("subscribe").value_or(0) == 1, answer.fields.text_of("unionid")};
    });
}

Outcome<std::string> WechatClient::unionid_of(const OpenId& openid) {
    return follower(openid).then<std::string>([](const Follower& it) { return it.unionid; });
}

Outcome<std::string> WechatClient::send_notice(const Notice& notice) {
    refuse_if_any(check_notice(notice.data, options_.limits));
    Json data = Json::object();
    for (const auto& [key, value] : notice.data) data[key] = Json{{"value", value}};
    Json body{{"touser", notice.to.str()}, {"template_id", notice.template_id}};
    if (!notice.page.empty()) body["page"] = notice.page;
    const bool official = is_official(api_.account());
    if (official && !notice.mini_program_appid.empty()) {
        body["miniprogram"] = Json{{"appid", notice.mini_program_appid}, {"pagepath", notice.mini_program_page}};
    }
    body["data"] = data;
    if (!official) {
        // Marked as required on the newest page.
        body["miniprogram_state"] = options_.notice_state;
        body["lang"] = options_.language;
    }
    const auto* path = official ? "/cgi-bin/message/subscribe/bizsend" : "/cgi-bin/message/subscribe/send";
    return api_.call(post_call(path, body, Repeat::never)).then<std::string>([](const ApiAnswer& answer) {
        return answer.fields.text_of("msgid");
    });
}

Outcome<Done> WechatClient::send_customer_text(const OpenId& to, const std::string& text) {
    if (text.empty()) throw Problem::invalid("content", "missing");
    if (text.size() > options_.limits.custom_text_bytes) {
        throw Problem::invalid("content", "wechat.too_many_bytes",
                               {{"limit", std::to_string(options_.limits.custom_text_bytes)}});
    }
    return to_done(api_.call(custom_message(
        to, "text",
        Json{{"content", league::text::cut_bytes(without_links(text), options_.limits.custom_text_bytes)}})));
}

Outcome<Done> WechatClient::send_customer_image(const OpenId& to, const std::string& media_id) {
    return to_done(api_.call(custom_message(to, "image", Json{{"media_id", media_id}})));
}

Outcome<Done> WechatClient::send_customer_news(const OpenId& to, const CustomerNews& news) {
    const Json article{
        {"title", news.title}, {"description", news.description}, {"url", news.url}, {"picurl", news.picture_url}};
    if (is_official(api_.account())) {
        return to_done(api_.call(custom_message(to, "news", Json{{"articles", Json::array({article})}})));
    }
    const Json link{
        {"title", news.title}, {"description", news.description}, {"url", news.url}, {"thumb_url", news.picture_url}};
    return to_done(api_.call(custom_message(to, "link", link)));
}

Outcome<Done> WechatClient::send_customer_article(const OpenId& to, const std::string& article_id) {
    return to_done(api_.call(custom_message(to, "mpnewsarticle", Json{{"article_id", article_id}})));
}

Outcome<Done> WechatClient::send_customer_card(const OpenId& to, const MiniProgramCard& card) {
    Json content{{"title", card.title}, {"pagepath", card.page}, {"thumb_media_id", card.thumb_media_id}};
    if (is_official(api_.account())) content["appid"] = card.appid;
    return to_done(api_.call(custom_message(to, "miniprogrampage", content)));
}

std::string authorize_url(const std::string& open_base, const std::string& appid, const std::string& redirect_uri,
                          const std::string& state) {
    // WeChat wants the parameters in this order.
    const http::Query query{{"appid", appid},
                            {"redirect_uri", redirect_uri},
                            {"response_type", "code"},
                            {"scope", "snsapi_base"},
                            {"state", state}};
    return open_base + "/connect/oauth2/authorize?" + http::encode_query(query) + "#wechat_redirect";
}

}  // namespace league::wechat
