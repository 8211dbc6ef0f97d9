// One accepted connection, inside lib/http only: a stream for httplib's parser that keeps its buffer
// between requests, bounds the head in bytes and the request in time, sends an answer in one piece, and
// lets a refused sender read the answer before the line is cut.
#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lib/http/server.hpp"

namespace league::http {

class Connection final : public httplib::Stream {
public:
    Connection(int socket, const ServerOptions& options);

    enum class Wait { request, nothing, closed };
    /// Waits up to `slice` for the first byte of a request; answers at once when it is buffered already.
    Wait wait(std::chrono::milliseconds slice);
    /// The limits of a new request start to count.
    void begin_request();
    /// The head is complete: only the limits of the body go on.
    void end_head() { in_head_ = false; }
    /// Whoever announced so many bytes may take his time only as far as they need it.
    void expect_body(std::size_t length);
    bool head_too_large() const { return head_too_large_; }
    const std::string& peer() const { return peer_; }

    /// False when the peer does not take it.
    bool flush();
    /// Says "no more from me" and reads what the peer still sends, for a second and a megabyte at most:
    /// closing over unread bytes would make the kernel drop the answer on its way.
    void linger();

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* ptr, std::size_t size) override;
    ssize_t write(const char* ptr, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    using Steady = std::chrono::steady_clock;

    bool fill();

    int socket_;
    const ServerOptions& options_;
    std::string peer_;
    int peer_port_ = 0;
    std::vector<char> in_;
    std::size_t in_begin_ = 0;
    std::size_t in_end_ = 0;
    std::string out_;
    bool in_head_ = true;
    bool head_too_large_ = false;
    bool broken_ = false;
    std::size_t head_bytes_ = 0;
    Steady::time_point head_deadline_;
    Steady::time_point request_deadline_;
    std::optional<Steady::time_point> answer_deadline_;
};

}  // namespace league::http
