#include "lib/domain/csv.hpp"

#include <algorithm>
#include <optional>

#include "lib/base/text.hpp"

namespace league {
namespace {

/// The first line that is not UTF-8. Most often the file was saved in the spreadsheet's own encoding (GBK).
std::optional<std::size_t> find_broken_line(std::string_view bytes) {
    if (text::is_valid_utf8(bytes)) return std::nullopt;
    std::size_t line = 1;
    for (std::size_t begin = 0; begin <= bytes.size(); ++line) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        if (!text::is_valid_utf8(bytes.substr(begin, end - begin))) return line;
        begin = end + 1;
    }
    return line;
}

class Reader {
public:
    Reader(std::string_view bytes, const CsvLimits& limits, const std::function<void(CsvRow)>& take)
        : rest_(bytes), limits_(limits), take_(take) {}

    std::optional<CsvFault> read() {
        while (!fault_ && !rest_.empty()) read_row();
        return fault_;
    }

private:
    void read_row() {
        CsvRow row{line_, {}};
        do {
            if (row.fields.size() == limits_.columns) return fail(row.line, "csv.too_many_columns");
            row.fields.push_back(read_field());
            if (fault_) return;
        } while (take(','));
        if (!rest_.empty() && !take_line_end()) return fail(line_, "csv.stray_quote");
        const bool is_blank = std::all_of(row.fields.begin(), row.fields.end(),
                                          [](const std::string& field) { return text::trim(field).empty(); });
        if (is_blank) return;
        if (rows_ == limits_.rows) return fail(row.line, "csv.too_many_rows");
        ++rows_;
        take_(std::move(row));
    }

    std::string read_field() {
        if (take('"')) return read_quoted();
        const std::size_t end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
        std::string field(rest_.substr(0, end));
        rest_.remove_prefix(end);
        if (field.size() > limits_.field_bytes) fail(line_, "csv.field_too_long");
        return field;
    }

    /// What stands up to the closing quote; two quotes are one, line ends belong to the field.
    std::string read_quoted() {
        const std::size_t begun = line_;
        std::string field;
        while (!rest_.empty()) {
            if (take('"')) {
                if (!take('"')) return field;
                field += '"';
            } else if (take_line_end()) {
                field += '\n';
            } else {
                field += rest_.front();
                rest_.remove_prefix(1);
            }
            if (field.size() > limits_.field_bytes) {
                fail(begun, "csv.field_too_long");
                return field;
            }
        }
        fail(begun, "csv.quote_not_closed");
        return field;
    }

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool take_line_end() {
        const bool carriage_return = take('\r');
        const bool line_feed = take('\n');
        if (carriage_return || line_feed) ++line_;
        return carriage_return || line_feed;
    }

    void fail(std::size_t line, std::string key) { fault_ = CsvFault{line, std::move(key)}; }

    std::string_view rest_;
    const CsvLimits& limits_;
    const std::function<void(CsvRow)>& take_;
    std::size_t line_ = 1;
    std::size_t rows_ = 0;
    std::optional<CsvFault> fault_;
};

}  // namespace

std::optional<CsvFault> each_csv_row(std::string_view bytes, const CsvLimits& limits,
                                     const std::function<void(CsvRow)>& take) {
    if (bytes.size() > limits.bytes) return CsvFault{0, "csv.too_large"};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (const auto line = find_broken_line(bytes)) return CsvFault{*line, "csv.not_utf8"};
    return Reader(bytes, limits, take).read();
}

Result<std::vector<CsvRow>, CsvFault> read_csv(std::string_view bytes, const CsvLimits& limits) {
    std::vector<CsvRow> rows;
    const auto fault = each_csv_row(bytes, limits, [&](CsvRow row) { rows.push_back(std::move(row)); });
    if (fault) return Unexpected{*fault};
    return rows;
}

}  // namespace league
