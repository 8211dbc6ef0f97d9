#include "lib/documents/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"

namespace league {

namespace {

constexpr std::size_t kErrorBytes = 4096;

Problem no_resources(const char* call) {
    return std::move(
        Problem(ProblemCode::busy, "child_no_resources").with_details(std::string(call) + ": " + std::strerror(errno)));
}

class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd() { close(); }

    void close() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }
    int get() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

/// Above 2, so that dup2 in the child never meets its own target, and closed on exec, so that a program
/// started by another thread at this moment does not hold our pipe open.
Fd above_stdio(Fd fd) {
    if (fd.get() > STDERR_FILENO) return fd;
    Fd moved(::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!moved.is_open()) throw no_resources("fcntl");
    return moved;
}

struct Pair {
    Fd ours;
    Fd childs;
};

Pair make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw no_resources("pipe2");
    Fd read_end(ends[0]);
    Fd write_end(ends[1]);
    return {above_stdio(std::move(read_end)), above_stdio(std::move(write_end))};
}

/// A socket instead of a pipe for the child's stdin: MSG_NOSIGNAL spares the process a SIGPIPE handler.
Pair make_input() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw no_resources("socketpair");
    Fd first(ends[0]);
    Fd second(ends[1]);
    return {above_stdio(std::move(first)), above_stdio(std::move(second))};
}

void set_non_blocking(const Fd& fd) {
    ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

/// All that the child needs, laid out before fork: after it only async-signal-safe calls are allowed, since
/// another thread may have held the allocator's lock at that moment.
struct Launch {
    std::vector<char*> argv;
    std::vector<char*> environment;
    std::array<std::pair<__rlimit_resource_t, rlimit>, 6> limits;
    int in = -1;
    int out = -1;
    int err = -1;
    int report = -1;
    pid_t parent = 0;
};

[[noreturn]] void become(const Launch& launch) {
    const auto give_up = [&launch] {
        const int why = errno;
        [[maybe_unused]] const auto written = ::write(launch.report, &why, sizeof why);
        ::_exit(127);
    };
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::getppid() != launch.parent) ::_exit(127);  // the parent went before the line above took effect

    if (::dup2(launch.in, STDIN_FILENO) < 0 || ::dup2(launch.out, STDOUT_FILENO) < 0 ||
        ::dup2(launch.err, STDERR_FILENO) < 0)
        give_up();
    // Everything of ours is marked close-on-exec anyway; libraries may have opened files that are not.
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);

    struct sigaction standard = {};
    standard.sa_handler = SIG_DFL;
    for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2, SIGXFSZ})
        ::sigaction(signal, &standard, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);

    for (const auto& [resource, limit] : launch.limits)
        if (::setrlimit(resource, &limit) != 0) give_up();
    ::execve(launch.argv[0], launch.argv.data(), launch.environment.data());
    give_up();
    ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// By number: the header of glibc 2.36 declares pidfd_open without C linkage.
int open_pidfd(pid_t pid) {
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

/// A started child. Leaving the scope kills what is left of its group and takes the status away.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid), pidfd_(open_pidfd(pid)) {
        // Both sides set the group: whoever comes first, kill_group below finds it.
        ::setpgid(pid, pid);
        if (!pidfd_.is_open()) {
            const auto problem = no_resources("pidfd_open");
            reap();
            throw problem;
        }
    }
    ~Child() { reap(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int pidfd() const { return pidfd_.get(); }
    void kill_group() const { ::kill(-pid_, SIGKILL); }

    /// The status of waitpid. The group is killed while the dead leader still holds its number, so that the
    /// number cannot belong to anybody else.
    int reap() {
        if (pid_ == 0) return status_;
        kill_group();
        while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
        }
        pid_ = 0;
        return status_;
    }

private:
    pid_t pid_;
    Fd pidfd_;
    int status_ = 0;
};

pid_t start(const Launch& launch) {
    // With all signals held back no handler of ours can run in the child before exec.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = ::fork();
    if (pid == 0) become(launch);
    const int why = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = why;
    if (pid < 0) throw no_resources("fork");
    return pid;
}

class Conversation {
public:
    Conversation(Child& child, Fd in, Fd out, Fd err, std::string_view input, const ChildLimits& limits)
        : child_(child),
          in_(std::move(in)),
          out_(std::move(out)),
          err_(std::move(err)),
          input_(input),
          limits_(limits),
          deadline_(std::chrono::steady_clock::now() + limits.wall) {
        for (const Fd* fd : {&in_, &out_, &err_}) set_non_blocking(*fd);
    }

    ChildResult run() {
        while (!ended_) step();
        // What was written before the end is still in the pipes; nobody can write any more after this.
        child_.kill_group();
        read_output();
        read_errors();
        if (result_.output.size() > limits_.output_bytes) result_.end = ChildEnd::output_too_long;
        return std::move(result_);
    }

private:
    void step() {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
        if (left.count() <= 0) return stop(ChildEnd::timed_out);
        // A negative descriptor is skipped by poll.
        std::array<pollfd, 4> waits{
            {{child_.pidfd(), POLLIN, 0}, {in_.get(), POLLOUT, 0}, {out_.get(), POLLIN, 0}, {err_.get(), POLLIN, 0}}};
        const auto wait = static_cast<int>(std::min<long long>(left.count(), 60'000));
        if (::poll(waits.data(), waits.size(), wait) < 0 && errno != EINTR) throw no_resources("poll");
        if (waits[1].revents != 0) write_input();
        if (waits[2].revents != 0) read_output();
        if (waits[3].revents != 0) read_errors();
        if (result_.output.size() > limits_.output_bytes) return stop(ChildEnd::output_too_long);
        if (waits[0].revents != 0) ended_ = true;
    }

    void stop(ChildEnd why) {
        result_.end = why;
        ended_ = true;
    }

    void write_input() {
        const auto sent = ::send(in_.get(), input_.data(), input_.size(), MSG_NOSIGNAL);
        if (sent >= 0) input_.remove_prefix(static_cast<std::size_t>(sent));
        const bool gone = sent < 0 && errno != EAGAIN && errno != EINTR;
        if (gone || input_.empty()) in_.close();
    }

    void read_output() { read_into(out_, result_.output, limits_.output_bytes + 1); }
    void read_errors() { read_into(err_, result_.errors, kErrorBytes); }

    /// Reads what is there now; what exceeds `limit` is thrown away, so that the child is not blocked by it.
    static void read_into(Fd& fd, std::string& text, std::size_t limit) {
        std::array<char, 65536> buffer;
        while (fd.is_open()) {
            const auto got = ::read(fd.get(), buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0 && errno == EAGAIN) return;
            if (got <= 0) return fd.close();
            const auto room = limit - std::min(limit, text.size());
            text.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
            if (room == 0) return;
        }
    }

    Child& child_;
    Fd in_;
    Fd out_;
    Fd err_;
    std::string_view input_;
    const ChildLimits& limits_;
    std::chrono::steady_clock::time_point deadline_;
    ChildResult result_;
    bool ended_ = false;
};

}  // namespace

ChildResult run_child(const ChildCommand& command, std::string_view input) {
    ensure(!command.argv.empty() && command.argv.front().starts_with('/'));
    auto argv = command.argv;
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
    environment.insert(environment.end(), command.environment.begin(), command.environment.end());

    auto in = make_input();
    auto out = make_pipe();
    auto err = make_pipe();
    auto report = make_pipe();
    const auto& limits = command.limits;
    const auto both = [](std::size_t value) { return rlimit{value, value}; };
    const Launch launch{pointers_to(argv),
                        pointers_to(environment),
                        {{{RLIMIT_CPU, both(limits.cpu_seconds)},
                          {RLIMIT_AS, both(limits.memory_bytes)},
                          {RLIMIT_FSIZE, both(limits.file_bytes)},
                          {RLIMIT_NOFILE, both(limits.open_files)},
                          {RLIMIT_CORE, both(0)},
                          {RLIMIT_STACK, both(std::size_t{8} << 20)}}},
                        in.childs.get(),
                        out.childs.get(),
                        err.childs.get(),
                        report.childs.get(),
                        ::getpid()};
    Child child(start(launch));
    in.childs.close();
    out.childs.close();
    err.childs.close();
    report.childs.close();

    // Closed by exec without a byte, or holds the reason why there was no exec.
    int why = 0;
    ssize_t got = 0;
    while ((got = ::read(report.ours.get(), &why, sizeof why)) < 0 && errno == EINTR) {
    }
    if (got > 0)
        throw Problem(ProblemCode::internal, "child_not_started")
            .with_details(command.argv.front() + ": " + std::strerror(why));

    auto result =
        Conversation(child, std::move(in.ours), std::move(out.ours), std::move(err.ours), input, limits).run();
    const int status = child.reap();
    if (result.end != ChildEnd::exited) return result;
    if (WIFEXITED(status)) {
        result.exit_status = WEXITSTATUS(status);
    } else {
        result.end = ChildEnd::killed;
    }
    return result;
}

}  // namespace league
