#include "lib/platform/crypto.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "lib/platform/random.hpp"

using namespace league;

namespace {

KeysConfig two_keys(const std::string& active) {
    KeysConfig keys;
    keys.active = active;
    keys.encryption["k1"] = Secret(std::string(64, '1'));
    keys.encryption["k2"] = Secret(std::string(64, '2'));
    keys.lookup = Secret(std::string(64, 'a'));
    return keys;
}

std::string why_not(const Cipher& cipher, const std::string& context, const std::string& sealed) {
    try {
        cipher.open(context, sealed);
        return "opened";
    } catch (const Problem& problem) {
        return problem.key();
    }
}

}  // namespace

TEST_CASE("a sealed value opens to the same text, of any length") {
    SystemRandom random;
    const OpensslCipher cipher(two_keys("k1"), random);
    for (const std::size_t length : {0U, 1U, 2U, 3U, 11U, 12U, 100U, 5000U}) {
        const std::string text(length, 'x');
        const auto sealed = cipher.seal("people.name", text);
        CHECK(sealed.starts_with("v1.k1."));
        CHECK(cipher.open("people.name", sealed) == text);
    }
}

TEST_CASE("two seals of one text differ") {
    SystemRandom random;
    const OpensslCipher cipher(two_keys("k1"), random);
    CHECK(cipher.seal("c", "13800000000") != cipher.seal("c", "13800000000"));
}

TEST_CASE("a sealed value does not open once any character of it was changed") {
    SystemRandom random;
    const OpensslCipher cipher(two_keys("k1"), random);
    const auto sealed = cipher.seal("people.name", "secret");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CAPTURE(i, changed);
        CHECK(why_not(cipher, "people.name", changed) == "sealed_value_damaged");
    }
    CHECK(why_not(cipher, "people.name", sealed.substr(0, sealed.size() - 1)) == "sealed_value_damaged");
    CHECK(why_not(cipher, "people.name", "") == "sealed_value_damaged");
    CHECK(why_not(cipher, "people.name", "v1.k1.") == "sealed_value_damaged");
}

TEST_CASE("a sealed value does not open in another column or under another key's name") {
    SystemRandom random;
    const OpensslCipher cipher(two_keys("k1"), random);
    auto sealed = cipher.seal("people.name", "secret");
    CHECK(why_not(cipher, "people.phone", sealed) == "sealed_value_damaged");
    sealed[4] = '2';
    CHECK(why_not(cipher, "people.name", sealed) == "sealed_value_damaged");
}

TEST_CASE("data sealed before a rotation opens after it, as long as the old key is kept") {
    SystemRandom random;
    const auto sealed = OpensslCipher(two_keys("k1"), random).seal("c", "old");
    const OpensslCipher rotated(two_keys("k2"), random);
    CHECK(rotated.open("c", sealed) == "old");
    CHECK(rotated.seal("c", "new").starts_with("v1.k2."));

    auto without = two_keys("k2");
    without.encryption.erase("k1");
    CHECK(why_not(OpensslCipher(without, random), "c", sealed) == "sealed_value_damaged");
}

TEST_CASE("a cipher without its active key or with a bad one is not made") {
    SystemRandom random;
    CHECK_THROWS_AS(OpensslCipher(two_keys("k3"), random), Problem);
    auto keys = two_keys("k1");
    keys.encryption["k1"] = Secret("too short");
    CHECK_THROWS_AS(OpensslCipher(keys, random), Problem);
    keys = two_keys("k1");
    keys.lookup = Secret(std::string(64, 'g'));
    CHECK_THROWS_AS(OpensslDigest(keys), Problem);
}

TEST_CASE("sha256 is that of the published vectors") {
    const OpensslDigest digest(two_keys("k1"));
    CHECK(digest.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a keyed hash depends on the key, the purpose and the text, and on where one ends") {
    const OpensslDigest digest(two_keys("k1"));
    auto other_key = two_keys("k1");
    other_key.lookup = Secret(std::string(64, 'b'));
    const std::set<std::string> hashes{digest.keyed("phone", "1"), digest.keyed("phone", "2"),
                                       digest.keyed("openid", "1"), digest.keyed("phone1", ""),
                                       OpensslDigest(other_key).keyed("phone", "1")};
    CHECK(hashes.size() == 5);
    CHECK(digest.keyed("phone", "1") == digest.keyed("phone", "1"));
    CHECK(digest.keyed("phone", "1").size() == 64);
}

TEST_CASE("random bytes fill the whole span and differ") {
    SystemRandom random;
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) tokens.insert(make_token(random));
    CHECK(tokens.size() == 100);
}
