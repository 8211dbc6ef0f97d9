#include "server/callback/time_limit.hpp"

#include <catch2/catch.hpp>
#include <latch>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;
using league::callback::TimeLimit;

namespace {

std::string words_of(std::exception_ptr fault) {
    try {
        std::rethrow_exception(fault);
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("work that fails when nobody waits any more is told with its fault") {
    std::latch given_up{1};
    std::string told;
    {
        TimeLimit limit(1, 1ms);
        const auto answer = limit.run(
            [&]() -> int {
                given_up.wait();
                throw std::runtime_error("disk is full");
            },
            [&](std::exception_ptr fault) { told = words_of(fault); });
        CHECK_FALSE(answer);
        given_up.count_down();
    }
    CHECK(told == "disk is full");
}

TEST_CASE("who fails at telling of late work ends neither the program nor its thread") {
    std::latch given_up{1};
    std::latch served{1};
    TimeLimit limit(1, 1ms);
    const auto late = [&]() -> int {
        given_up.wait();
        throw std::runtime_error("disk is full");
    };
    CHECK_FALSE(limit.run(late, [](std::exception_ptr) { throw std::runtime_error("no words for it"); }));
    given_up.count_down();
    limit.run([&] { return served.count_down(), 1; }, [](std::exception_ptr) {});
    served.wait();
    SUCCEED("the thread served another");
}

TEST_CASE("work that is late and done is told to nobody") {
    std::latch given_up{1};
    bool is_told = false;
    bool is_done = false;
    {
        TimeLimit limit(1, 1ms);
        const auto work = [&] {
            given_up.wait();
            is_done = true;
            return 1;
        };
        CHECK_FALSE(limit.run(work, [&](std::exception_ptr) { is_told = true; }));
        given_up.count_down();
    }
    CHECK(is_done);
    CHECK_FALSE(is_told);
}

TEST_CASE("work in time comes back with its answer or its fault, and is not told besides") {
    bool is_told = false;
    {
        TimeLimit limit(2, 1h);
        const auto tell = [&](std::exception_ptr) { is_told = true; };
        CHECK(limit.run([] { return 7; }, tell) == 7);
        CHECK_THROWS_AS(limit.run([]() -> int { throw std::runtime_error("no"); }, tell), std::runtime_error);
    }
    CHECK_FALSE(is_told);
}
