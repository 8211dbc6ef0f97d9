// The key of the records is changed: what the old one sealed is sealed anew.
#include "lib/app/reseal.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "lib/platform/crypto.hpp"
#include "lib/storage/feedback_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/sealed_columns.hpp"
#include "tests/support/places.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

/// The World's county under a second key; the first still opens.
struct Rotated : World {
    static KeysConfig ring(bool has_old) {
        KeysConfig keys;
        keys.active = "k2";
        if (has_old) keys.encryption["k1"] = Secret(std::string(64, '1'));
        keys.encryption["k2"] = Secret(std::string(64, '2'));
        keys.lookup = Secret(std::string(64, 'a'));
        return keys;
    }
    void wish(const std::string& key) {
        OutboxDraft draft;
        draft.id = OutboxId(make_uuid_v7(random(), clock().now()));
        draft.kind = "tell";
        draft.account = "oa";
        draft.dedupe_key = key;
        draft.payload = {{"words", "内容"}};
        database().write([&](Transaction& tx) { OutboxWriter(tx, seals()).enqueue(draft); });
    }

    OpensslCipher cipher_of_both{ring(true), random()};
    OpensslCipher cipher_of_new{ring(false), random()};
    Seals both{cipher_of_both, digest()};
    Seals fresh{cipher_of_new, digest()};
};

/// "table.column" of every sealed column that the migrations make.
std::set<std::string> columns_of_schema() {
    static const std::regex kTable("^(?:CREATE|ALTER) TABLE (?:new_)?(\\w+)");
    static const std::regex kColumn("\\b(\\w+_sealed)\\s+TEXT");
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/lib/storage/migrations")) {
        if (entry.path().extension() != ".sql") continue;
        std::ifstream file(entry.path());
        std::string table;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("--")) continue;
            std::smatch match;
            if (std::regex_search(line, match, kTable)) table = match[1];
            if (std::regex_search(line, match, kColumn)) found.insert(table + "." + match[1].str());
        }
    }
    return found;
}

}  // namespace

TEST_CASE("every sealed column of the schema is sealed anew") {
    std::set<std::string> listed;
    for (const SealedColumn& one : sealed_columns()) {
        listed.insert(std::string(one.table) + "." + std::string(one.column));
    }
    CHECK(columns_of_schema().size() > 20);
    CHECK(listed == columns_of_schema());
}

TEST_CASE("after a change of the key all values are sealed with the new one, and open without the old") {
    Rotated world;
    for (int i = 0; i < 250; ++i) world.wish("wish-" + std::to_string(i));
    Reseal reseal(world.database(), world.both);
    const long long all = reseal.count_by_key().at("k1");
    CHECK(all > 250);
    CHECK(reseal.count_by_key().size() == 1);

    // Cut short, it goes on where it was.
    CHECK(reseal.run(100) == 100);
    CHECK(reseal.count_by_key().at("k2") == 100);
    CHECK(reseal.run(1000000) == all - 100);
    CHECK(reseal.run(1000000) == 0);
    CHECK(reseal.count_by_key() == std::map<std::string, long long>{{"k2", all}});

    world.database().read([&](ReadTransaction& tx) {
        const auto person = PersonStore(tx, world.fresh).find(*world.officer.person);
        REQUIRE(person);
        CHECK_FALSE(person->name.empty());
        CHECK(IdentityStore(tx, world.fresh).find(world.officer.identity)->openid == world.officer.openid);
        CHECK(OutboxStore(tx, world.fresh).find_by_key("wish-7")->payload.at("words") == "内容");
    });
}

TEST_CASE("without the old key nothing is sealed anew, and nothing is lost") {
    Rotated world;
    Reseal reseal(world.database(), world.fresh);
    CHECK_THROWS_AS(reseal.run(10), Problem);
    CHECK(Reseal(world.database(), world.both).count_by_key().size() == 1);
}
