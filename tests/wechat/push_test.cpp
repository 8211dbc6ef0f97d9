#include "lib/wechat/push.hpp"

#include <catch2/catch.hpp>

#include "tests/wechat/push_parts.hpp"

using namespace league;
using namespace league::wechat;
using test::account_in;
using test::sealed;
using test::signed_query;

namespace {

const std::string kText =
    "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName>"
    "<CreateTime>1714036504</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[进度 城关镇]]></Content>"
    "<MsgId>23456789012345678</MsgId></xml>";

Result<Push, PushFailure> read_in(PushMode mode, const std::string& body) {
    const PushReader reader(account_in(mode));
    return reader.read(signed_query(reader.crypto()), body);
}

PushFailure failure_of(const Result<Push, PushFailure>& result) {
    REQUIRE_FALSE(result);
    return result.error();
}

}  // namespace

TEST_CASE("the address check answers the echo only when it is signed") {
    const PushReader reader(account_in(PushMode::safe));
    auto query = signed_query(reader.crypto());
    query.echostr = "4375120948345356249";
    CHECK(reader.verify_address(query) == "4375120948345356249");
    query.signature[0] = 'x';
    CHECK_FALSE(reader.verify_address(query));
    query.signature.clear();
    CHECK_FALSE(reader.verify_address(query));
}

TEST_CASE("a plain push is read by an account in plain mode") {
    const auto push = read_in(PushMode::plain, kText);
    REQUIRE(push);
    CHECK(push->account == "oa");
    CHECK(push->to == "gh_0123456789ab");
    CHECK(push->from == OpenId("oABC"));
    CHECK(push->created == 1714036504);
    CHECK(push->msg_id == "23456789012345678");
    CHECK(std::get<TextMessage>(push->body).content == "进度 城关镇");
    CHECK_FALSE(push->encrypted);
    CHECK(push->format == WireFormat::xml);
}

TEST_CASE("an account that demands encryption refuses a plain push, signed or not") {
    CHECK(failure_of(read_in(PushMode::safe, kText)) == PushFailure::wrong_mode);
    CHECK(failure_of(read_in(PushMode::compatible, kText)) == PushFailure::wrong_mode);
}

TEST_CASE("an account in plain mode refuses what it cannot read") {
    const PushReader reader(account_in(PushMode::plain));
    const auto push = sealed(reader.crypto(), kText);
    CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::wrong_mode);
}

TEST_CASE("a safe push is read as XML and as JSON") {
    const PushReader reader(account_in(PushMode::safe));
    const auto xml = sealed(reader.crypto(), kText);
    const auto from_xml = reader.read(xml.query, xml.body);
    REQUIRE(from_xml);
    CHECK(from_xml->encrypted);
    CHECK(from_xml->msg_id == "23456789012345678");

    const auto json = sealed(reader.crypto(), R"({"ToUserName":"gh_1","FromUserName":"o1","CreateTime":"1714036504",
        "MsgType":"text","Content":"你好","MsgId":18446744073709551615})");
    const auto from_json = reader.read(json.query, json.body);
    REQUIRE(from_json);
    CHECK(from_json->format == WireFormat::json);
    CHECK(from_json->created == 1714036504);
    CHECK(from_json->msg_id == "18446744073709551615");
    CHECK(std::get<TextMessage>(from_json->body).content == "你好");
}

TEST_CASE("in compatible mode only the encrypted part is believed") {
    const PushReader reader(account_in(PushMode::compatible));
    const auto push = sealed(reader.crypto(), kText,
                             "<FromUserName>oFORGED</FromUserName><MsgType>text</MsgType><Content>forged</Content>"
                             "<MsgId>1</MsgId>");
    const auto read = reader.read(push.query, push.body);
    REQUIRE(read);
    CHECK(read->from == OpenId("oABC"));
    CHECK(read->msg_id == "23456789012345678");
    CHECK(std::get<TextMessage>(read->body).content == "进度 城关镇");
}

TEST_CASE("a push whose signatures do not both hold is not from WeChat") {
    const PushReader reader(account_in(PushMode::safe));
    const auto good = sealed(reader.crypto(), kText);
    SECTION("signature of the query") {
        auto push = good;
        push.query.signature.assign(40, '0');
        CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::bad_signature);
    }
    SECTION("signature of the message") {
        auto push = good;
        push.query.msg_signature.assign(40, '0');
        CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::bad_signature);
    }
    SECTION("another message under the signature of this one") {
        auto push = good;
        push.body = sealed(reader.crypto(), kText + " ").body;
        CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::bad_signature);
    }
    SECTION("another time under the signature of this one") {
        auto push = good;
        push.query.timestamp = "1714036505";
        CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::bad_signature);
    }
    SECTION("the whole query missing") {
        CHECK(failure_of(reader.read({}, good.body)) == PushFailure::bad_signature);
    }
}

TEST_CASE("a push made for another account with the same token and key is refused") {
    const PushReader reader(account_in(PushMode::safe));
    auto other = account_in(PushMode::safe);
    other.appid = "wx9999999999999999";
    const auto push = sealed(PushCrypto(other), kText);
    CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::wrong_appid);
}

TEST_CASE("a push under another key is refused and named so") {
    const PushReader reader(account_in(PushMode::safe));
    auto other = account_in(PushMode::safe);
    other.aes_key = Secret("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
    const auto push = sealed(PushCrypto(other), kText);
    CHECK(failure_of(reader.read(push.query, push.body)) == PushFailure::cannot_decrypt);
}

TEST_CASE("two tries of one push have one dedupe key, two pushes have two") {
    const PushReader reader(account_in(PushMode::safe));
    const std::string event =
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
        "<CreateTime>1714036504</CreateTime><MsgType>event</MsgType><Event>CLICK</Event>"
        "<EventKey>progress</EventKey></xml>";
    const auto key_of = [&](const std::string& message) {
        const auto push = sealed(reader.crypto(), message);
        const auto read = reader.read(push.query, push.body);
        REQUIRE(read);
        return dedupe_key(*read);
    };
    CHECK(key_of(kText) == "oa:msgid:23456789012345678");
    CHECK(key_of(event) == "oa:sha256:" + sha256_hex(event));
    // Same person, second and kind: the hash still tells them apart.
    CHECK(key_of(event) != key_of("<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
                                  "<CreateTime>1714036504</CreateTime><MsgType>event</MsgType><Event>CLICK</Event>"
                                  "<EventKey>help</EventKey></xml>"));
}

TEST_CASE("a hostile body is refused by name and never followed") {
    const auto in_xml = [](const std::string& content) {
        return "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>" +
               content + "</Content></xml>";
    };
    SECTION("billion laughs") {
        const std::string laughs =
            "<!DOCTYPE xml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
            "\"&b;&b;&b;&b;\">]>" +
            in_xml("&c;");
        CHECK(failure_of(read_in(PushMode::plain, laughs)) == PushFailure::malformed);
    }
    SECTION("external entity") {
        const std::string outside =
            "<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" + in_xml("&f;");
        CHECK(failure_of(read_in(PushMode::plain, outside)) == PushFailure::malformed);
    }
    SECTION("the words of a document type inside a text are only words") {
        const auto push = read_in(PushMode::plain, in_xml("<![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]>"));
        REQUIRE(push);
        CHECK(std::get<TextMessage>(push->body).content == "<!DOCTYPE x [<!ENTITY a 'b'>]>");
    }
    SECTION("deep nesting") {
        std::string deep_xml;
        std::string deep_json = "{\"a\":";
        for (int i = 0; i < 50000; ++i) {
            deep_xml += "<a>";
            deep_json += "[";
        }
        CHECK(failure_of(read_in(PushMode::plain, deep_xml)) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, deep_json)) == PushFailure::too_deep);
        std::string closed = "<xml>";
        for (int i = 0; i < 1000; ++i) closed += "<a>";
        for (int i = 0; i < 1000; ++i) closed += "</a>";
        CHECK(failure_of(read_in(PushMode::plain, closed + "</xml>")) == PushFailure::too_deep);
    }
    SECTION("a megabyte") {
        CHECK(failure_of(read_in(PushMode::plain, in_xml(std::string(1024 * 1024, 'x')))) == PushFailure::too_large);
    }
    SECTION("a hundred thousand elements") {
        std::string many = "<xml>";
        for (int i = 0; i < 100000; ++i) many += "<a/>";
        CHECK(failure_of(read_in(PushMode::plain, many + "</xml>")) == PushFailure::too_large);
    }
    SECTION("NUL and bytes that are no text") {
        CHECK(failure_of(read_in(PushMode::plain, in_xml(std::string("a\0b", 3)))) == PushFailure::not_utf8);
        CHECK(failure_of(read_in(PushMode::plain, in_xml("\xff\xfe"))) == PushFailure::not_utf8);
        CHECK(failure_of(read_in(PushMode::plain, in_xml("\xed\xa0\x80"))) == PushFailure::not_utf8);
        CHECK(failure_of(read_in(PushMode::plain, R"({"MsgType":"text","Content":"a\u0000b"})")) ==
              PushFailure::not_utf8);
        CHECK(failure_of(read_in(PushMode::plain, in_xml("&#xD800;"))) == PushFailure::not_utf8);
    }
    SECTION("nothing, half a document, two documents, another format") {
        CHECK(failure_of(read_in(PushMode::plain, "")) == PushFailure::empty);
        CHECK(failure_of(read_in(PushMode::plain, "  \n")) == PushFailure::empty);
        CHECK(failure_of(read_in(PushMode::plain, "<xml><MsgType>text")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "<xml/><xml/>")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "{\"MsgType\":")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "[1]")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "a=b")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "<xml></xml>")) == PushFailure::malformed);
        CHECK(failure_of(read_in(PushMode::plain, "{}")) == PushFailure::malformed);
    }
}

TEST_CASE("a message split over several CDATA sections is one text") {
    const auto push = read_in(PushMode::plain,
                              "<xml><MsgType>text</MsgType><Content><![CDATA[a]]]]><![CDATA[>b]]>"
                              "</Content><MsgId>7</MsgId></xml>");
    REQUIRE(push);
    CHECK(std::get<TextMessage>(push->body).content == "a]]>b");
}
