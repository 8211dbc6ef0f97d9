// What stays and what goes of founding: names, the check of what is kept, what waits for the township.
#include <catch2/catch.hpp>

#include "lib/app/my_duties.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/app/verify.hpp"
#include "tests/app/founding/way.hpp"

using namespace league;
using namespace league::test;

namespace {

/// The names of each step, "孙一 钱二 / 孙一 钱二 / 孙一".
std::string names(Way& way, const OrgProjectId& project) {
    std::string all;
    for (const auto& shown : ShowProject(way.parts).run(way.secretary(), project).steps) {
        std::string line;
        for (const auto& one : shown.step.people) {
            if (!one.name.empty()) line += (line.empty() ? "" : " ") + one.name;
        }
        if (!line.empty()) all += (all.empty() ? "" : " / ") + line;
    }
    return all;
}

}  // namespace

TEST_CASE("the name of who stood and was not elected is erased after a year, the elected stay") {
    Way way;
    const OrgProject project = way.lead(way.survey(), Stage::filed);
    REQUIRE(names(way, project.id) == "孙一 钱二 / 孙一 钱二 / 孙一");
    TidyRecords tidy(way.world.database(), way.world.seals());
    way.world.clock().advance(std::chrono::days(364));
    tidy.run(way.world.clock().now());
    CHECK(names(way, project.id) == "孙一 钱二 / 孙一 钱二 / 孙一");
    way.world.clock().advance(std::chrono::days(2));
    tidy.run(way.world.clock().now());
    CHECK(names(way, project.id) == "孙一 / 孙一");
    CHECK(tidy.run(way.world.clock().now()) == 0);
}

TEST_CASE("a project that does not stand where its steps led it is found by verification") {
    Way way;
    const OrgProject founded = way.lead(way.survey(), Stage::result_approved);
    const OrgProject project = way.lead(way.survey(way.joint("竹溪松坡联合团支部")), Stage::requested);
    const CheckResult sound = verify_projects(way.world.database());
    CHECK(sound.ok);
    CHECK(sound.examined == 2);
    const auto spoil = [&](std::string_view statement, const OrgProjectId& id) {
        way.world.database().write([&](Transaction& tx) { tx.run(statement, id); });
        return verify_projects(way.world.database()).details;
    };
    const auto moved = spoil("UPDATE org_projects SET stage = 'elected' WHERE id = $1", project.id);
    REQUIRE(moved.size() == 1);
    CHECK(moved[0] == project.id.str() + ": stands at elected, its steps led to requested");
    CHECK(spoil("UPDATE org_projects SET unit_id = NULL WHERE id = $1", founded.id).size() == 2);
}

TEST_CASE("a township is told of the projects that wait for its reply or its filing, and of no others") {
    Way way;
    const auto waiting = [&] { return MyDuties(way.world.database()).run(way.secretary()).townships.at(0).waiting; };
    OrgProject project = way.survey();
    CHECK(waiting() == 0);
    project = way.lead(project, Stage::requested);
    CHECK(waiting() == 1);
    project = way.lead(project, Stage::elected);
    CHECK(waiting() == 0);
    way.lead(way.survey(way.joint("竹溪松坡联合团支部")), Stage::result_approved);
    CHECK(waiting() == 1);
}
