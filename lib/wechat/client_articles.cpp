// WechatClient: pictures, drafts, publications, mass sends (wechat-api 6.1 to 6.5).
#include <charconv>

#include "lib/wechat/client_json.hpp"

namespace league::wechat {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kJpeg = "\xff\xd8\xff";

std::string_view picture_type(std::string_view bytes) {
    if (bytes.substr(0, kPng.size()) == kPng) return "image/png";
    if (bytes.substr(0, kJpeg.size()) == kJpeg) return "image/jpeg";
    return "";
}

http::FormPart to_part(const Picture& picture, std::size_t limit, bool jpeg_only) {
    const std::string_view type = picture_type(picture.bytes);
    if (type.empty() || (jpeg_only && type != "image/jpeg")) {
        throw Problem::invalid("picture", "wechat.not_a_picture");
    }
    if (picture.bytes.size() > limit) {
        throw Problem::invalid("picture", "wechat.too_many_bytes", {{"limit", std::to_string(limit)}});
    }
    // WeChat looks at the name's ending: it must fit the bytes, whatever the caller called the file.
    std::string name = picture.filename.substr(0, picture.filename.rfind('.'));
    if (name.empty()) name = "picture";
    return {"media", name + (type == "image/png" ? ".png" : ".jpg"), std::string(type), picture.bytes};
}

Json to_json(const Article& article) {
    return Json{{"article_type", "news"},
                {"title", article.title},
                {"author", article.author},
                {"digest", article.digest},
                {"content", article.content},
                {"content_source_url", article.source_url},
                {"thumb_media_id", article.cover_media_id},
                {"need_open_comment", article.comments_open ? 1 : 0},
                {"only_fans_can_comment", article.only_fans_comment ? 1 : 0}};
}

Article to_article(const MessageNode& item) {
    Article article;
    article.title = item.text_of("title");
    article.author = item.text_of("author");
    article.digest = item.text_of("digest");
    article.content = item.text_of("content");
    article.source_url = item.text_of("content_source_url");
    article.cover_media_id = item.text_of("thumb_media_id");
    article.comments_open = item.number_of("need_open_comment").value_or(0) == 1;
    article.only_fans_comment = item.number_of("only_fans_can_comment").value_or(0) == 1;
    return article;
}

/// Fills `articles` and `urls` of a draft or a publication from the node that holds "news_item".
template <typename Holder>
void read_news(const MessageNode& content, Holder& holder) {
    for (const MessageNode* item : content.all("news_item")) {
        holder.articles.push_back(to_article(*item));
        holder.urls.push_back(item->text_of("url"));
    }
}

/// Entries of a batchget: content.news_item[] under each item.
template <typename Holder>
Holder read_entry(const MessageNode& item) {
    Holder entry;
    entry.updated = item.number_of("update_time").value_or(0);
    if (const MessageNode* content = item.find("content")) {
        read_news(*content, entry);
        if (const auto updated = content->number_of("update_time"); entry.updated == 0 && updated) {
            entry.updated = *updated;
        }
    }
    return entry;
}

Json page_request(std::size_t offset, std::size_t count, bool with_content, const WechatLimits& limits) {
    if (count < 1 || count > limits.list_page) {
        throw Problem::invalid("count", "out_of_range", {{"min", "1"}, {"max", std::to_string(limits.list_page)}});
    }
    return Json{{"offset", offset}, {"count", count}, {"no_content", with_content ? 0 : 1}};
}

std::optional<PublicationState> to_state(std::optional<std::int64_t> number) {
    if (!number || *number < 0 || *number > 6) return std::nullopt;
    return static_cast<PublicationState>(*number);
}

}  // namespace

Outcome<std::string> WechatClient::upload_article_picture(const Picture& picture) {
    ApiCall call;
    call.path = "/cgi-bin/media/uploadimg";
    call.parts = {to_part(picture, options_.limits.article_picture_bytes - 1, false)};
    return api_.call(call).then<std::string>([](const ApiAnswer& answer) { return required_text(answer, "url"); });
}

Outcome<Cover> WechatClient::upload_cover(const Picture& picture, CoverKind kind) {
    const bool thumb = kind == CoverKind::thumb;
    ApiCall call;
    call.path = "/cgi-bin/material/add_material";
    call.query = {{"type", thumb ? "thumb" : "image"}};
    call.parts = {to_part(picture, thumb ? options_.limits.thumb_bytes : options_.limits.cover_bytes, thumb)};
    return api_.call(call).then<Cover>([](const ApiAnswer& answer) -> Outcome<Cover> {
        const auto media_id = required_text(answer, "media_id");
        if (!media_id) return *media_id.unknown();
        return Cover{*media_id, answer.fields.text_of("url")};
    });
}

Outcome<std::string> WechatClient::add_draft(const std::vector<Article>& articles) {
    if (articles.empty() || articles.size() > options_.limits.draft_articles) {
        throw Problem::invalid("articles", "out_of_range",
                               {{"min", "1"}, {"max", std::to_string(options_.limits.draft_articles)}});
    }
    Json list = Json::array();
    for (const Article& article : articles) {
        refuse_if_any(check_article(article, options_.limits));
        list.push_back(to_json(article));
    }
    const auto outcome = api_.call(post_call("/cgi-bin/draft/add", Json{{"articles", list}}, Repeat::never));
    return outcome.then<std::string>([](const ApiAnswer& answer) { return required_text(answer, "media_id"); });
}

Outcome<Done> WechatClient::update_draft(const std::string& media_id, std::size_t index, const Article& article) {
    refuse_if_any(check_article(article, options_.limits));
    // Here, unlike in draft/add, one object and no array.
    const Json body{{"media_id", media_id}, {"index", index}, {"articles", to_json(article)}};
    return to_done(api_.call(post_call("/cgi-bin/draft/update", body)));
}

Outcome<Draft> WechatClient::get_draft(const std::string& media_id) {
    const auto outcome = api_.call(post_call("/cgi-bin/draft/get", Json{{"media_id", media_id}}));
    return outcome.then<Draft>([&](const ApiAnswer& answer) -> Outcome<Draft> {
        if (answer.fields.find("news_item") == nullptr) return Unknown{"answer without news_item"};
        Draft draft;
        draft.media_id = media_id;
        draft.updated = answer.fields.number_of("update_time").value_or(0);
        read_news(answer.fields, draft);
        return draft;
    });
}

Outcome<DraftPage> WechatClient::list_drafts(std::size_t offset, std::size_t count, bool with_content) {
    const auto body = page_request(offset, count, with_content, options_.limits);
    return api_.call(post_call("/cgi-bin/draft/batchget", body)).then<DraftPage>([](const ApiAnswer& answer) {
        DraftPage page;
        page.total = answer.fields.number_of("total_count").value_or(0);
        for (const MessageNode* item : answer.fields.all("item")) {
            page.drafts.push_back(read_entry<Draft>(*item));
            page.drafts.back().media_id = item->text_of("media_id");
        }
        return page;
    });
}

Outcome<Done> WechatClient::delete_draft(const std::string& media_id) {
    return to_done(api_.call(post_call("/cgi-bin/draft/delete", Json{{"media_id", media_id}})));
}

Outcome<Publication> WechatClient::submit_publication(const std::string& draft_media_id) {
    const auto call = post_call("/cgi-bin/freepublish/submit", Json{{"media_id", draft_media_id}}, Repeat::never);
    return api_.call(call).then<Publication>([](const ApiAnswer& answer) -> Outcome<Publication> {
        const auto publish_id = required_text(answer, "publish_id");
        if (!publish_id) return *publish_id.unknown();
        return Publication{*publish_id, answer.fields.text_of("msg_data_id")};
    });
}

Outcome<PublicationStatus> WechatClient::publication_status(const std::string& publish_id) {
    const auto outcome = api_.call(post_call("/cgi-bin/freepublish/get", Json{{"publish_id", publish_id}}));
    return outcome.then<PublicationStatus>([](const ApiAnswer& answer) -> Outcome<PublicationStatus> {
        const MessageNode& fields = answer.fields;
        // 0 is success, so an absent status must not be read as 0.
        const auto state = to_state(fields.number_of("publish_status"));
        if (!state) return Unknown{"answer without publish_status"};
        PublicationStatus status;
        status.state = *state;
        status.article_id = fields.text_of("article_id");
        if (const MessageNode* detail = fields.find("article_detail")) {
            for (const MessageNode* item : detail->all("item")) {
                status.articles.push_back({item->number_of("idx").value_or(0), item->text_of("article_url")});
            }
        }
        for (const MessageNode* failed : fields.all("fail_idx")) {
            std::int64_t index = 0;
            const char* end = failed->text.data() + failed->text.size();
            if (std::from_chars(failed->text.data(), end, index).ec == std::errc()) {
                status.failed_indexes.push_back(index);
            }
        }
        return status;
    });
}

Outcome<PublicationPage> WechatClient::list_publications(std::size_t offset, std::size_t count, bool with_content) {
    const auto body = page_request(offset, count, with_content, options_.limits);
    const auto outcome = api_.call(post_call("/cgi-bin/freepublish/batchget", body));
    return outcome.then<PublicationPage>([](const ApiAnswer& answer) {
        PublicationPage page;
        page.total = answer.fields.number_of("total_count").value_or(0);
        for (const MessageNode* item : answer.fields.all("item")) {
            page.publications.push_back(read_entry<PublishedArticle>(*item));
            page.publications.back().article_id = item->text_of("article_id");
        }
        return page;
    });
}

Outcome<MassSent> WechatClient::mass_send(const MassSend& send) {
    constexpr long long kKnown = 45065;
    if (send.client_message_id.empty() || send.client_message_id.size() > options_.limits.mass_id_bytes) {
        throw Problem::invalid("client_message_id", "wechat.too_many_bytes",
                               {{"limit", std::to_string(options_.limits.mass_id_bytes)}});
    }
    // is_to_all must be a boolean: the text "false" is refused, or worse.
    Json filter{{"is_to_all", !send.tag_id.has_value()}};
    if (send.tag_id) filter["tag_id"] = *send.tag_id;
    const Json body{{"filter", filter},
                    {"mpnews", Json{{"media_id", send.draft_media_id}}},
                    {"msgtype", "mpnews"},
                    {"send_ignore_reprint", send.allow_reprint ? 1 : 0},
                    {"clientmsgid", send.client_message_id}};
    ApiCall call = post_call("/cgi-bin/message/mass/sendall", body);
    call.also_done = {kKnown};
    return api_.call(call).then<MassSent>([](const ApiAnswer& answer) -> Outcome<MassSent> {
        const auto message_id = required_text(answer, "msg_id");
        if (!message_id) return *message_id.unknown();
        return MassSent{*message_id, answer.fields.text_of("msg_data_id"), answer.errcode == kKnown};
    });
}

Outcome<MassSendState> WechatClient::mass_send_state(const std::string& message_id) {
    const auto outcome = api_.call(post_call("/cgi-bin/message/mass/get", Json{{"msg_id", message_id}}));
    return outcome.then<MassSendState>([](const ApiAnswer& answer) -> Outcome<MassSendState> {
        const std::string state = answer.fields.text_of("msg_status");
        if (state == "SEND_SUCCESS") return MassSendState::sent;
        if (state == "SENDING") return MassSendState::sending;
        if (state == "SEND_FAIL") return MassSendState::failed;
        if (state == "DELETE") return MassSendState::deleted;
        return Unknown{"answer without msg_status"};
    });
}

Outcome<Done> WechatClient::delete_mass_send(const std::string& message_id) {
    // A number here, as the answer of the send has it, and text in mass/get.
    Json id(message_id);
    std::int64_t number = 0;
    const char* end = message_id.data() + message_id.size();
    if (std::from_chars(message_id.data(), end, number).ptr == end && !message_id.empty()) id = number;
    return to_done(api_.call(post_call("/cgi-bin/message/mass/delete", Json{{"msg_id", id}, {"article_idx", 0}})));
}

Outcome<Done> WechatClient::delete_publication(const std::string& article_id) {
    // Articles count from 1; 0 means all of them.
    const Json body{{"article_id", article_id}, {"index", 0}};
    return to_done(api_.call(post_call("/cgi-bin/freepublish/delete", body)));
}

Outcome<Done> WechatClient::preview(const OpenId& to, const std::string& draft_media_id) {
    const Json body{{"touser", to.str()}, {"mpnews", Json{{"media_id", draft_media_id}}}, {"msgtype", "mpnews"}};
    return to_done(api_.call(post_call("/cgi-bin/message/mass/preview", body, Repeat::never)));
}

}  // namespace league::wechat
