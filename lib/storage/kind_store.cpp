#include "lib/storage/kind_store.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
SELECT k.code, k.label, k.sort, k.restricted, k.in_use, k.revision, f.code, f.label, f.type, f.required, f.min_value,
       f.max_value, f.choices, f.in_use
FROM activity_kinds k
LEFT JOIN activity_kind_fields f ON f.kind = k.code
WHERE k.in_use >= $1
ORDER BY k.sort, k.code, f.sort, f.code)";

constexpr std::string_view kFind = R"(
SELECT k.code, k.label, k.sort, k.restricted, k.in_use, k.revision, f.code, f.label, f.type, f.required, f.min_value,
       f.max_value, f.choices, f.in_use
FROM activity_kinds k
LEFT JOIN activity_kind_fields f ON f.kind = k.code
WHERE k.code = $1 AND k.in_use >= $2
ORDER BY f.sort, f.code)";

constexpr std::string_view kListChecks = R"(
SELECT kind, relation, left_fields, right_fields, sentence
FROM activity_kind_checks
ORDER BY kind, sort)";

constexpr std::string_view kFindChecks = R"(
SELECT kind, relation, left_fields, right_fields, sentence
FROM activity_kind_checks
WHERE kind = $1
ORDER BY sort)";

constexpr std::string_view kInsert = R"(
INSERT INTO activity_kinds (code, label, sort, restricted, in_use, revision)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (code) DO NOTHING)";

constexpr std::string_view kReplace = R"(
UPDATE activity_kinds
SET label = $3, sort = $4, restricted = $5, in_use = $6, revision = $2
WHERE code = $1 AND revision = $2 - 1)";

constexpr std::string_view kSaveField = R"(
INSERT INTO activity_kind_fields (kind, code, label, type, required, min_value, max_value, choices, sort, in_use)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (kind, code) DO UPDATE
SET label = excluded.label, required = excluded.required, min_value = excluded.min_value,
    max_value = excluded.max_value, choices = excluded.choices, sort = excluded.sort, in_use = excluded.in_use)";

constexpr std::string_view kForgetChecks = R"(
DELETE FROM activity_kind_checks
WHERE kind = $1)";

constexpr std::string_view kSaveCheck = R"(
INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence)
VALUES ($1, $2, $3, $4, $5, $6))";

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
        kind.in_use = row.boolean(4);
        kind.revision = row.get<int>(5);
        kinds.push_back(std::move(kind));
    }
    if (row.is_null(6)) return;
    KindField field;
    field.code = row.text(6);
    field.label = row.text(7);
    const std::optional<FieldType> type = field_type_from(row.text(8));
    ensure(type.has_value());  // the schema's CHECK knows the same words
    field.type = *type;
    field.required = row.boolean(9);
    field.min = row.get<long long>(10);
    field.max = row.get<long long>(11);
    if (field.type == FieldType::choice) field.choices = read_choices(row.text(12));
    field.in_use = row.boolean(13);
    kinds.back().fields.push_back(std::move(field));
}

KindCheck read_check(Row& row) {
    KindCheck check;
    const std::optional<CheckRelation> relation = check_relation_from(row.text(1));
    ensure(relation.has_value());  // the schema's CHECK knows the same words
    check.relation = *relation;
    check.left = text::split(row.text(2), ' ');
    check.right = text::split(row.text(3), ' ');
    check.sentence = row.text(4);
    return check;
}

std::vector<ActivityKind> list_kinds(ReadTransaction& tx, bool in_use_only) {
    std::vector<ActivityKind> kinds;
    tx.query(kList, in_use_only, [&](Row& row) { add_row(kinds, row); });
    tx.query(kListChecks, [&](Row& row) {
        const std::string code = row.text(0);
        const auto kind =
            std::find_if(kinds.begin(), kinds.end(), [&](const ActivityKind& one) { return one.code == code; });
        if (kind != kinds.end()) kind->checks.push_back(read_check(row));
    });
    return kinds;
}

std::optional<ActivityKind> find_kind(ReadTransaction& tx, const std::string& code, bool in_use_only) {
    std::vector<ActivityKind> kinds;
    tx.query(kFind, code, in_use_only, [&](Row& row) { add_row(kinds, row); });
    if (kinds.empty()) return std::nullopt;
    kinds.front().checks = tx.list(kFindChecks, code, read_check);
    return std::move(kinds.front());
}

std::string joined(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : " ") + code;
    return text;
}

}  // namespace

std::vector<ActivityKind> KindStore::list() {
    return list_kinds(tx_, /*in_use_only=*/true);
}

std::vector<ActivityKind> KindStore::list_all() {
    return list_kinds(tx_, /*in_use_only=*/false);
}

std::optional<ActivityKind> KindStore::find(const std::string& code) {
    return find_kind(tx_, code, /*in_use_only=*/false);
}

std::optional<ActivityKind> KindStore::find_in_use(const std::string& code) {
    return find_kind(tx_, code, /*in_use_only=*/true);
}

bool KindWriter::insert(const ActivityKind& kind) {
    const std::int64_t changed =
        tx_.run(kInsert, kind.code, kind.label, kind.sort, kind.restricted, kind.in_use, kind.revision);
    if (changed == 0) return false;
    write_parts(kind);
    return true;
}

bool KindWriter::replace(const ActivityKind& kind) {
    const std::int64_t changed =
        tx_.run(kReplace, kind.code, kind.revision, kind.label, kind.sort, kind.restricted, kind.in_use);
    if (changed == 0) return false;
    write_parts(kind);
    return true;
}

void KindWriter::write_parts(const ActivityKind& kind) {
    int sort = 0;
    for (const KindField& field : kind.fields) {
        const std::string choices = nlohmann::json(field.choices).dump();
        tx_.run(kSaveField, kind.code, field.code, field.label, field.type, field.required, field.min, field.max,
                choices, sort += 10, field.in_use);
    }
    tx_.run(kForgetChecks, kind.code);
    sort = 0;
    for (const KindCheck& check : kind.checks) {
        tx_.run(kSaveCheck, kind.code, sort += 10, check.relation, joined(check.left), joined(check.right),
                check.sentence);
    }
}

}  // namespace league
