// Reads the sheets of one file exported from the national member system (domain 11): finds the header by its words,
// tells an organisations table from a members' list, and makes typed lines of rows. Wrong lines are told, never mended.
// A member's name and number are looked at and dropped: a line says whose list it is on and, transiently, the number
// that the caller hashes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/identity_number.hpp"
#include "lib/domain/nms_words.hpp"
#include "lib/domain/sheet.hpp"

namespace league {

struct NmsOrgLine {
    std::size_t line = 0;
    std::string code;  ///< the system's own, "" when the export has none
    std::string name;
    std::string short_name;
    std::string parent;
    std::string category;
    std::string industry;
    std::optional<int> members;
    std::optional<std::string> secretary;  ///< personal, as are the next two
    std::optional<std::string> phone;
    IdentityNumber identity;
};

struct NmsMemberLine {
    std::size_t line = 0;
    std::string branch;
    std::string parent;       ///< "" when the list does not say
    IdentityNumber identity;  ///< to be hashed and dropped
};

class NmsTableReader {
public:
    struct Take {
        std::function<void(const NmsOrgLine&)> organisation;
        std::function<void(const NmsMemberLine&)> member;
        std::function<void(SheetFault)> fault;   ///< the file cannot be used
        std::function<void(SheetFault)> notice;  ///< worth telling; the line was used without that value
    };

    /// `words` and `take` outlive this; `file` is its name as people see it.
    NmsTableReader(const NmsWords& words, std::string file, const Take& take);

    void begin_sheet(const std::string& sheet);
    void row(const SheetRow& row);
    /// A file without any sheet of a known header is a fault, and so is one with a header and no line below it.
    void end_file();

private:
    enum class Kind { unknown, organisations, members };
    struct Header {
        Kind kind = Kind::unknown;
        std::map<std::string, std::size_t> columns;
    };

    void look_for_header(const SheetRow& row);
    Header match(const SheetRow& row, const std::vector<NmsWords::Column>& columns, Kind kind);
    bool is_known(const Header& header) const;
    void read_organisation(const SheetRow& row);
    void read_member(const SheetRow& row);
    void name_branch_of_sheet();

    const SheetCell& cell(const SheetRow& row, const std::string& column) const;
    std::string words_in(const SheetRow& row, const std::string& column);
    bool is_blank(const SheetRow& row) const;
    bool has_unfit_cells(const SheetRow& row);
    bool adds_up(const SheetRow& row, const std::string& column) const;
    void tell(const std::function<void(SheetFault)>& to, const SheetRow& row, const std::string& column,
              std::string key, Values values = {}) const;

    const NmsWords& words_;
    std::string file_;
    const Take& take_;
    std::string sheet_;
    Header header_;
    std::vector<std::string> titles_;  ///< lines above the header
    std::string branch_of_sheet_;
    std::vector<std::string> headings_seen_;  ///< of the row that looked most like a header
    std::size_t rows_above_ = 0;
    std::size_t lines_ = 0;
    bool any_header_ = false;
    bool any_fault_ = false;
};

/// The branch that a title or file name speaks of: "城关镇机关团支部团员名册(2026)" -> "城关镇机关团支部". "" when
/// nothing is left; a title without one of `words.list_titles` is no title of a list and gives "".
std::string branch_in_title(const NmsWords& words, const std::string& title);
std::string branch_in_file_name(const NmsWords& words, const std::string& file);

}  // namespace league
