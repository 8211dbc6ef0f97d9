#include "lib/storage/sqlite/turnstile.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace league::sqlite {
namespace {

class LockFile {
public:
    // Reading is enough for flock, so programs of different users can share the files.
    explicit LockFile(const std::string& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0644)) {}
    ~LockFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

    bool usable() const { return descriptor_ >= 0; }
    bool try_take() const { return apply(LOCK_EX | LOCK_NB); }
    bool take() const { return apply(LOCK_EX); }
    void release() const { apply(LOCK_UN); }

private:
    bool apply(int operation) const {
        int result = 0;
        do {
            result = ::flock(descriptor_, operation);
        } while (result != 0 && errno == EINTR);
        return result == 0;
    }

    int descriptor_;
};

}  // namespace

// flock cannot wait for a limited time, so a thread of its own does the waiting; it is started the first time that
// anybody has to wait. Shared with that thread, which may still hang in flock when the Turnstile is gone.
struct Turnstile::Line {
    enum class State { free, waiting, ours };

    explicit Line(const std::string& path) : gate(path + ".gate"), write(path + ".write") {}

    LockFile gate;
    LockFile write;
    std::mutex mutex;
    std::condition_variable changed;
    State state = State::free;
    bool gate_taken = false;
    bool wanted = false;
    bool closing = false;
    std::thread waiter;

    bool try_both() {
        if (!gate.try_take()) return false;
        gate_taken = true;
        if (!write.try_take()) return false;
        gate.release();
        gate_taken = false;
        return true;
    }

    void wait_for_turns() {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [&] { return closing || state == State::waiting; });
            if (closing) return;
            const bool has_gate = gate_taken;
            lock.unlock();
            if (!has_gate) gate.take();
            write.take();
            gate.release();
            lock.lock();
            gate_taken = false;
            const bool keep = wanted && !closing;
            if (!keep) write.release();
            state = keep ? State::ours : State::free;
            changed.notify_all();
        }
    }
};

Turnstile::Turnstile(std::string database_path)
    : path_(std::move(database_path)), line_(std::make_shared<Line>(path_)) {}

Turnstile::~Turnstile() {
    std::unique_lock lock(line_->mutex);
    line_->closing = true;
    line_->changed.notify_all();
    if (!line_->waiter.joinable()) return;
    // Never held up by another process that sits on the lock: the waiting thread then ends when it gets it.
    if (line_->state == Line::State::waiting) {
        line_->waiter.detach();
        return;
    }
    lock.unlock();
    line_->waiter.join();
}

bool Turnstile::enter(std::chrono::milliseconds wait) {
    // Without the files (a read-only folder) there is no line; BEGIN will say what is wrong.
    if (!line_->gate.usable() || !line_->write.usable()) {
        line_ = std::make_shared<Line>(path_);
        if (!line_->gate.usable() || !line_->write.usable()) return true;
    }
    std::unique_lock lock(line_->mutex);
    if (line_->state == Line::State::free) {
        if (line_->try_both()) {
            line_->state = Line::State::ours;
            return true;
        }
        line_->state = Line::State::waiting;
        if (!line_->waiter.joinable()) line_->waiter = std::thread([line = line_] { line->wait_for_turns(); });
        line_->changed.notify_all();
    }
    line_->wanted = true;
    line_->changed.wait_for(lock, wait, [&] { return line_->state != Line::State::waiting; });
    line_->wanted = false;
    return line_->state == Line::State::ours;
}

void Turnstile::leave() {
    if (!line_->gate.usable() || !line_->write.usable()) return;
    const std::lock_guard lock(line_->mutex);
    line_->write.release();
    line_->state = Line::State::free;
}

}  // namespace league::sqlite
