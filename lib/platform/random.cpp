#include "lib/platform/random.hpp"

#include <openssl/rand.h>

#include "lib/base/ensure.hpp"

namespace league {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    if (::RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) stop("the machine gives no random bytes");
}

}  // namespace league
