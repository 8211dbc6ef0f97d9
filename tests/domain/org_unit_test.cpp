#include "lib/domain/org_unit.hpp"

#include <catch2/catch.hpp>

using namespace league;

TEST_CASE("a unit contains itself and what is below, not who merely begins alike") {
    const OrgPath county = OrgPath::root("43").child("QH");
    const OrgPath town = county.child("QH-CG");
    const OrgPath branch = town.child("QH-CG-01");
    CHECK(county.contains(county));
    CHECK(county.contains(branch));
    CHECK_FALSE(branch.contains(town));
    CHECK_FALSE(town.contains(county.child("QH-CG2")));
    CHECK_FALSE(town.contains(county.child("QH-CG-01")));
    CHECK_FALSE(OrgPath().contains(county));
    CHECK(branch.codes() == std::vector<std::string>{"43", "QH", "QH-CG", "QH-CG-01"});
    CHECK(branch.depth() == 4);
    CHECK(OrgPath::from_stored(branch.str()) == branch);
}

TEST_CASE("a code holds nothing that means something in a path or an address") {
    CHECK(is_unit_code("QH-CG_01.a"));
    CHECK(is_unit_code(std::string(32, 'a')));
    for (const char* wrong : {"", "a/b", "a b", "城关", "a%b", "a\nb"}) CHECK_FALSE(is_unit_code(wrong));
    CHECK_FALSE(is_unit_code(std::string(33, 'a')));
}

TEST_CASE("kinds of unit are read back from their names") {
    for (const OrgKind kind :
         {OrgKind::province, OrgKind::city, OrgKind::county, OrgKind::township, OrgKind::grassroots_committee,
          OrgKind::general_branch, OrgKind::branch, OrgKind::joint_branch, OrgKind::temporary_branch}) {
        CHECK(org_kind_from(to_string(kind)) == kind);
    }
    CHECK_FALSE(org_kind_from("village"));
    CHECK(counts_as_branch(OrgKind::joint_branch));
    CHECK_FALSE(counts_as_branch(OrgKind::township));
}
