// Media by content hash: put, get, remove. Here a folder of two levels; S3-compatible storage can take its place.
// What put() returned from is on disk: written to a temporary file, synced, renamed, the folder synced.
//
// Not a place for permission, and it does not look inside what it keeps. From any thread and several processes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace league {

/// Lower-case hex of a SHA-256.
bool is_blob_key(std::string_view name);

class BlobStore {
public:
    /// Makes the folder when it is not there.
    explicit BlobStore(std::filesystem::path folder);

    /// `key` is the lower-case hex SHA-256 of the bytes, made by the caller. Putting the same again changes nothing.
    /// Throws Problem no_space when the disk is full, busy ("media_unavailable") when it cannot be written.
    void put(const std::string& key, std::string_view bytes);
    std::optional<std::string> get(const std::string& key) const;
    bool has(const std::string& key) const;
    /// False when it was not there.
    bool remove(const std::string& key);

private:
    std::filesystem::path path_of(const std::string& key) const;

    std::filesystem::path folder_;
};

}  // namespace league
