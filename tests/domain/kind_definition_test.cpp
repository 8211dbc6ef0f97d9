#include "lib/domain/kind_definition.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

KindField number(const std::string& code) {
    KindField field;
    field.code = code;
    field.label = code;
    field.type = FieldType::integer;
    field.max = 100;
    return field;
}

ActivityKind meeting() {
    ActivityKind kind;
    kind.code = "village_meeting";
    kind.label = "院坝会";
    kind.sort = 300;
    kind.fields = {number("voters"), number("votes_for"), number("votes_against")};
    kind.checks = {{CheckRelation::at_most, {"votes_for", "votes_against"}, {"voters"}, "票数不能多于到会有表决权人数"},
                   {CheckRelation::over_half, {"present"}, {"expected"}, "到会应过半数"}};
    return kind;
}

std::vector<std::string> fields_of(const std::vector<FieldError>& errors) {
    std::vector<std::string> fields;
    for (const FieldError& error : errors) fields.push_back(error.field);
    return fields;
}

ActivityContent held(int expected, int present, Details details) {
    ActivityContent content;
    content.expected = expected;
    content.present = present;
    content.details = std::move(details);
    return content;
}

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE("votes beyond the voters are refused with the office's own sentence and both sums") {
    const auto errors =
        check_sums(held(20, 15, {{"voters", 10LL}, {"votes_for", 8LL}, {"votes_against", 3LL}}), meeting());
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].field == "details.votes_for");
    CHECK(errors[0].key == "activity.check");
    CHECK(errors[0].values.at("rule") == "票数不能多于到会有表决权人数");
    CHECK(errors[0].values.at("left") == "11");
    CHECK(errors[0].values.at("right") == "10");
}

TEST_CASE("a check is passed over where the log says nothing on one side, and missing numbers count as none") {
    CHECK(check_sums(held(20, 15, {{"votes_for", 8LL}}), meeting()).empty());
    CHECK(check_sums(held(20, 15, {{"voters", 10LL}}), meeting()).empty());
    CHECK(check_sums(held(20, 15, {{"voters", 10LL}, {"votes_for", 10LL}}), meeting()).empty());
    CHECK_FALSE(check_sums(held(20, 15, {{"voters", 10LL}, {"votes_for", 11LL}}), meeting()).empty());
}

TEST_CASE("over half is more than half") {
    CHECK(fields_of(check_sums(held(20, 10, {}), meeting())) == Fields{"present"});
    CHECK(check_sums(held(20, 11, {}), meeting()).empty());
    CHECK(check_sums(held(21, 11, {}), meeting()).empty());
    ActivityKind equal = meeting();
    equal.checks = {{CheckRelation::equal, {"votes_for", "votes_against"}, {"voters"}, "相加应等于"}};
    CHECK(check_sums(held(1, 1, {{"voters", 5LL}, {"votes_for", 5LL}}), equal).empty());
    CHECK_FALSE(check_sums(held(1, 1, {{"voters", 5LL}, {"votes_for", 4LL}}), equal).empty());
}

TEST_CASE("a definition is refused part by part, each named") {
    CHECK(check_definition(meeting()).empty());
    ActivityKind wrong = meeting();
    wrong.code = "Village";
    wrong.label = "";
    wrong.sort = -1;
    CHECK(fields_of(check_definition(wrong)) == Fields{"code", "label", "sort"});

    wrong = meeting();
    wrong.fields[0].max = -1;
    wrong.fields[1].code = "voters";
    wrong.fields[2].code = "present";
    wrong.checks[0].left = {"nobody"};
    wrong.checks[0].sentence = "";
    wrong.checks[1].right.clear();
    CHECK(fields_of(check_definition(wrong)) == Fields{"fields.0.max", "fields.1.code", "fields.2.code",
                                                       "checks.0.left", "checks.0.sentence", "checks.1.right"});

    wrong = meeting();
    KindField choice;
    choice.code = "form";
    choice.label = "形式";
    choice.type = FieldType::choice;
    choice.choices = {"现场"};
    wrong.fields.push_back(choice);
    CHECK(fields_of(check_definition(wrong)) == Fields{"fields.3.choices"});
    wrong.fields[3].choices = {"现场", "现场"};
    CHECK(fields_of(check_definition(wrong)) == Fields{"fields.3.choices"});
    wrong.fields[3].choices = {"现场", "线上"};
    CHECK(check_definition(wrong).empty());
}

TEST_CASE("a check may only name numbers") {
    ActivityKind wrong = meeting();
    wrong.fields[0].type = FieldType::text;
    CHECK(fields_of(check_definition(wrong)) == Fields{"checks.0.right"});
}

TEST_CASE("a field that logs hold keeps its type, and one left out stays out of use") {
    ActivityKind next = meeting();
    next.fields[1].type = FieldType::boolean;
    CHECK(fields_of(check_change(meeting(), next)) == Fields{"fields.1.type"});
    CHECK(check_change(meeting(), meeting()).empty());

    next = meeting();
    next.fields.erase(next.fields.begin());
    next.checks.clear();
    const ActivityKind kept = with_former_fields(meeting(), next);
    REQUIRE(kept.fields.size() == 3);
    CHECK(kept.fields[2].code == "voters");
    CHECK_FALSE(kept.fields[2].in_use);
    CHECK(kept.fields[0].in_use);
}

TEST_CASE("a field out of use is asked of nobody and accepted from whoever knows it still") {
    ActivityKind kind = meeting();
    kind.checks.clear();
    kind.fields[0].required = true;
    kind.fields[0].in_use = false;
    OrgUnit unit;
    unit.kind = OrgKind::branch;
    ActivityContent content = held(10, 10, {});
    content.title = "院坝会";
    content.kind = kind.code;
    content.started_at = from_millis(1762000000000);
    const Instant now = content.started_at + std::chrono::hours(1);
    CHECK(check_content(content, &kind, unit, now).empty());
    content.details = {{"voters", 5LL}};
    CHECK(check_content(content, &kind, unit, now).empty());
    kind.fields[0].in_use = true;
    content.details.clear();
    CHECK(fields_of(check_content(content, &kind, unit, now)) == Fields{"details.voters"});
}
