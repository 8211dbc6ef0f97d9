#include "lib/storage/blob_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& doing, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    Problem problem(full ? ProblemCode::no_space : ProblemCode::busy, full ? "no_space" : "media_unavailable");
    throw problem.with_details(doing + ": " + std::strerror(error));
}

class File {
public:
    File(const fs::path& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {
        if (descriptor_ < 0) refuse("open " + path.string(), errno);
    }
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) refuse("write", errno);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() {
        if (::fsync(descriptor_) != 0) refuse("fsync", errno);
    }

private:
    int descriptor_;
};

void sync_folder(const fs::path& folder) {
    File(folder, O_RDONLY | O_DIRECTORY).sync();
}

/// Makes the folder and puts its entry on disk.
void make_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::create_directory(folder, error)) {
        if (error) refuse("make " + folder.string(), error.value());
        return;
    }
    sync_folder(folder.parent_path());
}

/// Removes the temporary file unless it became the real one.
class TemporaryFile {
public:
    explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
    ~TemporaryFile() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const fs::path& path() const { return path_; }
    void become(const fs::path& target) {
        if (::rename(path_.c_str(), target.c_str()) != 0) refuse("rename " + target.string(), errno);
        path_.clear();
    }

private:
    fs::path path_;
};

/// A name that no other thread or process uses.
std::string temporary_name() {
    static std::atomic<unsigned long> counter{0};
    return ".put-" + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1));
}

}  // namespace

bool is_blob_key(std::string_view name) {
    return name.size() == 64 && std::all_of(name.begin(), name.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

BlobStore::BlobStore(fs::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) refuse("make " + folder_.string(), error.value());
}

fs::path BlobStore::path_of(const std::string& key) const {
    ensure(is_blob_key(key));
    return folder_ / key.substr(0, 2) / key.substr(2, 2) / key;
}

void BlobStore::put(const std::string& key, std::string_view bytes) {
    const fs::path target = path_of(key);
    make_folder(target.parent_path().parent_path());
    make_folder(target.parent_path());
    if (!has(key)) {
        TemporaryFile temporary(target.parent_path() / temporary_name());
        {
            // A file of that name is what a killed process with this id left; nobody else writes it.
            File file(temporary.path(), O_WRONLY | O_CREAT | O_TRUNC);
            file.write(bytes);
            file.sync();
        }
        temporary.become(target);
    }
    // Also when it was there: another process may have renamed it and not yet synced the folder.
    sync_folder(target.parent_path());
}

std::optional<std::string> BlobStore::get(const std::string& key) const {
    std::ifstream file(path_of(key), std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (file.bad()) refuse("read", EIO);
    return std::move(bytes).str();
}

bool BlobStore::has(const std::string& key) const {
    return ::access(path_of(key).c_str(), F_OK) == 0;
}

bool BlobStore::remove(const std::string& key) {
    std::error_code error;
    const bool removed = fs::remove(path_of(key), error);
    if (error) refuse("remove", error.value());
    return removed;
}

}  // namespace league
