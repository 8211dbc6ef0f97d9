// A connection that sends exactly what a test says, for requests that no proper client would make, and a
// listener that answers exactly what a test says.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>

namespace league::test {

class RawLine {
public:
    explicit RawLine(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
            !(errno == EINTR && comes_to_stand())) {
            throw std::runtime_error("cannot connect");
        }
    }
    ~RawLine() { ::close(socket_); }
    RawLine(const RawLine&) = delete;
    RawLine& operator=(const RawLine&) = delete;

    /// False when the other side does not take it.
    bool send(const std::string& text) {
        std::size_t sent = 0;
        while (sent < text.size()) {
            const auto n = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) return false;
            sent += static_cast<std::size_t>(n);
        }
        return true;
    }
    /// Says that nothing more will come; what is answered can still be received.
    void end_sending() { ::shutdown(socket_, SHUT_WR); }
    /// What comes until the other side closes, or until `end` was seen.
    std::string receive(const std::string& end = "") {
        std::string text;
        char buffer[4096];
        while (end.empty() || text.find(end) == std::string::npos) {
            pollfd waiting{socket_, POLLIN, 0};
            const int ready = ::poll(&waiting, 1, 20000);
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) return text + "[nothing came]";
            const auto n = ::recv(socket_, buffer, sizeof buffer, 0);
            if (n <= 0) break;
            text.append(buffer, static_cast<std::size_t>(n));
        }
        return text;
    }
    /// One byte of what came, or false when there will be none.
    bool receive_byte() {
        char byte = 0;
        return ::recv(socket_, &byte, 1, 0) == 1;
    }
    std::string exchange(const std::string& text) {
        send(text);
        return receive();
    }

private:
    /// An interrupted connect goes on by itself.
    bool comes_to_stand() const {
        pollfd waiting{socket_, POLLOUT, 0};
        while (::poll(&waiting, 1, 20000) < 0 && errno == EINTR) {
        }
        int fault = -1;
        socklen_t size = sizeof fault;
        return ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
    }

    int socket_;
};

/// Listens on a free port; the test accepts and answers by hand.
class RawListener {
public:
    RawListener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(socket_, 16) != 0 ||
            ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            throw std::runtime_error("cannot listen");
        }
        port_ = ntohs(address.sin_port);
    }
    ~RawListener() { close(); }
    RawListener(const RawListener&) = delete;
    RawListener& operator=(const RawListener&) = delete;

    int port() const { return port_; }
    std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int accept() { return ::accept(socket_, nullptr, nullptr); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    /// Reads the head of a request from an accepted connection.
    static std::string read_head(int line) {
        std::string head;
        char byte = 0;
        while (head.find("\r\n\r\n") == std::string::npos && ::recv(line, &byte, 1, 0) == 1) head += byte;
        return head;
    }
    static void answer(int line, const std::string& text) {
        if (::send(line, text.data(), text.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("not sent");
    }

private:
    int socket_;
    int port_ = 0;
};

}  // namespace league::test
