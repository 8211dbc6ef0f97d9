#include "lib/wechat/message_tree.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league::wechat {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view skip_space(std::string_view text) {
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    const std::size_t begin = text.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// Copies pugixml's elements; stops at the first broken limit.
class XmlCopier {
public:
    explicit XmlCopier(const TreeLimits& limits) : limits_(limits) {}

    std::optional<TreeFailure> copy(const pugi::xml_node& from, MessageNode& to, std::size_t depth) {
        if (depth > limits_.max_depth) return TreeFailure::too_deep;
        if (++nodes_ > limits_.max_nodes) return TreeFailure::too_large;
        to.name = from.name();
        for (const pugi::xml_node& child : from.children()) {
            // A text holding "]]>" comes in several CDATA sections.
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) to.text += child.value();
            if (child.type() != pugi::node_element) continue;
            if (const auto failure = copy(child, to.children.emplace_back(), depth + 1)) return failure;
        }
        // Numeric references such as &#xD800; can make what is no text.
        if (!text::is_valid_utf8(to.text)) return TreeFailure::not_utf8;
        return std::nullopt;
    }

private:
    const TreeLimits& limits_;
    std::size_t nodes_ = 0;
};

Result<MessageNode, TreeFailure> read_xml(std::string_view message, const TreeLimits& limits) {
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(message.data(), message.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_pi,
                             pugi::encoding_utf8);
    if (!parsed) return Unexpected{TreeFailure::malformed};
    pugi::xml_node root;
    for (const pugi::xml_node& node : document.children()) {
        const auto type = node.type();
        if (type != pugi::node_element || !root.empty()) return Unexpected{TreeFailure::malformed};
        root = node;
    }
    if (root.empty()) return Unexpected{TreeFailure::malformed};
    MessageNode tree;
    if (const auto failure = XmlCopier(limits).copy(root, tree, 1)) return Unexpected{*failure};
    return tree;
}

/// Builds the tree while nlohmann reads, so that depth and number are bounded before memory is taken.
class JsonBuilder {
public:
    using json = nlohmann::json;

    JsonBuilder(const TreeLimits& limits, MessageNode& root) : limits_(limits), open_{{&root, false}} {}

    TreeFailure failure() const { return failure_; }

    bool null() { return leaf(""); }
    bool boolean(bool value) { return leaf(value ? "true" : "false"); }
    bool number_integer(json::number_integer_t value) { return leaf(std::to_string(value)); }
    bool number_unsigned(json::number_unsigned_t value) { return leaf(std::to_string(value)); }
    // The text as written: an id above 64 bits arrives here too and must not pass through a double.
    bool number_float(json::number_float_t /*value*/, const std::string& written) { return leaf(written); }
    bool string(std::string& value) {
        // "\u0000" is legal JSON and no text.
        if (value.find('\0') != std::string::npos) return fail(TreeFailure::not_utf8);
        return leaf(std::move(value));
    }
    bool binary(json::binary_t& /*value*/) { return fail(TreeFailure::malformed); }

    bool key(std::string& name) {
        if (name.find('\0') != std::string::npos) return fail(TreeFailure::not_utf8);
        key_ = std::move(name);
        return true;
    }

    bool start_object(std::size_t /*count*/) {
        if (!started_) {
            started_ = true;
            return true;
        }
        MessageNode* node = add();
        if (node == nullptr) return false;
        return push({node, false});
    }
    bool end_object() {
        open_.pop_back();
        return true;
    }
    /// An array has no node of its own: its entries are children of the node that holds it, all of its name.
    bool start_array(std::size_t /*count*/) {
        if (!started_) return fail(TreeFailure::malformed);
        return push({open_.back().node, true, open_.back().is_array ? open_.back().name : key_});
    }
    bool end_array() {
        open_.pop_back();
        return true;
    }
    bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const json::exception& /*error*/) {
        return fail(TreeFailure::malformed);
    }

private:
    struct Level {
        MessageNode* node;
        bool is_array;
        std::string name = {};
    };

    bool fail(TreeFailure failure) {
        failure_ = failure;
        return false;
    }
    bool push(Level level) {
        if (open_.size() >= limits_.max_depth) return fail(TreeFailure::too_deep);
        open_.push_back(std::move(level));
        return true;
    }
    /// Pointers in open_ stay good: only the node at the top grows, and those below it are its ancestors.
    MessageNode* add() {
        if (!started_ || ++nodes_ > limits_.max_nodes) {
            failure_ = started_ ? TreeFailure::too_large : TreeFailure::malformed;
            return nullptr;
        }
        const Level& top = open_.back();
        MessageNode& node = top.node->children.emplace_back();
        node.name = top.is_array ? top.name : key_;
        return &node;
    }
    bool leaf(std::string value) {
        MessageNode* node = add();
        if (node == nullptr) return false;
        node->text = std::move(value);
        return true;
    }

    const TreeLimits& limits_;
    std::vector<Level> open_;
    std::string key_;
    bool started_ = false;
    std::size_t nodes_ = 0;
    TreeFailure failure_ = TreeFailure::malformed;
};

Result<MessageNode, TreeFailure> read_json(std::string_view message, const TreeLimits& limits) {
    MessageNode root;
    JsonBuilder builder(limits, root);
    if (!nlohmann::json::sax_parse(message.begin(), message.end(), &builder)) return Unexpected{builder.failure()};
    return root;
}

template <typename Number>
std::optional<Number> parse_number(const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string_view content_type(WireFormat format) {
    return format == WireFormat::xml ? "text/xml; charset=utf-8" : "application/json; charset=utf-8";
}

const MessageNode* MessageNode::find(std::string_view child) const {
    for (const MessageNode& node : children) {
        if (node.name == child) return &node;
    }
    return nullptr;
}

std::vector<const MessageNode*> MessageNode::all(std::string_view child) const {
    std::vector<const MessageNode*> found;
    for (const MessageNode& node : children) {
        if (node.name == child) found.push_back(&node);
    }
    return found;
}

std::string MessageNode::text_of(std::string_view child) const {
    const MessageNode* node = find(child);
    return node == nullptr ? std::string() : node->text;
}

std::optional<std::int64_t> MessageNode::number_of(std::string_view child) const {
    return parse_number<std::int64_t>(text::trim(text_of(child)));
}

std::optional<double> MessageNode::decimal_of(std::string_view child) const {
    return parse_number<double>(text::trim(text_of(child)));
}

std::vector<const MessageNode*> MessageNode::items_of(std::string_view child) const {
    std::vector<const MessageNode*> found;
    for (const MessageNode* list : all(child)) {
        const auto items = list->all("item");
        if (!items.empty()) {
            found.insert(found.end(), items.begin(), items.end());
        } else if (!list->children.empty() || !text::trim(list->text).empty()) {
            found.push_back(list);
        }
    }
    return found;
}

std::string_view to_string(TreeFailure failure) {
    switch (failure) {
        case TreeFailure::empty: return "empty";
        case TreeFailure::too_large: return "too_large";
        case TreeFailure::not_utf8: return "not_utf8";
        case TreeFailure::malformed: return "malformed";
        case TreeFailure::too_deep: return "too_deep";
    }
    stop("unknown TreeFailure");
}

std::optional<WireFormat> detect_format(std::string_view message) {
    const std::string_view start = skip_space(message);
    if (start.substr(0, 1) == "<") return WireFormat::xml;
    if (start.substr(0, 1) == "{") return WireFormat::json;
    return std::nullopt;
}

Result<MessageNode, TreeFailure> read_tree(std::string_view message, const TreeLimits& limits) {
    if (message.size() > limits.max_bytes) return Unexpected{TreeFailure::too_large};
    const std::string_view content = skip_space(message);
    if (content.empty()) return Unexpected{TreeFailure::empty};
    if (!text::is_valid_utf8(content)) return Unexpected{TreeFailure::not_utf8};
    const auto format = detect_format(content);
    if (!format) return Unexpected{TreeFailure::malformed};
    return *format == WireFormat::xml ? read_xml(content, limits) : read_json(content, limits);
}

}  // namespace league::wechat
