#include "lib/documents/shared_strings.hpp"

#include <pugixml.hpp>

#include "lib/documents/xml_records.hpp"

namespace league {

void SharedStrings::add(std::string_view text) {
    if (ends_.size() == limits_.shared_strings || texts_.size() + text.size() > limits_.shared_bytes) {
        throw FileRefused("sheet.too_many_strings");
    }
    texts_.append(text);
    ends_.push_back(texts_.size());
}

std::optional<std::string_view> SharedStrings::at(std::size_t index) const {
    if (index >= ends_.size()) return std::nullopt;
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

std::string text_of_runs(const pugi::xml_node& element) {
    std::string text;
    for (const pugi::xml_node& child : element.children()) {
        const std::string_view name = local_name(child.name());
        if (name == "t") {
            for (const pugi::xml_node& part : child.children()) text += part.value();
        } else if (name == "r") {
            text += text_of_runs(child);
        }
    }
    return text;
}

}  // namespace league
