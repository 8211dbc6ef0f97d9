// backup and restore (lib/app/backup.hpp).
#include <filesystem>

#include "lib/app/backup.hpp"
#include "lib/app/copy_photos.hpp"
#include "lib/app/keep_org_activity.hpp"
#include "lib/app/settings.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/migrations.hpp"
#include "tools/leaguectl/after_restore.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/records_file.hpp"

namespace league::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string damage_of(const std::vector<std::string>& photos) {
    std::string text;
    for (const std::string& photo : photos) text += "damaged on the disk, copied as it is: photo " + photo + "\n";
    return text;
}

Report back_up(Desk& desk, const std::string& chosen) {
    BackUp use_case(desk.ready_database(), desk.seals().digest, desk.clock(),
                    {desk.config().photos.folder, desk.config().database.backups});
    const BackUp::Output made = use_case.run(chosen);
    const std::string target = made.folder.string();
    Report report;
    report.text = damage_of(made.damaged) + "backed up " + std::to_string(made.files) + " files to " + target +
                  "\nkeep " + desk.config().paths.secrets + " in another safe place: without it nothing can be read\n";
    report.json = {
        {"folder", target}, {"files", made.files}, {"made_at", to_rfc3339(made.made_at)}, {"damaged", made.damaged}};
    return report;
}

struct Readied {
    std::vector<std::string> applied;
    std::vector<std::string> stopped;
};

/// Records beside their place, which go with whatever fails before they are put into it: they may be what fills the
/// disk.
class FreshRecords {
public:
    explicit FreshRecords(fs::path path) : path_(std::move(path)) { remove_records(path_); }  // of one cut short
    ~FreshRecords() {
        try {
            remove_records(path_);
        } catch (const fs::filesystem_error&) {
            // The fault that brought us here is what is told.
        }
    }
    FreshRecords(const FreshRecords&) = delete;
    FreshRecords& operator=(const FreshRecords&) = delete;

    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// Of records that are not in their place yet: whatever fails here, with the wrong secrets for one, changes nothing of
/// what the programs will open.
Readied make_ready(Desk& desk, const fs::path& records, Instant made_at) {
    Readied done;
    {
        DatabaseOptions options = database_options(desk.config().database);
        options.path = records.string();
        Database restored(options, desk.clock());
        done.applied = migrate(restored);
        keep_org_activity(restored);
        done.stopped = stop_repeats(desk, restored, made_at);
        if (!restored.empty_log()) throw Problem(ProblemCode::busy, "database_busy").with_details("the log is in use");
    }
    for (const char* ending : {"-wal", "-shm", ".gate", ".write"}) fs::remove(records.string() + ending);
    return done;
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
    if (database.has_parent_path()) fs::create_directories(database.parent_path());
    const FreshRecords fresh(database.string() + ".restoring");
    fs::copy_file(folder / kBackupRecords, fresh.path());
    fs::permissions(fresh.path(), fs::perms::owner_read | fs::perms::owner_write);
    std::vector<std::string> damaged;
    if (fs::exists(folder / kBackupPhotos)) {
        damaged = copy_photos(folder / kBackupPhotos, photos, desk.seals().digest);
        sync_all(photos);
    }
    const auto [applied, stopped] = make_ready(desk, fresh.path(), made_at);
    const fs::path kept = put_in_place(fresh.path(), database);
    Report report;
    report.text = damage_of(damaged) + "restored " + source + ", " + std::to_string(applied.size()) +
                  " migrations applied; now run: leaguectl verify\n";
    if (replaces) report.text += "what was there is kept as " + kept.string() + "\n";
    if (!stopped.empty()) {
        report.text += "not sent by itself, since it may have gone out after the backup was made at " +
                       to_rfc3339(made_at) + ":\n";
        for (const std::string& what : stopped) report.text += "  " + what + "\n";
        report.text +=
            "where it has not: leaguectl column publish, leaguectl bulletin release, leaguectl remind send, "
            "leaguectl outbox retry\n";
    }
    report.json = {{"restored", source}, {"applied", applied}, {"stopped", stopped}, {"damaged", damaged}};
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
