// Loaded before the C library: while the file LEAGUE_READ_ONLY_WHILE exists, a program's writes to files below a folder
// named var fail as on a file system that has gone read-only under open files. A kernel does that after a fault of the
// disk; it cannot be asked to.
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool read_only() {
    static const char* const file = std::getenv("LEAGUE_READ_ONLY_WHILE");
    if (file == nullptr) return false;
    const int before = errno;
    const bool on = ::access(file, F_OK) == 0;
    errno = before;
    return on;
}

bool below_var(const char* path) {
    return std::strstr(path, "/var/") != nullptr || std::strncmp(path, "var/", 4) == 0;
}

bool refused(int file) {
    if (!read_only()) return false;
    char link[64];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = ::readlink(link, path, sizeof path - 1);
    if (length <= 0) return false;
    path[length] = '\0';
    if (!below_var(path)) return false;
    errno = EROFS;
    return true;
}

bool creation_refused(const char* path, int flags) {
    if ((flags & O_CREAT) == 0 || !read_only() || !below_var(path) || ::access(path, F_OK) == 0) return false;
    errno = EROFS;
    return true;
}

mode_t mode_of(int flags, va_list more) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
    static const auto next = real<ssize_t(int, const void*, size_t)>("write");
    return refused(file) ? -1 : next(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    static const auto next = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return refused(file) ? -1 : next(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    static const auto next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return refused(file) ? -1 : next(file, bytes, size, at);
}

int ftruncate(int file, off_t size) noexcept {
    static const auto next = real<int(int, off_t)>("ftruncate");
    return refused(file) ? -1 : next(file, size);
}

int ftruncate64(int file, off64_t size) noexcept {
    static const auto next = real<int(int, off64_t)>("ftruncate64");
    return refused(file) ? -1 : next(file, size);
}

int open64(const char* path, int flags, ...) {
    static const auto next = real<int(const char*, int, ...)>("open64");
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return creation_refused(path, flags) ? -1 : next(path, flags, mode);
}

int open(const char* path, int flags, ...) {
    static const auto next = real<int(const char*, int, ...)>("open");
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return creation_refused(path, flags) ? -1 : next(path, flags, mode);
}

}  // extern "C"
