// A storage_helper process of a test: started, fed, read, killed. Gone when the test leaves.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace league::test {

class ChildProcess {
public:
    /// The exit status by which the helper says that this machine does not let it try.
    static constexpr int kCannotTry = 77;

    explicit ChildProcess(const std::vector<std::string>& arguments);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Lets a helper that waits for its start go.
    void go();
    /// Nothing at the end of what it says.
    std::optional<std::string> read_line();
    std::string read_all();
    void kill();
    /// Its exit status, or minus the signal that ended it.
    int wait();

private:
    pid_t pid_ = -1;
    int to_child_ = -1;
    int from_child_ = -1;
    std::string buffer_;
};

}  // namespace league::test
