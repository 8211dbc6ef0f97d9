// One program started from a test: in a process of its own that never outlives the test, with its output in a file.
// Not for redis-server, which tests/support/redis_server.hpp keeps.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace league::test {

class Process {
public:
    /// Starts `argv` (argv[0] is a path or a name in PATH); output and errors are appended to `log`. `environment`
    /// ("NAME=value") is added to ours.
    Process(std::vector<std::string> argv, const std::string& log, const std::vector<std::string>& environment = {});
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    bool alive();
    /// At once, as by kill -9.
    void kill9();
    /// SIGTERM, then waits for the end; the exit status, 128 + signal when it died of one.
    int terminate();
    /// Waits for the end; the exit status as above.
    int wait();
    /// It keeps its connections and does nothing until resume().
    void pause();
    void resume();
    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
    int status_ = 0;
};

struct Finished {
    int status = 0;
    std::string out;
    std::string err;
};

/// Runs a program to its end; `folder` takes its two outputs meanwhile. `environment` ("NAME=value") is added to ours.
Finished run_program(const std::vector<std::string>& argv, const std::string& folder,
                     const std::vector<std::string>& environment = {});

/// The whole file, "" when there is none.
std::string read_file(const std::string& path);

}  // namespace league::test
