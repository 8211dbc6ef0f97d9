#include "lib/platform/signals.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono_literals;

namespace {

/// Runs `body` in a child, which tells when it is ready by a byte, and gives its exit status.
template <typename Body>
int exit_status_after(Body body, std::initializer_list<int> signals) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(body(ready[1]));
    char byte = 0;
    for (const int signal : signals) {
        REQUIRE(::read(ready[0], &byte, 1) == 1);
        ::kill(child, signal);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void tell(int line) {
    if (::write(line, "x", 1) != 1) ::_exit(99);
}

}  // namespace

TEST_CASE("SIGTERM lets the program end by itself") {
    CHECK(exit_status_after(
              [](int ready) {
                  std::atomic<int> called{0};
                  StopSignals signals([&] { ++called; });
                  if (signals.stopping() || signals.wait_for(1ms)) return 1;
                  tell(ready);
                  signals.wait();
                  return signals.stopping() && signals.wait_for(1ms) ? 7 : 2;
              },
              {SIGTERM}) == 7);
}

TEST_CASE("a second signal ends a program that does not come to its end") {
    CHECK(exit_status_after(
              [](int ready) {
                  StopSignals signals;
                  tell(ready);
                  signals.wait();
                  tell(ready);
                  Waiter forever;
                  forever.wait_for(60s);
                  return 3;
              },
              {SIGINT, SIGTERM}) == 128 + SIGTERM);
}

TEST_CASE("a broken pipe does not end the program") {
    CHECK(exit_status_after(
              [](int ready) {
                  StopSignals signals;
                  ::raise(SIGPIPE);
                  tell(ready);
                  signals.wait();
                  return 5;
              },
              {SIGTERM}) == 5);
}

TEST_CASE("a wake-up before the pause ends it at once, and only once") {
    Waiter waiter;
    waiter.wake();
    CHECK(waiter.wait_for(60s));
    CHECK_FALSE(waiter.wait_for(1ms));
}
