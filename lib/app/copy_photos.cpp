#include "lib/app/copy_photos.hpp"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "lib/storage/blob_store.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;

/// False also where it cannot be opened, or where the disk gives no bytes.
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

/// Whole or not at all; false for one that was erased meanwhile.
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
    if (!fs::exists(photo)) return false;
    throw fs::filesystem_error("copy a photo", photo, fresh, error);
}

/// Who may not read it cannot tell whether it is good.
void require_readable(const fs::path& photo) {
    if (::access(photo.c_str(), R_OK) == 0 || errno == ENOENT) return;
    throw fs::filesystem_error("read a photo", photo, std::error_code(errno, std::generic_category()));
}

/// As much as can be read of it, or nothing.
void copy_damaged(const fs::path& photo, const fs::path& target) {
    try {
        copy_photo(photo, target);
    } catch (const fs::filesystem_error& error) {
        if (has_no_space(error.code())) throw;
    }
}

}  // namespace

std::vector<std::string> copy_photos(const fs::path& from, const fs::path& to, const Digest& digest,
                                     const fs::path& before) {
    std::vector<std::string> damaged;
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        const fs::path& photo = entry.path();
        const fs::path name = photo.lexically_relative(from);
        if (!is_blob_key(name.filename().string()) || !entry.is_regular_file()) continue;
        const fs::path target = to / name;
        if (is_good(target, digest)) continue;
        fs::create_directories(target.parent_path());
        const bool is_missing = !fs::exists(target);
        const fs::path earlier = before / name;
        if (is_missing && !before.empty() && is_good(earlier, digest)) {
            if (link_photo(earlier, target) || copy_photo(earlier, target)) continue;
        }
        require_readable(photo);
        if (is_good(photo, digest)) {
            copy_photo(photo, target);
        } else if (fs::exists(photo)) {  // and not erased since it was listed
            damaged.push_back(name.filename().string());
            if (is_missing) copy_damaged(photo, target);
        }
    }
    return damaged;
}

}  // namespace league
