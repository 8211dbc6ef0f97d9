// Backups while everything runs: a folder with the records, the photos and a manifest of their hashes. The keys are not
// in it: a backup is ciphertext where it holds personal data, and the secrets file is kept elsewhere
// (docs/operations.md).
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/digest.hpp"
#include "lib/storage/backup_manifest.hpp"
#include "lib/storage/database.hpp"

namespace league {

/// Parts of a backup's folder.
inline constexpr const char* kBackupRecords = "league.db";
inline constexpr const char* kBackupPhotos = "photos";
/// In the folder of all backups: the last one that was made whole.
inline constexpr const char* kLastBackup = "last.json";

/// Older than this, the last good backup is an alarm.
inline constexpr std::chrono::days kOldestBackup{8};

struct BackupPlaces {
    std::filesystem::path photos;   ///< those to be kept
    std::filesystem::path backups;  ///< where folders are made
};

class BackUp {
public:
    struct Output {
        std::filesystem::path folder;
        std::size_t files = 0;
        Instant made_at;
        std::vector<std::string> damaged;  ///< photos that are nowhere as they were stored; copied as they are
    };

    BackUp(Database& database, const Digest& digest, const Clock& clock, BackupPlaces places)
        : database_(database), digest_(digest), clock_(clock), places_(std::move(places)) {}

    /// Into a new or empty folder, by default one below `backups` named by the time. Whatever goes wrong, the folder
    /// goes; one that was cut off with its program goes with the next, before that needs the space. Throws Problem:
    /// conflict ("backup_exists"), busy ("backup_under_way"), no_space, not_found; DatabaseError;
    /// std::filesystem::filesystem_error.
    Output run(const std::filesystem::path& chosen = {});
    /// The same, then proved: hashes are read again, and every check runs on a copy of its records in another place.
    /// One that does not stand is removed, and the last good one stays the last. Throws also invalid_input
    /// ("backup_damaged").
    Output run_and_prove();
    /// Removes the oldest folders named by their time, beyond so many, and those that were never finished; how many
    /// went. Others in the place, and what another user made, stay. Throws Problem busy ("backup_under_way").
    int keep_newest(int count) const;

private:
    /// Those named by their time.
    struct Folders {
        std::vector<std::filesystem::path> finished;  ///< the oldest first
        std::vector<std::filesystem::path> unfinished;
    };

    Output make(const std::filesystem::path& folder, bool proved);
    BackupManifest copy(const std::filesystem::path& folder, std::vector<std::string>& damaged_photos);
    Folders folders() const;
    void prove(const std::filesystem::path& folder, const BackupManifest& manifest) const;

    Database& database_;
    const Digest& digest_;
    const Clock& clock_;
    BackupPlaces places_;
};

/// When the last good backup below this folder was made; nothing before the first.
std::optional<Instant> last_good_backup(const std::filesystem::path& backups);
/// Since when changes are in no good backup, where that is longer than kOldestBackup; `last` as last_good_backup()
/// says.
std::optional<Instant> unsaved_since(ReadTransaction& tx, std::optional<Instant> last);

/// Throws Problem invalid_input ("backup_damaged") unless every file named is there with its hash, and no other.
/// Returns when it was made.
Instant check_backup(const std::filesystem::path& folder, const Digest& digest);
/// Everything written so far on that file system is on disk when this comes back. Throws Problem no_space.
void sync_all(const std::filesystem::path& folder);

}  // namespace league
