// An answer of WeChat that a person waits for: its value, or the refusal in words.
#pragma once

#include <string>

#include "lib/base/problem.hpp"
#include "lib/wechat/outcome.hpp"

namespace league {

/// Throws Problem upstream: "wechat_refused" (value "errcode"), "wechat_unavailable".
template <typename T>
T value_or_throw(const wechat::Outcome<T>& outcome) {
    if (outcome.is_done()) return *outcome;
    if (const wechat::Refused* refused = outcome.refused()) {
        throw Problem(ProblemCode::upstream, "wechat_refused", {{"errcode", std::to_string(refused->errcode)}})
            .with_details(refused->errmsg);
    }
    throw Problem(ProblemCode::upstream, "wechat_unavailable");
}

}  // namespace league
