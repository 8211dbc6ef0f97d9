// Projects are kept, repeated and corrected; who may, and what two people do at once.
#include <catch2/catch.hpp>

#include "lib/app/building_modes.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/founding/way.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a project comes back as it was kept, after a restart too") {
    Way way;
    ProjectContent content = way.joint();
    content.tags = {"乡村振兴", "返乡青年"};
    content.hobby = "篮球";
    content.area = "红叶谷";
    content.trade = "餐饮";
    const OrgProject kept = way.survey(content);
    content.township = way.world.cg.id;
    content.short_name = content.name;
    CHECK(kept.content == content);
    CHECK(kept.stage == Stage::surveyed);
    CHECK(kept.stage_on == day("2026-10-01"));
    CHECK(kept.created_by == way.world.cg_secretary.person);
    way.world.reopen();
    const FoundingParts reopened{way.world.database(), way.world.seals(), way.world.random(), way.phrases, {}};
    CHECK(ShowProject(reopened).run(Actor::system(), kept.id).project == kept);
}

TEST_CASE("the same project sent twice is kept once; other content under its id is a conflict") {
    Way way;
    const OrgProjectId id(way.new_id());
    SaveProject save(way.parts);
    CHECK(save.run(way.secretary(), {id, way.joint()}).created);
    CHECK_FALSE(save.run(way.secretary(), {id, way.joint()}).created);
    ProjectContent other = way.joint();
    other.youth = 32;
    CHECK(problem_of([&] { save.run(way.secretary(), {id, other}); }) == "founding.other_content_under_id");
    // Also after a correction, and under the words that the correction brought.
    CorrectProject(way.parts).run(way.secretary(), {id, 1, other});
    CHECK_FALSE(save.run(way.secretary(), {id, way.joint()}).created);
    CHECK(problem_of([&] { save.run(way.secretary(), {id, other}); }) == "founding.other_content_under_id");
}

TEST_CASE("a project belongs to a township, and only those over it keep one there") {
    Way way;
    World& world = way.world;
    SaveProject save(way.parts);
    const auto as = [&](const CastMember& who, const std::string& unit) {
        ProjectContent content = way.joint("团支部" + way.new_id());
        content.partners.clear();
        content.township = OrgUnitId(unit);
        return problem_of([&] { save.run(world.actor(who), {OrgProjectId(way.new_id()), content}); });
    };
    CHECK(as(world.stranger, "QH-CG") == "not_bound");
    CHECK(as(world.cg01_secretary, "QH-CG") == "not_allowed");
    CHECK(as(world.ls_secretary, "QH-CG") == "not_allowed");
    CHECK(as(world.leader, "QH-CG") == "not_allowed");
    CHECK(as(world.cg_secretary, "QH-CG").empty());
    CHECK(as(world.officer, "QH-LS").empty());
    CHECK(as(world.officer, "QH") == "org_id:founding.not_a_township");
    CHECK(as(world.officer, "QH-CG-01") == "org_id:founding.not_a_township");
    CHECK(as(world.officer, "NOWHERE") == "org_id:activity.unknown_unit");
}

TEST_CASE("a wrong project writes nothing, and every wrong field is named") {
    Way way;
    ProjectContent wrong = way.joint();
    wrong.members = 40;
    wrong.mode = "M99";
    wrong.counted_on = day("2026-11-11");
    CHECK(problem_of([&] { way.survey(wrong); }) ==
          "mode:founding.unknown_mode members:founding.members_over_youth counted_on:founding.in_the_future "
          "partners:founding.partner_sum");
    CHECK(ListProjects(way.parts).run(way.secretary(), {"QH-CG", {}}).total == 0);
    CHECK(ListPartners(way.world.database()).run(way.secretary(), "QH-CG").empty());
}

TEST_CASE("no two organisations of a township have one name, founded or on their way") {
    Way way;
    const OrgProject first = way.survey();
    CHECK(problem_of([&] { way.survey(); }) == "org_name:founding.name_taken");
    CHECK(problem_of([&] { way.survey(way.joint("城关镇东街团支部")); }) == "org_name:founding.name_taken");
    StepInput drop = way.step(Stage::dropped);
    drop.note = "青年外出";
    way.take(first, drop);
    const OrgProject second = way.survey();
    CHECK(second.id != first.id);
}

TEST_CASE("partners of a township are shared by its projects, and a credit code is taken over") {
    Way way;
    ProjectContent content = way.joint("甲团支部");
    content.mode = "M7";
    content.partners = {{PartnerKind::firm, "青禾茶业", "", true, std::nullopt}};
    way.survey(content);
    content.name = "乙团支部";
    content.partners[0].credit_code = "91430900MA4L0000X1";
    const OrgProject second = way.survey(content);
    CHECK(second.content.partners == content.partners);
    const auto partners = ListPartners(way.world.database()).run(way.secretary(), "QH-CG");
    REQUIRE(partners.size() == 1);
    CHECK(partners[0].credit_code == "91430900MA4L0000X1");
}

TEST_CASE("two people correcting at once: the second one reads first") {
    Way way;
    const OrgProject project = way.survey();
    CorrectProject correct(way.parts);
    ProjectContent mine = project.content;
    mine.youth = 35;
    ProjectContent yours = project.content;
    yours.youth = 40;
    const auto changed = correct.run(way.secretary(), {project.id, 1, mine});
    CHECK(changed.changed);
    CHECK(changed.project.revision == 2);
    CHECK(problem_of([&] {
              correct.run(way.world.actor(way.world.officer), {project.id, 1, yours});
          }) == "founding.changed_meanwhile");
    CHECK_FALSE(correct.run(way.secretary(), {project.id, 1, mine}).changed);
    CHECK(correct.run(way.secretary(), {project.id, 2, yours}).project.content.youth == 40);
    yours.township = way.world.ls.id;
    CHECK(problem_of([&] {
              correct.run(way.secretary(), {project.id, 3, yours});
          }) == "org_id:founding.township_fixed");
}

TEST_CASE("a list tells where projects stand and what each lacks; the leader of the area reads it, a branch does not") {
    Way way;
    World& world = way.world;
    ProjectContent unripe = way.joint("甲团支部");
    unripe.members = 2;
    unripe.youth = 5;
    unripe.partners = {{PartnerKind::village, "甲村", "", true, std::nullopt}};
    way.survey(unripe);
    way.lead(way.survey(), Stage::requested);
    ListProjects list(way.parts);
    const auto all = list.run(world.actor(world.leader), {"QH-CG", {}});
    CHECK(all.total == 2);
    CHECK(all.counts == std::map<Stage, long long>{{Stage::surveyed, 1}, {Stage::requested, 1}});
    REQUIRE(all.rows.size() == 2);
    CHECK(all.rows[0].row.project.content.name == "甲团支部");
    CHECK(all.rows[0].row.township_name == "城关镇");
    CHECK(all.rows[0].missing.size() == 3);
    CHECK(all.rows[1].missing.empty());
    ProjectFilter requested;
    requested.stage = Stage::requested;
    CHECK(list.run(world.actor(world.officer), {"", requested}).total == 1);
    CHECK(list.run(world.actor(world.officer), {"QH-LS", {}}).total == 0);
    for (const CastMember* who : {&world.cg01_secretary, &world.ls_secretary}) {
        CHECK(problem_of([&] { list.run(world.actor(*who), {"QH-CG", {}}); }) == "not_allowed");
    }
    ProjectFilter wide;
    wide.limit = 101;
    CHECK(problem_of([&] { list.run(world.actor(world.officer), {"QH", wide}); }) == "limit:out_of_range");
}

TEST_CASE("an office keeps its own list of modes; what is out of use stays where it was chosen") {
    Way way;
    World& world = way.world;
    SaveBuildingMode save(world.database(), world.digest());
    const BuildingMode own{"N1", "按行业建团", "", 5, true, {{PartnerKind::association, 1, 1, false}}};
    CHECK(problem_of([&] { save.run(world.actor(world.cg_secretary), own); }) == "not_allowed");
    CHECK(save.run(world.actor(world.officer), own));
    CHECK_FALSE(save.run(world.actor(world.officer), own));
    CHECK(ListBuildingModes(world.database()).run().front() == own);

    ProjectContent content = way.joint();
    content.mode = "N1";
    const OrgProject project = way.survey(content);
    BuildingMode retired = own;
    retired.in_use = false;
    CHECK(save.run(world.actor(world.officer), retired));
    ProjectContent other = content;
    other.name = "甲团支部";
    CHECK(problem_of([&] { way.survey(other); }) == "mode:founding.unknown_mode");
    ProjectContent corrected = project.content;
    corrected.youth = 50;
    CHECK(CorrectProject(way.parts).run(way.secretary(), {project.id, 1, corrected}).changed);
}

TEST_CASE("the eight ways that came with the program ask for their partners as the county's report does") {
    Way way;
    std::string told;
    for (const BuildingMode& mode : ListBuildingModes(way.world.database()).run()) {
        told += mode.code;
        for (const PartnerNeed& need : mode.partners) {
            told += " " + std::string(to_string(need.kind)) + " " + std::to_string(need.min) + "-" +
                    std::to_string(need.max) + (need.needs_lead ? " lead" : "");
        }
        told += "; ";
    }
    CHECK(told ==
          "M1 party_org 1-1; M2 office 2-0; M3 community 1-1 village 1-0; M4 village 2-3 lead; M5 hobby_group 1-0; "
          "M6 area 1-1; M7 firm 1-0 lead; M8 association 0-0 cooperative 0-0 firm 0-0; ");
}

TEST_CASE("every change leaves an audit row, a repeat or a refusal none") {
    Way way;
    World& world = way.world;
    const OrgProject project = way.survey();
    SaveProject(way.parts).run(way.secretary(), {project.id, way.joint()});
    ProjectContent corrected = project.content;
    corrected.youth = 35;
    CorrectProject(way.parts).run(way.secretary(), {project.id, 1, corrected});
    problem_of([&] { way.take(project, way.step(Stage::requested)); });
    way.take(project, way.step(Stage::prepared));
    const auto rows = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("org_project", project.id.str()); });
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].verb == "create_project");
    CHECK(rows[1].verb == "correct_project");
    CHECK(rows[2].verb == "record_step_prepared");
    for (const auto& row : rows) CHECK(row.person == world.cg_secretary.person);
}
