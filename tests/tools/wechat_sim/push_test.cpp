#include <catch2/catch.hpp>

#include "lib/http/url.hpp"
#include "lib/wechat/crypto.hpp"
#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

const wechat::PushCrypto kCrypto(Secret("AAAAA"), Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
                                 "wx00000000000000aa");

std::string reply_to(const std::string& openid, const std::string& rest) {
    return "<xml><ToUserName><![CDATA[" + openid + "]]></ToUserName><FromUserName>gh_0000000000aa</FromUserName>" +
           "<CreateTime>1790000000</CreateTime>" + rest + "</xml>";
}

std::string text_reply(const std::string& content) {
    return reply_to("g-li", "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[" + content + "]]></Content>");
}

http::Response xml(std::string body) {
    http::Response response = http::Response::text(200, std::move(body));
    response.content_type = "text/xml";
    return response;
}

std::string between(const std::string& text, const std::string& left, const std::string& right) {
    const auto begin = text.find(left);
    if (begin == std::string::npos) return "";
    const auto end = text.find(right, begin + left.size());
    return text.substr(begin + left.size(), end - begin - left.size());
}

struct Talk {
    explicit Talk(const std::string& mode) {
        world.sim.set_callback("oa", callback.url());
        world.post("/sim/account", {{"account", "oa"}, {"mode", mode}});
    }
    Json say(const std::string& content, Json more = Json::object()) {
        Json order = {{"account", "oa"}, {"openid", "g-li"}, {"type", "text"}, {"content", content}};
        order.update(more);
        return world.post("/sim/say", order);
    }

    SimWorld world;
    Callback callback;
};

}  // namespace

TEST_CASE("a plain push is signed and its reply read") {
    Talk talk("plain");
    talk.callback.answer_with([](const http::Request&) { return xml(text_reply("已收到")); });
    const Json answer = talk.say("进度 ]]> <城关镇>");
    CHECK(answer["reply"] == Json{{"type", "text"}, {"content", "已收到"}});
    const auto received = talk.callback.received();
    REQUIRE(received.size() == 1);
    CHECK(kCrypto.is_signed(*received[0].query_value("signature"), *received[0].query_value("timestamp"),
                            *received[0].query_value("nonce")));
    CHECK_FALSE(received[0].query_value("encrypt_type"));
    CHECK(received[0].body.find("进度 ]]]]><![CDATA[> <城关镇>") != std::string::npos);
}

TEST_CASE("a safe push shows nothing in plain and takes an encrypted reply only") {
    Talk talk("safe");
    SeededRandom random;
    std::string opened;
    talk.callback.answer_with([&](const http::Request& request) {
        const std::string encrypted = between(request.body, "<Encrypt><![CDATA[", "]]>");
        CHECK(kCrypto.is_message_signed(*request.query_value("msg_signature"), *request.query_value("timestamp"),
                                        *request.query_value("nonce"), encrypted));
        opened = kCrypto.decrypt(encrypted).value_or("");
        const std::string sealed = kCrypto.encrypt(text_reply("密文答复"), random);
        return xml("<xml><Encrypt><![CDATA[" + sealed + "]]></Encrypt><MsgSignature><![CDATA[" +
                   kCrypto.message_signature("1790000000", "77", sealed) +
                   "]]></MsgSignature><TimeStamp>1790000000</TimeStamp><Nonce><![CDATA[77]]></Nonce></xml>");
    });
    CHECK(talk.say("进度")["reply"]["content"] == "密文答复");
    CHECK(between(opened, "<Content><![CDATA[", "]]>") == "进度");
    CHECK(talk.callback.received()[0].body.find("进度") == std::string::npos);
    CHECK(talk.callback.received()[0].body.find("Content") == std::string::npos);

    talk.callback.answer_with([](const http::Request&) { return xml(text_reply("明文")); });
    const Json refused = talk.say("进度");
    CHECK(refused["reply"].is_null());
    CHECK(refused.contains("notice"));
    talk.callback.answer_with({});
    CHECK_FALSE(talk.say("进度").contains("notice"));
}

TEST_CASE("a compatible push carries both forms") {
    Talk talk("compatible");
    talk.say("进度");
    const std::string body = talk.callback.received()[0].body;
    CHECK(between(body, "<Content><![CDATA[", "]]>") == "进度");
    CHECK(kCrypto.decrypt(between(body, "<Encrypt><![CDATA[", "]]>")));
}

TEST_CASE("a push is repeated with the same message id, three tries in all") {
    Talk talk("plain");
    int seen = 0;
    talk.callback.answer_with([&](const http::Request&) {
        ++seen;
        http::Response response = http::Response::text(500, "no");
        if (seen == 2) response.hang_up = true;
        return seen < 3 ? response : xml(text_reply("第三次"));
    });
    const Json answer = talk.say("进度");
    CHECK(answer["tries"] == 3);
    CHECK(answer["reply"]["content"] == "第三次");
    const auto received = talk.callback.received();
    REQUIRE(received.size() == 3);
    CHECK(between(received[0].body, "<MsgId>", "<") == between(received[2].body, "<MsgId>", "<"));

    talk.callback.answer_with([](const http::Request&) { return http::Response::text(503, ""); });
    const Json given_up = talk.say("进度");
    CHECK(given_up["tries"] == 3);
    CHECK(given_up["notice"] == "该公众号提供的服务出现故障,请稍后再试");
}

TEST_CASE("silence counts as a failed try") {
    auto options = sim_options();
    options.limits.push_time = 100ms;
    SimWorld world(std::move(options));
    std::promise<void> over;
    auto until = over.get_future().share();
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    callback.answer_with([until](const http::Request&) {
        until.wait();
        return http::Response::text(200, "success");
    });
    const Json answer =
        world.post("/sim/say", {{"account", "oa"}, {"openid", "g-li"}, {"type", "text"}, {"content", "x"}});
    over.set_value();
    CHECK(answer["tries"] == 3);
    CHECK(answer["why"] == "timeout");
}

TEST_CASE("a malformed reply is not repeated and shows the notice of a faulty service") {
    Talk talk("plain");
    const auto why = [&](const std::string& body) {
        talk.callback.answer_with([body](const http::Request&) { return xml(body); });
        const Json answer = talk.say("进度");
        CHECK(answer["tries"] == 1);
        return answer.value("why", "");
    };
    CHECK(why("ok") == "malformed: neither success nor <xml> nor JSON");
    CHECK(why(reply_to("someone-else", "<MsgType>text</MsgType><Content>x</Content>")) ==
          "malformed: ToUserName is not the sender's openid");
    CHECK(why(text_reply(std::string(2049, 'x'))) == "malformed: Content is longer than 2048 bytes");
    const std::string item = "<item><Title>a</Title><Description/><PicUrl/><Url>http://x/</Url></item>";
    CHECK(why(reply_to("g-li", "<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles>" + item + item +
                                   "</Articles>")) == "malformed: news of 2 articles: one is allowed");
    CHECK(
        why(reply_to("g-li", "<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles>" + item + "</Articles>"))
            .empty());
}

TEST_CASE("the same message can be sent again as WeChat does after a lost answer") {
    Talk talk("plain");
    const Json first = talk.say("记录");
    talk.say("记录", {{"msg_id", first["msg_id"]}, {"created", first["created"]}});
    const auto received = talk.callback.received();
    REQUIRE(received.size() == 2);
    CHECK(received[0].body == received[1].body);
}

TEST_CASE("the callback address is verified with an echostr") {
    Talk talk("safe");
    CHECK(talk.world.post("/sim/verify", {{"account", "oa"}})["ok"] == false);
    talk.callback.answer_with([](const http::Request& request) {
        return http::Response::text(200, request.query_value("echostr").value_or(""));
    });
    CHECK(talk.world.post("/sim/verify", {{"account", "oa"}})["ok"] == true);
}

TEST_CASE("accepted popups are pushed one by one, in JSON without a wrapper") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("mp", callback.url());
    world.post("/sim/account", {{"account", "mp"}, {"mode", "plain"}});
    const Json answer =
        world.post("/sim/consent", {{"account", "mp"}, {"openid", "o-li"}, {"template_id", "T1"}, {"count", 2}});
    CHECK(answer["balance"] == 2);
    CHECK(answer["delivered"] == 2);
    const auto received = callback.received();
    REQUIRE(received.size() == 2);
    const Json first = Json::parse(received[0].body);
    CHECK(first["Event"] == "subscribe_msg_popup_event");
    CHECK(first["List"]["SubscribeStatusString"] == "accept");
    CHECK(first["List"]["PopupScene"] == "0");
    CHECK(first["CreateTime"] != Json::parse(received[1].body)["CreateTime"]);
}
