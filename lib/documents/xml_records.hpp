// Reads the few elements that matter out of an XML file of any size without ever holding it: bytes come in pieces, each
// whole element of a wanted name is handed to pugixml alone. Depth, size of an element and what XML allows are bounded;
// a document type is refused, so there is nothing to expand. Not for documents whose whole tree is wanted.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/sheet_limits.hpp"

namespace pugi {
class xml_node;
}

namespace league {

class XmlRecords {
public:
    using Take = std::function<void(const pugi::xml_node& element)>;

    /// `names` without prefix. An element inside a wanted one is part of it and not handed out alone.
    XmlRecords(std::vector<std::string> names, const SheetLimits& limits, Take take);

    /// Throws FileRefused: sheet.xml_broken, sheet.xml_type, sheet.xml_too_deep, sheet.record_too_large.
    void push(std::string_view bytes);
    /// After the last piece; throws FileRefused sheet.xml_broken when the document breaks off.
    void finish();

private:
    enum class State { text, markup };

    void add_text(std::string_view text);
    bool ends_markup() const;
    void end_markup();
    void open(bool closes_at_once);
    void close();
    void hand_out();
    void keep(std::string_view bytes);

    std::vector<std::string> names_;
    const SheetLimits& limits_;
    Take take_;
    State state_ = State::text;
    std::string markup_;  ///< from '<' on
    char quote_ = 0;      ///< inside an attribute's value
    std::size_t depth_ = 0;
    bool seen_element_ = false;
    bool keeping_ = false;
    std::size_t kept_at_ = 0;  ///< depth outside of the element that is kept
    std::string kept_;
};

/// The name behind the prefix: "row" of "x:row".
std::string_view local_name(std::string_view name);

}  // namespace league
