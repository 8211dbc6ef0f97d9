#include "lib/app/backup.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "lib/app/verify.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/backup_manifest.hpp"
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

}  // namespace

/// Names that begin with a dot are files on their way to their place,
/// which may vanish from here at any moment.
void copy_photos(const fs::path& from, const fs::path& to, const fs::path& before) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(from)) {
        const fs::path name = entry.path().filename();
        if (name.string().starts_with('.')) continue;
        const fs::path earlier = before.empty() ? fs::path() : before / name;
        if (entry.is_directory()) {
            copy_photos(entry.path(), to / name, earlier);
            continue;
        }
        std::error_code other_disk;
        const bool is_there = !earlier.empty() && fs::is_regular_file(earlier, other_disk) &&
                              fs::file_size(earlier, other_disk) == entry.file_size();
        if (is_there) fs::create_hard_link(earlier, to / name, other_disk);
        if (is_there && !other_disk) continue;
        fs::copy_file(entry.path(), to / name, fs::copy_options::overwrite_existing);
    }
}

void sync_all(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Problem(ProblemCode::no_space, "no_space").with_details("syncfs " + folder.string());
}

BackUp::Output BackUp::copy(const fs::path& folder) {
    if (fs::exists(folder) && !fs::is_empty(folder)) {
        throw Problem(ProblemCode::conflict, "backup_exists", {{"path", folder.string()}});
    }
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    // Records first: a photo stored meanwhile is then extra, never missing.
    database_.backup_to((folder / kBackupRecords).string());
    const std::vector<fs::path> earlier = finished();
    const fs::path before = earlier.empty() ? fs::path() : earlier.back() / kBackupPhotos;
    if (fs::exists(places_.photos)) copy_photos(places_.photos, folder / kBackupPhotos, before);
    BackupManifest manifest;
    for (const std::string& file : files_of(folder)) {
        manifest.files[file] = digest_.sha256(MappedFile(folder / file).bytes());
    }
    sync_all(folder);
    manifest.made_at = clock_.now();
    write_manifest(folder, manifest);
    Output made{folder, manifest.files.size(), manifest.made_at};
    return made;
}

void BackUp::note_last(const Output& made) const {
    fs::create_directories(places_.backups);
    write_last_backup(places_.backups / kLastBackup, made.made_at, made.folder);
}

BackUp::Output BackUp::run(const fs::path& chosen) {
    const Output made = copy(chosen.empty() ? places_.backups / stamp(clock_.now()) : chosen);
    note_last(made);
    return made;
}

BackUp::Output BackUp::run_and_prove() {
    const fs::path folder = places_.backups / stamp(clock_.now());
    try {
        const Output made = copy(folder);
        prove(folder);
        note_last(made);
        return made;
    } catch (const Problem& problem) {
        if (problem.key() != "backup_exists") fs::remove_all(folder);
        throw;
    }
}

void BackUp::prove(const fs::path& folder) const {
    check_backup(folder, digest_);
    const fs::path proof = places_.backups / kProof;
    fs::remove_all(proof);
    fs::create_directories(proof);
    fs::permissions(proof, fs::perms::owner_all);
    try {
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
    } catch (...) {
        fs::remove_all(proof);
        throw;
    }
    fs::remove_all(proof);
}

std::vector<fs::path> BackUp::finished() const {
    std::vector<fs::path> folders;
    if (!fs::exists(places_.backups)) return folders;
    for (const auto& entry : fs::directory_iterator(places_.backups)) {
        const bool is_ours = entry.is_directory() && is_stamp(entry.path().filename().string());
        if (is_ours && fs::exists(entry.path() / kBackupManifest)) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

int BackUp::keep_newest(int count) const {
    if (!fs::exists(places_.backups)) return 0;
    std::vector<fs::path> keep = finished();
    const auto most = static_cast<std::size_t>(std::max(count, 1));
    if (keep.size() > most) keep.erase(keep.begin(), keep.end() - static_cast<std::ptrdiff_t>(most));
    std::vector<fs::path> remove;
    for (const auto& entry : fs::directory_iterator(places_.backups)) {
        if (!entry.is_directory() || !is_stamp(entry.path().filename().string())) continue;
        if (std::find(keep.begin(), keep.end(), entry.path()) == keep.end()) remove.push_back(entry.path());
    }
    for (const fs::path& folder : remove) fs::remove_all(folder);
    return static_cast<int>(remove.size());
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
    return manifest.made_at;
}

}  // namespace league
