// One tolerant shape for what WeChat sends as XML or JSON (wechat-api 1.5, 1.6): named children and text.
//
// A JSON array becomes repeated children of one name, as XML has them; numbers, booleans and strings all
// become text. So a reader asks once and need not care which of the forms came. Not a general XML or JSON
// reader: attributes, comments and order across names are lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace league::wechat {

enum class WireFormat { xml, json };
/// The media type of an answer in this format.
std::string_view content_type(WireFormat format);

struct MessageNode {
    std::string name;
    std::string text;
    std::vector<MessageNode> children;

    /// The first child of that name (exact case), or nothing.
    const MessageNode* find(std::string_view child) const;
    std::vector<const MessageNode*> all(std::string_view child) const;
    /// Text of the first child of that name; empty when there is none.
    std::string text_of(std::string_view child) const;
    /// Number or text holding one; nothing when absent or not a number.
    std::optional<std::int64_t> number_of(std::string_view child) const;
    std::optional<double> decimal_of(std::string_view child) const;
    /// Entries of a list however wrapped: `<L><item/><item/></L>`, `L: [..]`, `L: {..}`, `L: {item: [..]}`.
    std::vector<const MessageNode*> items_of(std::string_view child) const;
};

struct TreeLimits {
    std::size_t max_bytes = 512 * 1024;  ///< of the text read; bytes
    std::size_t max_depth = 16;          ///< elements or values inside each other
    std::size_t max_nodes = 4096;        ///< in all
};

enum class TreeFailure { empty, too_large, not_utf8, malformed, too_deep };
std::string_view to_string(TreeFailure failure);

/// XML starts with '<' and JSON with '{' after white space; anything else is malformed.
std::optional<WireFormat> detect_format(std::string_view message);

/// Memory stays proportional to the limits. XML with a document type is malformed: entities are never expanded.
Result<MessageNode, TreeFailure> read_tree(std::string_view message, const TreeLimits& limits = {});

}  // namespace league::wechat
