#include "lib/domain/activity.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono;

namespace {

const Instant kNow = at_beijing(year(2026) / 11 / 23, 20 * 60);

OrgUnit branch() {
    OrgUnit unit;
    unit.id = OrgUnitId("unit-1");
    unit.name = "城关镇第一团支部";
    unit.kind = OrgKind::branch;
    return unit;
}

ActivityKind league_class() {
    ActivityKind kind;
    kind.code = "league_class";
    kind.label = "团课";
    kind.fields = {{"topic", "题目", FieldType::text, /*required=*/true, 0, 20, {}},
                   {"hours", "课时", FieldType::integer, false, 0, 24, {}},
                   {"recorded", "是否录像", FieldType::boolean, false, 0, 0, {}},
                   {"form", "形式", FieldType::choice, false, 0, 0, {"线上", "线下"}}};
    return kind;
}

ActivityContent good() {
    ActivityContent content;
    content.org = OrgUnitId("unit-1");
    content.kind = "league_class";
    content.title = "学习二十大精神";
    content.started_at = at_beijing(year(2026) / 11 / 20, 15 * 60);
    content.ended_at = content.started_at + hours(2);
    content.place = "镇政府会议室";
    content.expected = 30;
    content.present = 28;
    content.content = "集中学习,交流发言。";
    content.details = {
        {"topic", std::string("二十大")}, {"hours", 2LL}, {"recorded", false}, {"form", std::string("线下")}};
    content.photos = {PhotoHash(std::string(64, 'a')), PhotoHash(std::string(64, 'b'))};
    return content;
}

std::vector<std::string> wrong(const ActivityContent& content, OrgUnit unit = branch()) {
    const ActivityKind kind = league_class();
    std::vector<std::string> found;
    for (const FieldError& error : check_content(content, &kind, unit, kNow))
        found.push_back(error.field + " " + error.key);
    return found;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a complete log is accepted, and one with only what is needed") {
    CHECK(wrong(good()).empty());
    ActivityContent least = good();
    least.ended_at.reset();
    least.place.clear();
    least.content.clear();
    least.photos.clear();
    least.expected = least.present = 0;
    least.details = {{"topic", std::string("二十大")}};
    CHECK(wrong(least).empty());
}

TEST_CASE("every wrong field is named at once") {
    ActivityContent content = good();
    content.title = "  ";
    content.place = std::string(61 * 3, 'x');
    content.content = "\xff\xfe";
    content.expected = -1;
    content.present = 100001;
    content.photos = {PhotoHash("zz")};
    CHECK(wrong(content) == List{"title missing", "place too_long", "content not_text", "expected out_of_range",
                                 "present out_of_range", "photos.0 activity.not_a_photo_hash"});
}

TEST_CASE("more cannot be present than were due") {
    ActivityContent content = good();
    content.present = 31;
    CHECK(wrong(content) == List{"present activity.present_over_expected"});
    content.present = 30;
    CHECK(wrong(content).empty());
}

TEST_CASE("an activity may be later today, not tomorrow, and not long ago") {
    ActivityContent content = good();
    content.ended_at.reset();
    content.started_at = at_beijing(year(2026) / 11 / 23, 23 * 60 + 59);
    CHECK(wrong(content).empty());
    content.started_at = at_beijing(year(2026) / 11 / 24);
    CHECK(wrong(content) == List{"started_at activity.in_the_future"});
    content.started_at = at_beijing(add_days(year(2026) / 11 / 23, -400));
    CHECK(wrong(content).empty());
    content.started_at = at_beijing(add_days(year(2026) / 11 / 23, -401), 1439);
    CHECK(wrong(content) == List{"started_at activity.too_long_ago"});
}

TEST_CASE("an activity ends after it began and within two weeks") {
    ActivityContent content = good();
    content.ended_at = content.started_at - milliseconds(1);
    CHECK(wrong(content) == List{"ended_at activity.ends_before_start"});
    content.ended_at = content.started_at;
    CHECK(wrong(content).empty());
    content.started_at = at_beijing(year(2026) / 11 / 1);
    content.ended_at = content.started_at + days(14);
    CHECK(wrong(content).empty());
    content.ended_at = *content.ended_at + milliseconds(1);
    CHECK(wrong(content) == List{"ended_at activity.too_long"});
}

TEST_CASE("only a branch that was open logs") {
    OrgUnit town = branch();
    town.kind = OrgKind::township;
    CHECK(wrong(good(), town) == List{"org_id activity.not_a_branch"});
    OrgUnit closed = branch();
    closed.closed_at = good().started_at;
    CHECK(wrong(good(), closed) == List{"org_id activity.unit_closed"});
    closed.closed_at = good().started_at + hours(1);
    CHECK(wrong(good(), closed).empty());
}

TEST_CASE("fields of the kind are checked by their rows") {
    ActivityContent content = good();
    content.details = {{"topic", 5LL},
                       {"hours", std::string("2")},
                       {"recorded", std::string("否")},
                       {"form", std::string("空中")},
                       {"extra", true}};
    CHECK(wrong(content) == List{"details.topic not_text", "details.hours not_whole_number",
                                 "details.recorded not_yes_or_no", "details.form not_a_choice",
                                 "details.extra unknown"});
    content.details = {{"hours", 25LL}};
    CHECK(wrong(content) == List{"details.topic missing", "details.hours out_of_range"});
    content.details = {{"topic", std::string("题目题目题目题目题目题目题目题目题目题目题")}};
    CHECK(wrong(content) == List{"details.topic too_long"});
    const ActivityKind kind = league_class();
    const auto errors = check_content(content, &kind, branch(), kNow);
    CHECK(errors.front().values.at("name") == "题目");
    CHECK(errors.front().values.at("limit") == "20");
}

TEST_CASE("thousands of unknown fields are answered with a few") {
    ActivityContent content = good();
    for (int i = 0; i < 5000; ++i) content.details.emplace("x" + std::to_string(i), true);
    CHECK(wrong(content).size() == 10);
}

TEST_CASE("a kind that nobody has is refused") {
    const auto errors = check_content(good(), nullptr, branch(), kNow);
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().field == "kind");
}

TEST_CASE("photos are at most three, each once") {
    ActivityContent content = good();
    content.photos = {PhotoHash(std::string(64, 'a')), PhotoHash(std::string(64, 'a'))};
    CHECK(wrong(content) == List{"photos.1 activity.photo_twice"});
    content.photos.assign(5, PhotoHash(std::string(64, 'A')));
    const auto errors = wrong(content);
    CHECK(errors.front() == "photos activity.too_many_photos");
    CHECK(std::count(errors.begin(), errors.end(), "photos.0 activity.not_a_photo_hash") == 1);
}

TEST_CASE("two contents share their canonical text only when every field is equal") {
    const std::string text = canonical_text(good());
    CHECK(canonical_text(good()) == text);
    std::vector<ActivityContent> others(13, good());
    others[0].org = OrgUnitId("unit-2");
    others[1].kind = "theme_day";
    others[2].title += " ";
    others[3].started_at += milliseconds(1);
    others[4].ended_at.reset();
    others[5].place = "镇政府";
    others[6].expected = 31;
    others[7].present = 27;
    others[8].content += "。";
    others[9].details.erase("hours");
    others[10].details["recorded"] = std::string("0");
    std::swap(others[11].photos[0], others[11].photos[1]);
    others[12].photos.pop_back();
    for (std::size_t i = 0; i < others.size(); ++i) {
        INFO(i);
        CHECK(canonical_text(others[i]) != text);
    }
    ActivityContent moved = good();
    moved.title = good().title + good().kind;
    moved.kind.clear();
    CHECK(canonical_text(moved) != text);
}

TEST_CASE("a withdrawn log stays withdrawn; any other can be amended and reviewed") {
    using enum ActivityState;
    for (const ActivityState state : {submitted, accepted, returned}) {
        CHECK(after_amendment(state) == submitted);
        CHECK(after_review(state, ReviewVerdict::accept) == accepted);
        CHECK(after_review(state, ReviewVerdict::return_to_branch) == returned);
        CHECK(after_withdrawal(state) == withdrawn);
    }
    CHECK_THROWS_AS(after_amendment(withdrawn), Problem);
    CHECK_THROWS_AS(after_review(withdrawn, ReviewVerdict::accept), Problem);
    CHECK(after_withdrawal(withdrawn) == withdrawn);
    CHECK(counts(submitted));
    CHECK(counts(accepted));
    CHECK_FALSE(counts(returned));
    CHECK_FALSE(counts(withdrawn));
}

TEST_CASE("names of states, sources and types are read back") {
    for (const char* name : {"submitted", "accepted", "returned", "withdrawn"}) {
        CHECK(to_string(*activity_state_from(name)) == name);
    }
    for (const char* name : {"phone", "chat", "desk"}) CHECK(to_string(*activity_source_from(name)) == name);
    for (const char* name : {"text", "integer", "boolean", "choice"}) CHECK(to_string(*field_type_from(name)) == name);
    CHECK_FALSE(activity_state_from("draft"));
    CHECK_FALSE(activity_source_from("fax"));
    CHECK_FALSE(field_type_from("date"));
}
