#include "lib/app/backup.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "lib/app/copy_photos.hpp"
#include "lib/app/verify.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/migrations.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;

/// Where the records of a fresh backup are tried; begins with a dot, as nothing that is kept does.
constexpr const char* kProof = ".proof";

/// A file's bytes without a copy of them in memory: the records of a county are larger than its small server can spare.
class MappedFile {
public:
    explicit MappedFile(const fs::path& path) {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) unreadable(path);
        const off_t end = ::lseek(descriptor, 0, SEEK_END);
        if (end > 0) {
            size_ = static_cast<std::size_t>(end);
            begin_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        }
        ::close(descriptor);
        if (end < 0 || begin_ == MAP_FAILED) unreadable(path);
        if (begin_ != nullptr) ::madvise(begin_, size_, MADV_SEQUENTIAL);
    }
    ~MappedFile() {
        if (begin_ != nullptr) ::munmap(begin_, size_);
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return {static_cast<const char*>(begin_), size_}; }

private:
    [[noreturn]] static void unreadable(const fs::path& path) {
        throw Problem(ProblemCode::not_found, "file_unreadable", {{"path", path.string()}});
    }

    void* begin_ = nullptr;
    std::size_t size_ = 0;
};

/// The place of all backups for one of us: a folder that is being filled looks like one that was cut short. The kernel
/// gives it back when we die.
class PlaceTaken {
public:
    explicit PlaceTaken(const fs::path& place) {
        fs::create_directories(place);
        descriptor_ = ::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
        if (descriptor_ >= 0) ::close(descriptor_);
        throw Problem(ProblemCode::busy, "backup_under_way", {{"path", place.string()}});
    }
    ~PlaceTaken() { ::close(descriptor_); }
    PlaceTaken(const PlaceTaken&) = delete;
    PlaceTaken& operator=(const PlaceTaken&) = delete;

private:
    int descriptor_;
};

/// Removes what was made here unless it was kept: a folder that is not whole must not look like a backup, nor fill a
/// disk that is full already.
class Unfinished {
public:
    explicit Unfinished(fs::path folder) : folder_(std::move(folder)) {}
    ~Unfinished() {
        std::error_code left;
        if (!folder_.empty()) fs::remove_all(folder_, left);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    void keep() { folder_.clear(); }

private:
    fs::path folder_;
};

/// Relative paths of all files of a backup but the manifest, sorted.
std::vector<std::string> files_of(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && name != kBackupManifest) files.push_back(name);
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// "20261123-215500" of Beijing time.
std::string stamp(Instant instant) {
    std::string digits;
    for (const char c : to_rfc3339(instant).substr(0, 19)) {
        if (c == 'T') digits += '-';
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

bool is_stamp(const std::string& name) {
    constexpr std::string_view kShape = "00000000-000000";
    if (name.size() != kShape.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool is_digit = name[i] >= '0' && name[i] <= '9';
        if (kShape[i] == '-' ? name[i] != '-' : !is_digit) return false;
    }
    return true;
}

Problem damaged(const std::string& file, const std::string& why) {
    Problem problem(ProblemCode::invalid_input, "backup_damaged", {{"file", file}});
    return problem.with_details(why);
}

/// Every file is there with its hash, and no other.
void check_files(const fs::path& folder, const BackupManifest& manifest, const Digest& digest) {
    for (const std::string& file : files_of(folder)) {
        const auto listed = manifest.files.find(file);
        const bool is_same =
            listed != manifest.files.end() && digest.sha256(MappedFile(folder / file).bytes()) == listed->second;
        if (!is_same) throw damaged(file, "not as the manifest has it");
    }
    for (const auto& [file, hash] : manifest.files) {
        if (!fs::is_regular_file(folder / file)) throw damaged(file, "missing");
    }
    if (!manifest.files.contains(kBackupRecords)) throw damaged(kBackupRecords, "missing");
}

/// False when something of it stays, as of a folder of another user.
bool remove_as_far_as_may_be(const fs::path& folder) {
    std::error_code left;
    fs::remove_all(folder, left);
    return !left;
}

}  // namespace

void sync_all(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Problem(ProblemCode::no_space, "no_space").with_details("syncfs " + folder.string());
}

BackupManifest BackUp::copy(const fs::path& folder, std::vector<std::string>& damaged_photos) {
    fs::permissions(folder, fs::perms::owner_all);
    BackupManifest manifest;
    // From here on nothing that is sent is in it: a restore must know.
    manifest.made_at = clock_.now();
    // Records first: a photo stored meanwhile is then extra, never missing.
    database_.backup_to((folder / kBackupRecords).string());
    const std::vector<fs::path> earlier = folders().finished;
    const fs::path before = earlier.empty() ? fs::path() : earlier.back() / kBackupPhotos;
    if (fs::exists(places_.photos)) {
        damaged_photos = copy_photos(places_.photos, folder / kBackupPhotos, digest_, before);
    }
    for (const std::string& file : files_of(folder)) {
        manifest.files[file] = digest_.sha256(MappedFile(folder / file).bytes());
    }
    if (!manifest.files.contains(kBackupRecords)) throw damaged(kBackupRecords, "missing");
    sync_all(folder);
    return manifest;
}

BackUp::Output BackUp::make(const fs::path& folder, bool proved) {
    const PlaceTaken taken(places_.backups);
    if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder))) {
        throw Problem(ProblemCode::conflict, "backup_exists", {{"path", folder.string()}});
    }
    // What was cut short first: its space may be what this one needs.
    fs::remove_all(places_.backups / kProof);
    for (const fs::path& cut : folders().unfinished) remove_as_far_as_may_be(cut);
    Unfinished unfinished(folder);
    fs::create_directories(folder);
    Output made;
    made.folder = folder;
    const BackupManifest manifest = copy(folder, made.damaged);
    made.files = manifest.files.size();
    made.made_at = manifest.made_at;
    if (proved) prove(folder, manifest);
    // Last: a folder without it was cut short.
    write_manifest(folder, manifest);
    write_last_backup(places_.backups / kLastBackup, made.made_at, made.folder);
    unfinished.keep();
    return made;
}

BackUp::Output BackUp::run(const fs::path& chosen) {
    return make(chosen.empty() ? places_.backups / stamp(clock_.now()) : chosen, /*proved=*/false);
}

BackUp::Output BackUp::run_and_prove() {
    return make(places_.backups / stamp(clock_.now()), /*proved=*/true);
}

void BackUp::prove(const fs::path& folder, const BackupManifest& manifest) const {
    check_files(folder, manifest, digest_);
    const fs::path proof = places_.backups / kProof;
    const Unfinished always(proof);
    fs::create_directories(proof);
    fs::permissions(proof, fs::perms::owner_all);
    fs::copy_file(folder / kBackupRecords, proof / kBackupRecords);
    DatabaseOptions options;
    options.path = (proof / kBackupRecords).string();
    options.create = false;
    options.readers = 1;
    Database copy(options, clock_);
    const std::vector<std::string> faults = copy.check_integrity();
    if (!faults.empty()) throw damaged(kBackupRecords, faults.front());
    for (const CheckResult& check : run_verification(copy, digest_)) {
        if (!check.ok) throw damaged(kBackupRecords, check.name);
    }
}

BackUp::Folders BackUp::folders() const {
    Folders found;
    if (!fs::exists(places_.backups)) return found;
    for (const auto& entry : fs::directory_iterator(places_.backups)) {
        if (!entry.is_directory() || !is_stamp(entry.path().filename().string())) continue;
        std::error_code hidden;  // of somebody else: neither ours to use nor to remove
        const bool is_finished = fs::exists(entry.path() / kBackupManifest, hidden);
        if (!hidden) (is_finished ? found.finished : found.unfinished).push_back(entry.path());
    }
    std::sort(found.finished.begin(), found.finished.end());
    return found;
}

int BackUp::keep_newest(int count) const {
    const PlaceTaken taken(places_.backups);
    Folders found = folders();
    const auto most = static_cast<std::size_t>(std::max(count, 1));
    if (found.finished.size() > most) {
        const auto end_of_old = found.finished.end() - static_cast<std::ptrdiff_t>(most);
        found.unfinished.insert(found.unfinished.end(), found.finished.begin(), end_of_old);
    }
    const auto removed = std::count_if(found.unfinished.begin(), found.unfinished.end(), remove_as_far_as_may_be);
    return static_cast<int>(removed);
}

std::optional<Instant> last_good_backup(const fs::path& backups) {
    return read_last_backup(backups / kLastBackup);
}

std::optional<Instant> unsaved_since(ReadTransaction& tx, std::optional<Instant> last) {
    const Instant saved = last ? *last : records_begin(tx);
    return saved + kOldestBackup < tx.now() ? std::optional(saved) : std::nullopt;
}

Instant check_backup(const fs::path& folder, const Digest& digest) {
    const BackupManifest manifest = read_manifest(folder);
    check_files(folder, manifest, digest);
    return manifest.made_at;
}

}  // namespace league
