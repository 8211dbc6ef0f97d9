#include <catch2/catch.hpp>

#include "lib/documents/phrases.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tests/support/places.hpp"

using namespace league;

TEST_CASE("each fault of a log has a sentence that names the field in Chinese") {
    const Phrases phrases(league::test::source_dir() + "/templates");
    const auto said = [&](const char* field, const char* key, Values values = {}) {
        return phrases.explain(FieldError{field, key, std::move(values)});
    };
    CHECK(said("title", "missing") == "活动名称还没有填。");
    CHECK(said("place", "too_long", {{"limit", "60"}}) == "活动地点太长了，请写在 60 字以内。");
    CHECK(said("details.hours", "out_of_range", {{"name", "课时"}, {"min", "0"}, {"max", "24"}}) ==
          "课时应在 0 到 24 之间。");
    CHECK(said("photos.1", "activity.photo_twice", {{"number", "2"}}) == "第 2 张照片重复了，请去掉。");
    CHECK(said("present", "activity.present_over_expected", {{"present", "31"}, {"expected", "30"}}) ==
          "实到人数 31 比应到人数 30 还多，请核对。");
}

TEST_CASE("no fault that a check of logs can find is without a sentence") {
    const Phrases phrases(league::test::source_dir() + "/templates");
    ActivityKind kind;
    kind.code = "league_class";
    kind.fields = {{"a", "甲", FieldType::text, true, 0, 2, {}},    {"b", "乙", FieldType::text, true, 0, 2, {}},
                   {"c", "丙", FieldType::integer, true, 0, 2, {}}, {"d", "丁", FieldType::integer, true, 0, 2, {}},
                   {"e", "戊", FieldType::boolean, true, 0, 0, {}}, {"f", "己", FieldType::choice, true, 0, 0, {"x"}},
                   {"g", "庚", FieldType::text, true, 0, 2, {}}};
    ActivityContent wrong;
    wrong.title = "\xff";
    wrong.place = std::string(100, 'x');
    wrong.expected = -1;
    wrong.present = 200000;
    wrong.details = {{"a", std::string("xxx")}, {"b", true}, {"c", true}, {"d", 9LL}, {"e", 1LL},
                     {"f", std::string("y")},   {"z", true}};
    wrong.photos = std::vector<PhotoHash>(4, PhotoHash("a"));
    OrgUnit unit;
    unit.kind = OrgKind::township;
    unit.name = "城关镇";
    unit.closed_at = from_millis(0);
    const Instant now = from_millis(1'800'000'000'000);
    const auto check = [&](const ActivityKind* of_kind) {
        const auto errors = check_content(wrong, of_kind, unit, now);
        CHECK(errors.size() > 8);
        for (const FieldError& error : errors) {
            INFO(error.field << " " << error.key);
            const std::string sentence = phrases.explain(error);
            CHECK(sentence.find("{{") == std::string::npos);
            CHECK(sentence.find(error.field) == std::string::npos);
        }
    };
    wrong.started_at = now + std::chrono::hours(48);
    wrong.ended_at = now;
    check(&kind);
    wrong.started_at = from_millis(0);
    wrong.ended_at = now;
    check(&kind);
    check(nullptr);
    phrases.check({{"problems", "activity.not_found"},
                   {"problems", "activity.other_content_under_id"},
                   {"problems", "activity.base_is_old"},
                   {"problems", "activity.changed_meanwhile"},
                   {"problems", "activity.withdrawn"},
                   {"problems", "field.activity.photo_of_others"},
                   {"problems", "field.activity.unit_is_fixed"},
                   {"problems", "field.activity.unknown_unit"},
                   {"problems", "field.activity.id_not_uuid"},
                   {"problems", "field.too_many"},
                   {"problems", "photo_not_found"},
                   {"problems", "photo_busy"},
                   {"problems", "media_unavailable"}});
}
