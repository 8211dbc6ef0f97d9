#include "tests/stories/support/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace league::test {
namespace {

int open_to_append(const std::string& path) {
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

pid_t start(const std::vector<std::string>& argv, int out, int err, const std::vector<std::string>& environment) {
    // Everything that allocates happens before the fork: other threads of the test may hold locks.
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    std::vector<char*> variables;
    for (const std::string& one : environment) variables.push_back(const_cast<char*>(one.c_str()));
    for (char** one = environ; *one != nullptr; ++one) variables.push_back(*one);
    variables.push_back(nullptr);
    const pid_t parent = ::getpid();

    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("cannot fork");
    if (child > 0) return child;
    // The death signal of a parent comes when the *thread* that forked ends, so only long-lived threads start
    // long-lived programs.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nowhere = ::open("/dev/null", O_RDONLY);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::execvpe(words[0], words.data(), variables.data());
    ::_exit(127);
}

int meaning(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(std::vector<std::string> argv, const std::string& log, const std::vector<std::string>& environment) {
    const int file = open_to_append(log);
    if (file < 0) throw std::runtime_error("cannot write " + log);
    pid_ = start(argv, file, file, environment);
    ::close(file);
}

Process::~Process() {
    kill9();
}

bool Process::alive() {
    if (pid_ <= 0) return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
    status_ = meaning(status);
    pid_ = -1;
    return false;
}

void Process::kill9() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

int Process::terminate() {
    if (pid_ > 0) ::kill(pid_, SIGTERM);
    return wait();
}

void Process::pause() {
    if (pid_ > 0) ::kill(pid_, SIGSTOP);
}

void Process::resume() {
    if (pid_ > 0) ::kill(pid_, SIGCONT);
}

int Process::wait() {
    if (pid_ > 0) {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        status_ = meaning(status);
        pid_ = -1;
    }
    return status_;
}

Finished run_program(const std::vector<std::string>& argv, const std::string& folder,
                     const std::vector<std::string>& environment) {
    static std::atomic<int> number{0};
    const std::string name = folder + "/run-" + std::to_string(++number);
    const int out = open_to_append(name + ".out");
    const int err = open_to_append(name + ".err");
    if (out < 0 || err < 0) throw std::runtime_error("cannot write to " + folder);
    const pid_t child = start(argv, out, err, environment);
    ::close(out);
    ::close(err);
    int status = 0;
    ::waitpid(child, &status, 0);
    Finished finished{meaning(status), read_file(name + ".out"), read_file(name + ".err")};
    ::unlink((name + ".out").c_str());
    ::unlink((name + ".err").c_str());
    return finished;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace league::test
