#include "lib/domain/nms_table.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/domain/people.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsAboveHeader = 20;
constexpr std::size_t kNameCharacters = 100;
constexpr int kMostMembers = 100'000;
constexpr const char* kMark = "mark";  // a column that only tells what kind of table it is

std::string without_spaces(std::string_view text) {
    std::string out;
    for (const char c : text::to_half_width(text::plain_line(text))) {
        if (c != ' ') out += c;
    }
    return out;
}

/// "*身份证号码 (必填)" is the heading "身份证号码".
std::string heading_of(const SheetCell& cell) {
    if (cell.kind != SheetCell::Kind::text) return {};
    std::string heading = without_spaces(cell.text);
    heading.erase(std::remove(heading.begin(), heading.end(), '*'), heading.end());
    const std::size_t bracket = heading.find_first_of("([");
    return bracket == std::string::npos || bracket == 0 ? heading : heading.substr(0, bracket);
}

std::optional<int> count_in(const SheetCell& cell) {
    const std::string text = without_spaces(cell.text);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > kMostMembers) {
        return std::nullopt;
    }
    return value;
}

/// Where the name of a list begins behind the name of its branch; npos when the line names no list.
std::size_t end_of_branch(const NmsWords& words, const std::string& line) {
    std::size_t end = std::string::npos;
    for (const std::string& title : words.list_titles) end = std::min(end, line.find(title));
    return end;
}

std::string cut_brackets_and_digits(std::string name) {
    const auto is_edge = [](char c) {
        return (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '_' || c == '.' || c == '(' || c == ')';
    };
    name = text::to_half_width(text::trim(name));
    std::size_t begin = 0;
    while (begin < name.size() && is_edge(name[begin])) ++begin;
    // Numbers at the end may belong to the name ("3 班 2"), a bracket or an underscore before them does not.
    const std::size_t end = name.find_last_of("(_");
    if (end != std::string::npos && end > begin &&
        std::all_of(name.begin() + static_cast<std::ptrdiff_t>(end), name.end(), is_edge)) {
        name.resize(end);
    }
    return text::trim(name.substr(std::min(begin, name.size())));
}

}  // namespace

std::string branch_in_title(const NmsWords& words, const std::string& title) {
    const std::string line = without_spaces(title);
    const std::size_t cut = end_of_branch(words, line);
    return cut == std::string::npos ? "" : cut_brackets_and_digits(line.substr(0, cut));
}

std::string branch_in_file_name(const NmsWords& words, const std::string& file) {
    std::string stem = file.substr(file.find_last_of("/\\") + 1);
    if (const std::size_t dot = stem.find_last_of('.'); dot != std::string::npos) stem.resize(dot);
    stem = without_spaces(stem);
    return cut_brackets_and_digits(stem.substr(0, end_of_branch(words, stem)));
}

NmsTableReader::NmsTableReader(const NmsWords& words, std::string file, const Take& take)
    : words_(words), file_(std::move(file)), take_(take) {}

void NmsTableReader::begin_sheet(const std::string& sheet) {
    sheet_ = sheet;
    header_ = {};
    titles_.clear();
    branch_of_sheet_.clear();
    rows_above_ = 0;
}

void NmsTableReader::row(const SheetRow& row) {
    switch (header_.kind) {
        case Kind::unknown: look_for_header(row); return;
        case Kind::organisations: read_organisation(row); return;
        case Kind::members: read_member(row); return;
    }
}

void NmsTableReader::end_file() {
    if (any_fault_) return;
    std::string seen;
    for (const std::string& heading : headings_seen_) seen += (seen.empty() ? "" : " / ") + heading;
    if (!any_header_) {
        take_.fault({file_, "", 0, "", "nms.no_header", {{"seen", seen.empty() ? "-" : text::shorten(seen, 60)}}});
    } else if (lines_ == 0) {
        take_.fault({file_, "", 0, "", "nms.no_lines", {}});
    }
}

void NmsTableReader::look_for_header(const SheetRow& row) {
    if (rows_above_ == kRowsAboveHeader) return;
    Header members = match(row, words_.members, Kind::members);
    Header organisations = match(row, words_.organisations, Kind::organisations);
    if (is_known(members)) {
        header_ = std::move(members);
    } else if (is_known(organisations)) {
        header_ = std::move(organisations);
    }
    if (header_.kind == Kind::unknown) {
        ++rows_above_;
        std::vector<std::string> headings;
        for (const SheetCell& found : row.cells) {
            if (found.kind != SheetCell::Kind::text) continue;
            titles_.push_back(text::cut_bytes(found.text, 400));
            headings.push_back(text::shorten(text::plain_line(found.text), 12));
        }
        if (headings.size() > headings_seen_.size()) headings_seen_ = std::move(headings);
        return;
    }
    any_header_ = true;
    if (header_.kind == Kind::members && !header_.columns.contains("branch")) name_branch_of_sheet();
}

NmsTableReader::Header NmsTableReader::match(const SheetRow& row, const std::vector<NmsWords::Column>& columns,
                                             Kind kind) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = row.cells.size(); i-- > 0;) {
        const std::string heading = heading_of(row.cells[i]);
        if (!heading.empty()) places[heading] = i;  // of two equal headings the first
    }
    Header header;
    header.kind = kind;
    for (const NmsWords::Column& column : columns) {
        for (const std::string& heading : column.headings) {
            const auto found = places.find(heading);
            if (found == places.end()) continue;
            header.columns[column.name] = found->second;
            break;
        }
    }
    return header;
}

bool NmsTableReader::is_known(const Header& header) const {
    return header.columns.contains("name") && header.columns.size() >= 2;
}

void NmsTableReader::name_branch_of_sheet() {
    for (const std::string& title : titles_) {
        branch_of_sheet_ = branch_in_title(words_, title);
        if (!branch_of_sheet_.empty()) return;
    }
    branch_of_sheet_ = branch_in_file_name(words_, file_);
    if (!branch_of_sheet_.empty()) return;
    any_fault_ = true;
    take_.fault({file_, sheet_, 0, "", "nms.no_branch", {}});
}

void NmsTableReader::read_organisation(const SheetRow& row) {
    if (is_blank(row) || adds_up(row, "name") || has_unfit_cells(row)) return;
    ++lines_;
    NmsOrgLine found;
    found.line = row.line;
    found.name = words_in(row, "name");
    if (found.name.empty()) {
        any_fault_ = true;
        return tell(take_.fault, row, "name", "nms.name_missing");
    }
    found.code = words_in(row, "code");
    found.short_name = words_in(row, "short_name");
    found.parent = words_in(row, "parent");
    found.category = words_in(row, "category");
    found.industry = words_in(row, "industry");
    if (const SheetCell& members = cell(row, "members"); members.kind != SheetCell::Kind::empty) {
        found.members = count_in(members);
        if (!found.members) {
            any_fault_ = true;
            tell(take_.fault, row, "members", "nms.not_a_number", {{"max", std::to_string(kMostMembers)}});
        }
    }
    if (const std::string secretary = words_in(row, "secretary"); !secretary.empty()) {
        found.secretary = normal_person_name(secretary);
        if (!found.secretary) tell(take_.notice, row, "secretary", "nms.person_malformed");
    }
    if (const std::string phone = words_in(row, "phone"); !phone.empty()) {
        found.phone = normal_phone(phone);
        if (!found.phone) tell(take_.notice, row, "phone", "nms.phone_malformed");
    }
    found.identity = read_identity_number(cell(row, "identity"));
    if (!any_fault_) take_.organisation(found);
}

void NmsTableReader::read_member(const SheetRow& row) {
    if (is_blank(row) || adds_up(row, "name") || has_unfit_cells(row)) return;
    ++lines_;
    const std::string person = words_in(row, "name");
    const bool is_person =
        normal_person_name(person).has_value() && text::to_half_width(person).find(':') == std::string::npos;
    if (!is_person) {
        any_fault_ = true;
        return tell(take_.fault, row, "name", person.empty() ? "nms.person_missing" : "nms.not_a_person");
    }
    NmsMemberLine found;
    found.line = row.line;
    found.branch = branch_of_sheet_;
    if (header_.columns.contains("branch")) found.branch = words_in(row, "branch");
    if (found.branch.empty()) {
        if (!header_.columns.contains("branch")) return;  // told for the sheet already
        any_fault_ = true;
        return tell(take_.fault, row, "branch", "nms.branch_missing");
    }
    found.parent = words_in(row, "parent");
    found.identity = read_identity_number(cell(row, "identity"));
    if (found.identity.state == IdentityNumber::State::malformed) {
        tell(take_.notice, row, "identity", "nms.identity_malformed");
    } else if (found.identity.state == IdentityNumber::State::digits_lost) {
        tell(take_.notice, row, "identity", "nms.identity_digits_lost");
    }
    if (!any_fault_) take_.member(found);
}

const SheetCell& NmsTableReader::cell(const SheetRow& row, const std::string& column) const {
    static const SheetCell kNone;
    const auto place = header_.columns.find(column);
    if (place == header_.columns.end() || place->second >= row.cells.size()) return kNone;
    return row.cells[place->second];
}

std::string NmsTableReader::words_in(const SheetRow& row, const std::string& column) {
    std::string words = text::trim(text::plain_line(cell(row, column).text));
    if (text::count_characters(words) <= kNameCharacters) return words;
    any_fault_ = true;
    tell(take_.fault, row, column, "nms.too_long", {{"limit", std::to_string(kNameCharacters)}});
    return {};
}

bool NmsTableReader::is_blank(const SheetRow& row) const {
    return std::all_of(header_.columns.begin(), header_.columns.end(),
                       [&](const auto& column) { return cell(row, column.first).kind == SheetCell::Kind::empty; });
}

bool NmsTableReader::has_unfit_cells(const SheetRow& row) {
    bool found = false;
    for (const auto& [column, place] : header_.columns) {
        const SheetCell::Kind kind = cell(row, column).kind;
        if (column == kMark || (kind != SheetCell::Kind::formula && kind != SheetCell::Kind::error)) continue;
        found = true;
        any_fault_ = true;
        tell(take_.fault, row, column, kind == SheetCell::Kind::formula ? "nms.formula" : "nms.error_value");
    }
    return found;
}

bool NmsTableReader::adds_up(const SheetRow& row, const std::string& column) const {
    // The word may stand in a column that we do not read, such as the running number.
    const auto begins = [&](const SheetCell& found) {
        const std::string words = without_spaces(found.text);
        return std::any_of(words_.totals.begin(), words_.totals.end(),
                           [&](const std::string& total) { return words.starts_with(total); });
    };
    if (begins(cell(row, column))) return true;
    return !row.cells.empty() && cell(row, column).kind == SheetCell::Kind::empty && begins(row.cells.front());
}

void NmsTableReader::tell(const std::function<void(SheetFault)>& to, const SheetRow& row, const std::string& column,
                          std::string key, Values values) const {
    const auto place = header_.columns.find(column);
    const std::string letters = place == header_.columns.end() ? "" : column_letters(place->second);
    to({file_, sheet_, row.line, letters, std::move(key), std::move(values)});
}

}  // namespace league
