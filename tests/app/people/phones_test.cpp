#include <catch2/catch.hpp>

#include "lib/app/list_disclosures.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/person_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Book {
    World world;
    ListRoles list{world.database(), world.seals(), world.random()};

    Book() {
        int number = 0;
        for (const CastMember* member : {&world.cg01_secretary, &world.cg_secretary, &world.officer}) {
            world.database().write([&](Transaction& tx) {
                PersonWriter(tx, world.seals())
                    .update_contact(*member->person, member->name, "1380000000" + std::to_string(number));
            });
            ++number;
        }
    }
    /// "name number" of those who have one.
    std::string numbers(const CastMember& who, const std::string& org, std::optional<std::string> reason = {}) {
        std::string shown;
        for (const auto& line : list.run(world.actor(who), {org, std::move(reason)}).lines) {
            if (line.holder.phone) shown += line.holder.name + " " + *line.holder.phone + (line.masked ? "* " : " ");
        }
        return shown;
    }
    std::vector<Disclosure> disclosures() {
        return ListDisclosures(world.database(), world.seals()).run(world.actor(world.officer), "QH");
    }
};

}  // namespace

TEST_CASE("a number is shown in full in its own branch and to its own township secretary, masked to the office") {
    Book book;
    World& world = book.world;
    CHECK(book.numbers(world.cg01_secretary, "QH-CG-01") == "张支书 13800000000 ");
    CHECK(book.numbers(world.cg_secretary, "QH-CG") == "王城关 13800000001 张支书 13800000000 ");
    // The officer's own number is no secret to the officer.
    CHECK(book.numbers(world.officer, "QH") == "李团县 13800000002 王城关 138****0001* 张支书 138****0000* ");
    CHECK(problem_of([&] { book.numbers(world.leader, "QH-CG"); }) == "not_allowed");
    CHECK(problem_of([&] { book.numbers(world.stranger, "QH-CG"); }) == "not_bound");
}

TEST_CASE("the office sees numbers in full for a reason, and it is kept that it did") {
    Book book;
    World& world = book.world;
    CHECK(book.numbers(world.officer, "QH-CG", " 防汛通知 ") == "王城关 13800000001 张支书 13800000000 ");
    const auto kept = book.disclosures();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == "防汛通知");
    CHECK(kept[0].person == world.officer.person);
    CHECK(kept[0].unit == world.cg.id);
    CHECK(kept[0].numbers == 2);
    const auto audited = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("disclosure", kept[0].id); });
    REQUIRE(audited.size() == 1);
    CHECK(audited[0].verb == "reveal_phones");
    CHECK(audited[0].fields == "unit,reason,phone");
}

TEST_CASE("a reason says something, and opens nothing that is closed") {
    Book book;
    World& world = book.world;
    const auto refused = [&](const CastMember& who, const std::string& reason) {
        return problem_of([&] { book.numbers(who, "QH-CG", reason); });
    };
    CHECK(refused(world.officer, " 急 ") == "reveal:people.reason_length");
    CHECK(refused(world.officer, std::string(61, 'x')) == "reveal:people.reason_length");
    CHECK(refused(world.leader, "防汛通知") == "not_allowed");
    CHECK(refused(world.ls_secretary, "防汛通知") == "not_allowed");
    // Nothing was masked for the township, so nothing is kept.
    CHECK(refused(world.cg_secretary, "防汛通知").empty());
    CHECK(book.disclosures().empty());
}

TEST_CASE("who saw numbers is told to those who manage people alone") {
    Book book;
    World& world = book.world;
    ListDisclosures list(world.database(), world.seals());
    CHECK(problem_of([&] { list.run(world.actor(world.cg_secretary), "QH-CG"); }) == "not_allowed");
    CHECK(problem_of([&] { list.run(world.actor(world.stranger), "QH-CG"); }) == "not_bound");
}
