// How a call to WeChat ended, told apart by what the caller may do next (wechat-api 2.2, 8.5): done, refused,
// perhaps done, certainly not done. Only a Refused of kind retry_later or rate_minute, and a NotSent, may be
// repeated without thought.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "lib/base/ensure.hpp"

namespace league::wechat {

enum class RefusalKind {
    token,        ///< our token is not accepted, also not a fresh one
    config,       ///< appid, secret, address list, missing right, template: a person must act; never repeat
    quota_day,    ///< used up until tomorrow (wechat-api 2.2)
    rate_minute,  ///< wait for the next minute
    user,         ///< this person cannot be reached: refused, unfollowed, outside the window
    content,      ///< what was sent breaks a rule; the same again breaks it again
    permanent,    ///< any other refusal
    retry_later,  ///< busy, and the call is safe to repeat
};
std::string_view to_string(RefusalKind kind);

/// WeChat answered with an errcode: nothing was done.
struct Refused {
    long long errcode = 0;
    std::string errmsg;  ///< may name an address or a field, never a token; not for persons
    std::string rid;     ///< how WeChat finds the call (kept 7 days)
    RefusalKind kind = RefusalKind::permanent;
};
/// The request may have arrived and no readable answer came. A send must not be repeated unless WeChat itself
/// drops repeats.
struct Unknown {
    std::string why;  ///< one or a few words for the log
};
/// The request certainly did not arrive.
struct NotSent {
    std::string why;
};
/// The value of calls that answer nothing.
struct Done {};

template <typename T>
class [[nodiscard]] Outcome {
public:
    Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Outcome(Refused refused) : state_(std::move(refused)) {}
    Outcome(Unknown unknown) : state_(std::move(unknown)) {}
    Outcome(NotSent not_sent) : state_(std::move(not_sent)) {}

    bool is_done() const { return state_.index() == 0; }
    explicit operator bool() const { return is_done(); }
    /// Reading the value of another outcome is a bug.
    const T& value() const {
        ensure(is_done());
        return std::get<0>(state_);
    }
    const T& operator*() const { return value(); }
    const T* operator->() const { return &value(); }

    const Refused* refused() const { return std::get_if<Refused>(&state_); }
    const Unknown* unknown() const { return std::get_if<Unknown>(&state_); }
    const NotSent* not_sent() const { return std::get_if<NotSent>(&state_); }

    /// The same outcome with another value; `make` maps T to Outcome<U>.
    template <typename U, typename Make>
    Outcome<U> then(Make make) const {
        if (is_done()) return make(value());
        if (const Refused* it = refused()) return *it;
        if (const Unknown* it = unknown()) return *it;
        return *not_sent();
    }

    /// "done", "refused", "unknown", "not_sent": for metrics.
    std::string_view word() const {
        if (is_done()) return "done";
        if (refused() != nullptr) return "refused";
        return unknown() != nullptr ? "unknown" : "not_sent";
    }

private:
    std::variant<T, Refused, Unknown, NotSent> state_;
};

/// What an errcode means for the caller (wechat-api 2.2, 3 to 6). 45009 is of the day unless errmsg names the minute.
RefusalKind classify(long long errcode, std::string_view errmsg);
/// The number after "rid:" in an errmsg; empty when there is none.
std::string rid_of(std::string_view errmsg);

}  // namespace league::wechat
