// Lets the writing processes of one database file in one after another, in about the order they came.
//
// SQLite's own waiting is not fair: who just wrote is the first to write again, and a third process can starve.
// Two lock files beside the database help: take `gate`, take `write`, release `gate`. Whoever waits for `write` holds
// the gate, so the one who just left has to line up behind. The kernel frees both when a process dies.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace league::sqlite {

class Turnstile {
public:
    explicit Turnstile(std::string database_path);
    ~Turnstile();
    Turnstile(const Turnstile&) = delete;
    Turnstile& operator=(const Turnstile&) = delete;

    /// True when it is our turn; leave() must follow. False when the wait was too long: the place in the line is kept
    /// for the next call. One thread at a time.
    bool enter(std::chrono::milliseconds wait);
    void leave();

private:
    struct Line;
    std::string path_;
    std::shared_ptr<Line> line_;
};

}  // namespace league::sqlite
