#include "lib/domain/kind_definition.hpp"

#include <algorithm>
#include <set>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kLongestCode = 40;
constexpr std::size_t kLongestLabel = 20;      // characters
constexpr std::size_t kLongestSentence = 100;  // characters
constexpr std::size_t kMostFields = 20;
constexpr std::size_t kMostChecks = 10;
constexpr std::size_t kMostChoices = 30;
constexpr long long kLongestText = 5000;
constexpr long long kLargestNumber = 1'000'000'000;
constexpr int kLastPlace = 9999;

struct Sum {
    long long value = 0;
    bool said = false;  ///< the log holds one of the numbers at least
};

Sum sum_of(const std::vector<std::string>& codes, const ActivityContent& content) {
    Sum sum;
    const auto add = [&](long long value) {
        sum.value += value;
        sum.said = true;
    };
    for (const std::string& code : codes) {
        if (code == "expected") {
            add(content.expected);
        } else if (code == "present") {
            add(content.present);
        } else if (const auto found = content.details.find(code); found != content.details.end()) {
            if (const auto* number = std::get_if<long long>(&found->second)) add(*number);
        }
    }
    return sum;
}

bool holds(CheckRelation relation, long long left, long long right) {
    switch (relation) {
        case CheckRelation::at_most: return left <= right;
        case CheckRelation::equal: return left == right;
        case CheckRelation::over_half: return 2 * left > right;
    }
    stop("unknown CheckRelation");
}

bool is_common(const std::string& code) {
    return code == "expected" || code == "present";
}

void check_words(Errors& errors, const std::string& path, const std::string& words, std::size_t limit) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({path, "not_text", {}});
    } else if (text::trim(words).empty()) {
        errors.push_back({path, "missing", {}});
    } else if (text::count_characters(words) > limit) {
        errors.push_back({path, "too_long", {{"limit", std::to_string(limit)}}});
    }
}

void check_range(Errors& errors, const std::string& path, long long value, long long min, long long max) {
    if (value >= min && value <= max) return;
    errors.push_back({path, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
}

void check_field(Errors& errors, const std::string& path, const KindField& field) {
    if (!is_kind_code(field.code) || is_common(field.code)) errors.push_back({path + ".code", "kind.field_code", {}});
    check_words(errors, path + ".label", field.label, kLongestLabel);
    switch (field.type) {
        case FieldType::text: check_range(errors, path + ".max", field.max, 1, kLongestText); return;
        case FieldType::integer:
            check_range(errors, path + ".min", field.min, 0, kLargestNumber);
            check_range(errors, path + ".max", field.max, field.min, kLargestNumber);
            return;
        case FieldType::boolean: return;
        case FieldType::choice:
            if (field.choices.size() < 2 || field.choices.size() > kMostChoices) {
                errors.push_back({path + ".choices", "kind.choices", {{"limit", std::to_string(kMostChoices)}}});
            }
            for (const std::string& choice : field.choices) {
                check_words(errors, path + ".choices", choice, kLongestLabel);
            }
            if (std::set<std::string>(field.choices.begin(), field.choices.end()).size() != field.choices.size()) {
                errors.push_back({path + ".choices", "kind.choice_twice", {}});
            }
            return;
    }
    stop("unknown FieldType");
}

void check_side(Errors& errors, const std::string& path, const std::vector<std::string>& codes,
                const ActivityKind& kind) {
    if (codes.empty()) errors.push_back({path, "missing", {}});
    for (const std::string& code : codes) {
        const bool number = std::any_of(kind.fields.begin(), kind.fields.end(), [&](const KindField& field) {
            return field.code == code && field.type == FieldType::integer;
        });
        if (number || is_common(code)) continue;
        errors.push_back({path, "kind.check_field", {{"code", text::shorten(text::plain_line(code), kLongestCode)}}});
    }
}

}  // namespace

std::vector<FieldError> check_sums(const ActivityContent& content, const ActivityKind& kind) {
    Errors errors;
    for (const KindCheck& check : kind.checks) {
        const Sum left = sum_of(check.left, content);
        const Sum right = sum_of(check.right, content);
        if (!left.said || !right.said || holds(check.relation, left.value, right.value)) continue;
        const std::string& first = check.left.front();
        errors.push_back(
            {is_common(first) ? first : "details." + first,
             "activity.check",
             {{"rule", check.sentence}, {"left", std::to_string(left.value)}, {"right", std::to_string(right.value)}}});
    }
    return errors;
}

std::vector<FieldError> check_definition(const ActivityKind& kind) {
    Errors errors;
    if (!is_kind_code(kind.code)) errors.push_back({"code", "kind.code", {}});
    check_words(errors, "label", kind.label, kLongestLabel);
    check_range(errors, "sort", kind.sort, 0, kLastPlace);
    if (kind.fields.size() > kMostFields) {
        errors.push_back({"fields", "too_many", {{"limit", std::to_string(kMostFields)}}});
    }
    if (kind.checks.size() > kMostChecks) {
        errors.push_back({"checks", "too_many", {{"limit", std::to_string(kMostChecks)}}});
    }
    if (!errors.empty()) return errors;
    std::set<std::string> codes;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const std::string path = "fields." + std::to_string(i);
        check_field(errors, path, kind.fields[i]);
        if (!codes.insert(kind.fields[i].code).second) errors.push_back({path + ".code", "kind.field_twice", {}});
    }
    for (std::size_t i = 0; i < kind.checks.size(); ++i) {
        const std::string path = "checks." + std::to_string(i);
        check_side(errors, path + ".left", kind.checks[i].left, kind);
        check_side(errors, path + ".right", kind.checks[i].right, kind);
        check_words(errors, path + ".sentence", kind.checks[i].sentence, kLongestSentence);
    }
    return errors;
}

std::vector<FieldError> check_change(const ActivityKind& previous, const ActivityKind& next) {
    Errors errors;
    for (std::size_t i = 0; i < next.fields.size(); ++i) {
        for (const KindField& before : previous.fields) {
            if (before.code != next.fields[i].code || before.type == next.fields[i].type) continue;
            errors.push_back({"fields." + std::to_string(i) + ".type", "kind.field_type", {{"name", before.label}}});
        }
    }
    return errors;
}

ActivityKind with_former_fields(const ActivityKind& previous, ActivityKind next) {
    for (const KindField& before : previous.fields) {
        const bool kept = std::any_of(next.fields.begin(), next.fields.end(),
                                      [&](const KindField& field) { return field.code == before.code; });
        if (kept) continue;
        next.fields.push_back(before);
        next.fields.back().in_use = false;
    }
    return next;
}

bool is_kind_code(std::string_view text) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && text.size() <= kLongestCode && text[0] >= 'a' && text[0] <= 'z' &&
           std::all_of(text.begin(), text.end(), fits);
}

}  // namespace league
