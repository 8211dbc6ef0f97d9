// What the control interface shows of the state.
#include <algorithm>

#include "lib/base/text.hpp"
#include "tools/wechat_sim/control.hpp"
#include "tools/wechat_sim/control_orders.hpp"

namespace league::sim {
namespace {

Json shown(const InboxEntry& entry) {
    Json json = {{"kind", entry.kind}, {"account", entry.account}, {"openid", entry.openid}};
    if (!entry.template_id.empty()) json["template_id"] = entry.template_id;
    if (!entry.title.empty()) json["title"] = entry.title;
    json["text"] = entry.text;
    if (!entry.page.empty()) json["page"] = entry.page;
    if (!entry.data.is_null()) json["data"] = entry.data;
    json["msgid"] = entry.msgid;
    json["at"] = beijing_time(entry.at);
    return json;
}

Json inbox(const Stage& stage, const Call& call) {
    const std::string openid = call.value("openid");
    const std::string account = call.value("account");
    Json list = Json::array();
    for (const InboxEntry& entry : stage.state.inbox) {
        if ((openid.empty() || entry.openid == openid) && (account.empty() || entry.account == account)) {
            list.push_back(shown(entry));
        }
    }
    return {{"inbox", list}};
}

Json articles(const Stage& stage, const Call& call) {
    Json list = Json::array();
    for (const auto& [name, account] : stage.state.accounts) {
        if (!call.value("account").empty() && call.value("account") != name) continue;
        for (const Publication& publication : account.publications) {
            if (publication.article_id.empty()) continue;
            int index = 1;
            for (const Json& article : publication.articles) {
                Json json = {{"account", name},
                             {"article_id", publication.article_id},
                             {"publish_id", publication.publish_id},
                             {"idx", index++},
                             {"via", publication.via},
                             {"at", beijing_time(publication.finished)}};
                json.update(article);
                list.push_back(std::move(json));
            }
        }
    }
    std::reverse(list.begin(), list.end());
    std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return a["at"] > b["at"]; });
    return {{"articles", list}};
}

Json drafts(const Stage& stage) {
    Json list = Json::array();
    for (const auto& [name, account] : stage.state.accounts) {
        for (const auto& [media_id, draft] : account.drafts) {
            list.push_back({{"account", name},
                            {"media_id", media_id},
                            {"at", beijing_time(draft.updated)},
                            {"url", stage.base_url + "/draft/" + media_id},
                            {"articles", draft.articles}});
        }
    }
    return {{"drafts", list}};
}

Json calls(const Stage& stage, const Call& call) {
    const std::string path = call.value("path");
    Json list = Json::array();
    for (const LoggedCall& one : stage.state.calls) {
        if (!path.empty() && one.path != path) continue;
        list.push_back({{"at", beijing_time(one.at)},
                        {"method", one.method},
                        {"path", one.path},
                        {"account", one.account},
                        {"status", one.status},
                        {"errcode", one.errcode},
                        {"errmsg", one.errmsg},
                        {"rid", one.rid},
                        {"duration_ms", one.duration_ms},
                        {"request", one.request},
                        {"fault", one.fault}});
    }
    return {{"calls", list}};
}

Json pushes(const Stage& stage) {
    Json list = Json::array();
    for (const LoggedPush& one : stage.state.pushed) {
        list.push_back({{"at", beijing_time(one.at)},
                        {"account", one.account},
                        {"openid", one.openid},
                        {"what", one.what},
                        {"tries", one.tries},
                        {"answered", one.answered},
                        {"why", one.why}});
    }
    return {{"pushes", list}};
}

Json robots(const Stage& stage) {
    Json list = Json::array();
    for (const RobotMessage& one : stage.state.robot_messages) {
        list.push_back({{"key", one.key}, {"message", one.message}, {"at", beijing_time(one.at)}});
    }
    return {{"robots", list}};
}

Json sends(const Stage& stage) {
    Json list = Json::array();
    for (const auto& [name, account] : stage.state.accounts) {
        for (const MassSend& one : account.mass) {
            list.push_back({{"account", name},
                            {"client_msg_id", one.client_msg_id},
                            {"msg_id", one.msg_id},
                            {"status", one.status},
                            {"at", beijing_time(one.at)}});
        }
    }
    return {{"sends", list}};
}

Json faults(const Stage& stage) {
    Json list = Json::array();
    for (const Fault& one : stage.state.faults) {
        Json json = {{"path", one.path},
                     {"times", one.times},
                     {"delay_ms", one.delay_ms},
                     {"hangup", one.hang_up},
                     {"after_effect", one.after_effect}};
        if (one.errcode) json["errcode"] = *one.errcode;
        if (one.status) json["status"] = *one.status;
        list.push_back(std::move(json));
    }
    return {{"faults", list}};
}

Json chat(Stage& stage, const Call& call) {
    AccountState& account = account_of(stage, {{"account", call.value("account")}});
    Json list = Json::array();
    const auto person = account.people.find(call.value("openid"));
    if (person != account.people.end()) {
        for (const ChatLine& line : person->second.chat) {
            list.push_back({{"from", line.from_person ? "person" : "account"},
                            {"type", line.type},
                            {"content", line.content},
                            {"at", beijing_time(line.at)}});
        }
    }
    return {{"chat", list}};
}

Json state_of(const Stage& stage) {
    Json accounts = Json::array();
    for (const auto& [name, account] : stage.state.accounts) {
        Json people = Json::array();
        for (const auto& [openid, person] : account.people) {
            people.push_back({{"openid", openid},
                              {"unionid", person.unionid},
                              {"following", person.following},
                              {"consents", person.consents}});
        }
        Json templates = Json::array();
        for (const NoticeTemplate& one : account.setup.templates) {
            templates.push_back(
                {{"template_id", one.id}, {"title", one.title}, {"fields", one.fields}, {"labels", one.labels}});
        }
        Json scenes = Json::array();
        for (const auto& [ticket, scene] : account.scenes) {
            scenes.push_back({{"ticket", ticket}, {"scene", scene["scene"]}});
        }
        const PushMode mode = account.setup.account.mode;
        accounts.push_back({{"name", name},
                            {"kind", account.is_mini_program() ? "mini_program" : "official_account"},
                            {"appid", account.setup.account.appid},
                            {"mode", mode == PushMode::plain  ? "plain"
                                     : mode == PushMode::safe ? "safe"
                                                              : "compatible"},
                            {"format", account.setup.format == PushFormat::json ? "json" : "xml"},
                            {"callback_url", account.setup.callback_url},
                            {"can_publish", account.setup.can_publish},
                            {"menu", account.menu},
                            {"people", people},
                            {"templates", templates},
                            {"scenes", scenes}});
    }
    return {{"accounts", accounts}, {"now", beijing_time(stage.clock.now())}, {"shift_s", stage.clock.shift()}};
}

}  // namespace

Answer Control::look(const Call& call) {
    const std::string what = call.path.substr(std::string_view("/sim/").size());
    const std::lock_guard lock(stage_.mutex);
    if (what == "inbox") return json_answer(inbox(stage_, call));
    if (what == "articles") return json_answer(articles(stage_, call));
    if (what == "drafts") return json_answer(drafts(stage_));
    if (what == "calls") return json_answer(calls(stage_, call));
    if (what == "pushes") return json_answer(pushes(stage_));
    if (what == "sends") return json_answer(sends(stage_));
    if (what == "robots") return json_answer(robots(stage_));
    if (what == "faults") return json_answer(faults(stage_));
    if (what == "chat") return json_answer(chat(stage_, call));
    if (what == "state") return json_answer(state_of(stage_));
    throw OrderRefused(404, "nothing to see under this name");
}

}  // namespace league::sim
