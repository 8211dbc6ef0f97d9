#include "lib/documents/encoding.hpp"

#include <iconv.h>

#include <memory>
#include <type_traits>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

struct Close {
    void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, Close>;

}  // namespace

std::optional<std::string> utf8_from_gb18030(std::string_view bytes) {
    iconv_t raw = iconv_open("UTF-8", "GB18030");
    ensure(raw != reinterpret_cast<iconv_t>(-1));  // part of glibc
    const Converter converter(raw);
    std::string in(bytes);
    // A character of two bytes or more becomes four at most; ASCII stays.
    std::string out(in.size() * 2 + 4, '\0');
    char* from = in.data();
    std::size_t left = in.size();
    char* to = out.data();
    std::size_t room = out.size();
    if (iconv(raw, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return std::nullopt;
    out.resize(out.size() - room);
    return out;
}

}  // namespace league
