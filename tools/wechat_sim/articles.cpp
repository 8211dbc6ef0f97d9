#include "tools/wechat_sim/articles.hpp"

#include <regex>
#include <string_view>

#include "lib/base/text.hpp"
#include "tools/wechat_sim/gate.hpp"
#include "tools/wechat_sim/html_filter.hpp"

namespace league::sim {
namespace {

HtmlRules rules_of(const Stage& stage) {
    HtmlRules rules;
    rules.own_picture = [base = stage.base_url + "/mmbiz/"](std::string_view url) {
        return url.starts_with(base) || url.starts_with("http://mmbiz.qpic.cn/") ||
               url.starts_with("https://mmbiz.qpic.cn/");
    };
    rules.own_link = [base = stage.base_url + "/s/"](std::string_view url) {
        return url.starts_with(base) || url.starts_with("https://mp.weixin.qq.com/s");
    };
    return rules;
}

const Media& permanent_picture(AccountState& account, const std::string& media_id) {
    const auto found = account.media.find(media_id);
    if (found == account.media.end() || !found->second.permanent) throw Refusal(40007);
    if (found->second.type != "image" && found->second.type != "thumb") throw Refusal(40007);
    return found->second;
}

void check_crop(const std::string& crop) {
    if (crop.empty()) return;
    static const std::regex fraction("(0|1|0?[.][0-9]+|1[.]0+)(_(0|1|0?[.][0-9]+|1[.]0+)){3}");
    if (crop.size() > 64 || !std::regex_match(crop, fraction)) throw Refusal(40097, "invalid pic_crop");
}

std::string first_characters(const std::string& text, std::size_t count) {
    std::string cut = text::shorten(text, count + 1);
    if (text::count_characters(text) > count) cut = cut.substr(0, cut.size() - std::string_view("…").size());
    return cut;
}

}  // namespace

void refuse_escapes(const std::string& raw_body) {
    for (const std::string_view name : {"\"title\"", "\"author\""}) {
        for (auto at = raw_body.find(name); at != std::string::npos; at = raw_body.find(name, at + 1)) {
            auto i = raw_body.find_first_not_of(" \t\r\n", at + name.size());
            if (i == std::string::npos || raw_body[i] != ':') continue;
            i = raw_body.find_first_not_of(" \t\r\n", i + 1);
            if (i == std::string::npos || raw_body[i] != '"') continue;
            for (++i; i + 1 < raw_body.size() && raw_body[i] != '"'; ++i) {
                if (raw_body[i] != '\\') continue;
                if (raw_body[i + 1] == 'u') throw Refusal(40033);
                ++i;
            }
        }
    }
}

Json checked_article(Stage& stage, AccountState& account, const Json& given, bool single) {
    if (!given.is_object()) throw Refusal(44003);
    const SimLimits& limits = stage.options.limits;
    const std::string type = given.contains("article_type") ? text_of(given, "article_type") : "news";
    if (type != "news" && type != "newspic") throw Refusal(40097, "invalid article_type");
    const std::string title = text_of(given, "title");
    const std::string author = text_of(given, "author");
    std::string digest = text_of(given, "digest");
    const std::string content = text_of(given, "content");
    if (title.empty() || text::count_characters(title) > limits.title) throw Refusal(45003);
    if (text::count_characters(author) > limits.author) throw Refusal(45110);
    if (text::count_characters(digest) > limits.digest) throw Refusal(45004);
    if (content.empty()) throw Refusal(44004);
    if (text::count_characters(content) >= limits.content || content.size() >= limits.content_bytes)
        throw Refusal(45002);
    const std::string source = text_of(given, "content_source_url");
    if (source.size() > limits.source_url_bytes) throw Refusal(45005);
    if (has_script_address(content)) throw Refusal(45166);
    if (type == "newspic" && content.find('<') != std::string::npos) throw Refusal(45166);
    check_crop(text_of(given, "pic_crop_235_1"));
    check_crop(text_of(given, "pic_crop_1_1"));

    const std::string filtered = filter_article_html(content, rules_of(stage));
    if (digest.empty() && single) digest = first_characters(text_of_html(filtered), 54);
    Json article = {{"article_type", type}, {"title", title},      {"author", author},
                    {"digest", digest},     {"content", filtered}, {"content_source_url", source}};
    if (type == "news") {
        const std::string thumb = text_of(given, "thumb_media_id");
        permanent_picture(account, thumb);
        article["thumb_media_id"] = thumb;
        article["thumb_url"] = stage.base_url + "/mmbiz/" + thumb;
        article["show_cover_pic"] = 0;
    } else {
        const Json info = given.value("image_info", Json::object());
        const Json list = info.is_object() ? info.value("image_list", Json::array()) : Json::array();
        if (!list.is_array() || list.empty() || list.size() > 20) throw Refusal(40007);
        for (const Json& one : list) permanent_picture(account, text_of(one, "image_media_id"));
        article["image_info"] = info;
        article["thumb_url"] = stage.base_url + "/mmbiz/" + text_of(list.front(), "image_media_id");
    }
    article["need_open_comment"] = flag_of(given, "need_open_comment", false) ? 1 : 0;
    article["only_fans_can_comment"] = flag_of(given, "only_fans_can_comment", false) ? 1 : 0;
    return article;
}

Publication& start_publication(Stage& stage, AccountState& account, const std::string& media_id,
                               const std::string& via) {
    const auto draft = account.drafts.find(media_id);
    if (draft == account.drafts.end()) throw Refusal(40007);
    Publication publication;
    publication.publish_id = stage.number();
    publication.msg_data_id = stage.number();
    publication.media_id = media_id;
    publication.articles = draft->second.articles;
    publication.via = via;
    publication.submitted = stage.clock.now();
    account.drafts.erase(draft);
    account.publications.push_back(std::move(publication));
    return account.publications.back();
}

void finish_publication(Stage& stage, AccountState& account, Publication& publication) {
    publication.finished = stage.clock.now();
    publication.status = account.publish_outcome;
    if (account.publish_outcome != 0) {
        // A refused job gives the draft back.
        account.drafts[publication.media_id] = {publication.articles, stage.clock.now()};
        account.publish_outcome = 0;
        return;
    }
    publication.article_id = stage.id(43);
    int index = 1;
    for (Json& article : publication.articles) {
        article["url"] =
            stage.base_url + "/s/" + publication.article_id + (index > 1 ? "-" + std::to_string(index) : "");
        article["is_deleted"] = false;
        ++index;
    }
}

Json article_detail(const Publication& publication) {
    Json items = Json::array();
    int index = 1;
    for (const Json& article : publication.articles) {
        items.push_back({{"idx", index++}, {"article_url", text_of(article, "url")}});
    }
    return {{"count", items.size()}, {"item", items}};
}

void run_due_publications(Stage& stage) {
    for (auto& [name, account] : stage.state.accounts) {
        for (Publication& publication : account.publications) {
            if (publication.status != 1 || publication.via != "publish") continue;
            const bool by_time = stage.clock.now() >= publication.submitted + account.setup.publish_time;
            if (!by_time && publication.polls < account.setup.publish_polls) continue;
            finish_publication(stage, account, publication);
            if (!stage.options.push_job_events) continue;
            Json info = {{"publish_id", publication.publish_id}, {"publish_status", publication.status}};
            if (publication.status == 0) {
                info["article_id"] = publication.article_id;
                info["article_detail"] = article_detail(publication);
            } else {
                info["fail_idx"] = 1;
            }
            // The platform itself speaks; its openid stands for no follower.
            Json event = {{"ToUserName", account.setup.account.original_id},
                          {"FromUserName", "o_platform_" + name},
                          {"CreateTime", unix_seconds(stage.clock.now())},
                          {"MsgType", "event"},
                          {"Event", "PUBLISHJOBFINISH"},
                          {"PublishEventInfo", std::move(info)}};
            stage.push_later(name, std::move(event));
        }
    }
}

}  // namespace league::sim
