// How long a reading takes, told as median and slowest of so many.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace league::bench {

/// `read` says whether it read what it should; the program ends when it did not.
template <class Read>
void time_reading(const char* what, int readings, Read read) {
    std::vector<double> times;
    for (int i = 0; i < readings; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (!read()) std::exit(1);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
        times.push_back(took.count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%-58s %8.2f ms median %8.2f ms slowest\n", what, times[times.size() / 2], times.back());
}

}  // namespace league::bench
