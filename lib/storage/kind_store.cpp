#include "lib/storage/kind_store.hpp"

#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
SELECT k.code, k.label, k.sort, k.restricted, f.code, f.label, f.type, f.required, f.min_value, f.max_value, f.choices
FROM activity_kinds k
LEFT JOIN activity_kind_fields f ON f.kind = k.code
WHERE k.in_use = 1
ORDER BY k.sort, k.code, f.sort, f.code)";

constexpr std::string_view kFind = R"(
SELECT k.code, k.label, k.sort, k.restricted, f.code, f.label, f.type, f.required, f.min_value, f.max_value, f.choices
FROM activity_kinds k
LEFT JOIN activity_kind_fields f ON f.kind = k.code
WHERE k.code = $1 AND k.in_use >= $2
ORDER BY f.sort, f.code)";

std::vector<std::string> read_choices(const std::string& stored) {
    const auto json = nlohmann::json::parse(stored);
    return json.get<std::vector<std::string>>();
}

/// Adds the row to `kinds`: one row a field, and one without field for a kind that has none.
void add_row(std::vector<ActivityKind>& kinds, Row& row) {
    const std::string code = row.text(0);
    if (kinds.empty() || kinds.back().code != code) {
        ActivityKind kind;
        kind.code = code;
        kind.label = row.text(1);
        kind.sort = row.get<int>(2);
        kind.restricted = row.boolean(3);
        kinds.push_back(std::move(kind));
    }
    if (row.is_null(4)) return;
    KindField field;
    field.code = row.text(4);
    field.label = row.text(5);
    const std::optional<FieldType> type = field_type_from(row.text(6));
    ensure(type.has_value());  // the schema's CHECK knows the same words
    field.type = *type;
    field.required = row.boolean(7);
    field.min = row.get<long long>(8);
    field.max = row.get<long long>(9);
    if (field.type == FieldType::choice) field.choices = read_choices(row.text(10));
    kinds.back().fields.push_back(std::move(field));
}

std::optional<ActivityKind> find_kind(ReadTransaction& tx, const std::string& code, bool in_use_only) {
    std::vector<ActivityKind> kinds;
    tx.query(kFind, code, in_use_only, [&](Row& row) { add_row(kinds, row); });
    if (kinds.empty()) return std::nullopt;
    return std::move(kinds.front());
}

}  // namespace

std::vector<ActivityKind> KindStore::list() {
    std::vector<ActivityKind> kinds;
    tx_.query(kList, [&](Row& row) { add_row(kinds, row); });
    return kinds;
}

std::optional<ActivityKind> KindStore::find(const std::string& code) {
    return find_kind(tx_, code, /*in_use_only=*/false);
}

std::optional<ActivityKind> KindStore::find_in_use(const std::string& code) {
    return find_kind(tx_, code, /*in_use_only=*/true);
}

}  // namespace league
