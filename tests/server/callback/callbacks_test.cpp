// /wechat/{account}: who may come in, in which form, and what each kind of push is answered with.
#include <catch2/catch.hpp>

#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "tests/server/chat.hpp"

using namespace league;
using namespace league::test;
using wechat::WireFormat;

namespace {

std::string mode_name(PushMode mode) {
    return mode == PushMode::plain ? "plain" : mode == PushMode::safe ? "safe" : "compatible";
}

std::string invite_to(ServedWorld& served, const std::string& unit) {
    return served.as(served.world.officer, "POST", "/api/v1/invites", {{"role", "branch_secretary"}, {"org_id", unit}})
        .json()
        .at("code")
        .get<std::string>();
}

bool follows(ServedWorld& served, const OpenId& openid) {
    return served.world.database().read([&](ReadTransaction& tx) {
        const auto known = IdentityStore(tx, served.world.seals()).find_known("oa", openid);
        return known && known->follows;
    });
}

}  // namespace

TEST_CASE("the address proves itself with the echo alone, and only to WeChat") {
    ServedWorld served;
    const wechat::PushCrypto crypto(*served.config().account("oa"));
    const std::string path = "/wechat/oa?timestamp=1&nonce=2&echostr=3141592653589793238&signature=";
    const Served right = served.ask("GET", path + crypto.signature("1", "2"));
    CHECK(right.status == 200);
    CHECK(right.body == "3141592653589793238");
    const Served wrong = served.ask("GET", path + crypto.signature("1", "3"));
    CHECK(wrong.status == 403);
    CHECK(wrong.body.find("314159") == std::string::npos);
    CHECK(served.ask("GET", "/wechat/oa").status == 403);
    CHECK(served.ask("GET", "/wechat/nobody?echostr=1").status == 404);
}

TEST_CASE("every mode and format is answered in its own form") {
    for (const PushMode mode : {PushMode::plain, PushMode::compatible, PushMode::safe}) {
        ServedWorld served([mode](Config& config) { config.accounts[0].mode = mode; });
        for (const WireFormat format : {WireFormat::xml, WireFormat::json}) {
            INFO(mode_name(mode) << (format == WireFormat::xml ? " xml" : " json"));
            Chat chat(served, "oa", format);
            const auto reply = chat.say(served.world.stranger, "帮助");
            CHECK(reply.status == 200);
            CHECK(reply.type == "text");
            CHECK(reply.says("绑定"));
            CHECK(reply.to == served.world.stranger.openid.str());
            CHECK(reply.encrypted == (mode != PushMode::plain));
            CHECK(reply.raw.front() == (format == WireFormat::xml ? '<' : '{'));
        }
    }
}

TEST_CASE("what is not signed by WeChat is 403 and changes nothing") {
    ServedWorld served;
    Chat chat(served);
    const OpenId who("o-forged");
    auto sealed = chat.seal(chat.message(who, "event", {{"Event", "subscribe"}, {"EventKey", ""}}, ""));
    CHECK(chat.send({"/wechat/oa", sealed.body}).status == 403);
    const wechat::PushCrypto other(Secret("another"), Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
                                   served.config().account("oa")->appid);
    CHECK(chat.send(chat.seal_with(other, "<xml></xml>")).status == 403);
    // Signed and sealed with the right keys, for another account: a replay.
    const wechat::PushCrypto elsewhere(Secret("tokenofoa"), Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
                                       "wx-somebody-else");
    CHECK(chat.send(chat.seal_with(elsewhere, chat.message(who, "text", {{"Content", "帮助"}}, "1"))).status == 403);
    CHECK_FALSE(follows(served, who));
}

TEST_CASE("what is signed and cannot be read is answered with success") {
    ServedWorld served;
    Chat chat(served);
    auto sealed = chat.seal("<xml><MsgType>text</MsgType>");
    CHECK(chat.send(sealed).is_silent());
    CHECK(chat.send(chat.seal("no message at all")).is_silent());
    CHECK(chat.send(chat.seal("<xml></xml>")).is_silent());
    CHECK(chat.send({sealed.path, "<xml><MsgType><![CDATA[text]]></MsgType></xml>"}).is_silent());
    CHECK(chat.send({sealed.path, std::string(2000, '<')}).is_silent());
    CHECK(served.ask("GET", "/metrics").body.find("kind=\"unreadable\"") != std::string::npos);
}

TEST_CASE("every kind of message is answered") {
    ServedWorld served;
    Chat chat(served);
    const OpenId& who = served.world.cg01_secretary.openid;
    const auto send = [&](const std::string& type, const Chat::Fields& fields) {
        return chat.push(who, type, fields, Chat::next_id());
    };
    CHECK(send("text", {{"Content", "帮助"}}).says("撤回"));
    CHECK(send("image", {{"PicUrl", "http://x/1"}, {"MediaId", "m1"}}).says("照片"));
    CHECK(send("voice", {{"MediaId", "m2"}, {"Format", "amr"}}).says("没有听出您说的话"));
    CHECK(send("voice", {{"MediaId", "m2"}, {"Format", "amr"}, {"Recognition", "帮助。"}}).says("撤回"));
    CHECK(send("video", {{"MediaId", "m3"}, {"ThumbMediaId", "m4"}}).says("文字"));
    CHECK(send("shortvideo", {{"MediaId", "m3"}, {"ThumbMediaId", "m4"}}).says("文字"));
    CHECK(send("location", {{"Location_X", "1.5"}, {"Location_Y", "2.5"}, {"Scale", "15"}}).says("文字"));
    CHECK(send("link", {{"Title", "t"}, {"Description", "d"}, {"Url", "http://x"}}).says("文字"));
    CHECK(send("hologram", {{"Light", "1"}}).is_silent());
}

TEST_CASE("every kind of event is answered or taken in silence") {
    ServedWorld served;
    Chat chat(served);
    const OpenId& who = served.world.cg01_secretary.openid;
    CHECK(chat.event(who, "subscribe", {{"EventKey", ""}}).says("欢迎"));
    CHECK(chat.event(who, "SCAN", {{"EventKey", "poster"}, {"Ticket", "t"}}).says("欢迎"));
    CHECK(chat.event(who, "CLICK", {{"EventKey", "progress"}}).says("清河县"));
    CHECK(chat.event(who, "CLICK", {{"EventKey", "进度"}}).says("清河县"));
    CHECK(chat.event(who, "CLICK", {{"EventKey", "record"}}).says("1/5"));
    CHECK(chat.event(who, "CLICK", {{"EventKey", "something"}}).says("撤回"));
    CHECK(chat.event(who, "scancode_waitmsg", {{"EventKey", "k"}},
                     "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>invite:WRNG2345</ScanResult></ScanCodeInfo>")
              .says("邀请码不对"));
    for (const char* name :
         {"scancode_push", "LOCATION", "VIEW", "view_miniprogram", "pic_sysphoto", "pic_photo_or_album", "pic_weixin",
          "location_select", "TEMPLATESENDJOBFINISH", "MASSSENDJOBFINISH", "PUBLISHJOBFINISH",
          "subscribe_msg_popup_event", "subscribe_msg_change_event", "subscribe_msg_sent_event", "wxa_media_check",
          "unsubscribe", "an_event_of_tomorrow"}) {
        INFO(name);
        CHECK(chat.event(who, name, {{"EventKey", "x"}}).is_silent());
    }
    const std::string metrics = served.ask("GET", "/metrics").body;
    CHECK(metrics.find("kind=\"unknown\"") != std::string::npos);
    CHECK(metrics.find("an_event_of_tomorrow") == std::string::npos);
}

TEST_CASE("the end of a mass send is kept once, also when its number is not known yet") {
    ServedWorld served;
    Chat chat(served);
    const OpenId platform("o-platform");
    const std::string address =
        "<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx>"
        "<ArticleUrl>https://mp.weixin.qq.com/s/abc</ArticleUrl></item></ResultList>"
        "</ArticleUrlResult>";
    CHECK(
        chat.event(platform, "MASSSENDJOBFINISH", {{"MsgID", "77"}, {"Status", "send success"}}, address).is_silent());
    CHECK(chat.event(platform, "MASSSENDJOBFINISH", {{"MsgID", "77"}, {"Status", "err(20001)"}}).is_silent());
    CHECK(chat.event(platform, "MASSSENDJOBFINISH", {{"MsgID", "78"}, {"Status", "err(40002)"}}).is_silent());
    const auto result = [&](const char* number) {
        return served.world.database().read(
            [&](ReadTransaction& tx) { return BulletinStore(tx).mass_result("oa", number); });
    };
    REQUIRE(result("77"));
    CHECK(result("77")->succeeded);
    CHECK(result("77")->article_url == "https://mp.weixin.qq.com/s/abc");
    REQUIRE(result("78"));
    CHECK(result("78")->error == 40002);
}

TEST_CASE("a scanned invite binds at once, whether the person followed before or not") {
    ServedWorld served;
    Chat chat(served);
    const OpenId fresh("o-fresh");
    const std::string first = invite_to(served, "QH-CG-02");
    CHECK(chat.event(fresh, "subscribe", {{"EventKey", "qrscene_invite:" + first}, {"Ticket", "t"}}).says("绑定成功"));
    CHECK(follows(served, fresh));
    CHECK(chat.say(fresh, "我的").says("城关镇东街团支部"));
    CHECK(chat.event(served.world.stranger.openid, "SCAN", {{"EventKey", "invite:" + invite_to(served, "QH-LS-02")}})
              .says("绑定成功"));
    // Used up: said, and welcomed all the same.
    const auto late = chat.event(OpenId("o-late"), "subscribe", {{"EventKey", "qrscene_invite:" + first}});
    CHECK(late.says("已经用过"));
    CHECK(late.says("欢迎"));
}

TEST_CASE("who leaves does not follow any more and who comes back does") {
    ServedWorld served;
    Chat chat(served);
    const OpenId& who = served.world.stranger.openid;
    CHECK(follows(served, who));
    CHECK(chat.event(who, "unsubscribe", {{"EventKey", ""}}).is_silent());
    CHECK_FALSE(follows(served, who));
    CHECK(chat.event(who, "unsubscribe", {{"EventKey", ""}}).is_silent());
    CHECK(chat.event(who, "subscribe", {{"EventKey", ""}}).says("欢迎"));
    CHECK(follows(served, who));
}

TEST_CASE("consent that WeChat reports is counted once") {
    ServedWorld served;
    Chat chat(served, "mp", WireFormat::json);
    const CastMember phone = served.world.newcomer("mp", "m-zhang");
    const std::string one = R"("List":{"TemplateId":"T-mp","SubscribeStatusString":"accept","PopupScene":"0"})";
    const auto sealed =
        chat.seal(chat.message(phone.openid, "event", {{"Event", "subscribe_msg_popup_event"}}, "", one));
    CHECK(chat.send(sealed).is_silent());
    CHECK(chat.send(sealed).is_silent());
    const auto balance = [&] {
        return served.world.database().read([&](ReadTransaction& tx) {
            return tx.value<std::int64_t>("SELECT balance FROM consents WHERE identity_id = $1", phone.identity)
                .value_or(-1);
        });
    };
    CHECK(balance() == 1);
    const std::string off = R"("List":[{"TemplateId":"T-mp","SubscribeStatusString":"reject"}])";
    CHECK(chat.event(phone.openid, "subscribe_msg_change_event", {}, off).is_silent());
    CHECK(balance() == 0);
}

TEST_CASE("a mini program's messages are taken in silence") {
    ServedWorld served;
    Chat chat(served, "mp", WireFormat::json);
    CHECK(chat.say(OpenId("m-1"), "记录").is_silent());
    CHECK(chat.event(OpenId("m-1"), "user_enter_tempsession").is_silent());
}

TEST_CASE("a message opens the customer-service window and an event does not") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.stranger;
    const auto last = [&] {
        served.app().flush_contacts();
        return served.world.database().read([&](ReadTransaction& tx) {
            return IdentityStore(tx, served.world.seals()).find(who.identity)->last_message_at;
        });
    };
    chat.event(who.openid, "CLICK", {{"EventKey", "help"}});
    CHECK_FALSE(last());
    chat.say(who, "帮助");
    CHECK(last() == served.world.clock().now());
}
