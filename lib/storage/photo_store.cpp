#include "lib/storage/photo_store.hpp"

#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT sha256, bytes, picture_key, thumb_key, width, height, created_at
FROM photos
WHERE sha256 = $1)";

constexpr std::string_view kUploaders = R"(
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM photo_uploads p
JOIN org_units u ON u.id = p.unit_id
WHERE p.sha256 = $1)";

constexpr std::string_view kIsUploadedBy = R"(
SELECT 1
FROM photo_uploads
WHERE sha256 = $1 AND unit_id = $2)";

constexpr std::string_view kUnitsNaming = R"(
SELECT DISTINCT a.org_id
FROM activity_photos p
JOIN activities a ON a.id = p.activity_id
WHERE p.sha256 = $1)";

constexpr std::string_view kOfRestrictedLog = R"(
SELECT 1
FROM activity_photos p
JOIN activities a ON a.id = p.activity_id
JOIN activity_kinds k ON k.code = a.kind
WHERE p.sha256 = $1 AND k.restricted = 1)";

constexpr std::string_view kInsert = R"(
INSERT INTO photos (sha256, bytes, picture_key, thumb_key, width, height, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (sha256) DO NOTHING)";

constexpr std::string_view kAddUpload = R"(
INSERT INTO photo_uploads (sha256, unit_id, uploaded_by, uploaded_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (sha256, unit_id) DO NOTHING)";

}  // namespace

std::optional<Photo> PhotoStore::find(const PhotoHash& hash) {
    return tx_.find_one(kFind, hash, [](Row& row) {
        Photo photo;
        photo.hash = row.next<PhotoHash>();
        photo.bytes = row.next<long long>();
        photo.picture_key = row.next<std::string>();
        photo.thumb_key = row.next<std::string>();
        photo.width = row.next<int>();
        photo.height = row.next<int>();
        photo.created_at = row.next<Instant>();
        return photo;
    });
}

std::vector<OrgUnit> PhotoStore::uploaders(const PhotoHash& hash) {
    return tx_.list(kUploaders, hash, next_unit);
}

bool PhotoStore::is_uploaded_by(const PhotoHash& hash, const OrgUnitId& unit) {
    return tx_.exists(kIsUploadedBy, hash, unit);
}

bool PhotoStore::is_of_restricted_log(const PhotoHash& hash) {
    return tx_.exists(kOfRestrictedLog, hash);
}

std::vector<OrgUnitId> PhotoStore::units_naming(const PhotoHash& hash) {
    return tx_.list(kUnitsNaming, hash, [](Row& row) { return row.get<OrgUnitId>(0); });
}

bool PhotoWriter::insert(const Photo& photo) {
    return tx_.run(kInsert, photo.hash, photo.bytes, photo.picture_key, photo.thumb_key, photo.width, photo.height,
                   photo.created_at) > 0;
}

bool PhotoWriter::add_upload(const PhotoHash& hash, const OrgUnitId& unit, const std::optional<PersonId>& by) {
    return tx_.run(kAddUpload, hash, unit, by, tx_.now()) > 0;
}

}  // namespace league
