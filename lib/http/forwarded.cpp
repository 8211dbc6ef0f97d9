#include "lib/http/forwarded.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace league::http {

namespace {

using Bytes = std::array<unsigned char, 16>;

std::optional<Bytes> parse_address(std::string_view text, bool* is_v4 = nullptr) {
    const std::string address(text);
    Bytes bytes{};
    if (::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1) {
        bytes[10] = bytes[11] = 0xFF;
        if (is_v4 != nullptr) *is_v4 = true;
        return bytes;
    }
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
        if (is_v4 != nullptr) *is_v4 = false;
        return bytes;
    }
    return std::nullopt;
}

bool shares_bits(const Bytes& a, const Bytes& b, int bits) {
    for (std::size_t i = 0; i < a.size() && bits > 0; ++i, bits -= 8) {
        const auto mask = bits >= 8 ? 0xFFU : (0xFFU << (8 - bits)) & 0xFFU;
        if ((a[i] & mask) != (b[i] & mask)) return false;
    }
    return true;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& list) {
    for (const auto& item : list) {
        const auto slash = item.find('/');
        bool is_v4 = false;
        const auto bytes = parse_address(std::string_view(item).substr(0, slash), &is_v4);
        const int width = is_v4 ? 32 : 128;
        int bits = width;
        bool good = bytes.has_value();
        if (good && slash != std::string::npos) {
            const char* begin = item.data() + slash + 1;
            const char* end = item.data() + item.size();
            const auto read = std::from_chars(begin, end, bits);
            good = read.ec == std::errc{} && read.ptr == end && begin != end && bits >= 0 && bits <= width;
        }
        if (!good) throw Problem(ProblemCode::internal, "bad_proxy_address").with_details(item);
        networks_.push_back({*bytes, is_v4 ? bits + 96 : bits});
    }
}

bool TrustedProxies::trusts(std::string_view address) const {
    if (networks_.empty()) return false;
    const auto bytes = parse_address(address);
    if (!bytes) return false;
    for (const auto& network : networks_) {
        if (shares_bits(*bytes, network.bytes, network.bits)) return true;
    }
    return false;
}

std::string TrustedProxies::client_address(std::string_view peer, const std::vector<std::string>& forwarded_for) const {
    std::string client(peer);
    if (!trusts(peer)) return client;
    std::string chain;
    for (const auto& value : forwarded_for) chain += (chain.empty() ? "" : ",") + value;
    const auto hops = text::split(chain, ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = text::trim(*hop);
        // Whoever wrote what is not an address may have written the rest as well.
        if (!parse_address(address)) return client;
        client = address;
        if (!trusts(client)) return client;
    }
    return client;
}

}  // namespace league::http
