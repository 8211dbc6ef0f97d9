// Every kind of message and event, in XML and where a mini program sends it in JSON.
#include <catch2/catch.hpp>

#include "lib/wechat/push.hpp"

using namespace league;
using namespace league::wechat;

namespace {

Push read(const std::string& message) {
    const auto tree = read_tree(message);
    REQUIRE(tree);
    return read_push(*tree);
}

Push message(const std::string& type, const std::string& fields) {
    return read("<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>" +
                type + "</MsgType>" + fields + "<MsgId>9</MsgId></xml>");
}

Push event(const std::string& name, const std::string& fields = "") {
    return read(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>"
        "<MsgType>event</MsgType><Event>" +
        name + "</Event>" + fields + "</xml>");
}

}  // namespace

TEST_CASE("each kind of message is read with its own fields") {
    const auto image = std::get<ImageMessage>(message("image", "<PicUrl>http://x</PicUrl><MediaId>m</MediaId>").body);
    CHECK(image.picture_url == "http://x");
    CHECK(image.media_id == "m");

    const auto voice = std::get<VoiceMessage>(
        message("voice", "<MediaId>m</MediaId><Format>amr</Format><Recognition>你好</Recognition>").body);
    CHECK(voice.format == "amr");
    CHECK(voice.recognition == "你好");

    CHECK_FALSE(std::get<VideoMessage>(message("video", "<ThumbMediaId>t</ThumbMediaId>").body).is_short);
    CHECK(std::get<VideoMessage>(message("shortvideo", "<ThumbMediaId>t</ThumbMediaId>").body).is_short);

    const auto place = std::get<LocationMessage>(
        message("location",
                "<Location_X>23.13</Location_X><Location_Y>113.36</Location_Y><Scale>20</Scale>"
                "<Label><![CDATA[某地]]></Label>")
            .body);
    CHECK(place.latitude == Approx(23.13));
    CHECK(place.longitude == Approx(113.36));
    CHECK(place.scale == 20);

    const auto link = std::get<LinkMessage>(message("link", "<Title>t</Title><Url>http://x?a=1&amp;b=2</Url>").body);
    CHECK(link.url == "http://x?a=1&b=2");
}

TEST_CASE("a kind that nobody knows is kept with its name") {
    const Push unknown = message("hologram", "");
    CHECK(std::holds_alternative<UnknownPush>(unknown.body));
    CHECK(unknown.msg_type == "hologram");
    CHECK(unknown.msg_id == "9");
    const Push strange = event("Subscribe");
    CHECK(std::holds_alternative<UnknownPush>(strange.body));
    CHECK(strange.event == "Subscribe");
}

TEST_CASE("the scene of a code has its prefix only in subscribe, and none after reading") {
    CHECK(std::get<SubscribeEvent>(event("subscribe").body).scene == "");
    const auto scanned =
        std::get<SubscribeEvent>(event("subscribe", "<EventKey>qrscene_branch-7</EventKey><Ticket>T</Ticket>").body);
    CHECK(scanned.scene == "branch-7");
    CHECK(scanned.ticket == "T");
    CHECK(std::get<ScanEvent>(event("SCAN", "<EventKey>qrscene_x</EventKey>").body).scene == "qrscene_x");
    CHECK(std::holds_alternative<UnsubscribeEvent>(event("unsubscribe").body));
}

TEST_CASE("menu events are read") {
    CHECK(std::get<ClickEvent>(event("CLICK", "<EventKey>progress</EventKey>").body).key == "progress");
    CHECK(std::get<ViewEvent>(event("VIEW", "<EventKey>https://x</EventKey>").body).url == "https://x");
    CHECK(std::get<ViewMiniProgramEvent>(event("view_miniprogram", "<EventKey>pages/a</EventKey>").body).page ==
          "pages/a");
    const std::string code =
        "<EventKey>6</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>2</ScanResult>"
        "</ScanCodeInfo>";
    CHECK_FALSE(std::get<ScanCodeEvent>(event("scancode_push", code).body).waits);
    const auto waiting = std::get<ScanCodeEvent>(event("scancode_waitmsg", code).body);
    CHECK(waiting.waits);
    CHECK(waiting.scan_result == "2");
    for (const auto* name : {"pic_sysphoto", "pic_photo_or_album", "pic_weixin"}) {
        const auto pictures = std::get<PicturesEvent>(
            event(name,
                  "<EventKey>k</EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum>"
                  "</item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>")
                .body);
        CHECK(pictures.count == 2);
        CHECK(pictures.md5_sums == std::vector<std::string>{"a", "b"});
    }
    const auto place = std::get<LocationSelectEvent>(
        event("location_select",
              "<EventKey>k</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113"
              "</Location_Y><Scale>15</Scale><Label>某地</Label><Poiname>村委会</Poiname>"
              "</SendLocationInfo>")
            .body);
    CHECK(place.place.latitude == Approx(23));
    CHECK(place.poi_name == "村委会");
    CHECK(std::get<LocationEvent>(event("LOCATION", "<Latitude>23.1</Latitude>").body).latitude == Approx(23.1));
}

TEST_CASE("the result of a template message is success only when it says so") {
    const auto result = [](const std::string& status) {
        return std::get<TemplateSentEvent>(
            event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status>" + status + "</Status>").body);
    };
    CHECK(result("success").delivered);
    CHECK(result("success").message_id == "200163836");
    CHECK_FALSE(result("failed:user block").delivered);
    CHECK_FALSE(result("failed: system failed").delivered);
    CHECK_FALSE(result("").delivered);
}

TEST_CASE("the result of a mass send is read with its number and links") {
    const auto done = std::get<MassSentEvent>(
        event("MASSSENDJOBFINISH",
              "<MsgID>1000001625</MsgID><Status>send success</Status><TotalCount>5</TotalCount><FilterCount>4"
              "</FilterCount><SentCount>3</SentCount><ErrorCount>1</ErrorCount><ArticleUrlResult><Count>1</Count>"
              "<ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl>https://mp</ArticleUrl></item></ResultList>"
              "</ArticleUrlResult>")
            .body);
    CHECK(done.succeeded);
    CHECK(done.total == 5);
    CHECK(done.filtered == 4);
    CHECK(done.sent == 3);
    CHECK(done.failed == 1);
    REQUIRE(done.articles.size() == 1);
    CHECK(done.articles[0].url == "https://mp");
    const auto refused = std::get<MassSentEvent>(event("MASSSENDJOBFINISH", "<Status>err(40001)</Status>").body);
    CHECK_FALSE(refused.succeeded);
    CHECK(refused.error == 40001);
}

TEST_CASE("the result of a publication is read under all of its names") {
    const std::string info =
        "<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status>"
        "<article_id>A1</article_id><article_detail><count>1</count><item><idx>1</idx>"
        "<article_url>https://mp/s</article_url></item></article_detail></PublishEventInfo>";
    for (const auto* name : {"PUBLISHJOBFINISH", "FREEPUBLISHJOBFINISH", "MASSSENDJOBFINISH"}) {
        const auto done = std::get<PublishFinishedEvent>(event(name, info).body);
        CHECK(done.publish_id == "2247503051");
        CHECK(done.status == 0);
        CHECK(done.article_id == "A1");
        REQUIRE(done.articles.size() == 1);
        CHECK(done.articles[0].url == "https://mp/s");
    }
    const auto failed = std::get<PublishFinishedEvent>(
        event("PUBLISHJOBFINISH",
              "<PublishEventInfo><publish_id>1</publish_id><publish_status>2</publish_status>"
              "<fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>")
            .body);
    CHECK(failed.status == 2);
    CHECK(failed.failed_indexes == std::vector<std::int64_t>{1, 2});
    // A missing status is not 0, which would mean published.
    CHECK_FALSE(std::get<PublishFinishedEvent>(event("PUBLISHJOBFINISH").body).status.has_value());
}

TEST_CASE("subscribe choices are read from either wrapper, an object or an array") {
    const std::string list =
        "<List><TemplateId>T1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString>"
        "<PopupScene>1</PopupScene></List><List><TemplateId>T2</TemplateId>"
        "<SubscribeStatusString>reject</SubscribeStatusString></List>";
    const std::vector<Push> pushes = {
        event("subscribe_msg_popup_event", "<SubscribeMsgPopupEvent>" + list + "</SubscribeMsgPopupEvent>"),
        event("subscribe_msg_change_event", "<SubscribeMsgPopupEvent>" + list + "</SubscribeMsgPopupEvent>"),
        event("subscribe_msg_change_event", "<SubscribeMsgChangeEvent>" + list + "</SubscribeMsgChangeEvent>"),
        read(R"({"MsgType":"event","Event":"subscribe_msg_popup_event","CreateTime":1,"List":[
            {"TemplateId":"T1","SubscribeStatusString":"accept","PopupScene":"0"},
            {"TemplateId":"T2","SubscribeStatusString":"reject","PopupScene":0}]})"),
    };
    for (const Push& push : pushes) {
        const auto& choice = std::get<SubscribeChoiceEvent>(push.body);
        CHECK((choice.kind == SubscribeChoiceEvent::Kind::popup) == (push.event == "subscribe_msg_popup_event"));
        REQUIRE(choice.entries.size() == 2);
        CHECK(choice.entries[0].template_id == "T1");
        CHECK(choice.entries[0].accepted);
        CHECK_FALSE(choice.entries[1].accepted);
    }
    const Push single = read(R"({"MsgType":"event","Event":"subscribe_msg_popup_event",
        "List":{"TemplateId":"T1","SubscribeStatusString":"accept","PopupScene":"0"}})");
    const auto& choice = std::get<SubscribeChoiceEvent>(single.body);
    REQUIRE(choice.entries.size() == 1);
    CHECK(choice.entries[0].popup_scene == "0");
}

TEST_CASE("the delivery of a notice is read with its error") {
    const Push xml = event("subscribe_msg_sent_event",
                           "<SubscribeMsgSentEvent><List><TemplateId>T1</TemplateId><MsgID>1700827132819554304</MsgID>"
                           "<ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>");
    const Push json = read(R"({"MsgType":"event","Event":"subscribe_msg_sent_event","List":
        {"TemplateId":"T1","MsgID":"1700827132819554304","ErrorCode":"0","ErrorStatus":"success"}})");
    for (const Push& push : {xml, json}) {
        const auto& sent = std::get<SubscribeSentEvent>(push.body);
        REQUIRE(sent.entries.size() == 1);
        CHECK(sent.entries[0].message_id == "1700827132819554304");
        CHECK(sent.entries[0].error_code == 0);
    }
}

TEST_CASE("the verdict on a picture is read, with its label as number or text") {
    for (const auto* label : {"100", "\"100\""}) {
        const Push push = read(std::string(R"({"ToUserName":"gh_1","FromUserName":"o1","CreateTime":1626959646,
            "MsgType":"event","Event":"wxa_media_check","appid":"wx8","trace_id":"60f","version":2,
            "detail":[{"strategy":"content_model","errcode":0,"suggest":"pass","label":100,"prob":90}],
            "errcode":0,"errmsg":"ok","result":{"suggest":"pass","label":)") +
                               label + "}}");
        const auto& verdict = std::get<MediaCheckEvent>(push.body);
        CHECK(verdict.trace_id == "60f");
        CHECK(verdict.suggest == "pass");
        CHECK(verdict.label == 100);
        CHECK(verdict.version == 2);
    }
    const Push old = read(R"({"MsgType":"event","Event":"wxa_media_check","isrisky":0,"status_code":4294966288,
        "trace_id":"x","detail":""})");
    CHECK(std::get<MediaCheckEvent>(old.body).status_code == 4294966288);
    CHECK(std::get<MediaCheckEvent>(old.body).suggest == "");
}

TEST_CASE("a message whose id is zero or missing has no id") {
    CHECK(read("<xml><MsgType>text</MsgType><MsgId>0</MsgId></xml>").msg_id == "");
    CHECK(read("<xml><MsgType>text</MsgType></xml>").msg_id == "");
    CHECK(read(R"({"MsgType":"text","MsgId":12})").msg_id == "12");
}
