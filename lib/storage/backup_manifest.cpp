#include "lib/storage/backup_manifest.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/whole_file.hpp"

namespace league {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) throw Problem(ProblemCode::not_found, "file_unreadable", {{"path", path.string()}});
    return bytes.str();
}

/// A file of the folder or below it, written the one way.
bool is_inside(const std::string& file) {
    const fs::path path(file);
    return path.is_relative() && !path.empty() && path == path.lexically_normal() && *path.begin() != "..";
}

Problem unreadable() {
    return Problem(ProblemCode::invalid_input, "backup_damaged", {{"file", kBackupManifest}});
}

}  // namespace

void write_manifest(const fs::path& folder, const BackupManifest& manifest) {
    const json whole{
        {"program", "league-desk"}, {"made_at", to_rfc3339(manifest.made_at)}, {"files", json(manifest.files)}};
    write_whole(folder / kBackupManifest, whole.dump(2) + "\n");
}

BackupManifest read_manifest(const fs::path& folder) {
    const json whole = json::parse(read_all(folder / kBackupManifest), nullptr, /*allow_exceptions=*/false);
    if (!whole.is_object() || !whole.contains("files") || !whole["files"].is_object()) throw unreadable();
    BackupManifest manifest;
    for (const auto& [file, hash] : whole["files"].items()) {
        if (!hash.is_string() || !is_inside(file)) throw unreadable();
        manifest.files[file] = hash.get<std::string>();
    }
    const auto made_at = whole.find("made_at");
    const auto instant = made_at != whole.end() && made_at->is_string()
                             ? instant_from_rfc3339(made_at->get_ref<const std::string&>())
                             : std::nullopt;
    if (!instant) throw unreadable();
    manifest.made_at = *instant;
    return manifest;
}

std::optional<Instant> read_last_backup(const fs::path& file) {
    std::ifstream in(file);
    const json last = json::parse(in, nullptr, /*allow_exceptions=*/false);
    if (!last.is_object() || !last.contains("made_at") || !last["made_at"].is_string()) return std::nullopt;
    return instant_from_rfc3339(last["made_at"].get<std::string>());
}

void write_last_backup(const fs::path& file, Instant made_at, const fs::path& folder) {
    const json last{{"made_at", to_rfc3339(made_at)}, {"folder", fs::absolute(folder).string()}};
    write_whole(file, last.dump(2) + "\n");
}

}  // namespace league
