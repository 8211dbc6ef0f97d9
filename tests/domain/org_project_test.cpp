#include "lib/domain/org_project.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/faults.hpp"

using namespace league;
using namespace league::test;

namespace {

Date day(const char* iso) {
    return *date_from_iso(iso);
}

const Date kToday = day("2026-11-10");

/// 村村联建: two or three villages, one of which leads.
BuildingMode villages() {
    return {"M4", "村村联建", "", 40, true, {{PartnerKind::village, 2, 3, true}}};
}

ProjectPartner village(const char* name, bool leads = false, std::optional<int> members = std::nullopt) {
    return {PartnerKind::village, name, "", leads, members};
}

ProjectContent joint() {
    ProjectContent content;
    content.name = "河湾村石桥村联合团支部";
    content.kind = OrgKind::joint_branch;
    content.mode = "M4";
    content.members = 4;
    content.youth = 31;
    content.counted_on = day("2026-11-01");
    content.partners = {village("河湾村", true), village("石桥村")};
    return content;
}

std::string checked(const ProjectContent& content) {
    const BuildingMode mode = villages();
    return faults(check_project(content, &mode, kToday));
}

std::string missing(const ProjectContent& content, const BuildingMode& mode = villages()) {
    return faults(what_is_missing(content, mode, FoundingRules()));
}

}  // namespace

TEST_CASE("a joint branch of two villages with four members is ripe") {
    CHECK(checked(joint()).empty());
    CHECK(missing(joint()).empty());
    CHECK(notices_of(joint(), FoundingRules()).empty());
}

TEST_CASE("every wrong field of a project is told at once") {
    ProjectContent content = joint();
    content.name = " ";
    content.kind = OrgKind::township;
    content.members = 40;
    content.counted_on = day("2026-11-11");
    content.tags = {"青创", "青创"};
    content.lasts_until = day("2027-11-11");
    CHECK(faults(check_project(content, nullptr, kToday)) ==
          "org_name:missing org_kind:founding.kind mode:founding.unknown_mode members:founding.members_over_youth "
          "counted_on:founding.in_the_future tags.1:founding.tag_twice lasts_until:founding.not_temporary");
}

TEST_CASE("partners are named once, and what they bring makes the whole") {
    ProjectContent content = joint();
    content.partners = {village("河湾村", true, 2), village("河湾村", false, 2)};
    CHECK(checked(content) == "partners.1:founding.partner_twice");
    content.partners = {village("河湾村", true, 2), village("石桥村", false, 1)};
    CHECK(checked(content) == "partners:founding.partner_sum");
    content.partners = {village("河湾村", true, 2), village("石桥村", false, 2)};
    CHECK(checked(content).empty());
    content.partners = {village("河湾村", true, 5), village("石桥村")};
    CHECK(checked(content) == "partners:founding.partner_sum");
    content.partners = {{PartnerKind::firm, "青禾茶业", "91430900MA4L", true, std::nullopt}};
    CHECK(checked(content) == "partners.0:founding.credit_code");
    content.partners[0].credit_code = "91430900MA4L0000X1";
    CHECK(checked(content).empty());
}

TEST_CASE("three members make a branch; with fewer the advice depends on the youth there are") {
    ProjectContent content = joint();
    content.members = 3;
    CHECK(missing(content).empty());
    content.members = 2;
    content.youth = 15;
    CHECK(missing(content) == "members:founding.few_but_youth");
    content.youth = 14;
    CHECK(missing(content) == "members:founding.few_even_together");
    content.kind = OrgKind::branch;
    CHECK(missing(content) == "members:founding.few_so_join");
    FoundingRules rules;
    rules.branch_members = 2;
    CHECK(what_is_missing(content, villages(), rules).empty());
}

TEST_CASE("more than fifty need leave, a general branch needs thirty") {
    ProjectContent content = joint();
    content.members = 51;
    content.youth = 200;
    CHECK(missing(content) == "members:founding.many_without_leave");
    content.leave = "清团发〔2026〕8号";
    CHECK(missing(content).empty());
    content.leave.clear();
    content.members = 50;
    CHECK(missing(content).empty());
    content.kind = OrgKind::general_branch;
    content.members = 29;
    CHECK(missing(content) == "members:founding.few_for_general_branch");
    content.members = 30;
    CHECK(missing(content).empty());
}

TEST_CASE("a mode asks for its own partners, their number and one who leads") {
    ProjectContent content = joint();
    content.partners = {village("河湾村", true)};
    CHECK(missing(content) == "partners:founding.partners.village partners:founding.joint_of_one");
    content.partners = {village("甲村", true), village("乙村"), village("丙村"), village("丁村")};
    CHECK(missing(content) == "partners:founding.partners.village");
    content.partners = {village("甲村"), village("乙村")};
    CHECK(missing(content) == "partners:founding.lead_missing");
    content.partners = {village("甲村", true), village("乙村", true)};
    CHECK(missing(content) == "partners:founding.lead_missing");

    const BuildingMode trade{
        "M8", "行业联建", "", 80, true, {{PartnerKind::association, 0, 0, false}, {PartnerKind::firm, 0, 0, false}}};
    content.kind = OrgKind::branch;
    CHECK(missing(content, trade) == "partners:founding.no_partner");
    content.partners.push_back({PartnerKind::firm, "青禾饭店", "", false, std::nullopt});
    CHECK(missing(content, trade).empty());
}

TEST_CASE("a temporary branch belongs to a project of more than six months") {
    ProjectContent content = joint();
    content.kind = OrgKind::temporary_branch;
    CHECK(missing(content) == "lasts_until:founding.no_end");
    content.counted_on = day("2026-08-31");
    content.lasts_until = day("2027-02-28");  // six months after the 31st of August
    CHECK(missing(content) == "lasts_until:founding.too_short");
    content.lasts_until = day("2027-03-01");
    CHECK(missing(content).empty());
    content.lasts_from = day("2026-10-01");
    CHECK(missing(content) == "lasts_until:founding.too_short");
    content.lasts_from = day("2027-03-01");
    CHECK(checked(content) == "lasts_until:founding.ends_before_start");
}

TEST_CASE("what would allow a higher level, or a branch of its own, is said but hinders nothing") {
    ProjectContent content = joint();
    content.youth = 300;
    content.members = 30;
    CHECK(faults(notices_of(content, FoundingRules())) == "members:notice.general_branch_possible");
    content.members = 100;
    CHECK(faults(notices_of(content, FoundingRules())) == "members:notice.committee_possible");
    content.members = 4;
    content.partners = {village("河湾村", true, 3), village("石桥村", false, 1)};
    CHECK(faults(notices_of(content, FoundingRules())) == "partners:notice.partner_could_stand_alone");
}

TEST_CASE(
    "after the request only heads, category and industry can be corrected, and each no longer than it makes sense") {
    OrgProject project;
    project.content = joint();
    ProjectContent after = joint();
    after.name = "河湾村团支部";
    after.members = 5;
    after.industry = "农、林、牧、渔业";
    const auto corrected = [&](Stage stage) {
        project.stage = stage;
        return faults(check_correction(project, after));
    };
    CHECK(corrected(Stage::prepared).empty());
    CHECK(corrected(Stage::requested) == "org_name:founding.fixed_by_now");
    CHECK(corrected(Stage::founding_approved) == "org_name:founding.fixed_by_now");
    CHECK(corrected(Stage::elected) == "org_name:founding.fixed_by_now members:founding.fixed_by_now");
    CHECK(corrected(Stage::result_approved) == "org_name:founding.fixed_by_now members:founding.fixed_by_now");
    CHECK(corrected(Stage::filed) ==
          "org_name:founding.fixed_by_now members:founding.fixed_by_now industry:founding.fixed_by_now");
}

TEST_CASE("two projects have the same text only when every field is equal") {
    ProjectContent other = joint();
    CHECK(canonical_text(joint()) == canonical_text(other));
    other.partners[1].members = 2;
    CHECK(canonical_text(joint()) != canonical_text(other));
    other = joint();
    other.is_student = true;
    CHECK(canonical_text(joint()) != canonical_text(other));
}

TEST_CASE("a mode of an office's own list names each kind of partner once, with a range that can be met") {
    BuildingMode mode = villages();
    CHECK(faults(check_mode(mode)).empty());
    mode.partners = {{PartnerKind::village, 3, 2, false}, {PartnerKind::village, 0, 0, false}};
    mode.code = "村";
    mode.label.clear();
    CHECK(faults(check_mode(mode)) ==
          "code:orgs.code_malformed mode_label:missing needs.0:founding.need_range needs.1:founding.need_twice");
}
