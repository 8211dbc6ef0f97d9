// 我的 tells a branch which of the five conditions it meets, in plain words.
#include <catch2/catch.hpp>

#include "lib/storage/org_record_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

void set_record(World& world, const OrgUnitId& unit, int members, const char* last_day) {
    world.database().write([&](Transaction& tx) {
        OrgRecord record = *OrgRecordStore(tx).find(unit);
        record.term_ends_at = at_beijing(*date_from_iso(last_day));
        OrgRecordWriter(tx).save(record);
        OrgRecordWriter(tx).add_headcount(unit, {members, std::nullopt, at_beijing(*date_from_iso("2026-10-01"))},
                                          HeadcountSource::typed, {});
    });
}

}  // namespace

TEST_CASE("a branch secretary reads all five conditions with the numbers behind them") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    auto mine = chat.say(who, "我的");
    CHECK(mine.says("运转情况：空壳（5项条件达到1项）"));
    CHECK(mine.says("× 还没有登记团员人数，要有3人以上"));
    CHECK(mine.says("√ 支部书记联系得上"));
    CHECK(mine.says("× 近2个月有的月份没有活动"));
    CHECK(mine.says("× 还没有活动记录"));
    CHECK(mine.says("× 还没有登记任期"));
    CHECK(mine.says("本月还要开展：活动（0/1）、主题团日（0/1）。"));

    set_record(served.world, served.world.cg01.id, 2, "2026-11-09");
    mine = chat.say(who, "我的");
    CHECK(mine.says("× 团员2人，要有3人以上"));
    CHECK(mine.says("× 本届任期已在2026-11-09届满，请按期换届"));
    set_record(served.world, served.world.cg01.id, 5, "2026-11-10");
    mine = chat.say(who, "我的");
    CHECK(mine.says("√ 团员5人"));
    CHECK(mine.says("√ 本届任期到2026-11-10"));
    CHECK(mine.says("运转情况：较弱（5项条件达到3项）"));
    CHECK(mine.content.size() < 2048);
}

TEST_CASE("who is secretary of several branches reads one line for each, and a township how many live") {
    ServedWorld served;
    Chat chat(served);
    World& world = served.world;
    world.database().write([&](Transaction& tx) {
        RoleWriter(tx).grant(RoleGrantId(make_uuid_v7(world.random(), tx.now())), *world.cg01_secretary.person,
                             Role::branch_secretary, world.cg02.id);
    });
    const auto mine = chat.say(world.cg01_secretary, "我的");
    CHECK(mine.says("运转情况：空壳（5项条件达到1项），还差：团员人数、每月活动、到会率、任期"));
    CHECK_FALSE(mine.says("√"));
    CHECK(chat.say(world.cg_secretary, "我的").says("活跃0个，较弱0个，空壳2个"));
}
