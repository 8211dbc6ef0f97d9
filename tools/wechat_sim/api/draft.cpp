// The draft box (wechat-api 6.2).
#include <algorithm>

#include "tools/wechat_sim/articles.hpp"
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

Draft& wanted(Context& context) {
    const auto found = context.own().drafts.find(context.text("media_id"));
    if (found == context.own().drafts.end()) throw Refusal(40007);
    return found->second;
}

Answer add(Context& context) {
    refuse_escapes(context.call.body);
    const auto given = context.body.find("articles");
    if (given == context.body.end() || !given->is_array() || given->empty()) throw Refusal(44003);
    if (given->size() > context.limits().articles) throw Refusal(45008);
    Draft draft;
    for (const Json& one : *given) {
        draft.articles.push_back(checked_article(context.stage, context.own(), one, given->size() == 1));
    }
    draft.updated = context.stage.clock.now();
    const std::string id = context.stage.id(64);
    context.own().drafts[id] = std::move(draft);
    return json_answer({{"media_id", id}, {"item", Json::array()}});
}

Answer update(Context& context) {
    refuse_escapes(context.call.body);
    Draft& draft = wanted(context);
    const auto given = context.body.find("articles");
    if (given == context.body.end() || !given->is_object()) throw Refusal(44003);
    const long long index = context.integer("index", 0);
    if (index < 0 || index >= static_cast<long long>(draft.articles.size())) throw Refusal(40114);
    draft.articles[static_cast<std::size_t>(index)] =
        checked_article(context.stage, context.own(), *given, draft.articles.size() == 1);
    draft.updated = context.stage.clock.now();
    return done();
}

Json shown(const Stage& stage, const std::string& id, const Draft& draft, bool with_content) {
    Json items = draft.articles;
    for (Json& article : items) {
        if (!with_content) article["content"] = "";
        article["url"] = stage.base_url + "/draft/" + id;
    }
    return items;
}

Answer get(Context& context) {
    const Draft& draft = wanted(context);
    return json_answer({{"news_item", shown(context.stage, context.text("media_id"), draft, true)},
                        {"create_time", unix_seconds(draft.updated)},
                        {"update_time", unix_seconds(draft.updated)}});
}

Answer remove(Context& context) {
    wanted(context);
    context.own().drafts.erase(context.text("media_id"));
    return done();
}

Answer count(Context& context) {
    return json_answer({{"total_count", context.own().drafts.size()}});
}

Answer batch_get(Context& context) {
    const long long offset = context.integer("offset", 0);
    const long long wanted_count = context.integer("count", 0);
    if (offset < 0 || wanted_count < 1 || wanted_count > 20) throw Refusal(40097);
    const bool with_content = !flag_of(context.body, "no_content", false);
    std::vector<const std::pair<const std::string, Draft>*> all;
    for (const auto& one : context.own().drafts) all.push_back(&one);
    std::sort(all.begin(), all.end(), [](auto a, auto b) { return a->second.updated > b->second.updated; });
    Json items = Json::array();
    for (auto i = static_cast<std::size_t>(offset);
         i < all.size() && items.size() < static_cast<std::size_t>(wanted_count); ++i) {
        items.push_back(
            {{"media_id", all[i]->first},
             {"content", {{"news_item", shown(context.stage, all[i]->first, all[i]->second, with_content)}}},
             {"update_time", unix_seconds(all[i]->second.updated)}});
    }
    return json_answer({{"total_count", all.size()}, {"item_count", items.size()}, {"item", items}});
}

}  // namespace

std::vector<Endpoint> draft_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/draft/add", Method::post, token, official, true, add},
        {"/cgi-bin/draft/update", Method::post, token, official, true, update},
        {"/cgi-bin/draft/get", Method::post, token, official, true, get},
        {"/cgi-bin/draft/delete", Method::post, token, official, true, remove},
        {"/cgi-bin/draft/count", Method::get, token, official, false, count},
        {"/cgi-bin/draft/batchget", Method::post, token, official, true, batch_get},
    };
}

}  // namespace league::sim
