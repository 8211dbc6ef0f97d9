#include "lib/domain/target.hpp"

#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono;

namespace {

Campaign campaign() {
    Campaign made;
    made.id = CampaignId("c");
    made.unit = OrgUnitId("county");
    made.code = "2026";
    made.name = "直属团组织建设集中行动";
    made.from = year(2026) / 10 / 10;
    made.deadline = year(2026) / 12 / 10;
    made.source = {"关于推进乡镇实体化大团委建设的通知", "县团发〔2026〕5号", year(2026) / 10 / 8};
    return made;
}

OrgUnit unit(const char* id, OrgKind kind = OrgKind::township) {
    OrgUnit made;
    made.id = OrgUnitId(id);
    made.code = id;
    made.kind = kind;
    if (std::string(id) != "county") made.parent = OrgUnitId("county");
    return made;
}

TargetOrder by_committee(int members) {
    TargetOrder order;
    order.committee_members = members;
    order.owner_title = "镇团委书记";
    order.owner_name = "王城关";
    return order;
}

TargetOrder numbered(TargetFormula formula, int amount) {
    TargetOrder order = by_committee(9);
    order.formula = formula;
    order.amount = amount;
    return order;
}

constexpr Date kToday = year(2026) / 11 / 10;

std::vector<std::string> faults(const TargetOrder& order, const OrgUnit& at, const std::optional<Target>& before = {}) {
    try {
        decide_target(campaign(), at, order, before, kToday);
    } catch (const Problem& problem) {
        std::vector<std::string> found;
        for (const FieldError& error : problem.errors()) found.push_back(error.field + " " + error.key);
        return found;
    }
    return {};
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("a township's target is the greater of the minimum and two for each committee member") {
    CHECK(target_by_committee(campaign(), 9) == 20);
    CHECK(target_by_committee(campaign(), 10) == 20);
    CHECK(target_by_committee(campaign(), 11) == 22);
    CHECK(target_by_committee(campaign(), 21) == 42);
    Campaign other = campaign();
    other.minimum = 5;
    other.per_member = 1;
    CHECK(target_by_committee(other, 9) == 9);

    const Target target = decide_target(campaign(), unit("CG"), by_committee(15), {}, kToday);
    CHECK(target.amount == 30);
    CHECK(target.revision == 1);
    CHECK(target.valid_from == kToday);
}

TEST_CASE("an order of a target names every field that is wrong") {
    CHECK(faults(by_committee(9), unit("CG")) == Faults{});
    TargetOrder empty;
    CHECK(faults(empty, unit("CG")) ==
          Faults{"committee_members missing", "owner_title missing", "owner_name target.owner_malformed"});
    CHECK(faults(by_committee(0), unit("CG")) == Faults{"committee_members out_of_range"});
    CHECK(faults(by_committee(9), unit("county", OrgKind::county)) == Faults{"formula target.rule_is_for_townships"});

    TargetOrder both = by_committee(9);
    both.amount = 18;
    CHECK(faults(both, unit("CG")) == Faults{"amount target.amount_differs_from_rule"});
    both.amount = 20;
    CHECK(faults(both, unit("CG")) == Faults{});

    CHECK(faults(numbered(TargetFormula::fixed, 25), unit("CG")) == Faults{});
    CHECK(faults(numbered(TargetFormula::fixed, -1), unit("CG")) == Faults{"amount out_of_range"});
}

TEST_CASE("the county's own number needs a reason and a paper") {
    TargetOrder order = numbered(TargetFormula::overridden, 12);
    CHECK(faults(order, unit("CG")) == Faults{"reason missing", "paper_title missing"});
    order.reason = "　";
    order.paper.title = "县委办会议纪要";
    CHECK(faults(order, unit("CG")) == Faults{"reason missing"});
    order.reason = "山区乡镇，青年外出多";
    CHECK(faults(order, unit("CG")) == Faults{});
}

TEST_CASE("a target holds from a day of the campaign that has come, and never from before the one it follows") {
    TargetOrder order = by_committee(9);
    order.valid_from = year(2026) / 10 / 9;
    CHECK(faults(order, unit("CG")) == Faults{"valid_from target.day_out_of_range"});
    order.valid_from = year(2026) / 11 / 11;
    CHECK(faults(order, unit("CG")) == Faults{"valid_from target.day_out_of_range"});
    order.valid_from = year(2026) / 10 / 10;
    const Target first = decide_target(campaign(), unit("CG"), order, {}, kToday);
    order.valid_from = year(2026) / 11 / 1;
    const Target second = decide_target(campaign(), unit("CG"), order, first, kToday);
    CHECK(second.revision == 2);
    order.valid_from = year(2026) / 10 / 31;
    CHECK(faults(order, unit("CG"), second) == Faults{"valid_from target.before_the_last"});

    // A campaign that has not begun: from its first day.
    CHECK(decide_target(campaign(), unit("CG"), by_committee(9), {}, year(2026) / 9 / 1).valid_from ==
          year(2026) / 10 / 10);
}

TEST_CASE("a campaign ends no earlier than it begins and rests on a paper") {
    CHECK(check_campaign(campaign()).empty());
    Campaign wrong = campaign();
    wrong.deadline = year(2026) / 10 / 9;
    wrong.source.title = "";
    wrong.code = "2026 年";
    wrong.name = "";
    std::vector<std::string> fields;
    for (const FieldError& error : check_campaign(wrong)) fields.push_back(error.field);
    CHECK(fields == Faults{"code", "campaign_name", "deadline", "paper_title"});

    Campaign one_day = campaign();
    one_day.deadline = one_day.from;
    CHECK(check_campaign(one_day).empty());
    CHECK(check_deadline(campaign(), year(2027) / 2 / 28, "上级要求延期", {}).empty());
    CHECK(check_deadline(campaign(), year(2027) / 2 / 28, "", {}).size() == 1);
    CHECK(check_deadline(campaign(), year(2040) / 1 / 1, "延期", {}).size() == 1);
}

TEST_CASE("targets are borne by the county and the committees directly below it") {
    const OrgUnit county = unit("county", OrgKind::county);
    CHECK(bears_target(county, county));
    CHECK(bears_target(unit("CG"), county));
    CHECK(bears_target(unit("school", OrgKind::grassroots_committee), county));
    CHECK_FALSE(bears_target(unit("branch", OrgKind::branch), county));
    OrgUnit deeper = unit("deeper", OrgKind::grassroots_committee);
    deeper.parent = OrgUnitId("CG");
    CHECK_FALSE(bears_target(deeper, county));
}

TEST_CASE("a breakdown covers the whole when no part is missing and the parts are enough") {
    const auto part = [](const char* id, std::optional<int> amount) {
        Breakdown::Part made{unit(id), std::nullopt};
        if (amount)
            made.target = decide_target(campaign(), made.unit, numbered(TargetFormula::fixed, *amount), {}, kToday);
        return made;
    };
    Breakdown breakdown;
    CHECK_FALSE(breakdown.whole());
    CHECK_FALSE(breakdown.covers());
    breakdown.parts = {part("CG", 20), part("LS", 22)};
    CHECK(breakdown.whole() == 42);
    CHECK(breakdown.covers());
    breakdown.given = 45;
    CHECK(breakdown.whole() == 45);
    CHECK(breakdown.difference() == -3);
    CHECK_FALSE(breakdown.covers());
    breakdown.given = 40;
    CHECK(breakdown.difference() == 2);
    CHECK(breakdown.covers());
    breakdown.parts.push_back(part("QS", std::nullopt));
    CHECK_FALSE(breakdown.covers());
    REQUIRE(breakdown.without_target().size() == 1);
    CHECK(breakdown.without_target()[0].code == "QS");
}
