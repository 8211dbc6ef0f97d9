// Who is behind the proxy. X-Forwarded-For is believed only as far as the chain of trusted proxies reaches.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace league::http {

class TrustedProxies {
public:
    /// Addresses and networks: "127.0.0.1", "::1", "10.0.0.0/8". Throws Problem internal ("bad_proxy_address").
    explicit TrustedProxies(const std::vector<std::string>& list);

    bool trusts(std::string_view address) const;
    /// The last address of the chain that is not a trusted proxy. `peer` when it is no trusted proxy itself, or
    /// when what it forwarded is no list of addresses.
    std::string client_address(std::string_view peer, const std::vector<std::string>& forwarded_for) const;

private:
    struct Network {
        std::array<unsigned char, 16> bytes;  ///< IPv4 mapped into IPv6
        int bits;
    };
    std::vector<Network> networks_;
};

}  // namespace league::http
