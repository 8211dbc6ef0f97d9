// Text ids that cannot be mixed up: swapping two of different kinds does not compile.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace league {

template <typename Tag>
class StrongId {
public:
    StrongId() = default;
    explicit StrongId(std::string text) : text_(std::move(text)) {}

    const std::string& str() const { return text_; }
    bool empty() const { return text_.empty(); }

    auto operator<=>(const StrongId&) const = default;

private:
    std::string text_;
};

}  // namespace league

template <typename Tag>
struct std::hash<league::StrongId<Tag>> {
    std::size_t operator()(const league::StrongId<Tag>& id) const { return std::hash<std::string>{}(id.str()); }
};
