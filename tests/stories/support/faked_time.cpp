#include "tests/stories/support/faked_time.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "lib/platform/clock_system.hpp"

namespace league::test {
namespace {

constexpr const char* kLibrary = "libfaketimeMT.so.1";

/// Debian keeps it in a folder of the machine's kind: /usr/lib/x86_64-linux-gnu/faketime.
std::string library_file() {
    for (const auto& folder : std::filesystem::directory_iterator("/usr/lib")) {
        const std::filesystem::path file = folder.path() / "faketime" / kLibrary;
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored)) return file.string();
    }
    throw std::runtime_error("libfaketime is not installed");
}

}  // namespace

FakedTime::FakedTime(Instant start) {
    set(start);
}

std::vector<std::string> FakedTime::environment() const {
    return {"FAKETIME_TIMESTAMP_FILE=" + folder_.file("ahead"), "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "LD_PRELOAD=" + library_file()};
}

void FakedTime::set(Instant instant) {
    ahead_ = std::chrono::duration_cast<std::chrono::seconds>(instant - SystemClock().now());
    // A reader sees the old number or the new one, never half of it.
    const std::string written = folder_.file("written");
    std::ofstream(written) << (ahead_.count() < 0 ? "" : "+") << ahead_.count() << "s\n";
    std::filesystem::rename(written, folder_.file("ahead"));
}

Instant FakedTime::now() const {
    return SystemClock().now() + ahead_;
}

}  // namespace league::test
