// One text that two lists of fields share only when every field is equal: its SHA-256 is what a repeated write is
// compared by (design rule 2).
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace league {

class Canonical {
public:
    /// Length-prefixed, so that no two different lists of fields give the same text.
    Canonical& add(std::string_view part) {
        text_ += std::to_string(part.size());
        text_ += ':';
        text_ += part;
        return *this;
    }
    template <std::integral T>
    Canonical& add(T number) {
        return add(std::string_view(std::to_string(number)));
    }
    template <class T>
    Canonical& add(const std::optional<T>& part) {
        return part ? add(*part) : add("-");
    }
    std::string text() && { return std::move(text_); }

private:
    std::string text_;
};

}  // namespace league
