#include "lib/http/connection.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace league::http {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kInBuffer = 16 * 1024;
constexpr std::size_t kOutBuffer = 64 * 1024;
constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr milliseconds kLingerTime{1000};

/// 1 ready, 0 timed out, -1 failed.
int poll_one(int socket, short events, milliseconds limit) {
    pollfd waiting{socket, events, 0};
    for (;;) {
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<milliseconds::rep>(0, limit.count())));
        if (ready >= 0) return ready;
        if (errno != EINTR) return -1;
    }
}

std::string address_text(const sockaddr_storage& address, int& port) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        port = ntohs(v4.sin_port);
    } else if (address.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
        port = ntohs(v6.sin6_port);
    }
    const std::string found = text;
    return found.starts_with("::ffff:") ? found.substr(7) : found;
}

}  // namespace

Connection::Connection(int socket, const ServerOptions& options) : socket_(socket), options_(options), in_(kInBuffer) {
    ::fcntl(socket_, F_SETFD, FD_CLOEXEC);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
        peer_ = address_text(address, peer_port_);
    }
}

Connection::Wait Connection::wait(milliseconds slice) {
    if (in_begin_ < in_end_) return Wait::request;
    const int ready = poll_one(socket_, POLLIN, slice);
    if (ready == 0) return Wait::nothing;
    if (ready < 0) return Wait::closed;
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_PEEK) == 1 ? Wait::request : Wait::closed;
}

void Connection::begin_request() {
    const auto now = Steady::now();
    head_deadline_ = now + options_.head_time;
    request_deadline_ = now + options_.request_time;
    answer_deadline_.reset();
    head_bytes_ = 0;
    in_head_ = true;
    head_too_large_ = false;
}

void Connection::expect_body(std::size_t length) {
    const auto at_least_pace = milliseconds(1000 * length / std::max<std::size_t>(1, options_.body_pace));
    request_deadline_ = std::min(request_deadline_, Steady::now() + options_.head_time + at_least_pace);
}

bool Connection::fill() {
    // An answer (100 Continue) must be out before the peer is waited for.
    if (!flush()) return false;
    const auto deadline = in_head_ ? std::min(head_deadline_, request_deadline_) : request_deadline_;
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Steady::now());
    if (left <= milliseconds::zero()) return false;
    if (poll_one(socket_, POLLIN, std::min(left, options_.read_timeout)) <= 0) return false;
    ssize_t got = 0;
    do {
        got = ::recv(socket_, in_.data(), in_.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return false;
    in_begin_ = 0;
    in_end_ = static_cast<std::size_t>(got);
    return true;
}

ssize_t Connection::read(char* ptr, std::size_t size) {
    if (in_head_ && head_bytes_ >= options_.max_head) {
        head_too_large_ = true;
        return -1;
    }
    if (in_begin_ == in_end_ && !fill()) return -1;
    const auto taken = std::min(size, in_end_ - in_begin_);
    std::memcpy(ptr, in_.data() + in_begin_, taken);
    in_begin_ += taken;
    if (in_head_) head_bytes_ += taken;
    return static_cast<ssize_t>(taken);
}

ssize_t Connection::write(const char* ptr, std::size_t size) {
    if (broken_) return -1;
    out_.append(ptr, size);
    if (out_.size() >= kOutBuffer && !flush()) return -1;
    return static_cast<ssize_t>(size);
}

bool Connection::flush() {
    std::size_t sent = 0;
    // The time of the answer counts from its first byte that had to wait.
    while (!broken_ && sent < out_.size()) {
        const auto n = ::send(socket_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            const auto now = Steady::now();
            if (!answer_deadline_) answer_deadline_ = now + options_.request_time;
            const auto left = std::chrono::duration_cast<milliseconds>(*answer_deadline_ - now);
            if (left <= milliseconds::zero() ||
                poll_one(socket_, POLLOUT, std::min(left, options_.write_timeout)) <= 0) {
                broken_ = true;
            }
        } else if (n == 0 || errno != EINTR) {
            broken_ = true;
        }
    }
    out_.clear();
    if (out_.capacity() > 4 * kOutBuffer) out_.shrink_to_fit();
    return !broken_;
}

void Connection::linger() {
    if (broken_ || ::shutdown(socket_, SHUT_WR) != 0) return;
    const auto until = Steady::now() + kLingerTime;
    for (std::size_t seen = 0; seen < kLingerBytes;) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - Steady::now());
        if (left <= milliseconds::zero() || poll_one(socket_, POLLIN, left) <= 0) return;
        const auto got = ::recv(socket_, in_.data(), in_.size(), 0);
        if (got <= 0) return;
        seen += static_cast<std::size_t>(got);
    }
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = peer_;
    port = peer_port_;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
    ip.clear();
    port = 0;
}

}  // namespace league::http
