// A real redis-server for one test: on a unix socket in a temporary folder, without port and without files.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "tests/support/temp_folder.hpp"

namespace league::test {

class RedisServer {
public:
    RedisServer() { start(); }
    ~RedisServer() { stop(); }
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    std::string socket() const { return folder_.file("redis.sock"); }

    /// Returns when it answers.
    void start() {
        if (process_ > 0) return;
        const std::string path = socket();
        process_ = ::fork();
        if (process_ == 0) {
            sigset_t none;
            ::sigemptyset(&none);
            ::sigprocmask(SIG_SETMASK, &none, nullptr);
            const int nowhere = ::open("/dev/null", O_RDWR);
            ::dup2(nowhere, STDOUT_FILENO);
            ::dup2(nowhere, STDERR_FILENO);
            ::execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", path.c_str(), "--save", "",
                     "--appendonly", "no", "--dir", folder_.path().c_str(), nullptr);
            ::_exit(127);
        }
        if (process_ < 0) throw std::runtime_error("cannot fork");
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (ask("PING\r\n") != "+PONG\r\n") {
            int status = 0;
            if (::waitpid(process_, &status, WNOHANG) == process_) {
                process_ = -1;
                throw std::runtime_error("redis-server did not start; is it installed?");
            }
            if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("redis-server does not answer");
            ::poll(nullptr, 0, 5);
        }
    }
    /// At once, as by kill -9; what it held is gone.
    void stop() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = -1;
        std::error_code ignored;
        std::filesystem::remove(socket(), ignored);
    }
    /// It keeps its connections and answers nothing until resume().
    void pause() { ::kill(process_, SIGSTOP); }
    void resume() { ::kill(process_, SIGCONT); }
    void flush() {
        if (ask("FLUSHALL\r\n") != "+OK\r\n") throw std::runtime_error("redis-server did not flush");
    }

private:
    std::string ask(const std::string& command) const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, socket().c_str(), sizeof address.sun_path - 1);
        const int line = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        std::string answer;
        if (::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
            ::send(line, command.data(), command.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(command.size())) {
            char buffer[256];
            const auto got = ::recv(line, buffer, sizeof buffer, 0);
            if (got > 0) answer.assign(buffer, static_cast<std::size_t>(got));
        }
        ::close(line);
        return answer;
    }

    TempFolder folder_;
    pid_t process_ = -1;
};

}  // namespace league::test
