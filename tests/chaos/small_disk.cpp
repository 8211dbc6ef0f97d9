#include "tests/chaos/small_disk.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/places.hpp"

namespace league::test {
namespace {

constexpr const char* kBallast = "/ballast";

}  // namespace

bool SmallDisk::enter() {
    const auto user = std::to_string(::geteuid());
    const auto group = std::to_string(::getegid());
    if (::geteuid() == 0) {
        if (::unshare(CLONE_NEWNS) != 0) return false;
    } else {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        std::ofstream("/proc/self/setgroups") << "deny";
        std::ofstream("/proc/self/uid_map") << user << " " << user << " 1";
        std::ofstream("/proc/self/gid_map") << group << " " << group << " 1";
    }
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

SmallDisk::~SmallDisk() {
    if (mounted()) ::umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::mount(const std::string& folder, int megabytes) {
    const std::string size = "mode=0700,size=" + std::to_string(megabytes) + "m";
    if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0) folder_ = folder;
}

void SmallDisk::fill() {
    const int ballast = ::open((folder_ + kBallast).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string bytes(65536, 'x');
    for (std::size_t piece = bytes.size(); piece > 0;) {
        if (::write(ballast, bytes.data(), piece) != static_cast<ssize_t>(piece)) piece /= 2;
    }
    ::close(ballast);
}

void SmallDisk::make_room() {
    ::unlink((folder_ + kBallast).c_str());
}

std::vector<std::string> ReadOnlyDisk::environment(std::vector<std::string> others) const {
    const std::string preload = "LD_PRELOAD=";
    std::string libraries = bin_dir() + "/libleague_read_only_disk.so";
    std::erase_if(others, [&](const std::string& one) {
        if (!one.starts_with(preload)) return false;
        libraries += ":" + one.substr(preload.size());
        return true;
    });
    others.push_back(preload + libraries);
    others.push_back("LEAGUE_READ_ONLY_WHILE=" + folder_.file("on"));
    return others;
}

void ReadOnlyDisk::begin() {
    std::ofstream(folder_.file("on")) << "on";
}

void ReadOnlyDisk::end() {
    std::filesystem::remove(folder_.file("on"));
}

}  // namespace league::test
