#include "lib/app/copy_photos.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "lib/storage/blob_store.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;

/// False also where it cannot be read.
bool is_good(const fs::path& photo, const Digest& digest) {
    std::ifstream file(photo, std::ios::binary);
    if (!file) return false;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return !file.bad() && digest.sha256(bytes.str()) == photo.filename().string();
}

/// True when it was linked; another disk, or one without links, says no.
bool link_photo(const fs::path& earlier, const fs::path& target) {
    std::error_code error;
    fs::create_hard_link(earlier, target, error);
    return !error;
}

bool has_no_space(const std::error_code& error) {
    return error == std::errc::no_space_on_device || error == std::errc::file_too_large || error.value() == EDQUOT;
}

/// Whole or not at all; false when it was erased meanwhile or cannot be read.
bool copy_photo(const fs::path& photo, const fs::path& target) {
    const fs::path fresh = target.parent_path() / ".copying";
    std::error_code error;
    fs::copy_file(photo, fresh, fs::copy_options::overwrite_existing, error);
    if (!error) {
        fs::rename(fresh, target);
        return true;
    }
    std::error_code left;
    fs::remove(fresh, left);
    if (has_no_space(error)) throw fs::filesystem_error("copy a photo", photo, fresh, error);
    return false;
}

}  // namespace

PhotoCopies copy_photos(const fs::path& from, const fs::path& to, const Digest& digest, const fs::path& before) {
    PhotoCopies copies;
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        const fs::path name = entry.path().lexically_relative(from);
        if (!is_blob_key(name.filename().string()) || !entry.is_regular_file()) continue;
        const fs::path target = to / name;
        if (is_good(target, digest)) continue;
        fs::create_directories(target.parent_path());
        const bool is_better = !fs::exists(target);
        if (is_better && !before.empty() && is_good(before / name, digest)) {
            if (!link_photo(before / name, target)) copies.copied += copy_photo(before / name, target) ? 1 : 0;
            continue;
        }
        const bool good = is_good(entry.path(), digest);
        if (good || is_better) copies.copied += copy_photo(entry.path(), target) ? 1 : 0;
        if (!good && fs::exists(entry.path())) copies.damaged.push_back(name.filename().string());
    }
    return copies;
}

}  // namespace league
