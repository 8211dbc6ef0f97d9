// Words that people use for kinds of activity beside the label of the kind itself (团日 for 主题团日, 支委会 for
// 支部委员会): what is read, not what is said.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace league {

/// Word and code of the kind, in no order.
std::span<const std::pair<std::string_view, std::string_view>> kind_words();

}  // namespace league
