#include "tests/stories/support/ports.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <random>
#include <stdexcept>

namespace league::test {
namespace {

// Below the range that the system takes for outgoing connections: a port given back for a moment stays free.
constexpr int kFirst = 20000;
constexpr int kLast = 32000;

bool nobody_listens(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool free = ::bind(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(line);
    return free;
}

/// A name that one process at a time can have and that goes with it, leaving no file. -1 when it is taken.
int take_name(int port) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int length = std::snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "league-test-port-%d", port);
    const int line = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + static_cast<std::size_t>(length));
    if (::bind(line, reinterpret_cast<const sockaddr*>(&address), size) == 0) return line;
    ::close(line);
    return -1;
}

}  // namespace

HeldPort::HeldPort() {
    std::random_device chance;
    for (int tries = 0; tries < 1000; ++tries) {
        const int port = kFirst + static_cast<int>(chance() % static_cast<unsigned>(kLast - kFirst));
        lock_ = take_name(port);
        if (lock_ < 0) continue;
        if (nobody_listens(port)) {
            number_ = port;
            return;
        }
        ::close(lock_);
        lock_ = -1;
    }
    throw std::runtime_error("no free port");
}

HeldPort::~HeldPort() {
    if (lock_ >= 0) ::close(lock_);
}

}  // namespace league::test
