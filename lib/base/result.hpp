// A value or an expected failure, for outcomes that the caller chooses between (parsing, WeChat calls).
// Member names are those of std::expected, which g++ 12 lacks; to be replaced by it one day.
#pragma once

#include <utility>
#include <variant>

#include "lib/base/ensure.hpp"

namespace league {

template <typename E>
struct Unexpected {
    E error;
};
template <typename E>
Unexpected(E) -> Unexpected<E>;

template <typename T, typename E>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Unexpected<E> failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    /// Reading the side that is not there is a bug and stops the process.
    const T& value() const& {
        ensure(has_value());
        return std::get<0>(state_);
    }
    T&& value() && {
        ensure(has_value());
        return std::get<0>(std::move(state_));
    }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    const E& error() const {
        ensure(!has_value());
        return std::get<1>(state_);
    }
    T value_or(T other) const { return has_value() ? std::get<0>(state_) : std::move(other); }

private:
    std::variant<T, E> state_;
};

}  // namespace league
