// The table of message kinds and events, one small reader each (wechat-api 1.5, 1.6, 3.6, 6.4, 6.6).
#include <charconv>
#include <map>

#include "lib/base/text.hpp"
#include "lib/wechat/push.hpp"

namespace league::wechat {
namespace {

const MessageNode& child_or_empty(const MessageNode& node, std::string_view name) {
    static const MessageNode empty;
    const MessageNode* child = node.find(name);
    return child == nullptr ? empty : *child;
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

LocationMessage read_place(const MessageNode& node) {
    return {node.decimal_of("Location_X"), node.decimal_of("Location_Y"), node.number_of("Scale"),
            node.text_of("Label")};
}

PushBody read_text(const MessageNode& node) {
    return TextMessage{node.text_of("Content")};
}
PushBody read_image(const MessageNode& node) {
    return ImageMessage{node.text_of("PicUrl"), node.text_of("MediaId")};
}
PushBody read_voice(const MessageNode& node) {
    return VoiceMessage{node.text_of("MediaId"), node.text_of("Format"), node.text_of("Recognition")};
}
PushBody read_video(const MessageNode& node) {
    return VideoMessage{node.text_of("MediaId"), node.text_of("ThumbMediaId"), node.text_of("MsgType") == "shortvideo"};
}
PushBody read_location(const MessageNode& node) {
    return read_place(node);
}
PushBody read_link(const MessageNode& node) {
    return LinkMessage{node.text_of("Title"), node.text_of("Description"), node.text_of("Url")};
}

PushBody read_subscribe(const MessageNode& node) {
    constexpr std::string_view prefix = "qrscene_";
    std::string scene = node.text_of("EventKey");
    if (starts_with(scene, prefix)) scene.erase(0, prefix.size());
    return SubscribeEvent{scene, node.text_of("Ticket")};
}
PushBody read_unsubscribe(const MessageNode& /*node*/) {
    return UnsubscribeEvent{};
}
PushBody read_scan(const MessageNode& node) {
    return ScanEvent{node.text_of("EventKey"), node.text_of("Ticket")};
}
PushBody read_location_event(const MessageNode& node) {
    return LocationEvent{node.decimal_of("Latitude"), node.decimal_of("Longitude"), node.decimal_of("Precision")};
}
PushBody read_click(const MessageNode& node) {
    return ClickEvent{node.text_of("EventKey")};
}
PushBody read_view(const MessageNode& node) {
    return ViewEvent{node.text_of("EventKey")};
}
PushBody read_view_mini_program(const MessageNode& node) {
    return ViewMiniProgramEvent{node.text_of("EventKey")};
}
PushBody read_scan_code(const MessageNode& node) {
    const MessageNode& info = child_or_empty(node, "ScanCodeInfo");
    return ScanCodeEvent{node.text_of("EventKey"), node.text_of("Event") == "scancode_waitmsg",
                         info.text_of("ScanType"), info.text_of("ScanResult")};
}
PushBody read_pictures(const MessageNode& node) {
    const MessageNode& info = child_or_empty(node, "SendPicsInfo");
    PicturesEvent event{node.text_of("EventKey"), info.number_of("Count").value_or(0), {}};
    for (const MessageNode* picture : info.items_of("PicList")) {
        event.md5_sums.push_back(picture->text_of("PicMd5Sum"));
    }
    return event;
}
PushBody read_location_select(const MessageNode& node) {
    const MessageNode& info = child_or_empty(node, "SendLocationInfo");
    return LocationSelectEvent{node.text_of("EventKey"), read_place(info), info.text_of("Poiname")};
}

PushBody read_template_sent(const MessageNode& node) {
    const std::string status = node.text_of("Status");
    return TemplateSentEvent{node.text_of("MsgID"), status, status == "success"};
}

/// Both job events nest their links as count and items, with names in two styles.
std::vector<ArticleUrl> read_urls(const std::vector<const MessageNode*>& items, std::string_view index,
                                  std::string_view url) {
    std::vector<ArticleUrl> urls;
    for (const MessageNode* item : items) urls.push_back({item->number_of(index).value_or(0), item->text_of(url)});
    return urls;
}

PushBody read_publish_finished(const MessageNode& node) {
    const MessageNode& info = child_or_empty(node, "PublishEventInfo");
    const MessageNode& detail = child_or_empty(info, "article_detail");
    PublishFinishedEvent event{info.text_of("publish_id"),
                               info.number_of("publish_status"),
                               info.text_of("article_id"),
                               read_urls(detail.all("item"), "idx", "article_url"),
                               {}};
    for (const MessageNode* failed : info.items_of("fail_idx")) {
        std::int64_t index = 0;
        const std::string& text = failed->text;
        if (std::from_chars(text.data(), text.data() + text.size(), index).ec == std::errc()) {
            event.failed_indexes.push_back(index);
        }
    }
    return event;
}

PushBody read_mass_sent(const MessageNode& node) {
    // One developer received the result of a publication under this name.
    if (node.find("PublishEventInfo") != nullptr) return read_publish_finished(node);
    MassSentEvent event;
    event.message_id = node.text_of("MsgID");
    event.status = node.text_of("Status");
    event.succeeded = event.status == "send success";
    if (starts_with(event.status, "err(")) {
        std::int64_t number = 0;
        const char* begin = event.status.data() + 4;
        if (std::from_chars(begin, event.status.data() + event.status.size(), number).ec == std::errc()) {
            event.error = number;
        }
    }
    event.total = node.number_of("TotalCount").value_or(0);
    event.filtered = node.number_of("FilterCount").value_or(0);
    event.sent = node.number_of("SentCount").value_or(0);
    event.failed = node.number_of("ErrorCount").value_or(0);
    event.articles =
        read_urls(child_or_empty(node, "ArticleUrlResult").items_of("ResultList"), "ArticleIdx", "ArticleUrl");
    return event;
}

/// XML wraps the lists, under a name that is not always that of the event; JSON has them at the top.
std::vector<const MessageNode*> subscribe_lists(const MessageNode& node) {
    for (const auto wrapper : {"SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent"}) {
        if (const MessageNode* found = node.find(wrapper)) return found->items_of("List");
    }
    return node.items_of("List");
}

PushBody read_subscribe_choice(const MessageNode& node) {
    SubscribeChoiceEvent event;
    event.kind = node.text_of("Event") == "subscribe_msg_popup_event" ? SubscribeChoiceEvent::Kind::popup
                                                                      : SubscribeChoiceEvent::Kind::change;
    for (const MessageNode* entry : subscribe_lists(node)) {
        const std::string choice = entry->text_of("SubscribeStatusString");
        event.entries.push_back(
            {entry->text_of("TemplateId"), choice, choice == "accept", entry->text_of("PopupScene")});
    }
    return event;
}

PushBody read_subscribe_sent(const MessageNode& node) {
    SubscribeSentEvent event;
    for (const MessageNode* entry : subscribe_lists(node)) {
        event.entries.push_back({entry->text_of("TemplateId"), entry->text_of("MsgID"), entry->number_of("ErrorCode"),
                                 entry->text_of("ErrorStatus")});
    }
    return event;
}

PushBody read_media_check(const MessageNode& node) {
    const MessageNode& result = child_or_empty(node, "result");
    MediaCheckEvent event;
    event.trace_id = node.text_of("trace_id");
    event.appid = node.text_of("appid");
    event.version = node.number_of("version").value_or(0);
    event.errcode = node.number_of("errcode").value_or(0);
    event.suggest = result.text_of("suggest");
    event.label = result.number_of("label");
    event.is_risky = node.number_of("isrisky");
    event.status_code = node.number_of("status_code");
    return event;
}

using Reader = PushBody (*)(const MessageNode&);
using Table = std::map<std::string, Reader, std::less<>>;

const Table kMessages = {
    {"text", read_text},        {"image", read_image},       {"voice", read_voice}, {"video", read_video},
    {"shortvideo", read_video}, {"location", read_location}, {"link", read_link},
};

// Names are case-sensitive and inconsistent; they are compared exactly as written.
const Table kEvents = {
    {"subscribe", read_subscribe},
    {"unsubscribe", read_unsubscribe},
    {"SCAN", read_scan},
    {"LOCATION", read_location_event},
    {"CLICK", read_click},
    {"VIEW", read_view},
    {"view_miniprogram", read_view_mini_program},
    {"scancode_push", read_scan_code},
    {"scancode_waitmsg", read_scan_code},
    {"pic_sysphoto", read_pictures},
    {"pic_photo_or_album", read_pictures},
    {"pic_weixin", read_pictures},
    {"location_select", read_location_select},
    {"TEMPLATESENDJOBFINISH", read_template_sent},
    {"MASSSENDJOBFINISH", read_mass_sent},
    {"PUBLISHJOBFINISH", read_publish_finished},
    {"FREEPUBLISHJOBFINISH", read_publish_finished},
    {"subscribe_msg_popup_event", read_subscribe_choice},
    {"subscribe_msg_change_event", read_subscribe_choice},
    {"subscribe_msg_sent_event", read_subscribe_sent},
    {"wxa_media_check", read_media_check},
};

}  // namespace

Push read_push(const MessageNode& message) {
    Push push;
    push.to = message.text_of("ToUserName");
    push.from = OpenId(message.text_of("FromUserName"));
    push.created = message.number_of("CreateTime").value_or(0);
    push.msg_type = message.text_of("MsgType");
    const bool is_event = push.msg_type == "event";
    if (is_event) {
        push.event = message.text_of("Event");
        push.event_key = message.text_of("EventKey");
    } else {
        push.msg_id = text::trim(message.text_of("MsgId"));
        // A zero identifies nothing: all such messages would look like repeats of one.
        if (push.msg_id == "0") push.msg_id.clear();
    }
    const Table& table = is_event ? kEvents : kMessages;
    const auto reader = table.find(is_event ? push.event : push.msg_type);
    push.body = reader == table.end() ? PushBody(UnknownPush{}) : reader->second(message);
    return push;
}

}  // namespace league::wechat
