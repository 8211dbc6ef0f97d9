#include "lib/domain/org_table.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/csv.hpp"

namespace league {
namespace {

constexpr std::size_t kNameCharacters = 60;
constexpr std::size_t kShortNameCharacters = 20;

/// English name of each column, then what offices write over it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kColumns = {{
    {"code", "code"},       {"code", "编码"},           {"code", "代码"},           {"code", "组织编码"},
    {"name", "name"},       {"name", "名称"},           {"name", "全称"},           {"name", "组织名称"},
    {"name", "组织全称"},   {"short_name", "简称"},     {"short_name", "组织简称"}, {"short_name", "short_name"},
    {"kind", "kind"},       {"kind", "类型"},           {"kind", "类别"},           {"kind", "组织类型"},
    {"kind", "组织类别"},   {"parent", "parent"},       {"parent", "上级"},         {"parent", "上级编码"},
    {"parent", "上级组织"}, {"parent", "上级组织编码"}, {"opened", "opened"},       {"opened", "成立日期"},
    {"opened", "成立时间"}, {"opened", "建立日期"},     {"opened", "建立时间"},     {"opened", "组建时间"},
}};

constexpr std::array<std::pair<OrgKind, std::string_view>, 35> kKindWords = {{
    {OrgKind::province, "省"},
    {OrgKind::province, "团省委"},
    {OrgKind::province, "自治区"},
    {OrgKind::city, "市"},
    {OrgKind::city, "州"},
    {OrgKind::city, "团市委"},
    {OrgKind::county, "县"},
    {OrgKind::county, "区"},
    {OrgKind::county, "县市区"},
    {OrgKind::county, "团县委"},
    {OrgKind::county, "团区委"},
    {OrgKind::township, "乡镇"},
    {OrgKind::township, "乡"},
    {OrgKind::township, "镇"},
    {OrgKind::township, "街道"},
    {OrgKind::township, "乡镇团委"},
    {OrgKind::township, "街道团工委"},
    {OrgKind::township, "团工委"},
    {OrgKind::grassroots_committee, "基层团委"},
    {OrgKind::grassroots_committee, "团委"},
    {OrgKind::general_branch, "团总支"},
    {OrgKind::general_branch, "总支"},
    {OrgKind::general_branch, "团总支部"},
    {OrgKind::branch, "团支部"},
    {OrgKind::branch, "支部"},
    {OrgKind::branch, "村团支部"},
    {OrgKind::branch, "社区团支部"},
    {OrgKind::branch, "机关团支部"},
    {OrgKind::joint_branch, "联合团支部"},
    {OrgKind::joint_branch, "联合支部"},
    {OrgKind::temporary_branch, "临时团支部"},
    {OrgKind::temporary_branch, "临时支部"},
    {OrgKind::temporary_branch, "流动团支部"},
    {OrgKind::temporary_branch, "流动团员团支部"},
    {OrgKind::temporary_branch, "流动支部"},
}};

std::string cell(std::string_view raw) {
    return text::trim(raw);
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::optional<std::string_view> column_of(std::string_view head) {
    const std::string word = lower(text::to_half_width(cell(head)));
    for (const auto& [name, written] : kColumns) {
        if (written == word) return name;
    }
    return std::nullopt;
}

/// 2024-03-15, 2024/3/15, 2024.3.15 and 2024年3月15日.
std::optional<Date> date_from_table(std::string_view written) {
    std::array<int, 3> parts{};
    std::size_t part = 0;
    std::size_t digits = 0;
    const std::string half = text::to_half_width(written);
    for (const char c : half) {
        if (c >= '0' && c <= '9') {
            if (part > 2 || ++digits > 4) return std::nullopt;
            parts[part] = parts[part] * 10 + (c - '0');
        } else if (digits > 0) {
            ++part;
            digits = 0;
        }
    }
    if (digits > 0) ++part;
    const bool words_only_after =
        half.find_first_not_of("0123456789-/.") == std::string::npos || half.find("年") != std::string::npos;
    if (part != 3 || !words_only_after || parts[0] < 1900 || parts[0] > 2199) return std::nullopt;
    const Date date{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                    std::chrono::day(static_cast<unsigned>(parts[2]))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

class TableReader {
public:
    explicit TableReader(OrgTable& table) : table_(table) {}

    bool read_header(const CsvRow& header) {
        for (std::size_t i = 0; i < header.fields.size(); ++i) {
            const auto column = column_of(header.fields[i]);
            if (!column) continue;  // offices keep more in their tables than we read
            if (!columns_.emplace(*column, i).second) {
                fail(header.line, *column, "orgs.column_twice", {{"column", header.fields[i]}});
            }
        }
        for (const std::string_view needed : {"code", "name", "kind", "parent"}) {
            if (!columns_.contains(needed)) fail(header.line, needed, "orgs.column_missing");
        }
        return table_.errors.empty();
    }

    void read_row(const CsvRow& raw) {
        const std::size_t errors_before = table_.errors.size();
        OrgTableRow row;
        row.line = raw.line;
        row.sort = static_cast<int>(lines_.size() + 1);
        row.code = text_of(raw, "code");
        row.name = text_of(raw, "name");
        row.short_name = text_of(raw, "short_name");
        if (row.short_name.empty()) row.short_name = text::shorten(row.name, kShortNameCharacters);
        row.parent = text_of(raw, "parent");

        if (!is_unit_code(row.code)) {
            fail(row.line, "code", "orgs.code_malformed");
        } else if (const auto [first, is_new] = lines_.emplace(row.code, row.line); !is_new) {
            fail(row.line, "code", "orgs.code_twice", {{"code", row.code}, {"line", std::to_string(first->second)}});
        }
        check_name(row.line, "name", row.name, kNameCharacters);
        check_name(row.line, "short_name", row.short_name, kShortNameCharacters);
        if (const auto kind = org_kind_from_words(text_of(raw, "kind"))) {
            row.kind = *kind;
        } else {
            fail(row.line, "kind", "orgs.kind_unknown", {{"kind", text::shorten(text_of(raw, "kind"), 20)}});
        }
        if (!row.parent.empty() && (!is_unit_code(row.parent) || row.parent == row.code)) {
            fail(row.line, "parent", "orgs.parent_malformed");
        }
        if (const std::string opened = text_of(raw, "opened"); !opened.empty()) {
            const auto date = date_from_table(opened);
            if (date) row.opened = at_beijing(*date);
            if (!date) fail(row.line, "opened", "orgs.date_malformed");
        }
        if (table_.errors.size() == errors_before) {
            table_.rows.push_back(std::move(row));
        } else {
            table_.refused.insert(row.code);
        }
    }

private:
    std::string text_of(const CsvRow& row, std::string_view column) const {
        const auto at = columns_.find(column);
        if (at == columns_.end() || at->second >= row.fields.size()) return {};
        return cell(row.fields[at->second]);
    }

    void check_name(std::size_t line, std::string_view column, const std::string& name, std::size_t limit) {
        const bool has_control =
            std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        if (name.empty() || has_control || text::count_characters(name) > limit) {
            fail(line, column, "orgs.name_malformed", {{"limit", std::to_string(limit)}});
        }
    }

    void fail(std::size_t line, std::string_view column, std::string key, Values values = {}) {
        table_.errors.push_back({line, std::string(column), std::move(key), std::move(values)});
    }

    OrgTable& table_;
    std::map<std::string_view, std::size_t> columns_;
    std::map<std::string, std::size_t> lines_;
};

/// Parents first. What stands in a ring of parents is an error, since no order fits it.
void put_parents_first(OrgTable& table) {
    std::map<std::string, std::size_t> by_code;
    for (std::size_t i = 0; i < table.rows.size(); ++i) by_code.emplace(table.rows[i].code, i);
    enum class State { untouched, on_the_way, placed, in_ring };
    std::vector<State> states(table.rows.size(), State::untouched);
    std::vector<OrgTableRow> ordered;
    ordered.reserve(table.rows.size());
    for (std::size_t start = 0; start < table.rows.size(); ++start) {
        std::vector<std::size_t> way;  // from a row up to the first that is placed, or not in the table
        bool ring = false;
        for (std::size_t at = start;;) {
            if (states[at] == State::placed) break;
            ring = states[at] != State::untouched;
            if (ring) break;
            states[at] = State::on_the_way;
            way.push_back(at);
            const auto parent = by_code.find(table.rows[at].parent);
            if (parent == by_code.end()) break;
            at = parent->second;
        }
        for (auto at = way.rbegin(); at != way.rend(); ++at) {
            states[*at] = ring ? State::in_ring : State::placed;
            if (ring) {
                table.errors.push_back({table.rows[*at].line, "parent", "orgs.parents_in_a_ring", {}});
                table.refused.insert(table.rows[*at].code);
            } else {
                ordered.push_back(table.rows[*at]);
            }
        }
    }
    table.rows = std::move(ordered);
}

int rank(OrgKind kind) {
    switch (kind) {
        case OrgKind::province: return 0;
        case OrgKind::city: return 1;
        case OrgKind::county: return 2;
        case OrgKind::township: return 3;
        case OrgKind::grassroots_committee: return 4;
        case OrgKind::general_branch: return 5;
        case OrgKind::branch:
        case OrgKind::joint_branch:
        case OrgKind::temporary_branch: return 6;
    }
    stop("unknown OrgKind");
}

}  // namespace

OrgTable read_org_table(std::string_view csv) {
    OrgTable table;
    const Result<std::vector<CsvRow>, CsvFault> rows = read_csv(csv);
    if (!rows) {
        table.errors.push_back({rows.error().line, "", rows.error().key, {}});
        return table;
    }
    if (rows->empty()) {
        table.errors.push_back({0, "", "csv.empty", {}});
        return table;
    }
    TableReader reader(table);
    if (!reader.read_header(rows->front())) return table;
    for (std::size_t i = 1; i < rows->size(); ++i) reader.read_row((*rows)[i]);
    put_parents_first(table);
    std::stable_sort(table.errors.begin(), table.errors.end(),
                     [](const OrgTableError& a, const OrgTableError& b) { return a.line < b.line; });
    return table;
}

bool may_stand_below(OrgKind child, OrgKind parent) {
    return rank(child) > rank(parent);
}

std::optional<OrgKind> org_kind_from_words(std::string_view text) {
    const std::string word = lower(text::to_half_width(cell(text)));
    for (const auto& [kind, written] : kKindWords) {
        if (written == word) return kind;
    }
    return org_kind_from(word);
}

}  // namespace league
