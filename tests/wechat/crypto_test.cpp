#include "lib/wechat/crypto.hpp"

#include <catch2/catch.hpp>

#include "lib/base/problem.hpp"
#include "tests/wechat/counting_random.hpp"

using namespace league;
using namespace league::wechat;

namespace {

// The example that Tencent ships with its own libraries: key, message and signature are theirs.
constexpr auto kPublishedToken = "QDG6eK";
constexpr auto kPublishedKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
constexpr auto kPublishedId = "wx5823bf96d3bd56c7";
constexpr auto kPublishedMessage =
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/"
    "sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+"
    "LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9"
    "EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/"
    "T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

// Made with the openssl command line: key of the letters below, 16 bytes "0123456789abcdef", "<xml>团</xml>"
// (14 bytes), appid wx1234567890abcdef, pad of 12.
constexpr auto kSpareBitsKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
constexpr auto kOpensslMessage =
    "Q3stYC6hdFzMh9T8HCvyDJY2nfeY01jqQmqJqOIsSrGTQxswpPqJpVdjgJcZI6PJlRGdSGRvfwkBfqoUhYMEJQ==";

PushCrypto crypto_for(const std::string& appid, const std::string& key = kSpareBitsKey) {
    return PushCrypto(Secret("AAAAA"), Secret(key), appid);
}

}  // namespace

TEST_CASE("the documented example of an address check is signed as documented") {
    const PushCrypto crypto(Secret("AAAAA"), Secret(), "wx1");
    CHECK(crypto.signature("1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696");
    CHECK(crypto.is_signed("f464b24fc39322e44b38aa78f5edd27bd1441696", "1714036504", "1514711492"));
    CHECK_FALSE(crypto.is_signed("f464b24fc39322e44b38aa78f5edd27bd1441697", "1714036504", "1514711492"));
    CHECK_FALSE(crypto.is_signed("F464B24FC39322E44B38AA78F5EDD27BD1441696", "1714036504", "1514711492"));
    CHECK_FALSE(crypto.is_signed("", "1714036504", "1514711492"));
}

TEST_CASE("the parts of a signature are sorted as bytes and not as numbers") {
    CHECK(sign({"9", "10"}) == sha1_hex("109"));
    CHECK(sign({"a", "B", "\xe5\x9b\xa2"}) == sha1_hex("Ba\xe5\x9b\xa2"));
}

TEST_CASE("hashes are those of the standards") {
    CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("with an empty token nothing counts as signed") {
    const PushCrypto crypto(Secret(""), Secret(), "wx1");
    CHECK_FALSE(crypto.is_signed(sha1_hex("12"), "1", "2"));
    CHECK_FALSE(crypto.is_message_signed(sha1_hex("123"), "1", "2", "3"));
}

TEST_CASE("base64 is the standard's, and its last character may carry spare bits") {
    CHECK(base64_encode("") == "");
    CHECK(base64_encode("f") == "Zg==");
    CHECK(base64_encode("fo") == "Zm8=");
    CHECK(base64_encode("foobar") == "Zm9vYmFy");
    CHECK(base64_decode("Zm9vYmFy") == "foobar");
    CHECK(base64_decode("Zg==") == "f");
    CHECK(base64_decode("Zh==") == "f");
    for (const auto* wrong : {"Z", "Zg=", "Zg", "====", "Z===", "Zm9v\n", "Zm-v", "Z=9v", "Zg==Zg=="}) {
        INFO(wrong);
        CHECK_FALSE(base64_decode(wrong).has_value());
    }
}

TEST_CASE("the published encrypted message opens and its signature holds") {
    const PushCrypto crypto(Secret(kPublishedToken), Secret(kPublishedKey), kPublishedId);
    CHECK(crypto.is_message_signed("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149",
                                   kPublishedMessage));
    const auto message = crypto.decrypt(kPublishedMessage);
    REQUIRE(message);
    CHECK(message->find("<Content><![CDATA[hello]]></Content>") != std::string::npos);
    CHECK(message->find("<MsgId>4561255354251345929</MsgId>") != std::string::npos);
}

TEST_CASE("a message encrypted by another program opens") {
    const auto message = crypto_for("wx1234567890abcdef").decrypt(kOpensslMessage);
    REQUIRE(message);
    CHECK(*message == "<xml>团</xml>");
}

TEST_CASE("what is encrypted opens again, for every length around the padding block") {
    test::CountingRandom random;
    const auto crypto = crypto_for("wx1234567890abcdef");
    for (std::size_t length = 0; length <= 100; ++length) {
        const std::string message(length, 'x');
        const auto encrypted = crypto.encrypt(message, random);
        const auto bytes = base64_decode(encrypted);
        REQUIRE(bytes);
        CHECK(bytes->size() % 32 == 0);
        const auto opened = crypto.decrypt(encrypted);
        REQUIRE(opened);
        CHECK(*opened == message);
    }
}

TEST_CASE("a full block of padding is added when the message is aligned already") {
    test::CountingRandom random;
    // 16 random + 4 length + 10 message + 2 appid = 32
    const auto bytes = base64_decode(crypto_for("wx").encrypt("0123456789", random));
    REQUIRE(bytes);
    CHECK(bytes->size() == 64);
}

TEST_CASE("two encryptions of one text differ") {
    test::CountingRandom random;
    const auto crypto = crypto_for("wx1");
    CHECK(crypto.encrypt("same", random) != crypto.encrypt("same", random));
}

TEST_CASE("a message for another account does not open") {
    test::CountingRandom random;
    const auto encrypted = crypto_for("wx1234567890abcdef").encrypt("hello", random);
    for (const auto* other :
         {"wx1234567890abcdee", "wx1234567890abcdeff", "x1234567890abcdef", "", "WX1234567890ABCDEF"}) {
        INFO(other);
        const auto opened = crypto_for(other).decrypt(encrypted);
        REQUIRE_FALSE(opened);
        CHECK(opened.error() == DecryptFailure::wrong_appid);
    }
}

TEST_CASE("each kind of damage has its own name") {
    test::CountingRandom random;
    const auto crypto = crypto_for("wx1");
    CHECK(crypto.decrypt("").error() == DecryptFailure::bad_length);
    CHECK(crypto.decrypt("AAAA").error() == DecryptFailure::bad_length);
    CHECK(crypto.decrypt("not base64!").error() == DecryptFailure::bad_base64);
    CHECK(crypto.decrypt(std::string(9 * 1024 * 1024, 'A')).error() == DecryptFailure::bad_length);
    CHECK(PushCrypto(Secret("t"), Secret(), "wx1").decrypt("AAAA").error() == DecryptFailure::no_key);

    // A block of zeros decrypts to noise; whatever comes of it, it is no message.
    const auto noise = crypto.decrypt(base64_encode(std::string(32, '\0')));
    CHECK_FALSE(noise);
}

TEST_CASE("no single changed byte of a message goes unnoticed as another message of this account") {
    test::CountingRandom random;
    const auto crypto = crypto_for("wx1234567890abcdef");
    const std::string message = "<xml><Content>hello</Content></xml>";
    auto bytes = *base64_decode(crypto.encrypt(message, random));
    // The signature is what protects the text; here only that nothing reads past its end or crashes.
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x80);
        const auto opened = crypto.decrypt(base64_encode(damaged));
        if (opened) CHECK(opened->size() <= damaged.size());
    }
}

TEST_CASE("a key that is not 43 letters and digits stops the start") {
    for (const auto* key :
         {"short", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH",
          "abcdefghijklmnopqrstuvwxyz0123456789ABCDE+/"}) {
        INFO(key);
        CHECK_THROWS_AS(PushCrypto(Secret("t"), Secret(key), "wx1"), Problem);
    }
    CHECK(crypto_for("wx1").has_key());
}
