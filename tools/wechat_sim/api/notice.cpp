// Subscribe messages of both kinds and template messages (wechat-api 4 and 5.1, 5.2).
#include <algorithm>

#include "lib/base/text.hpp"
#include "tools/wechat_sim/gate.hpp"
#include "tools/wechat_sim/value_rules.hpp"

namespace league::sim {
namespace {

Person& receiver(Context& context) {
    const std::string openid = context.text("touser");
    const auto found = context.own().people.find(openid);
    if (openid.empty() || found == context.own().people.end()) throw Refusal(40003);
    return found->second;
}

const NoticeTemplate& wanted_template(Context& context) {
    const std::string id = context.text("template_id");
    for (const NoticeTemplate& one : context.own().setup.templates) {
        if (one.id == id) return one;
    }
    throw Refusal(40037);
}

void check_page(Context& context, std::string page) {
    if (page.empty()) return;
    page = page.substr(0, page.find('?'));
    if (page.starts_with('/')) page.erase(0, 1);
    const auto& pages = context.own().setup.pages;
    const bool known =
        pages.empty() ? page.starts_with("pages/") : std::find(pages.begin(), pages.end(), page) != pages.end();
    if (!known) throw Refusal(41030);
}

[[noreturn]] void refuse_value(const std::string& key, const std::string& why) {
    throw Refusal(47003, "argument invalid! data." + key + ".value " + why);
}

/// `data` must be an object of `{"value": text}`; an array or a JSON text is a common mistake (wechat-api 8.12).
void check_data(Context& context, const NoticeTemplate& wanted) {
    const auto data = context.body.find("data");
    if (data == context.body.end() || !data->is_object()) throw Refusal(47001);
    std::vector<std::string> keys = wanted.fields;
    if (keys.empty()) {
        for (const auto& [key, ignored] : data->items()) keys.push_back(key);
    }
    for (const std::string& key : keys) {
        const auto field = data->find(key);
        if (field == data->end()) refuse_value(key, "is empty");
        if (!field->is_object() || !field->contains("value")) throw Refusal(47001);
        const std::string value = text_of(*field, "value");
        if (value.empty()) refuse_value(key, "is empty");
        const auto listed = wanted.enums.find(key);
        const bool old_template =
            !is_notice_key(key) && (key.starts_with("keyword") || key == "first" || key == "remark");
        if (old_template) continue;
        if (!is_notice_value(key, value, listed == wanted.enums.end() ? std::vector<std::string>() : listed->second)) {
            refuse_value(key, "invalid");
        }
    }
}

void spend_consent(Person& person, const NoticeTemplate& wanted) {
    auto balance = person.consents.find(wanted.id);
    if (balance == person.consents.end() || balance->second <= 0) throw Refusal(43101);
    if (!wanted.long_term) --balance->second;
}

std::string put_in_inbox(Context& context, const char* kind, const Person& person, const NoticeTemplate& wanted,
                         const std::string& page) {
    InboxEntry entry;
    entry.kind = kind;
    entry.account = context.own().setup.account.name;
    entry.openid = person.openid;
    entry.template_id = wanted.id;
    entry.title = wanted.title;
    entry.page = page;
    entry.data = context.body["data"];
    for (const auto& [key, field] : entry.data.items()) {
        if (!field.is_object()) continue;
        entry.text += (entry.text.empty() ? "" : "\n") + text_of(field, "value");
    }
    entry.msgid = context.stage.number();
    const std::string msgid = entry.msgid;
    context.stage.deliver(std::move(entry));
    return msgid;
}

void report_delivery(Context& context, const Person& person, const std::string& template_id, const std::string& msgid) {
    if (!context.stage.options.push_job_events) return;
    AccountState& account = context.own();
    Json event = context.stage.event(account, person.openid, "subscribe_msg_sent_event");
    const Json one = {{"TemplateId", template_id}, {"MsgID", msgid}, {"ErrorCode", 0}, {"ErrorStatus", "success"}};
    if (account.setup.format == PushFormat::json) {
        event["List"] = one;
    } else {
        event["SubscribeMsgSentEvent"] = {{"List", one}};
    }
    context.stage.push_later(account.setup.account.name, std::move(event));
}

Answer subscribe_send(Context& context) {
    Person& person = receiver(context);
    // With the token of an official account this interface finds no consent, ever (wechat-api 5.2).
    if (!context.own().is_mini_program()) throw Refusal(43101);
    const NoticeTemplate& wanted = wanted_template(context);
    check_page(context, context.text("page"));
    const std::string state = context.text("miniprogram_state");
    if (!state.empty() && state != "developer" && state != "trial" && state != "formal") {
        throw Refusal(47003, "argument invalid! miniprogram_state invalid");
    }
    check_data(context, wanted);
    spend_consent(person, wanted);
    const std::string msgid = put_in_inbox(context, "notice", person, wanted, context.text("page"));
    report_delivery(context, person, wanted.id, msgid);
    return done({{"msgid", std::stoll(msgid)}});
}

Answer business_send(Context& context) {
    Person& person = receiver(context);
    const NoticeTemplate& wanted = wanted_template(context);
    check_data(context, wanted);
    if (!person.following) throw Refusal(43101);
    spend_consent(person, wanted);
    const std::string msgid = put_in_inbox(context, "notice", person, wanted, context.text("page"));
    report_delivery(context, person, wanted.id, msgid);
    return done({{"msgid", std::stoll(msgid)}});
}

Answer template_send(Context& context) {
    Person& person = receiver(context);
    if (!person.following) throw Refusal(43004);
    const NoticeTemplate& wanted = wanted_template(context);
    check_data(context, wanted);
    AccountState& account = context.own();
    const Instant now = context.stage.clock.now();
    const std::string guard = context.text("client_msg_id");
    const std::string key = person.openid + " " + guard;
    if (!guard.empty()) {
        const auto before = account.client_msg_ids.find(key);
        if (before != account.client_msg_ids.end() &&
            now < before->second.second + context.limits().client_msg_id_window) {
            return done({{"msgid", std::stoll(before->second.first)}});
        }
    }
    const std::string msgid = put_in_inbox(context, "template", person, wanted, context.text("url"));
    if (!guard.empty()) account.client_msg_ids[key] = {msgid, now};
    if (context.stage.options.push_job_events) {
        Json event = context.stage.event(account, person.openid, "TEMPLATESENDJOBFINISH");
        event["MsgID"] = std::stoll(msgid);
        event["Status"] = "success";
        context.stage.push_later(account.setup.account.name, std::move(event));
    }
    return done({{"msgid", std::stoll(msgid)}});
}

Answer get_templates(Context& context) {
    Json data = Json::array();
    for (const NoticeTemplate& one : context.own().setup.templates) {
        std::string content;
        for (const std::string& field : one.fields) content += field + ":{{" + field + ".DATA}}\n";
        Json entry = {{"priTmplId", one.id},
                      {"title", one.title},
                      {"content", content},
                      {"example", ""},
                      {"type", one.long_term ? 3 : 2}};
        for (const auto& [field, values] : one.enums) {
            entry["keywordEnumValueList"].push_back({{"keywordCode", field + ".DATA"}, {"enumValueList", values}});
        }
        data.push_back(std::move(entry));
    }
    return done({{"data", data}});
}

}  // namespace

std::vector<Endpoint> notice_interfaces() {
    constexpr auto token = Access::token;
    return {
        {"/cgi-bin/message/subscribe/send", Method::post, token, Side::both, true, subscribe_send},
        {"/cgi-bin/message/subscribe/bizsend", Method::post, token, Side::official, true, business_send},
        {"/cgi-bin/message/template/send", Method::post, token, Side::official, true, template_send},
        {"/wxaapi/newtmpl/gettemplate", Method::get, token, Side::both, false, get_templates},
    };
}

}  // namespace league::sim
