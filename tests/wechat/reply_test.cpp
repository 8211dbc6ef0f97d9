#include "lib/wechat/reply.hpp"

#include <catch2/catch.hpp>

#include "lib/base/text.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/wechat/push_parts.hpp"

using namespace league;
using namespace league::wechat;

namespace {

Push push_in(WireFormat format, bool encrypted = false) {
    Push push;
    push.to = "gh_0123456789ab";
    push.from = OpenId("oABC");
    push.format = format;
    push.encrypted = encrypted;
    return push;
}

MessageNode parsed(const std::string& body) {
    const auto tree = read_tree(body);
    REQUIRE(tree);
    return *tree;
}

}  // namespace

TEST_CASE("a reply goes back to the sender with whole seconds") {
    for (const auto format : {WireFormat::xml, WireFormat::json}) {
        const auto reply = parsed(render_reply(push_in(format), TextReply{"你好 <b>&\"'"}, 1714036504));
        CHECK(reply.text_of("ToUserName") == "oABC");
        CHECK(reply.text_of("FromUserName") == "gh_0123456789ab");
        CHECK(reply.number_of("CreateTime") == 1714036504);
        CHECK(reply.text_of("MsgType") == "text");
        CHECK(reply.text_of("Content") == "你好 <b>&\"'");
    }
}

TEST_CASE("the exact bytes of a text reply are WeChat's form") {
    CHECK(render_reply(push_in(WireFormat::xml), TextReply{"好"}, 7) ==
          "<xml><ToUserName><![CDATA[oABC]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName>"
          "<CreateTime>7</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[好]]></Content></xml>");
    CHECK(render_reply(push_in(WireFormat::json), TextReply{"好"}, 7) ==
          R"({"ToUserName":"oABC","FromUserName":"gh_0123456789ab","CreateTime":7,"MsgType":"text","Content":"好"})");
}

TEST_CASE("a text that holds the end of a CDATA section survives") {
    for (const auto* text : {"]]>", "a]]>b]]>", "]]]]>>", "]]", "]>", ">", "]]]>"}) {
        INFO(text);
        CHECK(parsed(render_reply(push_in(WireFormat::xml), TextReply{text}, 1)).text_of("Content") == text);
    }
    CHECK(cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>");
}

TEST_CASE("characters that XML cannot carry are left out") {
    CHECK(cdata(std::string("a\x01\0b\n", 5)) == "<![CDATA[ab\n]]>");
}

TEST_CASE("nothing that people wrote opens a link in a text") {
    const auto shown = [](const std::string& text) {
        return parsed(render_reply(push_in(WireFormat::xml), TextReply{text}, 1)).text_of("Content");
    };
    CHECK(shown("看<a href=\"weixin://bizmsgmenu?msgmenucontent=通过 1&msgmenuid=1\">照片</a>") ==
          "看＜a href=\"weixin://bizmsgmenu?msgmenucontent=通过 1&msgmenuid=1\">照片＜/a>");
    for (const auto* opens : {"<a", "<A HREF='x'>", "< a href=x>", "<\n/a>", "<\ta",
                              "<\x01"
                              "a href=x>"}) {
        INFO(opens);
        CHECK(shown(opens).find('<') == std::string::npos);
    }
    for (const auto* harmless : {"1 < 2", "<b>", "a<", "<", "<>a", "<团a"}) CHECK(shown(harmless) == harmless);
}

TEST_CASE("a long text is cut to 2048 bytes, never inside a character, and shows that it was") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "团";
    const auto content = parsed(render_reply(push_in(WireFormat::xml), TextReply{text}, 1)).text_of("Content");
    CHECK(content.size() == 2046);
    CHECK(content.ends_with("团…"));
    CHECK(parsed(render_reply(push_in(WireFormat::xml), TextReply{text.substr(0, 2046)}, 1)).text_of("Content") ==
          text.substr(0, 2046));
    CHECK(text::is_valid_utf8(content));
}

TEST_CASE("each kind of reply has the form of its kind") {
    const auto xml = push_in(WireFormat::xml);
    CHECK(parsed(render_reply(xml, ImageReply{"m1"}, 1)).find("Image")->text_of("MediaId") == "m1");
    CHECK(parsed(render_reply(xml, VoiceReply{"m2"}, 1)).find("Voice")->text_of("MediaId") == "m2");
    CHECK(parsed(render_reply(xml, VideoReply{"m3", "t", "d"}, 1)).find("Video")->text_of("Title") == "t");
    const auto transfer = parsed(render_reply(xml, TransferReply{}, 1));
    CHECK(transfer.text_of("MsgType") == "transfer_customer_service");
    CHECK(transfer.find("TransInfo") == nullptr);
    CHECK(parsed(render_reply(xml, TransferReply{"a@b"}, 1)).find("TransInfo")->text_of("KfAccount") == "a@b");

    const NewsReply news{"标题", "摘要", "https://p", "https://u"};
    for (const auto format : {WireFormat::xml, WireFormat::json}) {
        const auto reply = parsed(render_reply(push_in(format), news, 1));
        CHECK(reply.number_of("ArticleCount") == 1);
        const auto items = reply.items_of("Articles");
        REQUIRE(items.size() == 1);
        CHECK(items[0]->text_of("Title") == "标题");
        CHECK(items[0]->text_of("PicUrl") == "https://p");
    }
}

TEST_CASE("a sealed reply opens, is signed over its own time and nonce, and says so in either format") {
    const PushCrypto crypto(test::account_in(PushMode::safe));
    test::ManualClock clock(from_millis(1714036504999));
    test::CountingRandom random;
    const ReplyWriter writer(crypto, clock, random);
    for (const auto format : {WireFormat::xml, WireFormat::json}) {
        const auto written = writer.write(push_in(format, true), TextReply{"你好"});
        CHECK(written.content_type == content_type(format));
        const auto envelope = parsed(written.body);
        CHECK(envelope.text_of("TimeStamp") == "1714036504");
        CHECK_FALSE(envelope.text_of("Nonce").empty());
        CHECK(crypto.is_message_signed(envelope.text_of("MsgSignature"), envelope.text_of("TimeStamp"),
                                       envelope.text_of("Nonce"), envelope.text_of("Encrypt")));
        const auto message = crypto.decrypt(envelope.text_of("Encrypt"));
        REQUIRE(message);
        CHECK(parsed(*message).text_of("Content") == "你好");
    }
    CHECK(writer.write(push_in(WireFormat::xml), TextReply{"x"}).body.find("Encrypt") == std::string::npos);
}
