// backup and restore: a folder with the records, the photos and a manifest of their hashes. The keys are not in it: a
// backup is ciphertext where it holds personal data, and var/secrets.toml is kept elsewhere (docs/operations.md).
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/app/keep_org_activity.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/migrations.hpp"
#include "tools/leaguectl/after_restore.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/records_file.hpp"

namespace league::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kRecords = "league.db";
constexpr const char* kPhotos = "photos";
constexpr const char* kManifest = "manifest.json";

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) throw Problem(ProblemCode::not_found, "file_unreadable", {{"path", path.string()}});
    return bytes.str();
}

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

/// Copies the photos while others are being stored: names that begin with a dot are files on their way to their place,
/// which may vanish from here at any moment.
void copy_photos(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(from)) {
        const fs::path name = entry.path().filename();
        if (name.string().starts_with('.')) continue;
        if (entry.is_directory()) {
            copy_photos(entry.path(), to / name);
        } else {
            fs::copy_file(entry.path(), to / name, fs::copy_options::overwrite_existing);
        }
    }
}

/// Everything written so far on that file system is on disk when this comes back.
void sync_all(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Problem(ProblemCode::no_space, "no_space").with_details("syncfs " + folder.string());
}

/// Relative paths of all files of a backup but the manifest, sorted.
std::vector<std::string> files_of(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && name != kManifest) files.push_back(name);
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

Report back_up(Desk& desk, const std::string& chosen) {
    const fs::path backups(desk.config().database.backups);
    const fs::path folder = chosen.empty() ? backups / stamp(desk.clock().now()) : fs::path(chosen);
    const std::string target = folder.string();
    if (fs::exists(folder) && !fs::is_empty(folder)) {
        throw Problem(ProblemCode::conflict, "backup_exists", {{"path", target}});
    }
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    // Records first: a photo stored meanwhile is then extra, never missing.
    desk.ready_database().backup_to((folder / kRecords).string());
    if (fs::exists(desk.config().photos.folder)) copy_photos(desk.config().photos.folder, folder / kPhotos);
    json hashes = json::object();
    for (const std::string& file : files_of(folder)) {
        hashes[file] = desk.seals().digest.sha256(MappedFile(folder / file).bytes());
    }
    sync_all(folder);
    const std::string at = to_rfc3339(desk.clock().now());
    write_whole(folder / kManifest,
                json{{"program", "league-desk"}, {"made_at", at}, {"files", hashes}}.dump(2) + "\n");
    fs::create_directories(backups);
    write_whole(backups / kLastBackup, json{{"made_at", at}, {"folder", fs::absolute(folder).string()}}.dump(2) + "\n");

    Report report;
    report.text = "backed up " + std::to_string(hashes.size()) + " files to " + target + "\nkeep " +
                  desk.config().paths.secrets + " in another safe place: without it nothing can be read\n";
    report.json = {{"folder", target}, {"files", hashes.size()}, {"made_at", at}};
    return report;
}

/// Throws unless every file named is there with its hash, and no other. Returns when it was made.
Instant check_backup(const fs::path& folder, const Digest& digest) {
    const json manifest = json::parse(read_all(folder / kManifest), nullptr, /*allow_exceptions=*/false);
    if (!manifest.is_object() || !manifest.contains("files") || !manifest["files"].is_object()) {
        throw Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", kManifest}});
    }
    const json& hashes = manifest["files"];
    for (const std::string& file : files_of(folder)) {
        const auto listed = hashes.find(file);
        if (listed == hashes.end() || !listed->is_string() ||
            digest.sha256(MappedFile(folder / file).bytes()) != *listed) {
            throw Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", file}});
        }
    }
    for (const auto& item : hashes.items()) {
        if (!fs::is_regular_file(folder / item.key())) {
            throw Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", item.key()}});
        }
    }
    if (!hashes.contains(kRecords)) throw Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", kRecords}});
    const auto made_at = manifest.find("made_at");
    const auto instant = made_at != manifest.end() && made_at->is_string()
                             ? instant_from_rfc3339(made_at->get_ref<const std::string&>())
                             : std::nullopt;
    if (!instant) throw Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", kManifest}});
    return *instant;
}

Report restore(Desk& desk, const std::string& source, bool force) {
    const fs::path folder(source);
    const fs::path database(desk.config().database.path);
    const fs::path photos(desk.config().photos.folder);
    const Instant made_at = check_backup(folder, desk.seals().digest);
    require_unused(database);
    const bool replaces = fs::exists(database);
    if (replaces && !force) {
        throw Problem(ProblemCode::conflict, "restore_over_records", {{"path", database.string()}});
    }
    // Beside the place first, then one rename: a full disk leaves what is there as it is.
    const fs::path fresh = database.string() + ".restoring";
    if (database.has_parent_path()) fs::create_directories(database.parent_path());
    fs::copy_file(folder / kRecords, fresh, fs::copy_options::overwrite_existing);
    fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
    if (fs::exists(folder / kPhotos)) {
        copy_photos(folder / kPhotos, photos);
        sync_all(photos);
    }
    put_in_place(fresh, database);
    const std::vector<std::string> applied = migrate(desk.database());
    keep_org_activity(desk.database());
    const std::vector<std::string> stopped = stop_repeats(desk, made_at);
    Report report;
    report.text = "restored " + source + ", " + std::to_string(applied.size()) +
                  " migrations applied; now run: leaguectl verify\n";
    if (replaces) report.text += "what was there is kept as " + database.string() + ".replaced\n";
    if (!stopped.empty()) {
        report.text += "not sent by itself, since it may have gone out after the backup was made at " +
                       to_rfc3339(made_at) + ":\n";
        for (const std::string& what : stopped) report.text += "  " + what + "\n";
        report.text += "where it has not: leaguectl column publish, leaguectl remind send, leaguectl outbox retry\n";
    }
    report.json = {{"restored", source}, {"applied", applied}, {"stopped", stopped}};
    return report;
}

}  // namespace

void add_backup(CLI::App& line, const Choose& choose) {
    auto folder = std::make_shared<std::string>();
    CLI::App* command = line.add_subcommand("backup", "copy records and photos while everything runs");
    command->add_option("folder", *folder, "a new folder; by default one named by the time below [database] backups");
    command->callback([=] { choose([=](Desk& desk) { return back_up(desk, *folder); }); });
}

void add_restore(CLI::App& line, const Choose& choose) {
    auto folder = std::make_shared<std::string>();
    auto force = std::make_shared<bool>(false);
    CLI::App* command = line.add_subcommand("restore", "put a backup back; stop the other programs first");
    command->add_option("folder", *folder, "made by backup")->required()->check(CLI::ExistingDirectory);
    command->add_flag("--force", *force, "replace the records that are there; they are kept beside");
    command->callback([=] { choose([=](Desk& desk) { return restore(desk, *folder, *force); }); });
}

}  // namespace league::ctl
