#include <catch2/catch.hpp>

#include "lib/app/list_claims.hpp"
#include "tests/app/targets/drive.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

std::string codes(const std::vector<ClaimLine>& lines) {
    std::string all;
    for (const ClaimLine& line : lines) all += (all.empty() ? "" : " ") + line.unit.code;
    return all;
}

}  // namespace

TEST_CASE("what is claimed and was not found is listed, the longest waiting first") {
    Drive drive;
    drive.claim(drive.cg01, "2026-11-05");
    drive.claim(drive.ls02, "2026-11-01");
    drive.claim(drive.found_new("QH-CG-11", "QH-CG", "2026-10-12", "2026-10-20"), "2026-10-15");
    const auto asked = [&](const std::string& unit) {
        return ListClaims(drive.database()).run(drive.actor(drive.officer), unit);
    };
    CHECK(codes(asked("QH").claimed_not_counted) == "QH-LS-02 QH-CG-01");
    CHECK(codes(asked("QH").not_claimed) == "QH-CG-02 QH-LS-01");
    CHECK(codes(asked("QH-CG").claimed_not_counted) == "QH-CG-01");
    CHECK(asked("QH").claimed_not_counted[0].parent_name == "柳树镇");
    CHECK(asked("QH-CG").claimed_not_counted[0].parent_name == "城关镇");

    drive.lose(drive.unit("QH-CG-11"), "2026-11-08");
    CHECK(codes(asked("QH-CG").claimed_not_counted) == "QH-CG-11 QH-CG-01");
}

TEST_CASE("claims are read by those who see into the branches") {
    Drive drive;
    const auto by = [&](const CastMember& who) {
        return problem_of([&] { ListClaims(drive.database()).run(drive.actor(who), "QH-CG"); });
    };
    CHECK(by(drive.stranger) == "not_bound");
    CHECK(by(drive.cg01_secretary) == "not_allowed");
    CHECK(by(drive.ls_secretary) == "not_allowed");
    CHECK(by(drive.cg_secretary) == "");
    CHECK(by(drive.leader) == "");
    CHECK(problem_of([&] { ListClaims(drive.database()).run(drive.actor(drive.cg_secretary), "QH"); }) ==
          "not_allowed");
}
