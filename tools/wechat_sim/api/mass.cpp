// Mass sends (wechat-api 6.5, 6.6).
#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "tools/wechat_sim/articles.hpp"
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

constexpr std::chrono::hours kGuardWindow{24};
constexpr std::chrono::seconds kGuardPause{60};

/// The answer to a repeated clientmsgid; nothing for a new one. 45066 within a minute.
std::optional<Answer> repeated(Context& context, const std::string& guard) {
    const Instant now = context.stage.clock.now();
    for (const MassSend& before : context.own().mass) {
        if (before.client_msg_id != guard || now >= before.at + kGuardWindow) continue;
        if (now < before.at + kGuardPause) throw Refusal(45066);
        return json_answer({{"errcode", 45065},
                            {"errmsg", usual_errmsg(45065) + " rid: " + context.stage.id(26)},
                            {"msg_id", std::stoll(before.msg_id)}});
    }
    return std::nullopt;
}

std::string text_to_send(Context& context) {
    const Json text = context.body.value("text", Json::object());
    if (!text.is_object()) throw Refusal(47001);
    const std::string content = text_of(text, "content");
    if (content.empty()) throw Refusal(44004);
    return content;
}

std::string media_to_send(Context& context, const std::string& type) {
    const Json part = context.body.value(type, Json::object());
    if (!part.is_object()) throw Refusal(47001);
    return text_of(part, "media_id");
}

int share_of_a_month(Context& context) {
    const int own = context.own().mass_quota;
    return own > 0 ? own : context.limits().mass_a_month;
}

/// Refuses when a follower has had the month's share; the share is taken by `deliver`.
void check_shares(Context& context, const std::vector<Person*>& people, bool to_all) {
    AccountState& account = context.own();
    if (to_all) {
        bool daily = false;
        if (!context.stage.spend(account.used["mass to all"],
                                 {account.mass_quota > 0 ? account.mass_quota : context.limits().mass_to_all_a_day, 0},
                                 daily)) {
            throw Refusal(45028);
        }
    }
    const long long month = beijing_month(context.stage.clock.now());
    const bool all_had_theirs = !people.empty() && std::all_of(people.begin(), people.end(), [&](Person* person) {
        return person->mass_by_month[month] >= share_of_a_month(context);
    });
    if (all_had_theirs) throw Refusal(45028);
}

Answer send(Context& context, const std::vector<Person*>& people, bool to_all) {
    AccountState& account = context.own();
    const std::string type = context.text("msgtype");
    if (type != "mpnews" && type != "text" && type != "image") throw Refusal(40008);
    std::string guard = context.text("clientmsgid");
    if (guard.size() > 64) throw Refusal(45067);
    if (guard.empty()) {
        guard = "derived-" + std::to_string(std::hash<std::string>{}(context.call.body));
    }
    if (const auto before = repeated(context, guard)) return *before;

    const std::string media_id = type == "text" ? "" : media_to_send(context, type);
    if (type == "mpnews" && !account.drafts.contains(media_id)) throw Refusal(40007);
    if (type == "image" && !account.media.contains(media_id)) throw Refusal(40007);
    const std::string text = type == "text" ? text_to_send(context) : "";
    flag_of(context.body, "send_ignore_reprint", false);
    check_shares(context, people, to_all);

    const std::string ends = std::exchange(account.mass_outcome, "");
    const bool succeeds = ends.empty();
    MassSend record{guard, context.stage.number(), "", context.stage.clock.now(),
                    succeeds            ? "SEND_SUCCESS"
                    : ends == "sending" ? "SENDING"
                                        : "SEND_FAIL"};
    InboxEntry entry;
    entry.kind = "mass";
    entry.account = account.setup.account.name;
    entry.text = text;
    entry.msgid = record.msg_id;
    Json links = Json::array();
    if (type == "mpnews" && succeeds) {
        Publication& publication = start_publication(context.stage, account, media_id, "mass");
        account.publish_outcome = 0;
        finish_publication(context.stage, account, publication);
        record.msg_data_id = publication.msg_data_id;
        entry.title = text_of(publication.articles.front(), "title");
        entry.text = text_of(publication.articles.front(), "digest");
        entry.page = text_of(publication.articles.front(), "url");
        const Json detail = article_detail(publication);
        for (const Json& one : detail["item"]) {
            links.push_back({{"ArticleIdx", one["idx"]}, {"ArticleUrl", one["article_url"]}});
        }
    }
    // A draft is spent by any order to send it.
    account.drafts.erase(media_id);
    const long long month = beijing_month(context.stage.clock.now());
    int sent = 0;
    for (Person* person : people) {
        if (!succeeds) break;
        if (person->mass_by_month[month] >= share_of_a_month(context)) continue;
        ++person->mass_by_month[month];
        ++sent;
        entry.openid = person->openid;
        context.stage.deliver(entry);
    }
    if (context.stage.options.push_job_events && ends != "sending") {
        context.stage.push_later(account.setup.account.name,
                                 {{"ToUserName", account.setup.account.original_id},
                                  {"FromUserName", "o_platform_" + account.setup.account.name},
                                  {"CreateTime", unix_seconds(context.stage.clock.now())},
                                  {"MsgType", "event"},
                                  {"Event", "MASSSENDJOBFINISH"},
                                  {"MsgID", std::stoll(record.msg_id)},
                                  {"Status", succeeds ? "send success" : ends},
                                  {"TotalCount", people.size()},
                                  {"FilterCount", people.size()},
                                  {"SentCount", sent},
                                  {"ErrorCount", 0},
                                  {"CopyrightCheckResult", {{"Count", 0}, {"ResultList", ""}, {"CheckState", 2}}},
                                  {"ArticleUrlResult", {{"Count", links.size()}, {"ResultList", {{"item", links}}}}}});
    }
    account.mass.push_back(record);
    Json json = {{"msg_id", std::stoll(record.msg_id)}};
    if (!record.msg_data_id.empty()) json["msg_data_id"] = std::stoll(record.msg_data_id);
    return done(json);
}

Answer send_all(Context& context) {
    const auto filter = context.body.find("filter");
    if (filter == context.body.end() || !filter->is_object()) throw Refusal(47001);
    // The text "false" is a mistake that WeChat answers with this number.
    if (filter->contains("is_to_all") && !(*filter)["is_to_all"].is_boolean()) throw Refusal(40008);
    const bool to_all = filter->value("is_to_all", false);
    const int tag = static_cast<int>(integer_of(*filter, "tag_id", 0));
    if (!to_all && !context.own().tags.contains(tag)) throw Refusal(45159);
    std::vector<Person*> people;
    for (auto& [openid, person] : context.own().people) {
        const bool tagged = std::find(person.tags.begin(), person.tags.end(), tag) != person.tags.end();
        if (person.following && (to_all || tagged)) people.push_back(&person);
    }
    return send(context, people, to_all);
}

Answer send_to(Context& context) {
    const auto list = context.body.find("touser");
    if (list == context.body.end() || !list->is_array()) throw Refusal(47001);
    if (list->size() < 2 || list->size() > 10000) throw Refusal(40130, "invalid openid list size, at least two openid");
    std::vector<Person*> people;
    for (const Json& openid : *list) {
        const auto found = context.own().people.find(openid.is_string() ? openid.get<std::string>() : "");
        if (found == context.own().people.end()) throw Refusal(40003);
        if (found->second.following) people.push_back(&found->second);
    }
    return send(context, people, /*to_all=*/false);
}

Answer preview(Context& context) {
    bool daily = false;
    if (!context.stage.spend(context.own().used["preview"], {context.limits().previews_a_day, 0}, daily)) {
        throw Refusal(45009);
    }
    const std::string openid = context.text("towxname").empty() ? context.text("touser") : context.text("towxname");
    const auto found = context.own().people.find(openid);
    if (found == context.own().people.end()) throw Refusal(40003);
    if (!found->second.following) throw Refusal(43004);
    const std::string type = context.text("msgtype");
    InboxEntry entry;
    entry.kind = "preview";
    entry.account = context.own().setup.account.name;
    entry.openid = openid;
    if (type == "mpnews") {
        const auto draft = context.own().drafts.find(media_to_send(context, type));
        if (draft == context.own().drafts.end()) throw Refusal(40007);
        entry.title = text_of(draft->second.articles.front(), "title");
        entry.text = text_of(draft->second.articles.front(), "digest");
        entry.page = context.stage.base_url + "/draft/" + draft->first;
    } else if (type == "text") {
        entry.text = text_to_send(context);
    } else {
        throw Refusal(40008);
    }
    entry.msgid = context.stage.number();
    const long long msgid = std::stoll(entry.msgid);
    context.stage.deliver(std::move(entry));
    return done({{"msg_id", msgid}});
}

const MassSend& recorded(Context& context) {
    const std::string id = context.text("msg_id");
    for (const MassSend& one : context.own().mass) {
        if (one.msg_id == id) return one;
    }
    throw Refusal(40097, "invalid msg_id");
}

Answer get(Context& context) {
    const MassSend& record = recorded(context);
    return done({{"msg_id", std::stoll(record.msg_id)}, {"msg_status", record.status}});
}

/// Breaks the links of the sending.
Answer remove(Context& context) {
    const MassSend& record = recorded(context);
    const long long index = context.integer("article_idx", 0);
    for (Publication& one : context.own().publications) {
        if (one.msg_data_id != record.msg_data_id || one.via != "mass") continue;
        long long at = 1;
        for (Json& article : one.articles) {
            if (index == 0 || index == at) article["is_deleted"] = true;
            ++at;
        }
    }
    return done();
}

}  // namespace

std::vector<Endpoint> mass_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/message/mass/sendall", Method::post, token, official, true, send_all},
        {"/cgi-bin/message/mass/send", Method::post, token, official, true, send_to},
        {"/cgi-bin/message/mass/preview", Method::post, token, official, true, preview},
        {"/cgi-bin/message/mass/get", Method::post, token, official, true, get},
        {"/cgi-bin/message/mass/delete", Method::post, token, official, true, remove},
    };
}

}  // namespace league::sim
