// Publishing without a mass send (wechat-api 6.3, 6.4).
#include <algorithm>

#include "tools/wechat_sim/articles.hpp"
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

/// Accounts that cannot be verified have none of these calls since July 2025.
void check_right(Context& context) {
    if (!context.own().setup.can_publish) throw Refusal(48001);
}

Answer submit(Context& context) {
    check_right(context);
    const Publication& publication =
        start_publication(context.stage, context.own(), context.text("media_id"), "publish");
    return done({{"publish_id", publication.publish_id}, {"msg_data_id", publication.msg_data_id}});
}

Answer get(Context& context) {
    check_right(context);
    const std::string id = context.text("publish_id");
    for (Publication& one : context.own().publications) {
        if (one.publish_id != id || one.via != "publish") continue;
        ++one.polls;
        run_due_publications(context.stage);
        Json json = {{"publish_id", id}, {"publish_status", one.status}};
        if (!one.article_id.empty()) {
            json["article_id"] = one.article_id;
            json["article_detail"] = article_detail(one);
        }
        json["fail_idx"] = one.status == 2 || one.status == 4 ? Json::array({1}) : Json::array();
        return json_answer(json);
    }
    throw Refusal(40097, "invalid publish_id");
}

Publication& published(Context& context) {
    const std::string id = context.text("article_id");
    for (Publication& one : context.own().publications) {
        if (!id.empty() && one.article_id == id && one.via != "mass") return one;
    }
    throw Refusal(53600);
}

Answer get_article(Context& context) {
    check_right(context);
    return json_answer({{"news_item", published(context).articles}});
}

Answer batch_get(Context& context) {
    check_right(context);
    const long long offset = context.integer("offset", 0);
    const long long wanted = context.integer("count", 0);
    if (offset < 0 || wanted < 1 || wanted > 20) throw Refusal(40097);
    const bool with_content = !flag_of(context.body, "no_content", false);
    std::vector<const Publication*> all;
    for (const Publication& one : context.own().publications) {
        if (!one.article_id.empty() && one.via != "mass") all.push_back(&one);
    }
    std::reverse(all.begin(), all.end());
    Json items = Json::array();
    for (auto i = static_cast<std::size_t>(offset); i < all.size() && items.size() < static_cast<std::size_t>(wanted);
         ++i) {
        Json articles = all[i]->articles;
        if (!with_content) {
            for (Json& article : articles) article["content"] = "";
        }
        items.push_back({{"article_id", all[i]->article_id},
                         {"content", {{"news_item", articles}}},
                         {"update_time", unix_seconds(all[i]->finished)}});
    }
    return json_answer({{"total_count", all.size()}, {"item_count", items.size()}, {"item", items}});
}

Answer remove(Context& context) {
    check_right(context);
    Publication& publication = published(context);
    // Counted from 1; 0 or nothing deletes every article of the publication.
    const long long index = context.integer("index", 0);
    if (index < 0 || index > static_cast<long long>(publication.articles.size())) throw Refusal(40114);
    bool all_gone = true;
    long long at = 1;
    for (Json& article : publication.articles) {
        if (index == 0 || index == at) article["is_deleted"] = true;
        all_gone = all_gone && article["is_deleted"].get<bool>();
        ++at;
    }
    if (all_gone) publication.status = 5;
    return done();
}

}  // namespace

std::vector<Endpoint> publish_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/freepublish/submit", Method::post, token, official, true, submit},
        {"/cgi-bin/freepublish/get", Method::post, token, official, true, get},
        {"/cgi-bin/freepublish/getarticle", Method::post, token, official, true, get_article},
        {"/cgi-bin/freepublish/batchget", Method::post, token, official, true, batch_get},
        {"/cgi-bin/freepublish/delete", Method::post, token, official, true, remove},
    };
}

}  // namespace league::sim
