// Text in the encoding that Chinese Windows writes by default.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace league {

/// UTF-8 of GB18030 (GBK and GB2312 are parts of it); nothing when the bytes are not that.
std::optional<std::string> utf8_from_gb18030(std::string_view bytes);

}  // namespace league
