// The rules for one value of a subscribe message (wechat-api 4.2), read as strictly as they are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace league::sim {

/// True when `value` may stand under `key` ("thing1"). `listed` are the values of an enum or const field; empty: any.
bool is_notice_value(std::string_view key, std::string_view value, const std::vector<std::string>& listed);

/// True for a key that is a type name of the table and a number.
bool is_notice_key(std::string_view key);

}  // namespace league::sim
