// What a backup's folder says of itself: when it was made, and the hash of each file in it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "lib/base/clock.hpp"

namespace league {

/// Name of the manifest in a backup's folder; last written, so that a folder without one was never finished.
inline constexpr const char* kBackupManifest = "manifest.json";

struct BackupManifest {
    Instant made_at;
    std::map<std::string, std::string> files;  ///< relative path -> SHA-256
};

/// Throws Problem no_space.
void write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest);
/// Throws Problem: not_found ("file_unreadable"), invalid_input ("backup_damaged").
BackupManifest read_manifest(const std::filesystem::path& folder);
/// When the last was made, as write_last_backup() noted it; nothing where that cannot be read.
std::optional<Instant> read_last_backup(const std::filesystem::path& file);
/// In the folder of all backups: which was the last. Throws Problem no_space.
void write_last_backup(const std::filesystem::path& file, Instant made_at, const std::filesystem::path& folder);

}  // namespace league
