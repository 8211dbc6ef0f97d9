#include "tests/support/world.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/cache_redis.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/support/redis_server.hpp"

namespace league::test {
namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
}

KeysConfig test_keys() {
    KeysConfig keys;
    keys.active = "k1";
    keys.encryption["k1"] = Secret(std::string(64, '1'));
    keys.lookup = Secret(std::string(64, 'a'));
    return keys;
}

DatabaseOptions file_in(const TempFolder& folder) {
    DatabaseOptions options;
    options.path = folder.file("league.db");
    return options;
}

}  // namespace

struct World::Parts {
    TempFolder folder;
    ManualClock clock{at_beijing(day(2026, 11, 10), 9 * 60)};
    SystemRandom random;
    OpensslDigest digest{test_keys()};
    OpensslCipher cipher{test_keys(), random};
    Seals seals{cipher, digest};
    std::unique_ptr<Database> database = std::make_unique<Database>(file_in(folder), clock);
    std::unique_ptr<RedisServer> redis;
    int people = 0;
    std::unique_ptr<RedisCache> cache;
};

World::World() : parts_(std::make_unique<Parts>()) {
    migrate(database());
    county = found("QH", "清河县", OrgKind::county, "");
    cg = found("QH-CG", "城关镇", OrgKind::township, "QH");
    cg01 = found("QH-CG-01", "城关镇机关团支部", OrgKind::branch, "QH-CG");
    cg02 = found("QH-CG-02", "城关镇东街团支部", OrgKind::branch, "QH-CG");
    ls = found("QH-LS", "柳树镇", OrgKind::township, "QH");
    ls01 = found("QH-LS-01", "柳树镇机关团支部", OrgKind::branch, "QH-LS");
    ls02 = found("QH-LS-02", "柳树镇河湾村团支部", OrgKind::branch, "QH-LS");

    officer = appoint("李团县", Role::county_officer, "QH");
    leader = appoint("周联系", Role::county_leader, "QH-CG");
    cg_secretary = appoint("王城关", Role::township_secretary, "QH-CG");
    ls_secretary = appoint("赵柳树", Role::township_secretary, "QH-LS");
    cg01_secretary = appoint("张支书", Role::branch_secretary, "QH-CG-01");
    ls01_secretary = appoint("陈支书", Role::branch_secretary, "QH-LS-01");
    stranger = newcomer("oa", "o-stranger");
}

World::~World() = default;

Database& World::database() {
    return *parts_->database;
}
ManualClock& World::clock() {
    return parts_->clock;
}
Random& World::random() {
    return parts_->random;
}
const Digest& World::digest() {
    return parts_->digest;
}
const Cipher& World::cipher() {
    return parts_->cipher;
}
const Seals& World::seals() {
    return parts_->seals;
}
const TempFolder& World::folder() const {
    return parts_->folder;
}

Cache& World::cache() {
    if (!parts_->cache) {
        parts_->redis = std::make_unique<RedisServer>();
        RedisConfig config;
        config.socket = parts_->redis->socket();
        config.retry_pause = std::chrono::milliseconds(0);
        parts_->cache = std::make_unique<RedisCache>(config);
    }
    return *parts_->cache;
}

void World::stop_cache() {
    cache();
    parts_->redis->stop();
}

void World::start_cache() {
    cache();
    parts_->redis->start();
}

void World::reopen() {
    parts_->database.reset();
    parts_->database = std::make_unique<Database>(file_in(parts_->folder), parts_->clock);
}

Actor World::actor(const CastMember& member) {
    return database().read([&](ReadTransaction& tx) { return load_actor(tx, member.identity); });
}

OrgUnit World::unit(const std::string& code) {
    return database().read([&](ReadTransaction& tx) { return find_unit_or_throw(tx, code); });
}

CastMember World::newcomer(const std::string& account, const std::string& openid) {
    return database().write([&](Transaction& tx) {
        const OpenId open(openid);
        const IdentityId id(make_uuid_v7(random(), tx.now()));
        const Identity identity = IdentityWriter(tx, seals()).upsert(id, account, open);
        IdentityWriter(tx, seals()).set_follows(identity.id, true);
        return CastMember{"", open, identity.id, identity.person};
    });
}

CastMember World::appoint(const std::string& name, Role role, const std::string& unit_code) {
    CastMember member = newcomer("oa", "o-" + make_uuid_v7(random(), clock().now()));
    member.name = name;
    // A day apart, so that "known longer" means the same in every run.
    const Instant created = at_beijing(add_days(day(2024, 1, 1), parts_->people++));
    database().write([&](Transaction& tx) {
        const PersonId person(make_uuid_v7(random(), tx.now()));
        PersonWriter(tx, seals()).insert({person, name, std::nullopt, created, std::nullopt});
        IdentityWriter(tx, seals()).set_person(member.identity, person);
        const OrgUnit at = find_unit_or_throw(tx, unit_code);
        RoleWriter(tx).grant(RoleGrantId(make_uuid_v7(random(), tx.now())), person, role, at.id);
        member.person = person;
    });
    return member;
}

OrgUnit World::found(const std::string& code, const std::string& name, OrgKind kind, const std::string& parent_code) {
    return database().write([&](Transaction& tx) {
        OrgUnit unit;
        unit.id = OrgUnitId(make_uuid_v7(random(), tx.now()));
        unit.code = code;
        unit.name = name;
        unit.short_name = name;
        unit.kind = kind;
        unit.path = OrgPath::root(code);
        unit.opened_at = at_beijing(day(2020, 1, 1));
        if (!parent_code.empty()) {
            const OrgUnit parent = find_unit_or_throw(tx, parent_code);
            unit.parent = parent.id;
            unit.path = parent.path.child(code);
        }
        OrgWriter(tx).insert(unit);
        return unit;
    });
}

}  // namespace league::test
