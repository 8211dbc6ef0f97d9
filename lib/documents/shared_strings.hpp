// The texts that cells of a workbook name by number. Kept in one piece, since there may be very many short ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/sheet_limits.hpp"

namespace pugi {
class xml_node;
}

namespace league {

class SharedStrings {
public:
    explicit SharedStrings(const SheetLimits& limits) : limits_(limits) {}

    /// Throws FileRefused sheet.too_many_strings.
    void add(std::string_view text);
    std::optional<std::string_view> at(std::size_t index) const;

private:
    const SheetLimits& limits_;
    std::string texts_;
    std::vector<std::size_t> ends_;
};

/// What a rich text says: all its runs, without the reading aids (furigana, pinyin) beside them.
std::string text_of_runs(const pugi::xml_node& element);

}  // namespace league
