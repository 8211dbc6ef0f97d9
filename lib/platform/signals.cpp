#include "lib/platform/signals.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>

#include "lib/base/ensure.hpp"

namespace league {

StopSignals::StopSignals(std::function<void()> on_stop) : on_stop_(std::move(on_stop)) {
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGTERM);
    ::sigaddset(&set, SIGINT);
    ensure(::pthread_sigmask(SIG_BLOCK, &set, nullptr) == 0);
    signals_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    end_ = ::eventfd(0, EFD_CLOEXEC);
    ensure(signals_ >= 0 && end_ >= 0);
    watcher_ = std::thread([this] { watch(); });
}

StopSignals::~StopSignals() {
    const std::uint64_t one = 1;
    ensure(::write(end_, &one, sizeof one) == sizeof one);
    watcher_.join();
    ::close(signals_);
    ::close(end_);
}

void StopSignals::watch() {
    for (;;) {
        std::array<pollfd, 2> fds{{{signals_, POLLIN, 0}, {end_, POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0) continue;
        if (fds[1].revents != 0) return;
        signalfd_siginfo info{};
        if (::read(signals_, &info, sizeof info) != sizeof info) continue;
        // Whoever asks twice does not want to wait for what is unfinished.
        if (stopping_) ::_exit(128 + static_cast<int>(info.ssi_signo));
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        if (on_stop_) on_stop_();
    }
}

void StopSignals::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_.load(); });
}

bool StopSignals::wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return stopping_.load(); });
}

}  // namespace league
