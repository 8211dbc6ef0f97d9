// The codes of branches: made once, kept, and given to those who may print them.
#include <catch2/catch.hpp>
#include <filesystem>

#include "lib/app/branch_codes.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/unit_code_store.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Codes : Scene {
    MakeBranchCodes::Output make(const Actor& actor, const std::string& unit) {
        return MakeBranchCodes(world.database(), world.seals(), world.random(), blobs, config().accounts, accounts,
                               tickets)
            .run(actor, unit);
    }
    std::string ticket() {
        return world.database()
            .read([&](ReadTransaction& tx) { return UnitCodeStore(tx).find_picture(world.cg01.id, "oa"); })
            .value()
            .ticket;
    }

    WechatAccounts accounts{config(), world.cache(), world.cipher(), world.clock(), world.random()};
    BlobStore blobs{config().photos.folder};
    TicketPictures tickets{config().wechat};
};

}  // namespace

TEST_CASE("codes are made for branches alone, and by nobody who may not invite there") {
    Codes scene;
    for (const CastMember* who :
         {&scene.world.stranger, &scene.world.cg01_secretary, &scene.world.ls_secretary, &scene.world.leader}) {
        CHECK_THROWS_AS(scene.make(scene.world.actor(*who), "QH-CG-01"), Problem);
    }
    CHECK_THROWS_AS(scene.make(Actor::system(), "QH-CG"), Problem);
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/units/QH-CG-01/codes/oa").code() == "not_found");
}

TEST_CASE("the codes of a branch are made once and stay the same") {
    Codes scene;
    const auto first = scene.make(Actor::system(), "QH-CG-01");
    REQUIRE(first.pictures.size() == 2);
    CHECK(first.made == 2);
    const std::string ticket = scene.ticket();
    const auto second = scene.make(Actor::system(), "QH-CG-01");
    CHECK(second.made == 0);
    CHECK(second.pictures[0].bytes == first.pictures[0].bytes);
    CHECK(second.pictures[1].bytes == first.pictures[1].bytes);

    // Pictures that were lost come again from the same code.
    std::filesystem::remove_all(scene.config().photos.folder);
    std::filesystem::create_directories(scene.config().photos.folder);
    const auto third = scene.make(Actor::system(), "QH-CG-01");
    CHECK(third.made == 2);
    CHECK(scene.ticket() == ticket);
    CHECK(third.pictures[0].bytes == first.pictures[0].bytes);

    const Served shown = scene.as(scene.world.cg_secretary, "GET", "/api/v1/units/QH-CG-01/codes/mp");
    CHECK(shown.status == 200);
    CHECK(shown.header("Content-Type") == "image/png");
    CHECK(shown.body == third.pictures[1].bytes);
    CHECK(scene.as(scene.world.cg_secretary, "GET", "/api/v1/units/QH-CG-01/codes/none").status == 404);
}

TEST_CASE("a scene says nothing about a branch to who has not the records, and fits WeChat's limits") {
    Codes scene;
    const std::string reference = scene.new_branch_codes();
    CHECK(reference.find("QH") == std::string::npos);
    CHECK((std::string(kBranchSceneOfMiniProgram) + reference).size() <= 32);
    scene.world.database().read([&](ReadTransaction& tx) {
        CHECK(unit_of_scene(tx, "branch:" + reference)->id == scene.world.cg01.id);
        CHECK(unit_of_scene(tx, "b." + reference)->id == scene.world.cg01.id);
        CHECK_FALSE(unit_of_scene(tx, "branch:" + scene.world.cg01.code));
        CHECK_FALSE(unit_of_scene(tx, "invite:" + reference));
        CHECK_FALSE(unit_of_scene(tx, ""));
    });
}

TEST_CASE("the code of a branch that has ended leads nowhere, and none is made for it") {
    Codes scene;
    const std::string reference = scene.new_branch_codes();
    scene.world.database().write([&](Transaction& tx) { OrgWriter(tx).close(scene.world.cg01, tx.now()); });
    scene.world.database().read([&](ReadTransaction& tx) { CHECK_FALSE(unit_of_scene(tx, "branch:" + reference)); });
    CHECK_THROWS_AS(scene.make(Actor::system(), "QH-CG-01"), Problem);
}
