#include "lib/storage/unit_code_store.hpp"

#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kReferenceOf = "SELECT reference FROM unit_codes WHERE unit_id = $1";
constexpr std::string_view kFindUnit = "SELECT unit_id FROM unit_codes WHERE reference = $1";
constexpr std::string_view kPictures = R"(
SELECT account, ticket, picture, made_at
FROM unit_code_pictures
WHERE unit_id = $1
ORDER BY account)";
constexpr std::string_view kPicture = R"(
SELECT account, ticket, picture, made_at
FROM unit_code_pictures
WHERE unit_id = $1 AND account = $2)";
constexpr std::string_view kCountTickets = R"(
SELECT COUNT(*)
FROM unit_code_pictures
WHERE account = $1 AND ticket <> '')";
constexpr std::string_view kInsert = R"(
INSERT INTO unit_codes (unit_id, reference, made_at)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING)";
constexpr std::string_view kSave = R"(
INSERT INTO unit_code_pictures (unit_id, account, ticket, picture, made_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (unit_id, account) DO UPDATE
SET ticket = excluded.ticket, picture = excluded.picture, made_at = excluded.made_at)";

UnitCodePicture read(Row& row) {
    UnitCodePicture picture;
    picture.account = row.next<std::string>();
    picture.ticket = row.next<std::string>();
    picture.picture = row.next<std::string>();
    picture.made_at = row.next<Instant>();
    return picture;
}

}  // namespace

std::optional<std::string> UnitCodeStore::reference_of(const OrgUnitId& unit) const {
    return tx_.value<std::string>(kReferenceOf, unit);
}

std::optional<OrgUnitId> UnitCodeStore::find_unit(const std::string& reference) const {
    return tx_.value<OrgUnitId>(kFindUnit, reference);
}

std::optional<UnitCodePicture> UnitCodeStore::find_picture(const OrgUnitId& unit, const std::string& account) const {
    return tx_.find_one(kPicture, unit, account, read);
}

std::vector<UnitCodePicture> UnitCodeStore::pictures_of(const OrgUnitId& unit) const {
    return tx_.list(kPictures, unit, read);
}

long long UnitCodeStore::count_tickets(const std::string& account) const {
    return tx_.value<long long>(kCountTickets, account).value_or(0);
}

bool UnitCodeWriter::insert_reference(const OrgUnitId& unit, const std::string& reference) {
    return tx_.run(kInsert, unit, reference, tx_.now()) == 1;
}

void UnitCodeWriter::save_picture(const OrgUnitId& unit, const UnitCodePicture& picture) {
    tx_.run(kSave, unit, picture.account, picture.ticket, picture.picture, picture.made_at);
}

}  // namespace league
