#include "tools/leaguectl/kind_words.hpp"

#include <charconv>

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace league::ctl {
namespace {

long long number_from(const std::string& word) {
    long long number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size()) throw Problem::invalid("fields", "not_whole_number");
    return number;
}

KindField field_from(const std::string& word) {
    const std::vector<std::string> parts = text::split(word, ':');
    if (parts.size() < 3) throw Problem::invalid("fields", "kind.field_words");
    KindField field;
    field.code = parts[0];
    if (field.code.ends_with('*')) {
        field.code.pop_back();
        field.required = true;
    }
    field.label = parts[1];
    const std::optional<FieldType> type = field_type_from(parts[2]);
    const std::size_t bounds = parts.size() - 3;
    const bool fits =
        type && ((type == FieldType::text && bounds == 1) || (type == FieldType::integer && bounds == 2) ||
                 (type == FieldType::boolean && bounds == 0) || (type == FieldType::choice && bounds == 1));
    if (!fits) throw Problem::invalid("fields", "kind.field_words");
    field.type = *type;
    if (type == FieldType::text) field.max = number_from(parts[3]);
    if (type == FieldType::integer) {
        field.min = number_from(parts[3]);
        field.max = number_from(parts[4]);
    }
    if (type == FieldType::choice) field.choices = text::split(parts[3], '|');
    return field;
}

KindCheck check_from(const std::string& word) {
    const std::size_t colon = word.find(':');
    const std::vector<std::string> parts = text::split(text::trim(word.substr(0, colon)), ' ');
    if (colon == std::string::npos || parts.size() != 3) throw Problem::invalid("checks", "kind.check_words");
    const std::optional<CheckRelation> relation = check_relation_from(parts[1]);
    if (!relation) throw Problem::invalid("checks", "kind.check_words");
    return {*relation, text::split(parts[0], '+'), text::split(parts[2], '+'), text::trim(word.substr(colon + 1))};
}

}  // namespace

ActivityKind kind_from(const KindWords& words) {
    ActivityKind kind;
    kind.code = words.code;
    kind.label = words.label;
    kind.sort = words.sort;
    kind.restricted = words.restricted;
    for (const std::string& field : words.fields) kind.fields.push_back(field_from(field));
    for (const std::string& check : words.checks) kind.checks.push_back(check_from(check));
    return kind;
}

}  // namespace league::ctl
