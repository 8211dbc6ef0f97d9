#include "tools/wechat_sim/control.hpp"

#include <algorithm>
#include <utility>

#include "tools/wechat_sim/articles.hpp"
#include "tools/wechat_sim/control_orders.hpp"
#include "tools/wechat_sim/refusal.hpp"

namespace league::sim {
namespace {

constexpr const char* kFaultNotice = "该公众号提供的服务出现故障,请稍后再试";

std::string fresh_code(Stage& stage, AccountState& account, CodeUse use, const std::string& openid,
                       const std::string& scope) {
    const Instant now = stage.clock.now();
    // Old ones are remembered for an hour, to tell a used code from an unknown one.
    std::erase_if(account.codes, [&](const auto& one) { return one.second.made + std::chrono::hours(1) < now; });
    const std::string text = "0" + stage.id(31);
    account.codes[text] = {use, openid, scope, now, false};
    return text;
}

}  // namespace

std::string needed_text(const Json& order, const char* name) {
    const auto found = order.find(name);
    if (found == order.end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
        throw OrderRefused(422, std::string(name) + " is missing");
    }
    return found->get<std::string>();
}

AccountState& account_of(Stage& stage, const Json& order) {
    AccountState* account = stage.find_account(needed_text(order, "account"));
    if (account == nullptr) throw OrderRefused(404, "no such account");
    return *account;
}

Answer Control::answer(const Call& call) {
    try {
        if (call.method == "GET") return look(call);
        return act(call);
    } catch (const OrderRefused& refused) {
        return json_answer({{"error", refused.what()}}, refused.status());
    } catch (const Refusal& refusal) {
        return json_answer({{"error", refusal.text()}, {"errcode", refusal.code()}}, 409);
    } catch (const Json::exception&) {
        return json_answer({{"error", "a member has the wrong type"}}, 422);
    }
}

Answer Control::act(const Call& call) {
    const Json order = call.body.empty() ? Json::object() : Json::parse(call.body, nullptr, /*allow_exceptions=*/false);
    if (!order.is_object()) throw OrderRefused(422, "the body is no JSON object");
    const std::string what = call.path.substr(std::string_view("/sim/").size());
    if (what == "say") return say(order);
    if (what == "consent") return consent(order);
    if (what == "verify") {
        const std::string why = pusher_.verify(needed_text(order, "account"));
        return json_answer(why.empty() ? Json{{"ok", true}} : Json{{"ok", false}, {"why", why}});
    }
    if (what == "settle") {
        worker_.settle();
        return json_answer(Json::object());
    }
    const std::lock_guard lock(stage_.mutex);
    if (what == "login") return login(order);
    if (what == "phone") return phone(order);
    if (what == "follower") return follower(order);
    if (what == "account") return change_account(order);
    if (what == "template") return add_template(order);
    if (what == "publish") return publish(order);
    if (what == "faults") return add_fault(order);
    if (what == "tokens") return lose_tokens(order);
    if (what == "clock") {
        stage_.clock.set_shift(order.at("shift_s").get<long long>());
        return json_answer({{"shift_s", stage_.clock.shift()}, {"now", beijing_time(stage_.clock.now())}});
    }
    if (what == "reset") {
        stage_.reset();
        return json_answer(Json::object());
    }
    throw OrderRefused(404, "no such order");
}

Answer Control::login(const Json& order) {
    AccountState& account = account_of(stage_, order);
    Person& person = stage_.person(account, needed_text(order, "openid"));
    if (order.contains("unionid")) person.unionid = order["unionid"].get<std::string>();
    if (!account.is_mini_program()) {
        return json_answer({{"code", fresh_code(stage_, account, CodeUse::web_authorization, person.openid,
                                                order.value("scope", "snsapi_base"))}});
    }
    person.visited = stage_.clock.now();
    return json_answer({{"code", fresh_code(stage_, account, CodeUse::mini_program_login, person.openid, "")}});
}

Answer Control::phone(const Json& order) {
    AccountState& account = account_of(stage_, order);
    Person& person = stage_.person(account, needed_text(order, "openid"));
    person.phone = order.value("phone", person.phone);
    if (person.phone.empty()) throw OrderRefused(422, "phone is missing");
    return json_answer({{"code", fresh_code(stage_, account, CodeUse::phone_number, person.openid, "")}});
}

Answer Control::say(const Json& order) {
    std::string name;
    std::string openid;
    Json message;
    {
        const std::lock_guard lock(stage_.mutex);
        AccountState& account = account_of(stage_, order);
        if (account.setup.callback_url.empty()) throw OrderRefused(409, "this account has no callback address");
        message = act_as_person(stage_, account, order);
        name = account.setup.account.name;
        openid = message["FromUserName"].get<std::string>();
    }
    PushOutcome outcome = pusher_.push(name, message);

    const std::lock_guard lock(stage_.mutex);
    Json answer = {{"reply", outcome.reply}, {"tries", outcome.tries}};
    if (message.contains("MsgId")) answer["msg_id"] = message["MsgId"];
    answer["created"] = message["CreateTime"];
    AccountState* account = stage_.find_account(name);
    if (account == nullptr) return json_answer(answer);
    Person& person = stage_.person(*account, openid);
    if (!outcome.answered) {
        answer["notice"] = kFaultNotice;
        answer["why"] = outcome.why;
        stage_.add_chat(person, /*from_person=*/false, "notice", {{"content", kFaultNotice}});
    } else if (!outcome.reply.is_null()) {
        if (outcome.reply.contains("media_id")) {
            outcome.reply["url"] = stage_.base_url + "/mmbiz/" + outcome.reply["media_id"].get<std::string>();
            answer["reply"] = outcome.reply;
        }
        stage_.add_chat(person, /*from_person=*/false, outcome.reply["type"].get<std::string>(), outcome.reply);
    }
    return json_answer(answer);
}

/// Each accepted popup gives one send and is one event; the balance of WeChat itself is set at once.
Answer Control::consent(const Json& order) {
    std::string name;
    std::vector<Json> events;
    long long balance = 0;
    {
        const std::lock_guard lock(stage_.mutex);
        AccountState& account = account_of(stage_, order);
        name = account.setup.account.name;
        const std::string openid = needed_text(order, "openid");
        const std::string template_id = needed_text(order, "template_id");
        const long long count = order.value("count", 1LL);
        const std::string status = order.value("status", "accept");
        if (count < 0 || count > 100) throw OrderRefused(422, "count is not between 0 and 100");
        if (status != "accept" && status != "reject") throw OrderRefused(422, "status is neither accept nor reject");
        auto& templates = account.setup.templates;
        const bool known =
            std::any_of(templates.begin(), templates.end(), [&](const auto& one) { return one.id == template_id; });
        // A popup can only show a template that the account has: one named here for the first time is added, open
        // to any field.
        if (!known) templates.push_back({template_id, template_id, {}, {}, false, {}});

        Person& person = stage_.person(account, openid);
        balance = status == "accept" ? (person.consents[template_id] += count) : (person.consents[template_id] = 0);
        const std::string event_name = status == "accept" ? "subscribe_msg_popup_event" : "subscribe_msg_change_event";
        const std::string wrapper = status == "accept" ? "SubscribeMsgPopupEvent" : "SubscribeMsgChangeEvent";
        for (long long i = 0; i < (status == "accept" ? count : 1); ++i) {
            Json one = {{"TemplateId", template_id}, {"SubscribeStatusString", status}};
            if (status == "accept") one["PopupScene"] = account.is_mini_program() ? "0" : "1";
            Json event = stage_.event(account, openid, event_name);
            if (account.setup.format == PushFormat::json) {
                event["List"] = std::move(one);
            } else {
                event[wrapper] = {{"List", std::move(one)}};
            }
            events.push_back(std::move(event));
        }
        if (account.setup.callback_url.empty()) events.clear();
    }
    int delivered = 0;
    for (const Json& event : events) delivered += pusher_.push(name, event).answered ? 1 : 0;
    return json_answer({{"balance", balance}, {"events", events.size()}, {"delivered", delivered}});
}

Answer Control::follower(const Json& order) {
    AccountState& account = account_of(stage_, order);
    Person& person = stage_.person(account, needed_text(order, "openid"));
    if (order.contains("unionid")) person.unionid = order["unionid"].get<std::string>();
    if (order.contains("phone")) person.phone = order["phone"].get<std::string>();
    if (order.contains("following")) person.following = order["following"].get<bool>();
    return json_answer({{"openid", person.openid}, {"unionid", person.unionid}, {"following", person.following}});
}

Answer Control::change_account(const Json& order) {
    AccountState& account = account_of(stage_, order);
    SimAccount& setup = account.setup;
    setup.can_publish = order.value("can_publish", setup.can_publish);
    setup.callback_url = order.value("callback_url", setup.callback_url);
    setup.publish_polls = order.value("publish_polls", setup.publish_polls);
    setup.publish_time =
        std::chrono::seconds(order.value("publish_seconds", static_cast<long long>(setup.publish_time.count())));
    account.publish_outcome = order.value("publish_outcome", account.publish_outcome);
    account.mass_outcome = order.value("mass_outcome", account.mass_outcome);
    account.mass_quota = order.value("mass_quota", account.mass_quota);
    if (order.contains("mode")) {
        const std::string mode = order["mode"].get<std::string>();
        if (mode != "plain" && mode != "compatible" && mode != "safe") throw OrderRefused(422, "mode is unknown");
        setup.account.mode = mode == "plain" ? PushMode::plain : mode == "safe" ? PushMode::safe : PushMode::compatible;
    }
    if (order.contains("format")) {
        const std::string format = order["format"].get<std::string>();
        if (format != "xml" && format != "json") throw OrderRefused(422, "format is unknown");
        setup.format = format == "json" ? PushFormat::json : PushFormat::xml;
    }
    if (order.contains("quotas")) {
        for (const auto& [path, quota] : order["quotas"].items()) {
            account.quotas[path] = {quota.value("daily", 0LL), quota.value("per_minute", 0LL)};
        }
    }
    return json_answer({{"account", setup.account.name}, {"can_publish", setup.can_publish}});
}

Answer Control::add_template(const Json& order) {
    AccountState& account = account_of(stage_, order);
    NoticeTemplate added;
    added.id = needed_text(order, "template_id");
    added.title = order.value("title", added.id);
    if (order.contains("fields")) added.fields = order["fields"].get<std::vector<std::string>>();
    if (order.contains("enums")) added.enums = order["enums"].get<std::map<std::string, std::vector<std::string>>>();
    added.long_term = order.value("long_term", false);
    std::erase_if(account.setup.templates, [&](const NoticeTemplate& one) { return one.id == added.id; });
    account.setup.templates.push_back(std::move(added));
    return json_answer(Json::object());
}

Answer Control::publish(const Json& order) {
    AccountState& account = account_of(stage_, order);
    Publication& publication = start_publication(stage_, account, needed_text(order, "media_id"), "console");
    account.publish_outcome = 0;
    account.mass_outcome.clear();
    account.mass_quota = 0;
    finish_publication(stage_, account, publication);
    return json_answer({{"article_id", publication.article_id}, {"url", publication.articles.front()["url"]}});
}

Answer Control::add_fault(const Json& order) {
    Fault fault;
    fault.path = needed_text(order, "path");
    if (!fault.path.starts_with('/') && fault.path != "*") fault.path.insert(0, 1, '/');
    if (order.contains("errcode")) fault.errcode = order["errcode"].get<int>();
    if (order.contains("status")) fault.status = order["status"].get<int>();
    fault.delay_ms = order.value("delay_ms", 0LL);
    fault.hang_up = order.value("hangup", false);
    fault.after_effect = order.value("after_effect", false);
    fault.times = order.value("times", 1);
    if (fault.delay_ms < 0 || fault.delay_ms > 600000) throw OrderRefused(422, "delay_ms is not between 0 and 600000");
    if (!fault.errcode && !fault.status && fault.delay_ms == 0 && !fault.hang_up) {
        throw OrderRefused(422, "one of errcode, status, delay_ms, hangup is needed");
    }
    if (fault.times <= 0) {
        std::erase_if(stage_.state.faults, [&](const Fault& one) { return one.path == fault.path; });
    } else {
        stage_.state.faults.push_back(std::move(fault));
    }
    return json_answer({{"faults", stage_.state.faults.size()}});
}

Answer Control::lose_tokens(const Json& order) {
    AccountState& account = account_of(stage_, order);
    const std::string how = order.value("lose", "expired");
    if (how != "expired" && how != "replaced") throw OrderRefused(422, "lose is neither expired nor replaced");
    const Instant now = stage_.clock.now();
    for (Token& token : account.tokens) {
        token.good_until = std::min(token.good_until, now);
        if (how == "expired") token.expires = std::min(token.expires, now);
    }
    return json_answer({{"tokens", account.tokens.size()}});
}

}  // namespace league::sim
