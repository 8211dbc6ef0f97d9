#include "lib/documents/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <thread>

#include "lib/base/problem.hpp"

namespace league {
namespace {

using namespace std::chrono_literals;

ChildCommand shell(const std::string& script, ChildLimits limits = {}) {
    return {{"/bin/sh", "-c", script}, {}, limits};
}

}  // namespace

TEST_CASE("input goes in, output and status come out") {
    const std::string large(300'000, 'x');
    const auto echoed = run_child({{"/bin/cat"}, {}, {}}, large);
    CHECK(echoed.succeeded());
    CHECK(echoed.output == large);

    const auto failed = run_child(shell("echo why >&2; exit 3"), "");
    CHECK(failed.end == ChildEnd::exited);
    CHECK(failed.exit_status == 3);
    CHECK(failed.errors == "why\n");
    CHECK_FALSE(failed.succeeded());
}

TEST_CASE("a program that ignores its input is not an error and raises no SIGPIPE") {
    CHECK(run_child({{"/bin/true"}, {}, {}}, std::string(5'000'000, 'x')).succeeded());
}

TEST_CASE("arguments are not read by a shell") {
    CHECK(run_child({{"/bin/echo", "$(id); `id` *"}, {}, {}}, "").output == "$(id); `id` *\n");
}

TEST_CASE("the child sees a minimal environment and none of our files") {
    ::setenv("LEAGUE_TEST_SECRET", "s3cret", 1);
    const int ours = ::open("/dev/null", O_RDONLY);  // deliberately without O_CLOEXEC
    const auto seen = run_child({{"/usr/bin/env"}, {"EXTRA=1"}, {}}, "");
    CHECK(seen.output == "PATH=/usr/bin:/bin\nLANG=C.UTF-8\nEXTRA=1\n");
    const auto files = run_child({{"/bin/ls", "/proc/self/fd"}, {}, {}}, "");
    CHECK(files.output == "0\n1\n2\n3\n");  // 3 is ls reading that folder
    ::close(ours);
}

TEST_CASE("a child past its wall-clock limit is killed with all that it started") {
    ChildLimits limits;
    limits.wall = 150ms;
    const auto before = std::chrono::steady_clock::now();
    const auto result = run_child(shell("sleep 60 & echo $!; wait", limits), "");
    CHECK(result.end == ChildEnd::timed_out);
    CHECK(std::chrono::steady_clock::now() - before < 10s);
    const auto grandchild = std::stoi(result.output);
    // The kill is delivered before waitpid of its parent returns; on a busy machine its end, and its reaping by init,
    // lag.
    const auto is_dead = [&] {
        const auto state = run_child({{"/bin/cat", "/proc/" + std::to_string(grandchild) + "/stat"}, {}, {}}, "");
        return state.output.empty() || state.output.find(") Z") != std::string::npos ||
               state.output.find(") X") != std::string::npos;
    };
    bool died = is_dead();
    for (const auto give_up = before + 30s; !died && std::chrono::steady_clock::now() < give_up; died = is_dead()) {
        std::this_thread::yield();
    }
    CHECK(died);
}

TEST_CASE("a grandchild that keeps the pipe open does not keep the caller") {
    const auto before = std::chrono::steady_clock::now();
    CHECK(run_child(shell("sleep 60 & echo done"), "").output == "done\n");
    CHECK(std::chrono::steady_clock::now() - before < 9s);
}

TEST_CASE("limits on output, processor, memory and files hold") {
    ChildLimits limits;
    SECTION("output") {
        limits.output_bytes = 1000;
        const auto result = run_child(shell("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", limits), "");
        CHECK(result.end == ChildEnd::output_too_long);
        CHECK(result.output.size() <= 1001);
    }
    SECTION("processor") {
        limits.cpu_seconds = 1;
        limits.wall = 30s;
        CHECK(run_child(shell("while :; do :; done", limits), "").end == ChildEnd::killed);
    }
    SECTION("memory") {
        limits.memory_bytes = std::size_t{64} << 20;
        CHECK_FALSE(
            run_child({{"/bin/dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1"}, {}, limits}, "").succeeded());
    }
    SECTION("files") {
        CHECK_FALSE(run_child(shell("echo x > /tmp/league-child-$$", limits), "").succeeded());
    }
}

TEST_CASE("a program that is not there is a fault of the installation, not of the input") {
    try {
        run_child({{"/nonexistent/program"}, {}, {}}, "");
        FAIL("nothing was thrown");
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::internal);
        CHECK(problem.key() == "child_not_started");
    }
}

TEST_CASE("threads start children at the same time without waiting for each other's pipes") {
    std::atomic<int> good{0};
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&good] {
            for (int i = 0; i < 10; ++i)
                if (run_child({{"/bin/cat"}, {}, {}}, "abc").output == "abc") ++good;
        });
    threads.clear();
    CHECK(good == 40);
}

}  // namespace league
