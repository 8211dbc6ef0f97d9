// How our values stand in a statement and come back from a row: text, 64-bit numbers and nothing, the types
// that SQLite and PostgreSQL share. Not for callers: Transaction and Row use it.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "lib/base/clock.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/strong_id.hpp"

namespace league::sql {

/// One bound parameter. Borrows a std::string (which must outlive the call), owns any other text.
class Value {
public:
    enum class Kind { null, integer, text };

    Value() = default;
    explicit Value(std::int64_t number) : kind_(Kind::integer), number_(number) {}
    explicit Value(const std::string* borrowed) : kind_(Kind::text), borrowed_(borrowed) {}
    explicit Value(std::string owned) : kind_(Kind::text), owned_(std::move(owned)) {}

    Kind kind() const { return kind_; }
    std::int64_t number() const { return number_; }
    const std::string& text() const { return borrowed_ != nullptr ? *borrowed_ : owned_; }

private:
    Kind kind_ = Kind::null;
    std::int64_t number_ = 0;
    const std::string* borrowed_ = nullptr;
    std::string owned_;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_strong_id = false;
template <class Tag>
inline constexpr bool is_strong_id<StrongId<Tag>> = true;

/// Values of the domain that know their own text: Month, HalfMonth, OrgPath.
template <class T>
concept HasText = requires(const T& value) {
    { value.str() } -> std::convertible_to<std::string>;
};
/// Enumerations are stored by the word that to_string gives them.
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
    { to_string(value) } -> std::convertible_to<std::string_view>;
};

template <class T>
Value to_value(const T& value) {
    if constexpr (std::same_as<T, std::nullopt_t>) {
        return Value();
    } else if constexpr (is_optional<T>) {
        return value ? to_value(*value) : Value();
    } else if constexpr (std::same_as<T, bool>) {
        return Value(std::int64_t{value ? 1 : 0});
    } else if constexpr (std::integral<T>) {
        ensure(std::in_range<std::int64_t>(value));
        return Value(static_cast<std::int64_t>(value));
    } else if constexpr (std::same_as<T, Instant>) {
        return Value(static_cast<std::int64_t>(to_millis(value)));
    } else if constexpr (std::same_as<T, std::string>) {
        return Value(&value);
    } else if constexpr (is_strong_id<T>) {
        return Value(&value.str());
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        return Value(std::string(std::string_view(value)));
    } else if constexpr (NamedEnum<T>) {
        return Value(std::string(to_string(value)));
    } else {
        static_assert(HasText<T>, "this type cannot stand in a statement");
        return Value(std::string(value.str()));
    }
}

}  // namespace league::sql
